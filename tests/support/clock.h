#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <chrono>

namespace bouncepro {

/// For as long as it lives the clock of this process, QDateTime::currentDateTimeUtc, is that much ahead: what was seen
/// before is that old.
class ClockAhead
{
public:
    explicit ClockAhead(std::chrono::milliseconds by);
    ~ClockAhead();
    ClockAhead(const ClockAhead &) = delete;
    ClockAhead &operator=(const ClockAhead &) = delete;
};

} // namespace bouncepro
