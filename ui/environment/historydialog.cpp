// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/historydialog.h"

#include "models/servers/connectedhost.h"
#include "models/servers/wording.h"
#include "ui/environment/environmentcards.h"
#include "ui/environment/environmentrows.h"
#include "ui/look/card.h"
#include "ui/look/raildelegate.h"
#include "ui/look/roles.h"
#include "ui/look/rowlist.h"
#include "ui/look/text.h"
#include "ui/shell/serverdesk.h"

#include <QStandardItemModel>
#include <QVBoxLayout>

namespace bouncepro {

HistoryDialog::HistoryDialog(QWidget *over, ServerDesk &desk, const QString &file, const EnvironmentDocument &now)
    : Dialog(over, tr("History of %1").arg(file), {}, 760),
      m_file(file),
      m_now(now),
      m_loading(new LoadingBars(4)),
      m_note(new Text(FontRole::Body, Tone::Second)),
      m_list(new RowList(tr("Versions, newest first"), new RailDelegate(RailDelegate::Lines::Two))),
      m_diff(new RowList(tr("What it would change"), new DiffDelegate)),
      m_rows(new QStandardItemModel(this)),
      m_diffRows(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("historyDialog"));
    m_list->setObjectName(QStringLiteral("versions"));
    m_list->setModel(m_rows);
    m_list->setFitting(true, 6);
    m_diff->setObjectName(QStringLiteral("versionDiff"));
    m_diff->setModel(m_diffRows);
    m_diff->setSelectionMode(QAbstractItemView::NoSelection);
    m_diff->setFitting(true, 10);
    m_note->setObjectName(QStringLiteral("versionNote"));
    m_note->setWrapping(true);
    for (QWidget *part : std::initializer_list<QWidget *>{m_loading, m_list, m_note, m_diff})
        body()->addWidget(part);
    body()->addStretch();
    m_list->hide();
    m_diff->hide();
    m_note->hide();
    setConfirm(tr("Bring it into the editor"));
    setBlocked(tr("Choose a version."));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &HistoryDialog::choose);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
    const auto host = connectedHost(desk.monitor(), tr("Wait until the connection is back, then look again."));
    if (!host) {
        take(fail(host.error()));
        return;
    }
    const auto &state = desk.jobs().directory();
    start(
        this,
        [host = *host, profile = desk.profile(), state = state ? state->path : QString()](std::stop_token stop) {
            return readEnvironmentHistory(*host, profile, state, stop);
        },
        [this](const Result<EnvironmentHistory> &history) { take(history); });
}

QWidget *HistoryDialog::firstFocus() const
{
    return cancelButton();
}

void HistoryDialog::take(const Result<EnvironmentHistory> &history)
{
    m_loading->hide();
    m_note->show();
    if (!history) {
        m_note->setText(tr("%1 %2").arg(history.error().message, history.error().remedy).trimmed());
        return;
    }
    m_history = *history;
    for (const EnvironmentVersion &version : m_history.versions) {
        if (version.file != m_file)
            continue;
        m_versions << version;
        const QString since = version.since.isValid() ? momentText(version.since) : tr("before");
        auto *item = new QStandardItem(version.isCurrent() ? tr("On the server now, since %1").arg(since) : since);
        QStringList who{visibleText(version.actor, 80), visibleText(version.reason, 160)};
        who.removeAll(QString());
        item->setEditable(false);
        item->setData(who.isEmpty() ? tr("Who and why is not on record") : who.join(tr(": ")), SecondRole);
        item->setData(int(version.isCurrent() ? Mark::Well : Mark::Waiting), MarkRole);
        item->setData(tr("%1, %2").arg(item->text(), item->data(SecondRole).toString()), Qt::AccessibleTextRole);
        m_rows->appendRow(item);
    }
    m_list->setVisible(!m_versions.isEmpty());
    m_note->setText(m_versions.isEmpty() ? tr("No version is on record yet: the first change through this console "
                                              "keeps the one before.")
                                         : tr("Choose one to see what it would change."));
    m_list->setFocus(Qt::OtherFocusReason);
}

void HistoryDialog::choose(const QModelIndex &index)
{
    m_chosen = m_versions.value(index.row());
    const EnvironmentDocument then = m_history.now.document(m_file, m_chosen.text.reveal());
    const EnvironmentSchema &schema = EnvironmentSchema::builtIn();
    const QList<EnvironmentChange> all = changes(m_now, then);
    fillDiff(*m_diffRows, all, schema.secretsOf(m_now) | schema.secretsOf(then));
    m_diff->setVisible(!all.isEmpty());
    QStringList returning;
    for (const EnvironmentChange &change : all)
        if (const EnvironmentKey *key = schema.find(change.key); key && key->credential)
            returning << change.key;
    const bool isSame = then.text() == m_now.text();
    m_note->setText(isSame                ? tr("It is what the editor has.")
                    : all.isEmpty()       ? tr("No value differs: comments or the order do.")
                    : returning.isEmpty() ? tr("Against the editor:")
                                          : tr("Against the editor. These credentials get their value of then, which "
                                               "others may not take any more: %1.")
                                                .arg(returning.join(tr(", "))));
    setBlocked(isSame ? tr("It is what the editor has.") : QString());
}

} // namespace bouncepro
