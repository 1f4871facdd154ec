// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/checkrows.h"

#include "models/servers/connectioncheckmodel.h"
#include "models/servers/serversentence.h"
#include "ui/look/roles.h"

namespace bouncepro {

namespace {

Mark markOf(CheckState state)
{
    switch (state) {
    case CheckState::Waiting:
        return Mark::Waiting;
    case CheckState::Running:
        return Mark::Running;
    case CheckState::Passed:
        return Mark::Well;
    case CheckState::Warned:
        return Mark::Warning;
    case CheckState::Failed:
        return Mark::Down;
    case CheckState::Skipped:
        break;
    }
    return Mark::Skipped;
}

} // namespace

QVariant CheckRows::data(const QModelIndex &index, int role) const
{
    switch (role) {
    case SecondRole:
        return QIdentityProxyModel::data(index, ConnectionCheckModel::FindingRole);
    case TimeRole:
        return QIdentityProxyModel::data(index, ConnectionCheckModel::TookRole);
    case MarkRole:
        return int(markOf(CheckState(QIdentityProxyModel::data(index, ConnectionCheckModel::StateRole).toInt())));
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

} // namespace bouncepro
