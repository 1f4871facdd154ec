// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/scaleplan.h"

#include "models/deploy/planbuilder.h"
#include "models/servers/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ScalePlan", text);
}

constexpr int most = 10;
constexpr int startSeconds = 1800; // as for a deploy: scale.sh reckons with the service's own health check, within this

QString variableOf(const QString &service)
{
    return service.toUpper().replace(QLatin1Char('-'), QLatin1Char('_')) + QStringLiteral("_REPLICAS");
}

} // namespace

Result<Plan> planScale(const DeployContext &context, const QString &name, int count)
{
    const DeployFacts &facts = context.facts;
    if (auto may = mayOperate(context); !may)
        return fail(may.error());
    const auto service = std::find_if(facts.services.begin(), facts.services.end(),
                                      [&](const BuiltService &s) { return s.name == name; });
    if (service == facts.services.end())
        return fail(ErrorCode::NotFound,
                    tr("%1 builds no service %2.").arg(context.profile.name, visibleText(name, 80)),
                    tr("Payload and Nuxt are those that can run several times."));
    if (count < 1 || count > most)
        return fail(ErrorCode::Invalid, tr("%1 is no number of containers.").arg(count),
                    tr("Say one from 1 to %1; to stop a service see its own page.").arg(most));
    QString why = service->noSwitch;
    if (why.isEmpty() && service->port == 0)
        why = tr("nginx/nginx.conf has no map of nginx/local for %1").arg(name);
    if (why.isEmpty() && !service->scales)
        why = tr("the compose file does not say deploy: { replicas: ${%1:-1} } for %2").arg(variableOf(name), name);
    if (!why.isEmpty())
        return fail(ErrorCode::Invalid, tr("%1 cannot run several times here: %2.").arg(name, visibleText(why)),
                    tr("A stack like that of the server kit can."));
    const auto running =
        int(std::count_if(context.status.services.begin(), context.status.services.end(),
                          [&](const auto &s) { return s.name == name && s.state == QLatin1String("running"); }));
    if (running == 0)
        return fail(ErrorCode::Conflict, tr("%1 does not run on %2.").arg(name, context.profile.name),
                    tr("Start it first: nginx has nobody to ask meanwhile."));
    if (running == count && service->replicas == count)
        return fail(ErrorCode::Conflict, tr("%1 runs %2 times already.").arg(name).arg(count),
                    tr("Say another number."));

    const auto script = [&](const QString &subcommand, const QStringList &arguments) {
        return context.state.script(
            QStringLiteral("deploy.sh"),
            QStringList{context.profile.stack, context.status.project, context.profile.composeFile, subcommand} +
                arguments);
    };
    const QString place = name + QLatin1Char('=') + QString::number(service->port);
    const QString before = QString::number(running), wanted = QString::number(count);
    Plan plan = PlanBuilder(context).plan(QStringLiteral("scale"), tr("%1 to %2").arg(name).arg(count));
    plan.before.clear(); // the same release serves all the time
    plan.steps << Step{.title = tr("Note the number"),
                       .run = script(QStringLiteral("replicas"), {name, wanted}),
                       .touches = tr("%1 in %2/.env, by rename").arg(variableOf(name), context.profile.stack),
                       .undo = script(QStringLiteral("replicas"), {name, QString::number(service->replicas)}),
                       .undoText = tr("writes %1 again").arg(service->replicas),
                       .expectedSeconds = 1,
                       .timeoutSeconds = 60}
               << Step{.title = tr("Name to nginx whom it may ask"),
                       .run = script(QStringLiteral("hold"), {place, QString::number(std::min(running, count))}),
                       .touches = tr("nginx/local and a reload"),
                       .undo = script(QStringLiteral("unpoint"), {}),
                       .undoText = tr("nginx asks Docker again"),
                       .expectedSeconds = 1,
                       .timeoutSeconds = 120};
    if (count >= running)
        plan.steps << Step{.title = tr("Start %1 more of %2").arg(count - running).arg(name),
                           .run = script(QStringLiteral("grow"), {name, wanted}),
                           .touches = tr("containers of %1 beside those that serve, until they are healthy").arg(name),
                           .undo = script(QStringLiteral("shrink"), {name, before}),
                           .undoText = tr("removes them again"),
                           .expectedSeconds = 6,
                           .timeoutSeconds = startSeconds};
    else
        plan.steps << Step{.title = tr("Let %1 of %2 finish").arg(running - count).arg(name),
                           .run = script(QStringLiteral("shrink"), {name, wanted}),
                           .touches = tr("waits for their last requests, stops and removes them"),
                           .undo = script(QStringLiteral("grow"), {name, before}),
                           .undoText = tr("starts others in their place"),
                           .expectedSeconds = 8,
                           .timeoutSeconds = 600};
    plan.steps << Step{.title = tr("Let nginx find them itself"),
                       .run = script(QStringLiteral("let-go"), {name}),
                       .touches = tr("nginx/local and a reload: it asks Docker for %1 again").arg(name),
                       .undoText = tr("nothing to undo"),
                       .expectedSeconds = 1,
                       .timeoutSeconds = 120};
    return plan;
}

} // namespace bouncepro
