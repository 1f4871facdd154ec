#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QIdentityProxyModel>

namespace bouncepro {

/// The incidents of IncidentsModel in the roles of the rail.
class IncidentRows : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// Whether those that went on still do is not known.
    void setStale(bool stale);

private:
    bool m_isStale = false;
};

} // namespace bouncepro
