#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QIdentityProxyModel>

namespace bouncepro {

/// What was done on a server as the rail draws it (ui/look/roles.h). What went well has the icon of its kind; trouble,
/// what runs, and what the audit cannot vouch for have a shape.
class ActivityRows : public QIdentityProxyModel
{
    Q_OBJECT

public:
    explicit ActivityRows(QObject *parent = nullptr) : QIdentityProxyModel(parent) {}
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
};

} // namespace bouncepro
