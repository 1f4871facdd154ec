#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/tokens.h"

#include <QIcon>
#include <QRectF>

class QPainter;

namespace bouncepro {

/// An icon of resources/icons by its name there. It takes the token's colour of the theme at the time it is painted:
/// a switch of the theme needs no new icons. A name that does not exist is a mistake in the program, and draws nothing.
QIcon icon(const QString &name, Token colour = &Tokens::text2);
QIcon icon(const char *name, Token colour = &Tokens::text2);

void paintIcon(QPainter *painter, const QRectF &square, const QString &name, const QColor &colour);
void paintIcon(QPainter *painter, const QRectF &square, const char *name, const QColor &colour);

/// The name of one of our icons; empty for any other icon.
QString nameOf(const QIcon &icon);
QStringList iconNames();

} // namespace bouncepro
