// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/spark.h"

#include "ui/look/accessible.h"
#include "ui/look/paint.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bouncepro {

void paintSpark(QPainter *painter, const QRectF &rect, const QList<double> &values, const QColor &colour, bool isStale)
{
    double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
    for (const double value : values)
        if (std::isfinite(value)) {
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
        }
    if (values.size() < 2 || lowest > highest)
        return;
    const double span = highest > lowest ? highest - lowest : 1;
    const QRectF room = rect.adjusted(1, px(3), -px(4), -px(3));
    const auto at = [&](qsizetype i) {
        const double part = highest > lowest ? (values[i] - lowest) / span : 0.5;
        return QPointF(room.left() + room.width() * double(i) / double(values.size() - 1),
                       room.bottom() - room.height() * part);
    };
    const QColor line = isStale ? tokens().idleMark : colour;
    QLinearGradient soft(rect.topLeft(), rect.bottomLeft());
    QColor top = line, bottom = line;
    top.setAlphaF(0.16f);
    bottom.setAlphaF(0);
    soft.setColorAt(0, top);
    soft.setColorAt(1, bottom);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPolygonF run;
    const auto draw = [&] {
        if (run.size() > 1) {
            QPolygonF area = run;
            area << QPointF(run.last().x(), rect.bottom()) << QPointF(run.first().x(), rect.bottom());
            painter->setPen(Qt::NoPen);
            painter->setBrush(soft);
            painter->drawPolygon(area);
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(line, 1.5 * textScale(), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter->drawPolyline(run);
        }
        run.clear();
    };
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (std::isfinite(values[i]))
            run << at(i);
        else
            draw();
    }
    draw();
    if (!isStale && std::isfinite(values.last())) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(line);
        painter->drawEllipse(at(values.size() - 1), px(2.2), px(2.2));
    }
    painter->restore();
}

Spark::Spark(Token colour, QWidget *parent) : QWidget(parent), m_colour(colour)
{
    setAccessibleRole(this, QAccessible::Graphic);
}

void Spark::setValues(const QList<double> &values)
{
    m_values = values;
    update();
}

void Spark::setStale(bool stale)
{
    m_isStale = stale;
    update();
}

QSize Spark::sizeHint() const
{
    return {px(110), px(28)};
}

QSize Spark::minimumSizeHint() const
{
    return {px(40), px(22)};
}

void Spark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSpark(&painter, rect(), m_values, tokens().*m_colour, m_isStale);
}

} // namespace bouncepro
