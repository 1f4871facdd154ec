// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/scheduler.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("Scheduler", text);
}
} // namespace

Plan planScheduler(SchedulerVerb verb, const ServerProfile &profile, const QString &project,
                   const StateDirectory &state, const QString &actor, const QDateTime &now)
{
    const bool installs = verb == SchedulerVerb::Install;
    const QString action = installs ? QStringLiteral("install-scheduler") : QStringLiteral("remove-scheduler");
    const QString privilege = profile.privilege == Privilege::Root                  ? QStringLiteral("root")
                              : profile.privilege == Privilege::SudoWithoutPassword ? QStringLiteral("sudo")
                                                                                    : QStringLiteral("none");
    const auto script = [&](const char *word) {
        return state.script(QStringLiteral("scheduler.sh"), {QLatin1String(word), state.path, project, privilege});
    };
    Plan plan{.id = newJobId(action, now),
              .action = action,
              .subject = project,
              .before = {},
              .actor = actor,
              .server = profile.name,
              .state = state.path,
              .bin = state.bin,
              .workdir = profile.stack,
              .created = now,
              .check = {},
              .steps = {}};
    const QString where = tr("the systemd timer bouncepro-tick-%1, or the account's crontab").arg(project);
    if (installs)
        plan.steps << Step{.title = tr("Write what runs"),
                           .run = script("write"),
                           .touches = state.path + QStringLiteral("/tick"),
                           .undo = script("remove"),
                           .undoText = tr("removes it")}
                   << Step{.title = tr("Let the server run it each minute"),
                           .run = script("run"),
                           .touches = where,
                           .undo = script("stop"),
                           .undoText = tr("takes it out again")}
                   << Step{.title = tr("Wait until it has run"),
                           .run = script("prove"),
                           .touches = tr("nothing"),
                           .undo = {},
                           .undoText = tr("nothing to undo"),
                           .expectedSeconds = 30};
    else
        plan.steps << Step{.title = tr("Let the server run it no longer"),
                           .run = script("stop"),
                           .touches = where,
                           .undo = script("run"),
                           .undoText = tr("lets it run again")}
                   << Step{.title = tr("Remove what ran"),
                           .run = script("remove"),
                           .touches = state.path + QStringLiteral("/tick"),
                           .undo = script("write"),
                           .undoText = tr("writes it again")};
    return plan;
}

} // namespace bouncepro
