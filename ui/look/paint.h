#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/palette.h"

#include <QRectF>
#include <QString>

class QPainter;

namespace bouncepro {

/// b's part in the mixture, 0 to 1.
QColor mixed(const QColor &a, const QColor &b, double part);

/// A filled round rectangle with an edge of one pixel inside it; either colour may be transparent.
void paintRound(QPainter *painter, const QRectF &rect, double radius, const QColor &fill,
                const QColor &edge = Qt::transparent);
/// The ring of keyboard focus, two pixels inside the edge. On a filled part a line in onFill parts the two.
void paintFocus(QPainter *painter, const QRectF &rect, double radius, bool isFilled = false);

/// From here on what is painted in a part lies as in a mirror, where its direction is right to left. Whoever paints
/// thinks from left to right; paintText, paintIcon and paintMark stay readable.
void mirror(QPainter *painter, const QRectF &part, Qt::LayoutDirection direction);

/// While one lives, what is painted in that rectangle is not mirrored; it lies where the mirror shows the rectangle.
class Upright
{
public:
    Upright(QPainter *painter, const QRectF &rect);
    ~Upright();
    Upright(const Upright &) = delete;
    Upright &operator=(const Upright &) = delete;
    bool isMirrored() const { return m_mirrored; }
    /// Left is right in the mirror.
    Qt::Alignment aligned(Qt::Alignment alignment) const;

private:
    QPainter *m_mirrored; // null where there is no mirror
};

/// One line of plain text, elided to the rectangle; left is left, save in a mirror. Returns the width that it took.
double paintText(QPainter *painter, const QRectF &rect, FontRole role, const QColor &colour, const QString &text,
                 Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, Qt::TextElideMode elide = Qt::ElideRight);
double textWidth(FontRole role, const QString &text);
int textHeight(FontRole role);
/// A square of that size, centred on the point, on whole pixels.
QRectF squareAt(const QPointF &centre, double size);

} // namespace bouncepro
