#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobrecord.h"

namespace bouncepro::ctl {

/// Exit codes of bounceproctl, as the manual page lists them.
enum ExitCode {
    Done = 0,
    Failed = 1, ///< the job failed and everything is as before
    Usage = 2,  ///< bad arguments or input
    NotFound = 3,
    Conflict = 4,
    Locked = 5,
    Cancelled = 6,
    NeedsPerson = 7,    ///< an undo failed too
    JobInterrupted = 8, ///< recover it
    AuditBroken = 9,
    Unreachable = 10,
    Timeout = 11,
    Disconnected = 12,
    HostKeyUnknown = 13,
    HostKeyMismatch = 14,
    HostKeyRevoked = 15,
    AuthFailed = 16,
    KeyUnusable = 17,
    Penalized = 18,
    PermissionDenied = 20,
    NoSpace = 21,
    Missing = 22,
    Protocol = 23,
    TooLarge = 24,
    RemoteExit = 25,
    NotArmed = 26, ///< a production server, without --arm
    Frozen = 27,   ///< deploys are stopped for a while
    Internal = 70,
    Stopped = 130, ///< Ctrl+C; a job on the server goes on
};

ExitCode exitCode(ErrorCode code);
ExitCode exitCode(JobState state);

} // namespace bouncepro::ctl
