#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/servermonitor.h"

namespace bouncepro {

/// The monitor's connection for a piece of work beside its looks. Errors: Disconnected, with that remedy.
Result<std::shared_ptr<RemoteHost>> connectedHost(const ServerMonitor &monitor, const QString &remedy);

} // namespace bouncepro
