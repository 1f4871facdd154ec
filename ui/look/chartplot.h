#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/timechart.h"

#include <QtCharts/QChartView>

class QLineSeries;
class QValueAxis;

namespace bouncepro {

/// What TimeChart draws with: Qt Charts has the plot and its lines; areas, axes, legend, marks, goal and cursor are
/// ours, since those of Qt Charts take most of a small chart's room.
class ChartPlot : public QChartView
{
    Q_OBJECT

public:
    explicit ChartPlot(const TimeChart &owner, QString unit);

    void setView(qint64 from, qint64 to);
    void setSeries(const QList<ChartSeries> &series, bool isStacked);
    void setGoal(double value, const QString &text);
    void setMarks(const QList<ChartMark> &marks);
    void setStale(bool stale);
    void setCursorAt(qint64 at);
    void setLeastLeft(int least);

    qint64 from() const { return m_from; }
    qint64 to() const { return m_to; }
    qint64 cursorAt() const { return m_cursor; }
    bool isStacked() const { return m_isStacked; }

Q_SIGNALS:
    void pointedAt(qint64 at);
    void plotMoved();

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void rebuild();
    struct Area
    {
        QPolygonF values; // in the units of the axes
        QColor colour;
    };
    void addLine(const QList<QPointF> &points, const ChartSeries &series, bool isFilled);
    void addArea(const QList<QPointF> &top, const QList<QPointF> &bottom, const ChartSeries &series);
    QColor colourOf(const ChartSeries &series) const;
    void drawAxes(QPainter *painter, const QRectF &plot) const;
    void drawLegend(QPainter *painter, const QRectF &plot) const;
    void drawGoal(QPainter *painter, const QRectF &plot) const;
    void drawMarks(QPainter *painter, const QRectF &plot) const;
    double xOf(double at, const QRectF &plot) const;
    double legendWidth() const;

    const TimeChart &m_owner;
    const QString m_unit;
    QValueAxis *m_x;
    QValueAxis *m_y;
    QList<ChartSeries> m_series;
    QList<ChartMark> m_marks;
    QList<Area> m_areas;
    QList<double> m_ticks{0, 1};
    QString m_goalText;
    double m_goal = -1;
    qint64 m_from = 0;
    qint64 m_to = 1;
    qint64 m_cursor = -1;
    int m_leastLeft = 0;
    bool m_isStacked = false;
    bool m_isStale = false;
};

} // namespace bouncepro
