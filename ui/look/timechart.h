#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"
#include "ui/look/tokens.h"

#include <QPointF>
#include <QWidget>

class QStackedLayout;
class QTableView;

namespace bouncepro {

struct ChartSeries
{
    QString name;
    Token colour = &Tokens::series1;
    /// x: milliseconds since the epoch, in order; y in the chart's unit, NaN where there is no data.
    QList<QPointF> points;
    bool isFilled = false;
};

/// A deploy, a change of keys: a line with a word.
struct ChartMark
{
    qint64 at = 0; ///< milliseconds since the epoch
    QString text;
    Mark mark = Mark::Running;
    QString iconName = QStringLiteral("deploy");
};

class ChartPlot;
class ChartTable;

/// Values over time: unit, legend with values at the left, marks, a goal. The arrow keys move a cursor, whose values
/// the legend shows; T shows the same as a table; plus and minus zoom, 0 shows all. Time runs from left to right, also
/// where people read from right to left, as it does in the strips below and in the logs.
class TimeChart : public QWidget
{
    Q_OBJECT

public:
    TimeChart(const QString &title, const QString &unit, QWidget *parent = nullptr);

    /// from and to in milliseconds since the epoch; also the whole that 0 goes back to. A part that was zoomed into
    /// stays in sight while the length is the same.
    void setRange(qint64 from, qint64 to);
    void setSeries(const QList<ChartSeries> &series);
    /// The series stand on top of each other, the first at the bottom; all have the same x.
    void setStacked(bool stacked);
    /// Below 0: none.
    void setGoal(double value, const QString &text);
    void setMarks(const QList<ChartMark> &marks);
    void setStale(bool stale);
    /// The legend's values are what the newest points say otherwise: "184 ms".
    QString valueText(double value) const;

    const QList<ChartSeries> &series() const { return m_series; }
    /// Milliseconds since the epoch; -1: no cursor.
    qint64 cursor() const;
    /// What stands below it on the same time: where the plot begins, not left of least, and ends, in pixels.
    void setLeastLeft(int least);
    std::pair<int, int> plotEdges() const;
    /// What is in sight, in milliseconds since the epoch.
    std::pair<qint64, qint64> view() const;
    bool showsTable() const;
    void showTable(bool on);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cursorMoved(qint64 at);
    /// Its edges are others.
    void plotMoved();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void moveCursor(int by);
    void zoom(double factor);
    void setCursor(qint64 at);
    void tell();
    const QString m_title;
    const QString m_unit;
    QList<ChartSeries> m_series;
    qint64 m_from = 0;
    qint64 m_to = 1;
    QStackedLayout *m_pages;
    ChartPlot *m_plot;
    ChartTable *m_model;
    QTableView *m_table;
};

} // namespace bouncepro
