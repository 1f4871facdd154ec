// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/carryout.h"
#include "models/deploy/changes.h"
#include "models/deploy/maintenance.h"
#include "models/jobs/attention.h"
#include "models/deploy/promote.h"
#include "models/deploy/scaleplan.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
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
