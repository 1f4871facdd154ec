#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/healthhistory.h"

#include <QAbstractListModel>

namespace bouncepro {

/// Times in which endpoints failed, newest first: whole snapshots in. Text is safe to show.
class IncidentsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        EndpointRole = Qt::UserRole, ///< QString: "payload /health/ready"; also the display role
        VantageRole,                 ///< QString: "through nginx", "in its container"
        WhatRole,                    ///< QString: "503: database"
        FromRole,                    ///< QDateTime UTC
        IsOpenRole,                  ///< bool: it goes on, as far as is known
        LengthRole,                  ///< QString: "4 min"; "goes on"
        FailuresRole,                ///< int: measurements that failed
    };
    static constexpr qsizetype mostRows = 200;

    using QAbstractListModel::QAbstractListModel;

    void setIncidents(const QList<HealthIncident> &incidents);
    int openCount() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<HealthIncident> m_incidents;
};

} // namespace bouncepro
