#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QList>

class QAction;
class QWidget;

namespace bouncepro {

/// Shows the keys of all actions that have some, over the window's content.
void showShortcuts(const QList<QAction *> &actions, QWidget *over);

} // namespace bouncepro
