// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands.h"
#include "app/ctl/progress.h"
#include "models/servers/remotescripts.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

enum class Show { Nothing, Plan };

Result<int> start(Call &call, const QString &action, const QString &release, Show show)
{
    auto server = call.server();
    if (!server)
        return fail(server.error());
    const bool rolling = action == QLatin1String("rollback");
    auto context = readDeployContext(*server->host, server->profile,
                                     rolling ? QString() : call.options.value(QStringLiteral("commit")), call.stop);
    if (!context)
        return fail(context.error());
    bool isNumber = false;
    context->soakSeconds = call.options.value(QStringLiteral("soak")).toInt(&isNumber);
    if (!isNumber || context->soakSeconds < 1 || context->soakSeconds > 3600)
        return fail(Error{
            ErrorCode::Invalid, tr("--soak wants seconds, from 1 to 3600."), {}, tr("Leave it out: it is then 10.")});
    auto plan =
        rolling ? planRollback(*context, release) : planDeploy(*context, call.options.isSet(QStringLiteral("again")));
    if (!plan)
        return fail(plan.error());
    if (call.options.isSet(QStringLiteral("as-script"))) {
        const QString script = asScript(*plan, remoteScripts());
        call.printer.answer(script, {{QStringLiteral("script"), script}});
        return Done;
    }
    if (show == Show::Plan || call.options.isSet(QStringLiteral("dry-run"))) {
        QString text = planText(*plan);
        QJsonArray findings;
        for (const Finding &finding : preflight(*context, *plan)) {
            text += visible(QStringLiteral("%1: %2%3\n")
                                .arg(nameOf(finding.level), finding.what,
                                     finding.remedy.isEmpty() ? QString() : QLatin1Char(' ') + finding.remedy));
            findings << QJsonObject{{QStringLiteral("id"), finding.id},
                                    {QStringLiteral("level"), nameOf(finding.level)},
                                    {QStringLiteral("what"), finding.what},
                                    {QStringLiteral("remedy"), finding.remedy}};
        }
        QJsonObject object = toJsonObject(*plan);
        object[QStringLiteral("findings")] = findings;
        if (rolling) {
            auto preview = previewRollback(context->facts, *context->facts.release(plan->subject));
            if (!preview)
                return fail(preview.error());
            text += visible(preview->lines().join(QLatin1Char('\n')) + QLatin1Char('\n'));
            object[QStringLiteral("rollback")] = toJsonObject(*preview);
        }
        call.printer.answer(text, object);
        return Done;
    }
    if (auto started = startPlan(*server->host, *context, *plan, call.stop); !started)
        return fail(started.error());
    if (call.printer.json())
        call.printer.answer({},
                            {{QStringLiteral("event"), QStringLiteral("started")}, {QStringLiteral("job"), plan->id}});
    else
        call.printer.remark(tr("%1 %2 on %3, job %4").arg(plan->action, plan->subject, server->profile.name, plan->id));
    if (call.options.isSet(QStringLiteral("detach"))) {
        call.printer.answer(plan->id,
                            {{QStringLiteral("job"), plan->id}, {QStringLiteral("state"), QStringLiteral("running")}});
        return Done;
    }
    return followToEnd(call, *server->host, context->state, *plan);
}

} // namespace

Result<int> deploy(Call &call)
{
    return start(call, QStringLiteral("deploy"), {}, Show::Nothing);
}
Result<int> rollback(Call &call)
{
    return start(call, QStringLiteral("rollback"), call.arguments.value(0), Show::Nothing);
}

Result<int> plan(Call &call)
{
    const QString &action = call.arguments.first();
    if (action != QLatin1String("deploy") && action != QLatin1String("rollback"))
        return fail(Error{ErrorCode::Invalid,
                          tr("There is no plan for \"%1\".").arg(action),
                          {},
                          tr("Use plan deploy or plan rollback.")});
    return start(call, action, call.arguments.value(1), Show::Plan);
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
