#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/command.h"
#include "ssh/result.h"

#include <chrono>
#include <stop_token>

namespace bouncepro {

/// Runs a local program to its end, without a shell; blocks the calling worker. Errors: Missing where it is not
/// installed, Timeout, Cancelled. Standard input is empty.
Result<Output> runLocal(const QString &program, const QStringList &arguments, std::chrono::milliseconds limit,
                        std::stop_token stop);

} // namespace bouncepro
