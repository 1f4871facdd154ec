// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/serverrows.h"

#include "models/servers/serverlist.h"
#include "ui/look/roles.h"

namespace bouncepro {

QVariant ServerRows::data(const QModelIndex &index, int role) const
{
    static const QHash<int, int> theirs{{SecondRole, ServerList::StateRole},
                                        {MarkRole, ServerList::MarkRole},
                                        {EnvironmentRole, ServerList::EnvironmentRole},
                                        {StaleRole, ServerList::StaleRole}};
    return QIdentityProxyModel::data(index, theirs.value(role, role));
}

} // namespace bouncepro
