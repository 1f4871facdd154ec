// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/charttable.h"

#include "models/servers/wording.h"

#include <QDateTime>

#include <algorithm>

namespace bouncepro {

ChartTable::ChartTable(const TimeChart &owner) : m_owner(owner) {}

void ChartTable::setSeries(const QList<ChartSeries> &series)
{
    beginResetModel();
    m_series = series;
    m_times.clear();
    for (const ChartSeries &one : series)
        for (const QPointF &point : one.points)
            m_times << point.x();
    std::sort(m_times.begin(), m_times.end());
    m_times.erase(std::unique(m_times.begin(), m_times.end()), m_times.end());
    endResetModel();
}

int ChartTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_times.size());
}

int ChartTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_series.size()) + 1;
}

// The newest first: that is what a person looks for.
QVariant ChartTable::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(index.column() == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const double at = m_times[m_times.size() - 1 - index.row()];
    if (index.column() == 0)
        return momentText(QDateTime::fromMSecsSinceEpoch(qint64(at)).toUTC());
    const QList<QPointF> &points = m_series[index.column() - 1].points;
    const auto point =
        std::lower_bound(points.begin(), points.end(), at, [](const QPointF &p, double x) { return p.x() < x; });
    return m_owner.valueText(point != points.end() && point->x() == at ? point->y() : qQNaN());
}

QVariant ChartTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Time") : m_series[section - 1].name;
}

} // namespace bouncepro
