#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QByteArray>
#include <QList>

namespace bouncepro {

/// Some 600 environment files, well-formed and not: written for a rule each, and generated, the same in each run. What
/// they hold is to be compared with Compose, and is to outlive every edit of something else.
QList<QByteArray> environmentCases();

/// Values that are hard to write: quotes, backslashes at the end, dollars, backticks, line breaks, other scripts.
QList<QByteArray> hardValues();

} // namespace bouncepro
