#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/stackstatus.h"

#include <QAbstractTableModel>
#include <QHash>

namespace bouncepro {

/// How a service is, in one word that a page can draw.
enum class ServiceCondition { Well, Starting, Unhealthy, Restarting, Paused, NotStarted, Down, Unknown };
QString nameOf(ServiceCondition condition);
ServiceCondition conditionOf(const ServiceStatus &service);

/// The services of one server as a table: whole snapshots in, changes of single rows out.
class ServicesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Service, State, Health, Image, Up, Restarts, Cpu, Memory, ColumnCount };
    enum Role {
        ConditionRole = Qt::UserRole, ///< ServiceCondition as int
        ContainerIdRole,
        NameRole, ///< QString: the service as Compose knows it, raw
        PartRole, ///< double 0..1, of Cpu and Memory: of one processor, of the limit or the host; invalid: not known
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Takes the place of what was shown; rows that stay are changed in place.
    void setStatus(const StackStatus &status);
    /// Services that are Well, of all.
    int wellCount() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Sample
    {
        QDateTime time; // the server's clock
        qint64 cpuMicroseconds;
    };
    struct Row
    {
        QString key; // name and number: survives the container's replacement
        ServiceStatus service;
        std::optional<double> cpuPercent;
        QString up;
        std::optional<double> memoryPart;
        bool operator==(const Row &) const = default;
    };
    std::optional<double> cpuPercent(const ServiceStatus &service, const QDateTime &time);
    QList<Row> rowsOf(const StackStatus &status);
    QString text(const Row &row, int column) const;
    QString sentence(const Row &row) const;

    QList<Row> m_rows;
    QHash<QString, QList<Sample>> m_samples; // by container
};

} // namespace bouncepro
