// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/freezedialog.h"

#include "models/jobs/when.h"
#include "models/servers/wording.h"
#include "ui/look/reasonfield.h"
#include "ui/look/text.h"

#include <QVBoxLayout>

namespace bouncepro {

FreezeDialog::FreezeDialog(QWidget *over, const ServerProfile &profile)
    : Dialog(over, tr("Freeze deploys on %1").arg(visibleText(profile.name, 40)), profile.environment, 560),
      m_reason(new ReasonField(tr("Why"), tr("Shown to who tries: the sale, until Monday"))),
      m_time(new Field(tr("Until"))),
      m_words(new Text(FontRole::Small, Tone::Second))
{
    setObjectName(QStringLiteral("freezeDialog"));
    auto *effect = new Text(FontRole::Body, Tone::Plain,
                            tr("No deploy may begin until then. What runs goes on, and going back stays possible."));
    effect->setWrapping(true);
    m_reason->setObjectName(QStringLiteral("freezeReason"));
    m_time->setObjectName(QStringLiteral("freezeUntil"));
    m_time->showLabel();
    m_time->setText(QStringLiteral("+2h"));
    m_time->setPlaceholder(tr("+2h, 18:00, or 2026-12-01 08:00"));
    m_words->setObjectName(QStringLiteral("freezeTime"));
    for (QWidget *part : std::initializer_list<QWidget *>{effect, m_reason, m_time, m_words})
        body()->addWidget(part);
    const bool isProduction = profile.environment == Environment::Production;
    setConfirm(tr("Freeze deploys"), isProduction ? Variant::Production : Variant::Primary, QStringLiteral("pause"));
    setConfirmedByKeys(true);
    setFootNote(tr("The reason is recorded in the audit."));
    connect(m_time, &Field::textChanged, this, [this] {
        heedTime();
        m_reason->check();
    });
    connect(m_time, &Field::returnPressed, confirmButton(), &QAbstractButton::click);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
    m_reason->rule(this, [this] { return heedTime(); });
    heedTime();
}

QString FreezeDialog::reason() const
{
    return m_reason->reason();
}

QWidget *FreezeDialog::firstFocus() const
{
    return m_reason->focusProxy();
}

QString FreezeDialog::heedTime()
{
    const auto until = parseWhen(m_time->text(), QDateTime::currentDateTimeUtc());
    m_time->setError(until ? QString() : until.error().message);
    m_words->setText(until ? tr("Until %1.").arg(momentText(*until)) : QString());
    m_until = until ? *until : QDateTime();
    return until ? QString() : tr("Say until when first.");
}

} // namespace bouncepro
