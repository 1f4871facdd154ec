// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/statemark.h"

#include "ui/look/palette.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace bouncepro {

namespace {

// All on a grid of 16, as the icons are.
QPen stroke(const QColor &colour, double width)
{
    return {colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

void fill(QPainter &painter, const QColor &colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
}

void line(QPainter &painter, const QColor &colour, const QPolygonF &points)
{
    painter.setPen(stroke(colour, 1.7));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(points);
}

void well(QPainter &painter, const Tokens &t)
{
    fill(painter, t.okMark);
    painter.drawEllipse(QPointF(8, 8), 6.6, 6.6);
    line(painter, t.surface, {{5, 8.3}, {7.2, 10.4}, {11, 6}});
}

void warning(QPainter &painter, const Tokens &t)
{
    painter.setPen(stroke(t.warnMark, 1.8));
    painter.setBrush(t.warnMark);
    painter.drawPolygon(QPolygonF{{8, 2.4}, {14.1, 13.2}, {1.9, 13.2}});
    line(painter, t.surface, {{8, 6}, {8, 9.2}});
    fill(painter, t.surface);
    painter.drawEllipse(QPointF(8, 11.5), 1, 1);
}

void down(QPainter &painter, const Tokens &t)
{
    fill(painter, t.failMark);
    QPolygonF octagon;
    for (int i = 0; i < 8; ++i) {
        const double angle = (i + 0.5) * std::numbers::pi / 4;
        octagon << QPointF(8 + 7.1 * std::cos(angle), 8 + 7.1 * std::sin(angle));
    }
    painter.drawPolygon(octagon);
    line(painter, t.surface, {{5.8, 5.8}, {10.2, 10.2}});
    line(painter, t.surface, {{10.2, 5.8}, {5.8, 10.2}});
}

void ring(QPainter &painter, const QColor &colour)
{
    painter.setPen(stroke(colour, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(8, 8), 5.9, 5.9);
}

void running(QPainter &painter, const Tokens &t)
{
    painter.setPen(stroke(t.accent, 1.9));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(2.2, 2.2, 11.6, 11.6), 60 * 16, -270 * 16);
    fill(painter, t.accent);
    painter.drawEllipse(QPointF(8, 8), 2, 2);
}

void unknown(QPainter &painter, const Tokens &t)
{
    ring(painter, t.idleMark);
    QPainterPath question(QPointF(6.2, 6.6));
    question.cubicTo(6.2, 4.3, 9.8, 4.3, 9.8, 6.5);
    question.cubicTo(9.8, 7.9, 8, 7.8, 8, 9.2);
    painter.setPen(stroke(t.idleMark, 1.4));
    painter.drawPath(question);
    fill(painter, t.idleMark);
    painter.drawEllipse(QPointF(8, 11.2), 0.9, 0.9);
}

} // namespace

void paintMark(QPainter &painter, const QRectF &square, Mark mark)
{
    const Tokens &t = tokens();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.topLeft());
    painter.scale(square.width() / 16, square.height() / 16);
    switch (mark) {
    case Mark::Well:
        well(painter, t);
        break;
    case Mark::Warning:
        warning(painter, t);
        break;
    case Mark::Down:
        down(painter, t);
        break;
    case Mark::Running:
        running(painter, t);
        break;
    case Mark::Waiting:
        ring(painter, t.accent);
        break;
    case Mark::Unknown:
        unknown(painter, t);
        break;
    case Mark::NotConnected:
        ring(painter, t.idleMark);
        line(painter, t.idleMark, {{4, 12}, {12, 4}});
        break;
    }
    painter.restore();
}

QPixmap markPixmap(Mark mark, int size, qreal deviceRatio)
{
    QPixmap pixmap(QSize(size, size) * deviceRatio);
    pixmap.setDevicePixelRatio(deviceRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintMark(painter, QRectF(0, 0, size, size), mark);
    return pixmap;
}

StateMark::StateMark(int size, QWidget *parent) : QWidget(parent), m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

int StateMark::px() const
{
    return bouncepro::px(m_size);
}

void StateMark::setMark(Mark mark)
{
    m_mark = mark;
    update();
}

void StateMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMark(painter, QRectF(0, 0, px(), px()), m_mark);
}

void StateMark::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace bouncepro
