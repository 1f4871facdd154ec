// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/statemark.h"

#include "ui/look/accessible.h"
#include "ui/look/paint.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTimerEvent>
#include <QPainter>
#include <QPainterPath>

#include <array>
#include <chrono>
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

constexpr int turnMilliseconds = 1200;
constexpr int stepMilliseconds = 50;

// One clock for all, so that all arcs stand alike.
double turned()
{
    if (isMotionReduced())
        return 0;
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(now).count() % turnMilliseconds;
    return double(passed / stepMilliseconds * stepMilliseconds) / turnMilliseconds;
}

void running(QPainter &painter, const Tokens &t)
{
    const QColor colour = t.*textToken(Mark::Running);
    const QRectF circle(2.2, 2.2, 11.6, 11.6);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(stroke(t.track, 1.9));
    painter.drawEllipse(circle);
    painter.setPen(stroke(colour, 1.9));
    painter.drawArc(circle, int((90 - turned() * 360) * 16), -125 * 16);
    fill(painter, colour);
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
    const Upright upright(&painter, square);
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
        ring(painter, t.idleMark);
        break;
    case Mark::Unknown:
        unknown(painter, t);
        break;
    case Mark::NotConnected:
        ring(painter, t.idleMark);
        line(painter, t.idleMark, {{4, 12}, {12, 4}});
        break;
    case Mark::Skipped:
        ring(painter, t.idleMark);
        line(painter, t.idleMark, {{5.4, 8}, {10.6, 8}});
        break;
    }
    painter.restore();
}

int turnInterval()
{
    return isMotionReduced() ? 0 : stepMilliseconds;
}

QString wordOf(Mark mark)
{
    static constexpr std::array words = {
        QT_TRANSLATE_NOOP("StateMark", "Healthy"),       QT_TRANSLATE_NOOP("StateMark", "Warning"),
        QT_TRANSLATE_NOOP("StateMark", "Down"),          QT_TRANSLATE_NOOP("StateMark", "Running"),
        QT_TRANSLATE_NOOP("StateMark", "Waiting"),       QT_TRANSLATE_NOOP("StateMark", "Unknown"),
        QT_TRANSLATE_NOOP("StateMark", "Not connected"), QT_TRANSLATE_NOOP("StateMark", "Skipped")};
    static_assert(words.size() == size_t(Mark::Skipped) + 1);
    return QCoreApplication::translate("StateMark", words[size_t(mark)]);
}

Token textToken(Mark mark)
{
    switch (mark) {
    case Mark::Well:
        return &Tokens::okText;
    case Mark::Warning:
        return &Tokens::warnText;
    case Mark::Down:
        return &Tokens::failText;
    case Mark::Running:
        return &Tokens::accentText;
    default:
        return &Tokens::text2;
    }
}

Token markToken(Mark mark)
{
    switch (mark) {
    case Mark::Well:
        return &Tokens::okMark;
    case Mark::Warning:
        return &Tokens::warnMark;
    case Mark::Down:
        return &Tokens::failMark;
    case Mark::Running:
        return &Tokens::accent;
    default:
        return &Tokens::idleMark;
    }
}

Token softToken(Mark mark)
{
    switch (mark) {
    case Mark::Well:
        return &Tokens::okSoft;
    case Mark::Warning:
        return &Tokens::warnSoft;
    case Mark::Down:
        return &Tokens::failSoft;
    case Mark::Running:
        return &Tokens::accentSoft;
    default:
        return &Tokens::sunken;
    }
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
    setAccessibleRole(this, QAccessible::Graphic);
    keepDressed(this, [this] { turn(); });
}

// The arc turns only while it is in sight.
void StateMark::turn()
{
    if (m_mark == Mark::Running && isVisible() && turnInterval() > 0)
        m_timer.start(turnInterval(), this);
    else
        m_timer.stop();
}

void StateMark::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    turn();
}

void StateMark::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void StateMark::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_timer.timerId())
        return update();
    QWidget::timerEvent(event);
}

int StateMark::px() const
{
    return bouncepro::px(m_size);
}

void StateMark::setMark(Mark mark)
{
    m_mark = mark;
    turn();
    update();
}

void StateMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMark(painter, QRectF(0, 0, px(), px()), m_mark);
}

void StateMark::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace bouncepro
