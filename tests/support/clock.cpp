// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clock.h"

#include <QDateTime>

#include <atomic>

namespace {
std::atomic<qint64> ahead = 0; // ms
}

// In place of Qt's own, for the whole of a test program.
QDateTime QDateTime::currentDateTimeUtc()
{
    return QDateTime::fromMSecsSinceEpoch(QDateTime::currentMSecsSinceEpoch() + ahead, Qt::UTC);
}

namespace bouncepro {

ClockAhead::ClockAhead(std::chrono::milliseconds by)
{
    ahead = by.count();
}

ClockAhead::~ClockAhead()
{
    ahead = 0;
}

} // namespace bouncepro
