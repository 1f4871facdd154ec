#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/stackstatus.h"

namespace bouncepro {

/// The throwaway capability's one value: a sentence about a server.
QString greeting(const ServerProfile &profile);

} // namespace bouncepro
