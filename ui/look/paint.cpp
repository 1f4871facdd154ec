// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/paint.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyle>

#include <cmath>

namespace bouncepro {

QColor mixed(const QColor &a, const QColor &b, double part)
{
    const auto between = [part](float x, float y) { return float(x + (y - x) * part); };
    return QColor::fromRgbF(between(a.redF(), b.redF()), between(a.greenF(), b.greenF()), between(a.blueF(), b.blueF()),
                            between(a.alphaF(), b.alphaF()));
}

void paintRound(QPainter *painter, const QRectF &rect, double radius, const QColor &fill, const QColor &edge)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool hasEdge = edge.alpha() > 0;
    painter->setPen(hasEdge ? QPen(edge, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.alpha() > 0 ? QBrush(fill) : QBrush(Qt::NoBrush));
    const double inset = hasEdge ? 0.5 : 0;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

void paintFocus(QPainter *painter, const QRectF &rect, double radius, bool isFilled)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    if (isFilled) {
        painter->setPen(QPen(tokens().onFill, 1.5));
        painter->drawRoundedRect(rect.adjusted(2.75, 2.75, -2.75, -2.75), radius - 2, radius - 2);
    }
    painter->setPen(QPen(tokens().focus, 2));
    painter->drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius);
    painter->restore();
}

void mirror(QPainter *painter, const QRectF &part, Qt::LayoutDirection direction)
{
    if (direction == Qt::LeftToRight)
        return;
    painter->translate(part.left() + part.right(), 0);
    painter->scale(-1, 1);
}

Upright::Upright(QPainter *painter, const QRectF &rect)
    : m_mirrored(painter->worldTransform().m11() < 0 ? painter : nullptr)
{
    if (!m_mirrored)
        return;
    painter->save();
    mirror(painter, rect, Qt::RightToLeft);
}

Upright::~Upright()
{
    if (m_mirrored)
        m_mirrored->restore();
}

Qt::Alignment Upright::aligned(Qt::Alignment alignment) const
{
    return QStyle::visualAlignment(m_mirrored ? Qt::RightToLeft : Qt::LeftToRight, alignment) | Qt::AlignAbsolute;
}

double paintText(QPainter *painter, const QRectF &rect, FontRole role, const QColor &colour, const QString &text,
                 Qt::Alignment alignment, Qt::TextElideMode elide)
{
    if (text.isEmpty() || rect.width() <= 0)
        return 0;
    const QFont font = fontOf(role);
    const QFontMetricsF metrics(font);
    QString shown = text;
    double width = metrics.horizontalAdvance(text);
    if (width > rect.width() && elide != Qt::ElideNone) {
        shown = metrics.elidedText(text, elide, rect.width());
        width = std::min(metrics.horizontalAdvance(shown), rect.width());
    }
    const Upright upright(painter, rect);
    const Qt::LayoutDirection before = painter->layoutDirection();
    painter->setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    painter->setFont(font);
    painter->setPen(colour);
    painter->drawText(rect, int(upright.aligned(alignment)) | Qt::TextSingleLine | Qt::TextDontClip, shown);
    painter->setLayoutDirection(before);
    return width;
}

double textWidth(FontRole role, const QString &text)
{
    return QFontMetricsF(fontOf(role)).horizontalAdvance(text);
}

int textHeight(FontRole role)
{
    return int(std::ceil(QFontMetricsF(fontOf(role)).height()));
}

QRectF squareAt(const QPointF &centre, double size)
{
    return {std::round(centre.x() - size / 2), std::round(centre.y() - size / 2), size, size};
}

} // namespace bouncepro
