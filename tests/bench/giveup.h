#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"

#include <cstdio>
#include <cstdlib>

namespace bouncepro {

/// Ends the bench: nothing was measured. From any thread.
[[noreturn]] inline void giveUp(const QString &why)
{
    std::fprintf(stderr, "bench: %s\n", qPrintable(why));
    std::_Exit(1);
}

/// The value, or the end.
template <class T>
T orGiveUp(Result<T> result, const char *what)
{
    if (!result)
        giveUp(QStringLiteral("%1: %2 %3").arg(QLatin1String(what), result.error().message, result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace bouncepro
