#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/healthcheck.h"

#include <QAbstractTableModel>

namespace bouncepro {

class HealthHistory;

/// What each endpoint answered last, as a matrix: a row an endpoint, a column a place from where it is asked. The rows
/// are always the same; changes of single cells come out. Text is safe to show.
class HealthModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Endpoint, Host, Container, ColumnCount };
    enum Role {
        AskedRole = Qt::UserRole, ///< bool: this endpoint is asked from there
        MarkRole,                 ///< Mark as int
        TookRole,                 ///< QString: "12 ms"; empty: not measured
        SinceRole,                ///< QDateTime UTC: since when it is so; invalid: not known
        ServiceRole,              ///< QString, of every cell
        PathRole,
    };

    explicit HealthModel(QObject *parent = nullptr);

    /// Takes the place of what was shown; nullopt: nothing was answered yet.
    void setSample(const std::optional<HealthSample> &sample, const HealthHistory &history);
    /// Of a cell; nullopt: it is not asked from there.
    std::optional<HealthEndpoint> endpoint(const QModelIndex &index) const;
    QModelIndex indexOf(const HealthEndpoint &endpoint) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Cell
    {
        HealthEndpoint endpoint;
        HealthVerdict verdict = HealthVerdict::Unknown;
        QString text, took;
        QDateTime since;
        bool operator==(const Cell &) const = default;
    };
    struct Row
    {
        QString service, path;
        std::optional<Cell> host, container;
    };
    const std::optional<Cell> *cell(const QModelIndex &index) const;
    QVariant dataOf(const Cell &cell, int role) const;

    QList<Row> m_rows;
};

} // namespace bouncepro
