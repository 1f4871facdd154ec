#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QSize>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionToolButton;
class QWidget;

namespace bouncepro {

/// Has keyboard focus, and shows it. A widget's property "showState" ("hover", "press", "focus") shows a state that it
/// is not in: for pictures.
bool showsFocus(const QStyleOption *option, const QWidget *widget);
bool isHovered(const QStyleOption *option, const QWidget *widget);
bool isPressed(const QStyleOption *option, const QWidget *widget);

QSize buttonSize(const QStyleOptionButton *option, const QWidget *widget);
void paintButtonBevel(QPainter *painter, const QStyleOption *option, const QWidget *widget);
void paintButtonLabel(QPainter *painter, const QStyleOptionButton *option, const QWidget *widget);
void paintToolButton(QPainter *painter, const QStyleOptionToolButton *option, const QWidget *widget);
/// Check box and radio button.
void paintCheck(QPainter *painter, const QStyleOption *option, const QWidget *widget, bool isRound);

} // namespace bouncepro
