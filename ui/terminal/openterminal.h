#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QString>

class QWidget;

namespace bouncepro {

class ServerDesk;

/// Opens a terminal in a service's container, in a window of its own that belongs to the one of `over`. On production
/// it asks first why, over that widget's window; the reason is audited.
void openTerminal(ServerDesk &desk, const QString &service, QWidget *over);

} // namespace bouncepro
