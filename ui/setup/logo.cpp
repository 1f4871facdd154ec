// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/logo.h"

#include "ui/look/palette.h"
#include "ui/look/paint.h"

#include <QIcon>
#include <QPainter>
#include <QPainterPath>

namespace bouncepro {

void paintLogo(QPainter *painter, const QRectF &square)
{
    const Tokens &t = tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QLinearGradient fill(square.topLeft(), square.bottomRight());
    fill.setColorAt(0, mixed(t.accent, t.onFill, 0.18));
    fill.setColorAt(1, t.accentHover);
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    const double unit = square.width() / 22;
    painter->drawRoundedRect(square, 5 * unit, 5 * unit);
    painter->translate(square.topLeft());
    painter->scale(unit, unit);
    painter->setPen(QPen(t.onFill, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    QPainterPath way(QPointF(4.5, 16.5));
    way.cubicTo(QPointF(5.5, 9), QPointF(8.5, 6), QPointF(11, 16.5));
    way.cubicTo(QPointF(12, 11.5), QPointF(13.5, 9), QPointF(15.5, 8));
    painter->drawPath(way);
    painter->setPen(Qt::NoPen);
    painter->setBrush(t.onFill);
    painter->drawEllipse(QPointF(16.3, 7.3), 2.2, 2.2);
    painter->restore();
}

QIcon logoIcon()
{
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128}) {
        QPixmap picture(size, size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paintLogo(&painter, QRectF(0, 0, size, size));
        painter.end();
        icon.addPixmap(picture);
    }
    return icon;
}

} // namespace bouncepro
