#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QIdentityProxyModel>

namespace bouncepro {

/// The commits of CommitsModel as CommitDelegate draws them (ui/look/roles.h).
class CommitRows : public QIdentityProxyModel
{
    Q_OBJECT

public:
    /// isShort: the author's initials alone stand at the end of the row.
    explicit CommitRows(bool isShort, QObject *parent = nullptr) : QIdentityProxyModel(parent), m_isShort(isShort) {}
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    const bool m_isShort;
};

/// The releases of ReleasesModel as RailDelegate draws them on two lines.
class ReleaseRows : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// What serves now is not known: what served when it was read is told so.
    void setOld(bool isOld);

private:
    bool m_isOld = false;
};

} // namespace bouncepro
