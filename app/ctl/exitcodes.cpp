// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/exitcodes.h"

namespace bouncepro::ctl {

ExitCode exitCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid:
        return Usage;
    case ErrorCode::NotFound:
        return NotFound;
    case ErrorCode::Conflict:
        return Conflict;
    case ErrorCode::NotArmed:
        return NotArmed;
    case ErrorCode::Frozen:
        return Frozen;
    case ErrorCode::Locked:
        return Locked;
    case ErrorCode::Cancelled:
        return Stopped;
    case ErrorCode::Timeout:
        return Timeout;
    case ErrorCode::Disconnected:
        return Disconnected;
    case ErrorCode::Unreachable:
        return Unreachable;
    case ErrorCode::HostKeyUnknown:
        return HostKeyUnknown;
    case ErrorCode::HostKeyMismatch:
        return HostKeyMismatch;
    case ErrorCode::HostKeyRevoked:
        return HostKeyRevoked;
    case ErrorCode::AuthFailed:
        return AuthFailed;
    case ErrorCode::KeyUnusable:
        return KeyUnusable;
    case ErrorCode::Penalized:
        return Penalized;
    case ErrorCode::PermissionDenied:
        return PermissionDenied;
    case ErrorCode::NoSpace:
        return NoSpace;
    case ErrorCode::RemoteExit:
        return RemoteExit;
    case ErrorCode::Protocol:
        return Protocol;
    case ErrorCode::TooLarge:
        return TooLarge;
    case ErrorCode::Missing:
        return Missing;
    case ErrorCode::Internal:
        return Internal;
    }
    return Internal;
}

ExitCode exitCode(JobState state)
{
    switch (state) {
    case JobState::Pending:
    case JobState::Running:
    case JobState::Undoing:
    case JobState::Succeeded:
        return Done;
    case JobState::FailedRestored:
        return Failed;
    case JobState::FailedNeedsPerson:
        return NeedsPerson;
    case JobState::Cancelled:
        return Cancelled;
    case JobState::Interrupted:
        return JobInterrupted;
    }
    return Internal;
}

} // namespace bouncepro::ctl
