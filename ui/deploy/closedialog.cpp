// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/closedialog.h"

#include "models/servers/wording.h"
#include "ui/look/banner.h"
#include "ui/look/reasonfield.h"
#include "ui/look/text.h"
#include "ui/shell/serverdesk.h"

#include <QRegularExpression>
#include <QVBoxLayout>

namespace bouncepro {

CloseDialog::CloseDialog(QWidget *over, ServerDesk &desk)
    : Dialog(over, tr("Close the site of %1").arg(visibleText(desk.profile().name, 40)), desk.profile().environment,
             560),
      m_desk(desk),
      m_reason(new ReasonField(tr("Why"), tr("For the audit: moving the database"))),
      m_allowed(new Field(tr("Addresses that go on seeing it"))),
      m_refused(new Banner(Mark::Down, {}, {}))
{
    setObjectName(QStringLiteral("closeDialog"));
    auto *effect =
        new Text(FontRole::Body, Tone::Plain,
                 tr("Visitors get a page that says so, with the answer 503, until it is opened again. Health "
                    "checks and certificate renewals pass."));
    effect->setWrapping(true);
    m_reason->setObjectName(QStringLiteral("closeReason"));
    m_allowed->setObjectName(QStringLiteral("closeAllowed"));
    m_allowed->showLabel();
    m_allowed->setPlaceholder(tr("203.0.113.7, 2001:db8::/32; none: nobody"));
    m_refused->setObjectName(QStringLiteral("closeRefused"));
    m_refused->setStacked(true);
    m_refused->hide();
    for (QWidget *part : std::initializer_list<QWidget *>{effect, m_reason, m_allowed, m_refused})
        body()->addWidget(part);
    const bool isProduction = desk.profile().environment == Environment::Production;
    setConfirm(tr("Show the plan"), isProduction ? Variant::Production : Variant::Primary);
    setConfirmedByKeys(true);
    setFootNote(tr("The reason is recorded in the audit."));
    m_reason->rule(this);
    connect(m_allowed, &Field::returnPressed, confirmButton(), &QAbstractButton::click);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

QWidget *CloseDialog::firstFocus() const
{
    return m_reason->focusProxy();
}

// What is refused stays here, to be mended.
void CloseDialog::confirm()
{
    static const QRegularExpression gap(QStringLiteral("[,;\\s]+"));
    const auto plan =
        m_desk.deploy().prepareClose(m_reason->reason(), m_allowed->text().split(gap, Qt::SkipEmptyParts));
    m_refused->setVisible(!plan);
    if (!plan)
        return m_refused->set(Mark::Down, plan.error().message, plan.error().remedy);
    close();
    Q_EMIT prepared(*plan);
}

} // namespace bouncepro
