#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"

#include <QStringList>

#include <chrono>
#include <stop_token>

namespace bouncepro {

/// The addresses that a connection to this name would try, in order; a numeric address is its own. Blocks the calling
/// worker. Errors: Unreachable (no such name, no name server in time), Cancelled.
Result<QStringList> addressesOf(const QString &host, std::chrono::milliseconds limit, const std::stop_token &stop);

/// Whether something listens there: connects as an SSH connection would, and closes. Errors: those of connectSocket.
Result<void> reach(const QString &host, int port, std::chrono::milliseconds limit, const std::stop_token &stop);

} // namespace bouncepro
