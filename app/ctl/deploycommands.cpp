// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/openjobs.h"
#include "app/ctl/progress.h"
#include "models/deploy/changes.h"
#include "models/deploy/maintenance.h"
#include "models/jobs/attention.h"
#include "models/deploy/promote.h"
#include "models/deploy/scaleplan.h"
#include "models/jobs/lock.h"
#include "models/jobs/when.h"
#include "models/servers/remotescripts.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <functional>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

enum class Show { Nothing, Plan };

// What a command is about to do: its plan, what it was made of, and what there is to say besides.
struct Planned
{
    DeployContext context;
    Plan plan;
    QStringList lines = {};
    QJsonObject more = {};
    bool isWaiting = false; ///< once it was started: for a second operator, or its time
};
// Reads the facts and plans; again after each wait, since what runs has changed by then.
using Planner = std::function<Result<Planned>(const ConnectedServer &server)>;

// A plan that was started, or waits until it is due; with --wait when its turn has come.
Result<Planned> startInTurn(Call &call, const ConnectedServer &server, const Planner &planner, const QDateTime &due)
{
    const QString ticket = newTicket();
    const bool waits = call.options.isSet(QStringLiteral("wait"));
    for (;;) {
        if (waits) {
            auto status = probeUsable(*server.host, server.profile, ProbeDepth::Services, call.stop);
            if (!status)
                return fail(status.error());
            auto state = findState(*server.host, server.profile, status->project, call.stop);
            if (!state)
                return fail(state.error());
            if (*state) // else no job ever ran
                if (auto turn = waitForTurn(call, *server.host, **state, ticket); !turn)
                    return fail(turn.error());
        }
        auto planned = planner(server);
        if (!planned)
            return fail(planned.error());
        auto arming = call.arming();
        if (!arming)
            return fail(arming.error());
        if (*arming) {
            auto state = prepareState(*server.host, server.profile, planned->context.status.project, call.stop);
            if (!state)
                return fail(state.error());
            if (auto recorded = recordArming(call, *server.host, *state, *arming); !recorded)
                return fail(recorded.error());
        }
        auto started = startPlan(*server.host, planned->context, *arming, planned->plan, due, call.stop);
        if (started) {
            planned->isWaiting = started->isWaiting;
            return planned;
        }
        if (!waits || started.error().code != ErrorCode::Locked)
            return fail(started.error());
    }
}

// Shows the plan, or starts it and follows it to its end.
Result<int> carryOut(Call &call, const Planner &planner, Show show = Show::Nothing)
{
    QDateTime due; // invalid: at once
    if (call.options.isSet(QStringLiteral("at"))) {
        auto when = parseWhen(call.options.value(QStringLiteral("at")), QDateTime::currentDateTimeUtc());
        if (!when)
            return fail(when.error());
        if (call.options.isSet(QStringLiteral("wait")))
            return fail(Error{ErrorCode::Invalid, tr("--at and --wait do not go together."), {}, tr("Leave one out.")});
        due = *when;
    }
    const bool isScript = call.options.isSet(QStringLiteral("as-script"));
    const bool isLook = show == Show::Plan || isScript || call.options.isSet(QStringLiteral("dry-run"));
    if (!isLook) // known before anything is asked of the server
        if (auto arming = call.arming(); !arming)
            return fail(arming.error());
    auto server = call.server();
    if (!server)
        return fail(server.error());
    auto planned = isLook ? planner(*server) : startInTurn(call, *server, planner, due);
    if (!planned)
        return fail(planned.error());
    const Plan &plan = planned->plan;
    if (isScript) {
        const QString script = asScript(plan, remoteScripts());
        call.printer.answer(script, {{QStringLiteral("script"), script}});
        return Done;
    }
    if (isLook) {
        QString text = planText(plan);
        for (const QString &line : planned->lines)
            text += visible(line + QLatin1Char('\n'));
        QJsonObject object = toJsonObject(plan);
        for (auto it = planned->more.begin(); it != planned->more.end(); ++it)
            object[it.key()] = *it;
        call.printer.answer(text, object);
        return Done;
    }
    if (planned->isWaiting)
        return toldWaiting(call, server->profile, plan, due);
    return followStarted(call, *server->host, planned->context.state, plan);
}

// With what was looked at first.
Planned withFindings(Planned planned)
{
    QJsonArray findings;
    QStringList lines;
    for (const Finding &finding : preflight(planned.context, planned.plan)) {
        lines << QStringLiteral("%1: %2%3")
                     .arg(nameOf(finding.level), finding.what,
                          finding.remedy.isEmpty() ? QString() : QLatin1Char(' ') + finding.remedy);
        findings << QJsonObject{{QStringLiteral("id"), finding.id},
                                {QStringLiteral("level"), nameOf(finding.level)},
                                {QStringLiteral("what"), finding.what},
                                {QStringLiteral("remedy"), finding.remedy}};
    }
    planned.lines = lines + planned.lines;
    planned.more[QStringLiteral("findings")] = findings;
    return planned;
}

Result<DeployContext> readContext(Call &call, const ConnectedServer &server, const QString &want = {})
{
    auto context = readDeployContext(*server.host, server.profile, want, call.stop);
    if (!context)
        return context;
    bool isNumber = false;
    context->soakSeconds = call.options.value(QStringLiteral("soak")).toInt(&isNumber);
    if (!isNumber || context->soakSeconds < 1 || context->soakSeconds > 3600)
        return fail(Error{
            ErrorCode::Invalid, tr("--soak wants seconds, from 1 to 3600."), {}, tr("Leave it out: it is then 10.")});
    return context;
}

// A plan of which there is nothing to say besides.
Planner plannerOf(Call &call, const std::function<Result<Plan>(const DeployContext &)> &planOf)
{
    return [&call, planOf](const ConnectedServer &server) -> Result<Planned> {
        auto context = readContext(call, server);
        if (!context)
            return fail(context.error());
        auto plan = planOf(*context);
        if (!plan)
            return fail(plan.error());
        return Planned{*context, *plan};
    };
}

Result<int> deployOrShow(Call &call, Show show)
{
    return carryOut(
        call,
        [&](const ConnectedServer &server) -> Result<Planned> {
            auto context = readContext(call, server, call.options.value(QStringLiteral("commit")));
            if (!context)
                return fail(context.error());
            auto plan = planDeploy(*context, call.options.isSet(QStringLiteral("again")));
            if (!plan)
                return fail(plan.error());
            return withFindings({*context, *plan});
        },
        show);
}

Result<int> rollbackOrShow(Call &call, const QString &release, Show show)
{
    return carryOut(
        call,
        [&](const ConnectedServer &server) -> Result<Planned> {
            auto context = readContext(call, server);
            if (!context)
                return fail(context.error());
            auto plan = planRollback(*context, release);
            if (!plan)
                return fail(plan.error());
            auto preview = previewRollback(context->facts, *context->facts.release(plan->subject));
            if (!preview)
                return fail(preview.error());
            return withFindings(
                {*context, *plan, preview->lines(), {{QStringLiteral("rollback"), toJsonObject(*preview)}}});
        },
        show);
}

// The plan of a promotion, with the difference.
Result<Planned> planOfPromotion(Call &call, const ConnectedServer &server, const ConnectedServer &from)
{
    auto promotion = readPromotion(*from.host, from.profile, call.stop);
    if (!promotion)
        return fail(promotion.error());
    auto context = readContext(call, server, promotion->commit);
    if (!context)
        return fail(context.error());
    auto plan = planPromotion(*context, *promotion, call.options.isSet(QStringLiteral("again")));
    if (!plan)
        return fail(plan.error());
    auto changes = readChanges(*server.host, *context, call.stop);
    if (!changes)
        return fail(changes.error());
    QStringList lines;
    QJsonArray commits, files;
    for (const Commit &commit : context->facts.incoming) {
        lines << tr("brings: %1 %2 (%3, %4)")
                     .arg(commit.hash.left(7), commit.subject, commit.author, localTime(commit.time));
        commits << QJsonObject{{QStringLiteral("commit"), commit.hash},
                               {QStringLiteral("author"), commit.author},
                               {QStringLiteral("subject"), commit.subject}};
    }
    if (commits.isEmpty())
        lines << tr("brings no commit that %1 has not had: it goes back.").arg(server.profile.name);
    for (const FileChange &file : changes->changed) {
        lines << tr("changes: %1 %2").arg(file.status).arg(file.path);
        files << QJsonObject{{QStringLiteral("status"), QString(file.status)}, {QStringLiteral("path"), file.path}};
    }
    return withFindings({*context,
                         *plan,
                         lines,
                         {{QStringLiteral("from"), promotion->from},
                          {QStringLiteral("release"), promotion->release},
                          {QStringLiteral("commits"), commits},
                          {QStringLiteral("files"), files}}});
}

} // namespace

Result<int> deploy(Call &call)
{
    return deployOrShow(call, Show::Nothing);
}

Result<int> rollback(Call &call)
{
    return rollbackOrShow(call, call.arguments.value(0), Show::Nothing);
}

Result<int> plan(Call &call)
{
    const QString &action = call.arguments.first();
    if (action == QLatin1String("deploy"))
        return deployOrShow(call, Show::Plan);
    if (action == QLatin1String("rollback"))
        return rollbackOrShow(call, call.arguments.value(1), Show::Plan);
    return fail(Error{ErrorCode::Invalid,
                      tr("There is no plan for \"%1\".").arg(action),
                      {},
                      tr("Use plan deploy or plan rollback; others show theirs with --dry-run.")});
}

Result<int> promote(Call &call)
{
    const QString name = call.options.value(QStringLiteral("from"));
    if (name.isEmpty())
        return fail(Error{ErrorCode::Invalid, tr("From which server?"), {}, tr("Name it: promote --from staging.")});
    auto profile = call.profile();
    if (!profile)
        return fail(profile.error());
    if (name == profile->name)
        return fail(Error{ErrorCode::Invalid,
                          tr("%1 is the server that would get it.").arg(name),
                          {},
                          tr("Name another one with --from.")});
    auto from = call.server(name);
    if (!from)
        return fail(from.error());
    return carryOut(call, [&](const ConnectedServer &server) { return planOfPromotion(call, server, *from); });
}

Result<int> scale(Call &call)
{
    bool isNumber = false;
    const int count = call.arguments.at(1).toInt(&isNumber);
    if (!isNumber)
        return fail(Error{ErrorCode::Invalid,
                          tr("\"%1\" is no number.").arg(call.arguments.at(1)),
                          {},
                          tr("Write it like: scale payload 2.")});
    return carryOut(call, plannerOf(call, [&](const DeployContext &context) {
                        return planScale(context, call.arguments.first(), count);
                    }));
}

Result<int> maintenance(Call &call)
{
    auto server = call.server();
    if (!server)
        return fail(server.error());
    auto status = probe(*server->host, server->profile, ProbeDepth::Services, call.stop);
    if (!status)
        return fail(status.error());
    const auto &now = status->maintenance;
    QJsonObject object = now ? toJsonObject(*now) : QJsonObject();
    object[QStringLiteral("closed")] = now.has_value();
    call.printer.answer(now ? maintenanceText(*now) : tr("The site of %1 is open.").arg(server->profile.name), object);
    return Done;
}

Result<int> maintenanceOn(Call &call)
{
    return carryOut(call, plannerOf(call, [&](const DeployContext &context) {
                        return planClose(context, call.options.value(QStringLiteral("reason")),
                                         call.options.values(QStringLiteral("allow")));
                    }));
}

Result<int> maintenanceOff(Call &call)
{
    return carryOut(call, plannerOf(call, planReopen));
}

Result<int> releases(Call &call)
{
    auto server = call.server();
    if (!server)
        return fail(server.error());
    auto context = readDeployContext(*server->host, server->profile, {}, call.stop);
    if (!context)
        return fail(context.error());
    const DeployFacts &facts = context->facts;
    QJsonArray array, incoming;
    QList<QStringList> rows{
        {QString(), tr("RELEASE"), tr("STATE"), tr("COMMIT"), tr("SUBJECT"), tr("WHEN"), tr("IMAGES"), tr("WHO")}};
    for (const Release &r : facts.releases) {
        const bool current = r.id == facts.current;
        array << toJsonObject(r, current);
        rows << QStringList{current ? QStringLiteral("*") : QString(),
                            r.id,
                            r.state,
                            r.commit.left(7),
                            r.subject,
                            localTime(r.created),
                            r.imagesKept ? tr("kept") : tr("gone"),
                            r.actor};
    }
    for (const Commit &c : facts.incoming)
        incoming << QJsonObject{{QStringLiteral("commit"), c.hash},
                                {QStringLiteral("author"), c.author},
                                {QStringLiteral("subject"), c.subject}};
    QString text = facts.releases.isEmpty()
                       ? tr("No release is on record yet; the first deploy records the one that runs.\n")
                       : table(rows);
    if (facts.current.isEmpty() && !facts.releases.isEmpty())
        text += tr("What runs is none of these: it was started by hand. The next job puts it on record.\n");
    for (const Commit &c : facts.incoming)
        text +=
            visible(tr("would arrive: %1 %2 (%3, %4)\n").arg(c.hash.left(7), c.subject, c.author, localTime(c.time)));
    call.printer.answer(text, {{QStringLiteral("releases"), array}, {QStringLiteral("incoming"), incoming}});
    return Done;
}

} // namespace bouncepro::ctl
