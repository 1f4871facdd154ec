// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/serverrows.h"

#include "models/servers/wording.h"
#include "ui/look/roles.h"
#include "ui/shell/fleet.h"

namespace bouncepro {

ServerRows::ServerRows(Fleet &fleet, QObject *parent) : QIdentityProxyModel(parent), m_fleet(fleet)
{
    setSourceModel(&fleet.servers());
    connect(&fleet, &Fleet::jobsChanged, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
    });
}

QVariant ServerRows::data(const QModelIndex &index, int role) const
{
    static const QHash<int, int> theirs{{SecondRole, ServerList::StateRole},
                                        {MarkRole, ServerList::MarkRole},
                                        {EnvironmentRole, ServerList::EnvironmentRole},
                                        {StaleRole, ServerList::StaleRole}};
    const bool tellsState = role == SecondRole || role == MarkRole || role == Qt::AccessibleTextRole;
    if (const JobWatch *job = tellsState ? m_fleet.running(m_fleet.servers().existingMonitor(index.row())) : nullptr) {
        const JobSentence sentence = job->sentence();
        if (role == MarkRole)
            return int(sentence.mark);
        if (role == SecondRole)
            return sentence.title;
        const ServerProfile &profile = m_fleet.servers().profile(index.row());
        return tr("%1, %2: %3").arg(visibleText(profile.name), tagText(profile.environment).toLower(), sentence.title);
    }
    return QIdentityProxyModel::data(index, theirs.value(role, role));
}

} // namespace bouncepro
