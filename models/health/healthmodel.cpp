// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthmodel.h"

#include "models/health/healthreport.h"
#include "models/servers/wording.h"

#include <algorithm>

namespace bouncepro {

HealthModel::HealthModel(QObject *parent) : QAbstractTableModel(parent)
{
    for (const HealthEndpoint &endpoint : healthEndpoints()) {
        auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &other) {
            return other.service == endpoint.service && other.path == endpoint.path;
        });
        if (row == m_rows.end())
            row = m_rows.insert(m_rows.end(), Row{endpoint.service, endpoint.path, {}, {}});
        (endpoint.vantage == Vantage::Host ? row->host : row->container) = Cell{.endpoint = endpoint};
    }
}

void HealthModel::setSample(const std::optional<HealthSample> &sample, const HealthHistory &history)
{
    const auto refresh = [&](std::optional<Cell> &cell, int row, int column) {
        if (!cell)
            return;
        Cell next{.endpoint = cell->endpoint};
        for (const HealthCheck &check : sample ? sample->checks : QList<HealthCheck>())
            if (check.endpoint == next.endpoint)
                next = {check.endpoint, check.verdict(), check.text(),
                        check.milliseconds ? millisecondsText(*check.milliseconds) : QString(),
                        history.since(check.endpoint)};
        if (next == *cell)
            return;
        cell = next;
        Q_EMIT dataChanged(index(row, column), index(row, column));
    };
    for (int row = 0; row < m_rows.size(); ++row) {
        refresh(m_rows[row].host, row, Host);
        refresh(m_rows[row].container, row, Container);
    }
}

const std::optional<HealthModel::Cell> *HealthModel::cell(const QModelIndex &index) const
{
    if (!index.isValid() || index.column() == Endpoint)
        return nullptr;
    return index.column() == Host ? &m_rows[index.row()].host : &m_rows[index.row()].container;
}

std::optional<HealthEndpoint> HealthModel::endpoint(const QModelIndex &index) const
{
    const auto *found = cell(index);
    return found && *found ? std::optional((*found)->endpoint) : std::nullopt;
}

QModelIndex HealthModel::indexOf(const HealthEndpoint &endpoint) const
{
    for (int row = 0; row < m_rows.size(); ++row)
        for (const int column : {Host, Container})
            if (this->endpoint(index(row, column)) == endpoint)
                return index(row, column);
    return {};
}

int HealthModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HealthModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant HealthModel::dataOf(const Cell &cell, int role) const
{
    const QString text = cell.text.isEmpty() ? QStringLiteral("–") : cell.text;
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::ToolTipRole:
        return asRichText(tr("%1: %2").arg(textOf(cell.endpoint), text) +
                          (cell.since.isValid()
                               ? QLatin1Char('\n') + tr("Unchanged since %1").arg(exactMomentText(cell.since))
                               : QString()));
    case Qt::AccessibleTextRole: {
        QStringList parts{tr("%1: %2").arg(textOf(cell.endpoint), text), cell.took,
                          cell.since.isValid() ? tr("since %1").arg(momentText(cell.since)) : QString()};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    case AskedRole:
        return true;
    case MarkRole:
        return int(cell.text.isEmpty() ? Mark::Waiting : markOf(cell.verdict));
    case TookRole:
        return cell.took;
    case SinceRole:
        return cell.since;
    default:
        return {};
    }
}

QVariant HealthModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[index.row()];
    if (role == ServiceRole)
        return row.service;
    if (role == PathRole)
        return row.path;
    if (const auto *found = cell(index); found && *found)
        return dataOf(**found, role);
    const bool isName = index.column() == Endpoint;
    switch (role) {
    case Qt::DisplayRole:
        return isName ? QStringLiteral("%1 %2").arg(row.service, row.path) : QString();
    case Qt::AccessibleTextRole:
        return isName ? QStringLiteral("%1 %2").arg(row.service, row.path)
                      : tr("%1 %2 %3: not asked").arg(row.service, row.path, textOf(Vantage::Host));
    case AskedRole:
        return false;
    default:
        return {};
    }
}

QVariant HealthModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    return section == Endpoint ? tr("Endpoint") : section == Host ? tr("Through nginx") : tr("In the container");
}

} // namespace bouncepro
