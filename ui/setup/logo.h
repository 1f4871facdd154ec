#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QRectF>

class QIcon;
class QPainter;

namespace bouncepro {

/// The program's sign: a tile with a ball that bounces.
void paintLogo(QPainter *painter, const QRectF &square);
/// The same for the window and the desktop.
QIcon logoIcon();

} // namespace bouncepro
