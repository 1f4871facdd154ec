#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QIdentityProxyModel>

namespace bouncepro {

/// The servers as the sidebar draws them (ui/look/roles.h).
class ServerRows : public QIdentityProxyModel
{
    Q_OBJECT

public:
    explicit ServerRows(QObject *parent = nullptr) : QIdentityProxyModel(parent) {}
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
};

} // namespace bouncepro
