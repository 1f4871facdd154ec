// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/effectivedialog.h"

#include "models/environment/environmentmodel.h"
#include "models/servers/connectedhost.h"
#include "models/servers/wording.h"
#include "ui/environment/environmentrows.h"
#include "ui/look/card.h"
#include "ui/look/roles.h"
#include "ui/look/rowlist.h"
#include "ui/look/text.h"
#include "ui/shell/serverdesk.h"

#include <QStandardItemModel>
#include <QVBoxLayout>

namespace bouncepro {

namespace {

QString shown(const std::optional<Secret> &value, bool isSecret)
{
    if (!value)
        return EffectiveDialog::tr("not there");
    if (value->isEmpty())
        return EffectiveDialog::tr("empty");
    return isSecret ? secretDots() : visibleText(QString::fromUtf8(value->reveal()), 120);
}

void add(QStandardItemModel &rows, Mark mark, const QString &what, const QString &more)
{
    auto *item = new QStandardItem(what);
    item->setEditable(false);
    item->setData(more, SecondRole);
    item->setData(int(mark), MarkRole);
    item->setData(EffectiveDialog::tr("%1. %2").arg(what, more), Qt::AccessibleTextRole);
    rows.appendRow(item);
}

} // namespace

EffectiveDialog::EffectiveDialog(QWidget *over, ServerDesk &desk)
    : Dialog(over, tr("What the services have on %1").arg(visibleText(desk.profile().name, 40)),
             desk.profile().environment),
      m_loading(new LoadingBars(5)),
      m_note(new Text(FontRole::Body, Tone::Second)),
      m_list(new RowList(tr("Services and the keys that drift"), new FindingDelegate)),
      m_rows(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("effectiveDialog"));
    m_list->setObjectName(QStringLiteral("effective"));
    m_list->setModel(m_rows);
    m_list->setFitting(true, 12);
    m_note->setObjectName(QStringLiteral("effectiveNote"));
    m_note->setWrapping(true);
    for (QWidget *part : std::initializer_list<QWidget *>{m_loading, m_note, m_list})
        body()->addWidget(part);
    body()->addStretch();
    m_list->hide();
    m_note->hide();
    cancelButton()->setText(tr("Close"));
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
    const auto host = connectedHost(desk.monitor(), tr("Wait until the connection is back, then look again."));
    if (!host) {
        take(fail(host.error()));
        return;
    }
    start(
        this,
        [host = *host, profile = desk.profile(), project = desk.monitor().view().status->project](
            std::stop_token stop) { return readEffectiveEnvironment(*host, profile, project, stop); },
        [this](const Result<QList<EffectiveService>> &services) { take(services); });
}

void EffectiveDialog::take(const Result<QList<EffectiveService>> &services)
{
    m_loading->hide();
    m_note->show();
    if (!services) {
        m_note->setText(tr("%1 %2").arg(services.error().message, services.error().remedy).trimmed());
        return;
    }
    QStringList anew;
    for (const EffectiveService &service : *services) {
        const QString name = visibleText(service.service, 80);
        const QStringList drift = service.drift();
        if (service.mustBeMadeAnew())
            anew << name;
        const bool isRunning = !service.containers.isEmpty();
        add(*m_rows,
            !isRunning        ? Mark::NotConnected
            : drift.isEmpty() ? Mark::Well
                              : Mark::Warning,
            name,
            !isRunning        ? tr("It does not run.")
            : drift.isEmpty() ? tr("It has what the files say, %1 keys.").arg(service.values.size())
                              : tr("It has other values than the files say: %1.").arg(drift.join(tr(", "))));
        for (const EffectiveValue &value : service.values)
            if (isRunning && !value.isSame())
                add(*m_rows, Mark::Waiting, tr("%1, %2").arg(name, value.key),
                    tr("has %1, would get %2")
                        .arg(shown(value.running, value.isSecret), shown(value.wanted, value.isSecret)));
    }
    m_list->setVisible(!services->isEmpty());
    m_note->setText(anew.isEmpty()
                        ? tr("Every container that runs has what it reads from the files as they are.")
                        : tr("To be made anew, so that they read the files again: %1. A deploy does it, or applying a "
                             "change; a restart does not.")
                              .arg(anew.join(tr(", "))));
}

} // namespace bouncepro
