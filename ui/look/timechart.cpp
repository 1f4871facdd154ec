// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/timechart.h"

#include "ui/look/accessible.h"
#include "ui/look/chartaxis.h"
#include "ui/look/chartplot.h"
#include "ui/look/charttable.h"
#include "ui/look/paint.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QStackedLayout>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace bouncepro {

TimeChart::TimeChart(const QString &title, const QString &unit, QWidget *parent)
    : QWidget(parent),
      m_title(title),
      m_unit(unit),
      m_pages(new QStackedLayout(this)),
      m_plot(new ChartPlot(*this, unit)),
      m_model(new ChartTable(*this)),
      m_table(new QTableView)
{
    setAccessibleRole(this, QAccessible::Chart);
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    m_model->setParent(this);
    m_plot->setAccessibleName(title);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("%1, as a table").arg(title));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->installEventFilter(this);
    keepDressed(this, [this] { m_table->verticalHeader()->setDefaultSectionSize(px(26)); });
    m_pages->addWidget(m_plot);
    m_pages->addWidget(m_table);
    connect(m_plot, &ChartPlot::pointedAt, this, &TimeChart::setCursor);
    connect(m_plot, &ChartPlot::plotMoved, this, &TimeChart::plotMoved);
}

void TimeChart::setRange(qint64 from, qint64 to)
{
    const auto [left, right] = view();
    const bool isZoomed = (left != m_from || right != m_to) && to - from == m_to - m_from;
    m_from = from;
    m_to = to;
    const qint64 begin = isZoomed ? std::clamp(left, from, to - (right - left)) : from;
    m_plot->setView(begin, isZoomed ? begin + (right - left) : to);
}

std::pair<qint64, qint64> TimeChart::view() const
{
    return {m_plot->from(), m_plot->to()};
}

void TimeChart::setSeries(const QList<ChartSeries> &series)
{
    const bool grows = m_series.size() != series.size();
    m_series = series;
    if (grows)
        updateGeometry();
    m_plot->setSeries(series, m_plot->isStacked());
    if (showsTable())
        m_model->setSeries(series);
    tell();
}

void TimeChart::setStacked(bool stacked)
{
    m_plot->setSeries(m_series, stacked);
}

void TimeChart::setGoal(double value, const QString &text)
{
    m_plot->setGoal(value, text);
}

void TimeChart::setMarks(const QList<ChartMark> &marks)
{
    m_plot->setMarks(marks);
}

void TimeChart::setStale(bool stale)
{
    m_plot->setStale(stale);
}

void TimeChart::setLeastLeft(int least)
{
    m_plot->setLeastLeft(least);
}

std::pair<int, int> TimeChart::plotEdges() const
{
    const QRectF plot = m_plot->chart()->plotArea();
    return {qRound(plot.left()), qRound(plot.right())};
}

QString TimeChart::valueText(double value) const
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    // Three significant digits.
    const double size = std::abs(value);
    const int digits = size >= 99.95 || size == std::floor(size) ? 0 : size >= 9.995 ? 1 : 2;
    return tr("%1 %2", "value and unit").arg(QLocale(QLocale::English).toString(value, 'f', digits), m_unit);
}

qint64 TimeChart::cursor() const
{
    return m_plot->cursorAt();
}

bool TimeChart::showsTable() const
{
    return m_pages->currentWidget() == m_table;
}

void TimeChart::showTable(bool on)
{
    if (on)
        m_model->setSeries(m_series);
    const bool hadFocus = hasFocus() || m_table->hasFocus();
    m_pages->setCurrentWidget(on ? static_cast<QWidget *>(m_table) : m_plot);
    setFocusProxy(on ? m_table : nullptr);
    if (hadFocus)
        setFocus(Qt::OtherFocusReason);
}

// What a person with a screen reader hears: the values at the cursor, else the newest.
void TimeChart::tell()
{
    QStringList parts;
    for (const ChartSeries &series : m_series) {
        const qsizetype at = nearestPoint(series.points, double(cursor() >= 0 ? cursor() : m_to));
        if (at >= 0)
            parts << tr("%1: %2").arg(series.name, valueText(series.points[at].y()));
    }
    setAccessibleDescription(parts.join(QStringLiteral(". ")));
}

void TimeChart::setCursor(qint64 at)
{
    m_plot->setCursorAt(at);
    tell();
    Q_EMIT cursorMoved(at);
}

void TimeChart::moveCursor(int by)
{
    if (m_series.isEmpty() || m_series.first().points.isEmpty())
        return;
    const QList<QPointF> &points = m_series.first().points;
    const double start = double(cursor() >= 0 ? cursor() : by < 0 ? m_plot->to() : m_plot->from());
    qsizetype at = nearestPoint(points, start);
    if (cursor() >= 0)
        at = std::clamp<qsizetype>(at + by, 0, points.size() - 1);
    setCursor(qint64(points[at].x()));
}

void TimeChart::zoom(double factor)
{
    const double span = std::clamp(double(m_plot->to() - m_plot->from()) * factor, 60'000.0, double(m_to - m_from));
    const double middle = cursor() >= 0 ? double(cursor()) : double(m_plot->from() + m_plot->to()) / 2;
    const double from = std::clamp(middle - span / 2, double(m_from), double(m_to) - span);
    m_plot->setView(qint64(from), qint64(from + span));
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int step = event->modifiers() & Qt::ControlModifier ? 10 : 1;
        return moveCursor(event->key() == Qt::Key_Left ? -step : step);
    }
    case Qt::Key_Home:
    case Qt::Key_End:
        setCursor(event->key() == Qt::Key_Home ? m_plot->from() : m_plot->to());
        return moveCursor(0);
    case Qt::Key_T:
        return showTable(true);
    case Qt::Key_Plus:
        return zoom(0.5);
    case Qt::Key_Minus:
        return zoom(2);
    case Qt::Key_0:
        return m_plot->setView(m_from, m_to);
    case Qt::Key_Escape:
        if (cursor() >= 0)
            return setCursor(-1);
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TimeChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_plot->viewport()->update();
}

void TimeChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_plot->viewport()->update();
}

// A table takes letters for a search.
bool TimeChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_T || key == Qt::Key_Escape) {
            showTable(false);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QSize TimeChart::sizeHint() const
{
    return {px(480), std::max(px(190), minimumSizeHint().height())};
}

QSize TimeChart::minimumSizeHint() const
{
    // The legend names every series.
    const int legend = int(m_series.size()) * (textHeight(FontRole::Small) + textHeight(FontRole::Strong) + px(8));
    return {px(220), std::max(px(120), legend + px(24))};
}

} // namespace bouncepro
