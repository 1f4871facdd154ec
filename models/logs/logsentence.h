#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/logsource.h"
#include "models/servers/serversentence.h"

namespace bouncepro {

/// The state of followed logs in plain words: "Following 4 services", "Paused, 312 new", "Reconnecting in 4 s; what you
/// see is 12 s old". lines: that are kept; services: that wrote them. now in UTC.
ServerSentence describe(const LogStatus &status, const ServerView &view, const ServerProfile &profile, int lines,
                        int services, const QDateTime &now);

} // namespace bouncepro
