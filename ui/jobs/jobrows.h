#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QIdentityProxyModel>

namespace bouncepro {

/// The icon of what a job does: "deploy", "rollback", "restart".
QString iconOfAction(const QString &action);

/// The jobs of a server on the rail, one line each (ui/look/roles.h). What went well has the icon of its kind; trouble
/// and what runs have a shape.
class JobRows : public QIdentityProxyModel
{
    Q_OBJECT

public:
    explicit JobRows(QObject *parent = nullptr) : QIdentityProxyModel(parent) {}
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
};

} // namespace bouncepro
