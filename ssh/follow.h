#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/remotehost.h"

#include <chrono>

namespace bouncepro {

/// Streams a command that survives lost connections: when the stream breaks (Disconnected, Timeout, Unreachable,
/// Penalized), waits 1, 2, 4 ... 30 s, with up to a quarter less at random, and streams what next() gives by then.
/// next() is asked on the calling worker and knows, from what the sink has taken, where to go on. Every batch starts
/// the waiting at 1 s again. Ends with the command's own end, another error, or Cancelled.
Result<Output> follow(RemoteHost &host, const std::function<Command()> &next, const RemoteHost::Sink &sink,
                      const std::function<void(const Error &error, std::chrono::seconds retryIn)> &onRetry,
                      std::stop_token stop = {});

} // namespace bouncepro
