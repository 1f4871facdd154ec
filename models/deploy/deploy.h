#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/release.h"
#include "models/jobs/jobs.h"
#include "models/servers/stackstatus.h"

namespace bouncepro {

/// Everything that a deploy's or a rollback's plan is made of; pure values.
struct DeployContext
{
    ServerProfile profile;
    StackStatus status;
    StateDirectory state;
    DeployFacts facts;
    QString actor;
    QDateTime now;        ///< UTC
    qint64 clockSkew = 0; ///< seconds that the server's clock was ahead of this machine's when it was read
    int keptReleases = 5; ///< that have served, with their images: what a rollback needs
    int soakSeconds = 10; ///< how long the new release is watched before the old one goes
};

/// Reads what a plan needs; changes nothing on the server but that git fetches commits from the checkout's origin. The
/// state directory is where it is, or will be made (prepareState) before the plan starts. want: a branch or commit;
/// empty: the branch of the live checkout. Errors: those of probeUsable.
Result<DeployContext> readDeployContext(RemoteHost &host, const ServerProfile &profile, const QString &want,
                                        std::stop_token stop);

/// Whether this login may change the checkout. Errors: PermissionDenied, who it belongs to.
Result<void> mayOperate(const DeployContext &context);

/// The plan that brings facts.target into service, or goes back by itself. Errors: NotFound (no such commit), Conflict
/// (that commit serves already; again = true builds it anew all the same), PermissionDenied (another account's
/// checkout), Invalid (a finding of its preflight blocks it).
Result<Plan> planDeploy(const DeployContext &context, bool again = false);

/// The plan that brings a kept release back; id empty: the last good one before the current. No build where its images
/// are kept. Errors: NotFound, Conflict (it serves already), Invalid (as for a deploy).
Result<Plan> planRollback(const DeployContext &context, const QString &id);

/// Says whether what a plan of this context was made of is still so: checkout, release on record, compose file and
/// environment files. Its exit code is 0, or 70 and its output tells what differs. For a plan that starts later.
Command checkOf(const DeployContext &context);

/// Values that must not appear in a job's output: of the stack's environment files and of its resolved services.
Result<QList<Secret>> secretsOf(RemoteHost &host, const DeployContext &context, std::stop_token stop);

/// Starts a plan of this context, with those values redacted: the one way in, for every program. Errors: those of
/// startPlan in models/jobs.
Result<StartedPlan> startPlan(RemoteHost &host, const DeployContext &context, const std::optional<Arming> &arming,
                              const Plan &plan, const QDateTime &due, std::stop_token stop);

} // namespace bouncepro
