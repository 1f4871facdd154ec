#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/command.h"
#include "ssh/result.h"
#include "ssh/secret.h"

#include <QDateTime>
#include <QList>
#include <QMap>

#include <optional>

namespace bouncepro {

/// One named step of a plan: what it runs, what it touches, how long it takes, and its way back.
struct Step
{
    QString title;
    Command run;
    QString touches;             ///< for a person: what on the server changes
    std::optional<Command> undo; ///< absent: undoText says why none is needed or possible
    QString undoText;            ///< for a person: "removes the worktree", "nothing to undo", "cannot be undone"
    int expectedSeconds = 1;
    int downtimeSeconds = 0;  ///< expected time in which visitors are not served
    int timeoutSeconds = 600; ///< the runner ends the step after this
};

enum class LockKind { Exclusive, Shared };

/// A change to a server, complete before it starts: what is shown is what will run.
struct Plan
{
    QString id;      ///< also the job's: 20261124T031500Z-deploy-1f2e3d
    QString action;  ///< deploy, rollback, ...
    QString subject; ///< for a person: "8f3c2a1 on bouncepro-eu"
    QString before;  ///< for a person: what serves until it has succeeded, and again if it goes back; may be empty
    QString actor;   ///< as claimed: login (key) from user@host
    QString server;  ///< name of the profile
    QString state;   ///< the STATE directory on the server
    QString bin;     ///< the pinned directory of remote scripts in it
    QString workdir;
    LockKind lock = LockKind::Exclusive;
    int commitPoint = 0; ///< number (from 1) of the step after which the job goes forward; 0: none
    QDateTime created;   ///< UTC
    /// Prints what the plan takes for granted and fails where that does not hold: a plan that waits is started only
    /// where it prints the same as when it was made.
    std::optional<Command> check;
    QList<Step> steps;
    QMap<QString, Secret> secretFiles; ///< by name, for the steps in $JOB_DIR/secret; neither in plan.json nor a script

    int expectedSeconds() const;
    int downtimeSeconds() const;
};

/// A new id for a job of that action; sorts by time.
QString newJobId(const QString &action, const QDateTime &utc);

/// plan.json, format 1.
QByteArray toJson(const Plan &plan);
/// Errors: Invalid for what is not a plan; Conflict for a newer format (show it read-only, do not run it).
Result<Plan> planFromJson(const QByteArray &json);

/// The plan as one POSIX sh script that runs without the console: it installs the scripts, runs step by step, and
/// undoes what was done when a step fails. scripts: name and text of each remote script.
QString asScript(const Plan &plan, const QList<std::pair<QString, QByteArray>> &scripts);

} // namespace bouncepro
