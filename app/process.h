#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QString>

namespace bouncepro {

/// No core dumps, as memory holds secrets; and, in builds that are given to users, no reading of it by other processes
/// of the same login. To be called first thing in main.
void hardenProcess();

/// Sends what the program logs to a file of 1 MB and three older ones, 0600; to standard error too while debugging.
void logToFile(const QString &file);

} // namespace bouncepro
