#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QList>

class QWidget;

namespace bouncepro {

/// The cards of the gallery, a function a kind; over is what dialogs open on.
QList<QWidget *> buttonCards(QWidget *over);
QList<QWidget *> wordCards();
QList<QWidget *> rowCards();
QList<QWidget *> chartCards();
QList<QWidget *> blockCards();

} // namespace bouncepro
