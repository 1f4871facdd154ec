#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tl/expected.hpp>

#include <QString>

namespace bouncepro {

/// What went wrong, in classes that a caller can tell apart and act upon.
enum class ErrorCode {
    Invalid,          ///< the input makes no sense: a bad argument, a malformed file
    NotFound,         ///< a thing that was named does not exist
    Conflict,         ///< the state is not what the caller assumed; nothing was changed
    NotArmed,         ///< a production server is read-only until a person arms it
    Frozen,           ///< deploys are stopped for a while, for a reason
    Locked,           ///< another job holds the server's lock
    Cancelled,        ///< stopped on request
    Timeout,          ///< no answer within the time limit
    Disconnected,     ///< the connection was lost while the command ran; its outcome is unknown
    Unreachable,      ///< name not resolved, port closed, no route
    HostKeyUnknown,   ///< no known_hosts file names this key and nobody accepted it
    HostKeyMismatch,  ///< known_hosts names another key for this host
    HostKeyRevoked,   ///< known_hosts marks this key @revoked
    AuthFailed,       ///< the server refused every way to log in
    KeyUnusable,      ///< a private key cannot be used: wrong passphrase, format, or libssh2 too old for it
    Penalized,        ///< the server drops us for earlier failures (OpenSSH PerSourcePenalties)
    PermissionDenied, ///< the login may not do this: file mode, docker socket
    NoSpace,          ///< a disk on the server or here is full
    RemoteExit,       ///< a remote command ran and failed
    Protocol,         ///< the answer is not in the form that was agreed
    TooLarge,         ///< an answer or a file is past its bound
    Missing,          ///< a tool that the operation needs is not installed on the server
    Internal,         ///< a defect of this program
};

/// The code's name as it stands in JSON answers, for example "HostKeyMismatch".
QString nameOf(ErrorCode code);

/// What happened (message), the raw evidence (detail), and what to do next (remedy); all plain text for a person.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString message;
    QString detail;
    QString remedy;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning an error from a function that returns a Result.
inline tl::unexpected<Error> fail(ErrorCode code, QString message, QString remedy = {}, QString detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(detail), std::move(remedy)});
}
inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace bouncepro
