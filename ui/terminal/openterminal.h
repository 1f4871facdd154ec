#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QString>

class QWidget;

namespace bouncepro {

class ServerDesk;

/// Opens a terminal in a service's container, in a window of its own that belongs to the one of `over`. The reason that
/// the server was armed for is audited with it.
void openTerminal(ServerDesk &desk, const QString &service, QWidget *over);

} // namespace bouncepro
