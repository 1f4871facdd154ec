#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/timechart.h"

#include <QAbstractTableModel>

namespace bouncepro {

/// The points of a chart as a table: a row a time, a column a series.
class ChartTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit ChartTable(const TimeChart &owner);
    void setSeries(const QList<ChartSeries> &series);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const TimeChart &m_owner;
    QList<ChartSeries> m_series;
    QList<double> m_times;
};

} // namespace bouncepro
