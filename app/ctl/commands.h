#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/printer.h"

#include <QCommandLineParser>

namespace bouncepro::ctl {

struct ConnectedServer
{
    ServerProfile profile;
    std::shared_ptr<RemoteHost> host;
};

/// One call of bounceproctl: its options, and what the commands share. Commands run on the main thread, which is
/// nobody's event loop here.
class Call
{
public:
    Call(const QCommandLineParser &options, QStringList arguments, Printer &printer, std::stop_token stop);

    const QCommandLineParser &options;
    const QStringList arguments; ///< behind the command's own words
    Printer &printer;
    const std::stop_token stop;

    /// The server of --server, or the only one there is. Errors: NotFound, Invalid.
    Result<ServerProfile> profile(const QString &name = {}) const;
    /// That server, connected; or the one of that name.
    Result<ConnectedServer> server(const QString &name = {}) const;
    /// The arming that --arm gives, from now; absent without it. Errors: Invalid (it names another server, or one that
    /// needs none), NotArmed (the server needs one): known before anything is asked of the server.
    Result<std::optional<Arming>> arming() const;
};

/// A command by its words ("job follow"), its arguments as usage shows them, and what it is for.
struct CommandEntry
{
    const char *words;
    const char *arguments;
    const char *help;
    int fewest;
    int most;                       ///< arguments; -1: any number
    Result<int> (*run)(Call &call); ///< the exit code; an error is printed by who called
};

/// All commands, in the order of the manual.
QList<CommandEntry> commands();

Result<int> servers(Call &call);
Result<int> serversAdd(Call &call);
Result<int> serversRemove(Call &call);
Result<int> status(Call &call);
Result<int> deploy(Call &call);
Result<int> rollback(Call &call);
Result<int> releases(Call &call);
Result<int> plan(Call &call);
Result<int> promote(Call &call);
Result<int> scale(Call &call);
Result<int> maintenance(Call &call);
Result<int> maintenanceOn(Call &call);
Result<int> maintenanceOff(Call &call);
Result<int> logs(Call &call);
Result<int> jobList(Call &call);
Result<int> jobShow(Call &call);
Result<int> jobFollow(Call &call);
Result<int> jobCancel(Call &call);
Result<int> jobRecover(Call &call);
Result<int> jobApprove(Call &call);
Result<int> schedulerInstall(Call &call);
Result<int> schedulerRemove(Call &call);
Result<int> jobChat(Call &call);
Result<int> incident(Call &call);
Result<int> lockShow(Call &call);
Result<int> lockBreak(Call &call);
Result<int> freeze(Call &call);
Result<int> unfreeze(Call &call);
Result<int> auditShow(Call &call);
Result<int> auditVerify(Call &call);
Result<int> envList(Call &call);
Result<int> envGet(Call &call);
Result<int> envSet(Call &call);
Result<int> envUnset(Call &call);
Result<int> envDiff(Call &call);
Result<int> envValidate(Call &call);
Result<int> envHistory(Call &call);
Result<int> envRestore(Call &call);
Result<int> envEffective(Call &call);
Result<int> envRotate(Call &call);
Result<int> envScan(Call &call);
Result<int> secretGenerate(Call &call);
Result<int> hostkeyCheck(Call &call);

} // namespace bouncepro::ctl
