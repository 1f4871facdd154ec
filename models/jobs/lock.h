#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobs.h"

namespace bouncepro {

/// A job that has the server's lock.
struct LockHolder
{
    QString job; ///< empty: the lock is held, and by whom is not known
    QString action, subject, actor;
    QDateTime since;     ///< UTC
    bool isLeft = false; ///< the job is over, and something that it started keeps the lock
    bool operator==(const LockHolder &) const = default;
};

struct LockState
{
    std::optional<LockKind> held; ///< absent: free
    QList<LockHolder> holders;
};

/// Errors: Protocol.
Result<LockState> parseLock(const QByteArray &answer);
Result<LockState> readLock(RemoteHost &host, const StateDirectory &state, std::stop_token stop);

/// Ends the processes of a job that hangs and keeps the lock; the job is then interrupted, for recoverJob. reason: for
/// the audit, not empty. Returns the job's state. Errors: NotArmed, Invalid, NotFound, Conflict (it holds nothing),
/// PermissionDenied (its processes belong to another account).
Result<JobState> breakLock(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                           const StateDirectory &state, const QString &id, const QString &reason, std::stop_token stop);

/// Where one stands in the queue for the lock.
struct QueuePlace
{
    int position = 0; ///< from 1: next; 0: not known yet
    QList<LockHolder> holders;
    bool operator==(const QueuePlace &) const = default;
};

/// Reads the frames of `job.sh wait` as they come.
class QueueParser
{
public:
    std::function<void(const QueuePlace &)> onPlace;
    /// Errors: Protocol.
    Result<void> feed(const QByteArray &bytes);
    /// A new stream begins.
    void restart();
    bool isGranted() const { return m_isGranted; }

private:
    QByteArray m_rest, m_block;
    bool m_isGranted = false;
};

/// A name for one's place in the queue, to come back to it over a new connection.
QString newTicket();

/// Waits in order until it is our turn for the lock, over as many connections as it takes. It is not taken: read the
/// facts anew, plan anew and start within a minute; where that ends with Locked, wait again with the same ticket.
/// onRetry as in followJob. Errors: Cancelled, and those of the transport.
Result<void> waitForLock(RemoteHost &host, const StateDirectory &state, const QString &ticket,
                         const std::function<void(const QueuePlace &)> &onPlace,
                         const std::function<void(const Error &, std::chrono::seconds)> &onRetry, std::stop_token stop);

} // namespace bouncepro
