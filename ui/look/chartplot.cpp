// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/chartplot.h"

#include "ui/look/chartaxis.h"
#include "ui/look/icon.h"
#include "ui/look/paint.h"
#include "ui/look/statemark.h"

#include <QGraphicsLayout>
#include <QMouseEvent>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bouncepro {

namespace {

constexpr int denseFrom = 600; // points: wide pens are ten times slower than a pen of one pixel
constexpr int axisHeight = 22;
constexpr int headHeight = 20;

} // namespace

ChartPlot::ChartPlot(const TimeChart &owner, QString unit)
    : m_owner(owner),
      m_unit(std::move(unit)),
      m_x(new QValueAxis),
      m_y(new QValueAxis)
{
    QChart *plot = chart();
    plot->legend()->hide();
    plot->setBackgroundVisible(false);
    plot->setMargins({});
    plot->layout()->setContentsMargins(0, 0, 0, 0);
    plot->setAnimationOptions(QChart::NoAnimation);
    for (QValueAxis *axis : {m_x, m_y}) {
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
        axis->setGridLineVisible(false);
    }
    plot->addAxis(m_x, Qt::AlignBottom);
    plot->addAxis(m_y, Qt::AlignLeft);
    setFrameShape(NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setFocusPolicy(Qt::NoFocus); // a graphics view takes the focus by itself
    viewport()->setAutoFillBackground(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    keepDressed(this, [this] { rebuild(); });
}

void ChartPlot::setView(qint64 from, qint64 to)
{
    m_from = from;
    m_to = std::max(to, from + 1);
    rebuild();
}

void ChartPlot::setSeries(const QList<ChartSeries> &series, bool isStacked)
{
    m_series = series;
    m_isStacked = isStacked;
    rebuild();
}

void ChartPlot::setGoal(double value, const QString &text)
{
    m_goal = value;
    m_goalText = text;
    rebuild();
}

void ChartPlot::setMarks(const QList<ChartMark> &marks)
{
    m_marks = marks;
    viewport()->update();
}

void ChartPlot::setStale(bool stale)
{
    m_isStale = stale;
    rebuild();
}

void ChartPlot::setCursorAt(qint64 at)
{
    m_cursor = at;
    viewport()->update();
}

void ChartPlot::setLeastLeft(int least)
{
    if (std::exchange(m_leastLeft, least) != least)
        rebuild();
}

void ChartPlot::rebuild()
{
    chart()->removeAllSeries();
    m_areas.clear();
    double highest = std::max(m_goal, 0.0);
    // Stacked: each series stands on the sum of those below.
    QList<ChartSeries> shown = m_series;
    QList<QList<QPointF>> floors(shown.size());
    for (qsizetype i = 0; i < shown.size(); ++i) {
        if (m_isStacked && i > 0) {
            floors[i] = shown[i - 1].points;
            for (qsizetype k = 0; k < std::min(shown[i].points.size(), floors[i].size()); ++k)
                shown[i].points[k].ry() += floors[i][k].y();
        }
        for (const QPointF &point : std::as_const(shown[i].points))
            if (std::isfinite(point.y()) && point.x() >= double(m_from) && point.x() <= double(m_to))
                highest = std::max(highest, point.y());
    }
    m_ticks = valueTicks(highest * (m_goal > 0 && highest <= m_goal ? 1.25 : 1.02), std::max(height() / px(34), 3));
    const double left =
        std::max(legendWidth() + px(10) + textWidth(FontRole::MonoSmall, tickText(m_ticks.last(), m_ticks[1])),
                 double(m_leastLeft));
    const QRectF plotArea(left, px(headHeight), std::max(width() - left - px(8), 10.0),
                          std::max(height() - px(headHeight) - px(axisHeight), 10));
    if (plotArea != chart()->plotArea()) {
        chart()->setPlotArea(plotArea);
        Q_EMIT plotMoved();
    }
    m_x->setRange(double(m_from), double(m_to));
    m_y->setRange(0, m_ticks.last());

    const int columns = int(chart()->plotArea().width());
    for (qsizetype i = shown.size() - 1; i >= 0; --i) {
        const QList<QList<QPointF>> tops = runsOf(shown[i].points, m_from, m_to, columns);
        const QList<QList<QPointF>> bottoms =
            floors[i].isEmpty() ? QList<QList<QPointF>>() : runsOf(floors[i], m_from, m_to, columns);
        for (qsizetype run = 0; run < tops.size(); ++run) {
            const bool isFilled = m_isStacked || shown[i].isFilled;
            if (isFilled)
                addArea(tops[run], bottoms.value(run), shown[i]);
            addLine(tops[run], shown[i], isFilled);
        }
    }
    viewport()->update();
}

void ChartPlot::addLine(const QList<QPointF> &points, const ChartSeries &series, bool isFilled)
{
    auto *line = new QLineSeries;
    line->replace(points);
    // What is stale has no colour that tells the lines apart.
    line->setPen(QPen(colourOf(series), points.size() > denseFrom ? 1.0 : 1.5 * textScale(),
                      m_isStale && !isFilled ? Qt::DotLine : Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    chart()->addSeries(line);
    line->attachAxis(m_x);
    line->attachAxis(m_y);
}

// Where nothing shows through a fill, it is painted at once: Qt hands others to a pool of threads, piece by piece, and
// waits for each, which on a busy machine takes longer than all the painting.
void ChartPlot::addArea(const QList<QPointF> &top, const QList<QPointF> &bottom, const ChartSeries &series)
{
    const Tokens &t = tokens();
    const double strength = m_isStacked && !bottom.isEmpty() ? 0.85 : currentTheme() == Theme::Dark ? 0.22 : 0.14;
    Area area{.values = top, .colour = mixed(t.surface, colourOf(series), strength)};
    if (bottom.isEmpty())
        area.values << QPointF(top.last().x(), 0) << QPointF(top.first().x(), 0);
    else
        area.values.append(QPolygonF(QList<QPointF>(bottom.rbegin(), bottom.rend())));
    m_areas << area;
}

QColor ChartPlot::colourOf(const ChartSeries &series) const
{
    return m_isStale ? tokens().idleMark : tokens().*series.colour;
}

double ChartPlot::xOf(double at, const QRectF &plot) const
{
    return plot.left() + plot.width() * (at - double(m_from)) / double(m_to - m_from);
}

double ChartPlot::legendWidth() const
{
    if (width() < px(320))
        return 0;
    double widest = 0;
    for (const ChartSeries &series : m_series)
        widest = std::max(widest, textWidth(FontRole::Small, series.name));
    widest = std::max(widest, textWidth(FontRole::Strong, m_owner.valueText(m_ticks.last())));
    return m_series.isEmpty() ? 0 : px(20) + widest + px(14);
}

void ChartPlot::drawBackground(QPainter *painter, const QRectF &)
{
    const QRectF plot = chart()->plotArea();
    painter->save();
    painter->setClipRect(plot);
    painter->setPen(Qt::NoPen);
    for (const Area &area : std::as_const(m_areas)) {
        QPolygonF shape;
        for (const QPointF &value : area.values)
            shape << QPointF(xOf(value.x(), plot), plot.bottom() - plot.height() * value.y() / m_ticks.last());
        painter->setBrush(area.colour);
        painter->drawPolygon(shape);
    }
    painter->restore();
    drawAxes(painter, plot);
    if (legendWidth() > 0)
        drawLegend(painter, plot);
}

void ChartPlot::drawAxes(QPainter *painter, const QRectF &plot) const
{
    const Tokens &t = tokens();
    const double step = m_ticks.value(1, 1);
    const int line = textHeight(FontRole::MonoSmall);
    for (const double value : m_ticks) {
        const double y = std::round(plot.bottom() - plot.height() * value / m_ticks.last());
        painter->fillRect(QRectF(plot.left(), y, plot.width(), 1), value > 0 ? t.grid : t.border);
        paintText(painter, QRectF(0, y - line / 2.0, plot.left() - px(8), line), FontRole::MonoSmall, t.text3,
                  tickText(value, step), Qt::AlignRight | Qt::AlignVCenter, Qt::ElideNone);
    }
    paintText(painter, QRectF(plot.left(), 0, plot.width(), px(15)), FontRole::Micro, t.text3, m_unit,
              Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
    const double word = textWidth(FontRole::MonoSmall, QStringLiteral("00:00"));
    for (const TimeTick &tick : timeTicks(m_from, m_to, std::max(int(plot.width() / (word + px(28))), 1))) {
        const double width = textWidth(FontRole::MonoSmall, tick.text) + 2;
        const double x = std::clamp(xOf(double(tick.at), plot) - width / 2, plot.left(), plot.right() - width);
        paintText(painter, QRectF(x, plot.bottom() + px(5), width, line), FontRole::MonoSmall, t.text3, tick.text,
                  Qt::AlignCenter, Qt::ElideNone);
    }
}

// The values at the cursor, else the newest; the top of a stack is named first.
void ChartPlot::drawLegend(QPainter *painter, const QRectF &plot) const
{
    const Tokens &t = tokens();
    double y = plot.top() + px(2);
    const double words = legendWidth() - px(20);
    for (qsizetype k = 0; k < m_series.size(); ++k) {
        const ChartSeries &series = m_series[m_isStacked ? m_series.size() - 1 - k : k];
        const QColor colour = colourOf(series);
        const double middle = y + textHeight(FontRole::Small) / 2.0;
        if (m_isStacked)
            paintRound(painter, squareAt({double(px(5)), middle}, px(10)), px(2), colour);
        else if (m_isStale && !series.isFilled)
            for (int dot = 0; dot < 3; ++dot)
                paintRound(painter, QRectF(px(5) * dot, middle - px(1), px(3), px(2)), px(1), colour);
        else
            paintRound(painter, QRectF(0, middle - px(1), px(14), px(2)), px(1), colour);
        paintText(painter, QRectF(px(20), y, words, textHeight(FontRole::Small)), FontRole::Small, t.text2,
                  series.name);
        y += textHeight(FontRole::Small);
        const qsizetype at = nearestPoint(series.points, m_cursor >= 0 ? double(m_cursor) : double(m_to));
        paintText(painter, QRectF(px(20), y, words, textHeight(FontRole::Strong)), FontRole::Strong,
                  m_isStale ? t.text3 : t.text, m_owner.valueText(at < 0 ? qQNaN() : series.points[at].y()));
        y += textHeight(FontRole::Strong) + px(8);
    }
}

void ChartPlot::drawForeground(QPainter *painter, const QRectF &)
{
    const QRectF plot = chart()->plotArea();
    drawGoal(painter, plot);
    drawMarks(painter, plot);
    if (m_cursor >= m_from && m_cursor <= m_to) {
        const double x = std::round(xOf(double(m_cursor), plot));
        painter->fillRect(QRectF(x, plot.top(), 1, plot.height()), tokens().text3);
        const QString when =
            QLocale(QLocale::English)
                .toString(QDateTime::fromMSecsSinceEpoch(m_cursor), QStringLiteral("ddd d MMM, HH:mm"));
        const double width = textWidth(FontRole::MonoSmall, when) + px(12);
        const QRectF tag(std::clamp(x - width / 2, plot.left(), std::max(plot.right() - width, plot.left())),
                         plot.bottom() + px(3), width, textHeight(FontRole::MonoSmall) + px(4));
        paintRound(painter, tag, px(4), tokens().raised, tokens().border);
        paintText(painter, tag, FontRole::MonoSmall, tokens().text, when, Qt::AlignCenter, Qt::ElideNone);
    }
    if (m_owner.hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        paintFocus(painter, viewport()->rect(), px(6));
}

void ChartPlot::drawGoal(QPainter *painter, const QRectF &plot) const
{
    if (m_goal <= 0 || m_goal > m_ticks.last())
        return;
    const Tokens &t = tokens();
    const double y = std::round(plot.bottom() - plot.height() * m_goal / m_ticks.last()) + 0.5;
    painter->setPen(QPen(t.warnMark, 1, Qt::DashLine));
    painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    const double width = textWidth(FontRole::Micro, m_goalText) + px(8);
    const QRectF tag(plot.right() - width, y - textHeight(FontRole::Micro) / 2.0, width, textHeight(FontRole::Micro));
    painter->fillRect(tag, t.surface);
    paintText(painter, tag, FontRole::Micro, t.warnText, m_goalText, Qt::AlignCenter, Qt::ElideNone);
}

void ChartPlot::drawMarks(QPainter *painter, const QRectF &plot) const
{
    const Tokens &t = tokens();
    for (const ChartMark &mark : m_marks) {
        if (mark.at < m_from || mark.at > m_to)
            continue;
        const QColor colour = t.*textToken(mark.mark);
        const double x = std::round(xOf(double(mark.at), plot)) + 0.5;
        painter->setPen(QPen(mixed(t.surface, colour, 0.7), 1, Qt::DashLine));
        painter->drawLine(QPointF(x, px(16)), QPointF(x, plot.bottom()));
        const double width = textWidth(FontRole::Micro, mark.text) + px(24);
        const QRectF tag(std::clamp(x - width / 2, plot.left(), std::max(plot.right() - width, plot.left())), 0, width,
                         px(17));
        paintRound(painter, tag, px(4), t.*softToken(mark.mark));
        paintIcon(painter, squareAt({tag.left() + px(10), tag.center().y()}, px(12)), mark.iconName, colour);
        paintText(painter, tag.adjusted(px(18), 0, 0, 0), FontRole::Micro, colour, mark.text,
                  Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
    }
}

void ChartPlot::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    rebuild();
}

void ChartPlot::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF plot = chart()->plotArea();
    if (plot.contains(event->position()))
        Q_EMIT pointedAt(m_from + qint64((event->position().x() - plot.left()) / plot.width() * double(m_to - m_from)));
}

void ChartPlot::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    Q_EMIT pointedAt(-1);
}

} // namespace bouncepro
