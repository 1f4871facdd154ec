#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QRect>

class QPainter;
class QStyle;
class QStyleOption;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QWidget;

namespace bouncepro {

/// Line edit, text edit, spin box. The widget's property "error" draws its edge in failMark.
void paintField(QPainter *painter, const QStyleOption *option, const QWidget *widget);
void paintCombo(QPainter *painter, const QStyleOptionComboBox *option, const QRect &arrow, const QWidget *widget);
void paintComboLabel(QPainter *painter, const QStyleOptionComboBox *option, const QRect &room);
void paintSpin(QPainter *painter, const QStyleOptionSpinBox *option, const QStyle *style, const QWidget *widget);
void paintMenuItem(QPainter *painter, const QStyleOptionMenuItem *option);
QSize menuItemSize(const QStyleOptionMenuItem *option);
/// Menus, lists of combo boxes, tool tips: square, with an edge of one pixel.
void paintPopup(QPainter *painter, const QRect &rect);
void paintScrollBar(QPainter *painter, const QStyleOptionSlider *option, const QRect &slider);

} // namespace bouncepro
