#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"

#include <QDateTime>

namespace bouncepro {

/// A time as a person gives it: "+90m", "+2h", "+1d"; "03:00", the next one of this machine's clock; "2026-11-28
/// 03:00", of that clock too, or with Z or an offset behind it. UTC. Errors: Invalid, for a time that is past as well.
Result<QDateTime> parseWhen(const QString &text, const QDateTime &now);

} // namespace bouncepro
