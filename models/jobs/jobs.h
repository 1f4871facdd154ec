#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/arming.h"
#include "models/jobs/audit.h"
#include "models/jobs/followparser.h"
#include "models/jobs/statedirectory.h"

#include <functional>

namespace bouncepro {

/// The operations on a server's jobs. All run on a worker thread; the job itself runs on the server alone. What changes
/// a server asks mayChange first, so NotArmed is an error of each that takes an arming.

/// login (key) from user@host: who acts, as the audit records it.
QString actorOf(const HostIdentity &identity);

/// Writes the plan with its secret files to the server and starts it, detached, or submits it, as startPlan says. due:
/// invalid for at once. redaction: values that must not appear in its output; those of its secret files do not either.
/// Errors: Locked (message names who holds the lock and what runs), NoSpace, PermissionDenied, Invalid.
Result<void> startJob(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                      const StateDirectory &state, const Plan &plan, const QDateTime &due,
                      const QList<Secret> &redaction, std::stop_token stop);

/// Reads the values that must not appear in a job's output; runs on the worker that starts it.
using SecretsReader = std::function<Result<QList<Secret>>(RemoteHost &host, std::stop_token stop)>;

/// Where a plan went.
struct StartedPlan
{
    StateDirectory state;
    bool isWaiting = false; ///< it was submitted: a second operator has to approve it, or its time has to come
};

/// Does each change to it need a second operator?
bool needsApproval(const ServerProfile &profile);

/// All that starting a plan takes: collects its secrets, finds or makes the state directory, and starts the job. Where
/// needsApproval, or where due is valid, it is submitted instead, and starts only where the plan's check still says the
/// same. Errors: Missing (no scheduler works on the server, so nothing would start it when it is due), Frozen, Conflict
/// (jobs are kept elsewhere than was planned), those of prepareState and startJob; after Disconnected it is not known
/// whether the job was started: look whether it is in the list.
Result<StartedPlan> startPlan(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                              const QString &project, const Plan &plan, const QDateTime &due,
                              const SecretsReader &secrets, std::stop_token stop);

/// As second operator, with another key than who submitted it. It starts at once, or when it is due; returns Running or
/// Pending. Errors: NotArmed, PermissionDenied (the same key, or another account), Conflict (it does not wait, or it
/// was not started since the server has changed), Locked (it waits on; approve it again), NotFound.
Result<JobState> approveJob(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                            const StateDirectory &state, const QString &id, std::stop_token stop);

/// Follows a job until it ends or is interrupted, over as many connections as it takes; the parser's callbacks run on
/// this thread. onRetry tells that the connection is lost and when the next try comes. Returns the last state.
Result<JobState> followJob(RemoteHost &host, const StateDirectory &state, const QString &id, FollowParser &parser,
                           const std::function<void(const Error &, std::chrono::seconds)> &onRetry,
                           std::stop_token stop);

/// Newest first. Where no STATE exists yet: an empty list.
Result<QList<JobSummary>> listJobs(RemoteHost &host, const StateDirectory &state, int most, std::stop_token stop);
Result<JobRecord> showJob(RemoteHost &host, const StateDirectory &state, const QString &id, std::stop_token stop);

/// Asks a job to stop and go back; returns what the server says will happen. Errors: NotFound, Conflict (it has ended).
Result<QString> cancelJob(RemoteHost &host, const StateDirectory &state, const QString &id, const QString &actor,
                          std::stop_token stop);

/// Finishes an interrupted job: its undo, or what is left of it past the commit point; runs detached, follow it.
/// Errors: NotFound, Conflict (not interrupted), Locked.
Result<void> recoverJob(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                        const StateDirectory &state, const QString &id, const QString &actor, std::stop_token stop);

/// A line of the audit that belongs to no job.
struct Act
{
    QString action; ///< arm, terminal, ...
    QString subject;
    QString outcome; ///< a word
};
/// Writes it; changes nothing else, so a production server need not be armed.
Result<void> writeAct(RemoteHost &host, const StateDirectory &state, const Act &act, std::stop_token stop);

Result<AuditReport> readAudit(RemoteHost &host, const StateDirectory &state, const std::optional<AuditHead> &seen,
                              std::stop_token stop);

} // namespace bouncepro
