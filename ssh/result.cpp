// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/result.h"

#include <array>

namespace bouncepro {

QString nameOf(ErrorCode code)
{
    static constexpr std::array names = {
        "Invalid",        "NotFound",   "Conflict",     "NotArmed",    "Frozen",           "Locked",
        "Cancelled",      "Timeout",    "Disconnected", "Unreachable", "HostKeyUnknown",   "HostKeyMismatch",
        "HostKeyRevoked", "AuthFailed", "KeyUnusable",  "Penalized",   "PermissionDenied", "NoSpace",
        "RemoteExit",     "Protocol",   "TooLarge",     "Missing",     "Internal"};
    static_assert(names.size() == size_t(ErrorCode::Internal) + 1);
    return QString::fromLatin1(names[size_t(code)]);
}

} // namespace bouncepro
