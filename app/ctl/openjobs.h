#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"

namespace bouncepro::ctl {

/// A connected server and where it keeps its jobs.
struct Server
{
    ServerProfile profile;
    std::shared_ptr<RemoteHost> host;
    StackStatus status;
    std::optional<StateDirectory> state; ///< none: no job ever ran
};

Result<Server> openServer(Call &call);
/// The same where a job is named, so that there must be a STATE.
Result<Server> openJobs(Call &call);

/// The job that the command names, on that server.
struct NamedJob
{
    Server server;
    JobRecord record;
};
Result<NamedJob> openJob(Call &call);

/// --arm is on record before what it is for.
Result<void> recordArming(Call &call, RemoteHost &host, const StateDirectory &state,
                          const std::optional<Arming> &arming);

/// A server for a change, armed and on record; there is a STATE.
struct ArmedServer
{
    Server server;
    std::optional<Arming> arming;
};
/// Where no job ever ran: NotFound, or a STATE is made.
enum class Make { Nothing, State };
Result<ArmedServer> openArmed(Call &call, Make make = Make::Nothing);

/// Waits in the queue until it is our turn for the lock, and says how it stands.
Result<void> waitForTurn(Call &call, RemoteHost &host, const StateDirectory &state, const QString &ticket);

/// Says what a plan that was submitted waits for.
Result<int> toldWaiting(Call &call, const ServerProfile &profile, const Plan &plan, const QDateTime &due);
/// Follows a plan that was started to its end; with --detach says its job's id.
Result<int> followStarted(Call &call, RemoteHost &host, const StateDirectory &state, const Plan &plan);

} // namespace bouncepro::ctl
