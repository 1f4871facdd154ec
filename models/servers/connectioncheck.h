#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/servermonitor.h"
#include "models/servers/stacks.h"
#include "ssh/sshconfig.h"

namespace bouncepro {

/// The steps from a name to a healthy stack, in order.
enum class CheckStep { Name, Port, HostKey, Login, Shell, Docker, Compose, Stack, Health };
constexpr int checkStepCount = int(CheckStep::Health) + 1;
/// "Name resolves", "Port answers"...
QString titleOf(CheckStep step);

enum class CheckState {
    Waiting, ///< its turn did not come yet
    Running,
    Passed,
    Warned, ///< passed, and a person should look at the finding
    Failed,
    Skipped, ///< a step before it failed
};
QString nameOf(CheckState state);

/// What one step came to.
struct CheckFinding
{
    CheckStep step = CheckStep::Name;
    CheckState state = CheckState::Waiting;
    QString finding; ///< of Passed and Warned, safe to show: "192.0.2.7", "Docker Engine 26.1.5"
    std::optional<std::chrono::milliseconds> took;
    Error error; ///< of Failed
};

/// What a connection check leaves.
struct ConnectionReport
{
    QList<CheckFinding> findings;      ///< one a step, in order
    QList<FoundStack> stacks;          ///< all of the server, BouncePro's first
    std::optional<StackStatus> status; ///< of the profile's stack
    std::shared_ptr<RemoteHost> host;  ///< the connection, where one was made
    bool hasPassed() const;            ///< no step failed
};

/// The ways out of this machine that a check takes; tests give their own.
struct ConnectionDoors
{
    std::function<Result<SshSettings>(const SshTarget &, std::stop_token)> settings; ///< of the first host on the way
    std::function<Result<QStringList>(const SshSettings &, std::stop_token)> lookUp;
    std::function<Result<void>(const SshSettings &, std::stop_token)> reach;
    ServerMonitor::Connector connect;

    /// The real ones around a connector.
    static ConnectionDoors real(ServerMonitor::Connector connect);
};

/// Goes from the name to the stack's health, on the calling worker, until a step fails; changes nothing. onFinding
/// hears of each step's start and end (a port that answered may be reported as failed later). Cancelled is the finding
/// of the step at which it was asked.
ConnectionReport checkConnection(const ServerProfile &profile, const ConnectionDoors &doors,
                                 const std::function<void(const CheckFinding &)> &onFinding, std::stop_token stop);

} // namespace bouncepro
