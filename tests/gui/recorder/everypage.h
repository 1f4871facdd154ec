#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/servermonitor.h"

namespace bouncepro {

/// Asks a server all that the pages of the window ask, as they ask it, for some seconds. Runs an event loop; false
/// where a page has no answer, which is named on standard error.
bool askForEveryPage(const ServerProfile &profile, const ServerMonitor::Connector &connector);

} // namespace bouncepro
