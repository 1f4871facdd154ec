#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QIdentityProxyModel>

namespace bouncepro {

class Fleet;

/// The servers as the sidebar draws them (ui/look/roles.h): while a job changes one, that is its state.
class ServerRows : public QIdentityProxyModel
{
    Q_OBJECT

public:
    /// fleet outlives it.
    explicit ServerRows(Fleet &fleet, QObject *parent = nullptr);
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    Fleet &m_fleet;
};

} // namespace bouncepro
