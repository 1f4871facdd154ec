#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverlist.h"
#include "ui/look/roles.h"

#include <QIdentityProxyModel>

namespace bouncepro {

/// The servers as the settings list them: where each is, in place of how it is.
class SavedRows : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        switch (role) {
        case SecondRole:
            return QIdentityProxyModel::data(index, ServerList::DestinationRole);
        case MarkRole:
            return QIdentityProxyModel::data(index, ServerList::MarkRole);
        case EnvironmentRole:
            return QIdentityProxyModel::data(index, ServerList::EnvironmentRole);
        default:
            return QIdentityProxyModel::data(index, role);
        }
    }
};

} // namespace bouncepro
