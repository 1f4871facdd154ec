#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/link.h"
#include "ssh/sshconfig.h"

namespace bouncepro {

/// A socket to the next host on the way, carried by a connection to a jump host over a direct-tcpip channel: one end of
/// a socket pair, non-blocking. It ends with that connection. Blocks the calling worker, for at most the next host's
/// ConnectTimeout. Errors, about the jump host: PermissionDenied (it forwards nothing there), Unreachable, Timeout,
/// Disconnected, Cancelled.
Result<int> tunnel(const Link &jump, const SshSettings &next, const std::stop_token &stop);

} // namespace bouncepro
