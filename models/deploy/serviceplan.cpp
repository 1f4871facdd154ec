// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/serviceplan.h"

#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ServicePlan", text);
}

constexpr int healthySeconds = 120; // the longest wait for health
constexpr int stopSeconds = 10;     // Docker's own grace, where the compose file names none

bool runs(const ServiceStatus &service)
{
    return service.state == QLatin1String("running") || service.state == QLatin1String("restarting");
}

} // namespace

QString nameOf(ServiceVerb verb)
{
    switch (verb) {
    case ServiceVerb::Start:
        return QStringLiteral("start");
    case ServiceVerb::Stop:
        return QStringLiteral("stop");
    case ServiceVerb::Restart:
        return QStringLiteral("restart");
    }
    return {};
}

Result<Plan> planService(const DeployContext &context, ServiceVerb verb, const QString &service)
{
    static const QRegularExpression name(QStringLiteral("\\A[A-Za-z0-9_.][A-Za-z0-9_.-]{0,127}\\z"));
    const QString shown = visibleText(service, 80);
    if (!name.match(service).hasMatch())
        return fail(ErrorCode::Invalid, tr("“%1” is no name of a service.").arg(shown),
                    tr("Choose one from the list."));
    const auto &services = context.status.services;
    const auto isMeant = [&](const ServiceStatus &s) { return s.name == service; };
    if (std::none_of(services.begin(), services.end(), isMeant))
        return fail(ErrorCode::NotFound, tr("%1 has no container of a service %2.").arg(context.profile.name, shown),
                    tr("Deploy first: that makes the containers."));
    const bool isRunning =
        std::any_of(services.begin(), services.end(), [&](const ServiceStatus &s) { return isMeant(s) && runs(s); });
    if (verb == ServiceVerb::Start && isRunning)
        return fail(ErrorCode::Conflict, tr("%1 runs already on %2.").arg(shown, context.profile.name),
                    tr("Restart it instead."));
    if (verb != ServiceVerb::Start && !isRunning)
        return fail(ErrorCode::Conflict, tr("%1 is stopped already on %2.").arg(shown, context.profile.name),
                    tr("Start it instead."));

    const auto script = [&](const QString &subcommand, const QStringList &more = {}) {
        return context.state.script(QStringLiteral("service.sh"),
                                    QStringList{context.profile.stack, context.status.project,
                                                context.profile.composeFile, subcommand, service} +
                                        more);
    };
    Plan plan;
    plan.id = newJobId(nameOf(verb), context.now);
    plan.action = nameOf(verb);
    plan.subject = service;
    plan.actor = context.actor;
    plan.server = context.profile.name;
    plan.state = context.state.path;
    plan.bin = context.state.bin;
    plan.workdir = context.profile.stack;
    plan.created = context.now;
    plan.check = context.state.script(
        QStringLiteral("check.sh"), {context.profile.stack, context.profile.composeFile, context.status.commit,
                                     context.status.release.isEmpty() ? QStringLiteral("-") : context.status.release});
    plan.steps << Step{.title = tr("Look at %1").arg(service),
                       .run = script(QStringLiteral("check")),
                       .touches = tr("nothing: finds its containers"),
                       .undo = {},
                       .undoText = tr("nothing to undo"),
                       .expectedSeconds = 1,
                       .timeoutSeconds = 60};
    Step act;
    act.run = script(nameOf(verb));
    act.timeoutSeconds = 300;
    switch (verb) {
    case ServiceVerb::Start:
        act.title = tr("Start %1").arg(service);
        act.touches = tr("the containers of %1, as they are").arg(service);
        act.undo = script(QStringLiteral("stop"));
        act.undoText = tr("stops it again");
        act.expectedSeconds = 2;
        break;
    case ServiceVerb::Stop:
        act.title = tr("Stop %1").arg(service);
        act.touches = tr("the containers of %1; it does not serve until it is started again").arg(service);
        act.undo = script(QStringLiteral("start"));
        act.undoText = tr("starts it again");
        act.expectedSeconds = stopSeconds;
        act.downtimeSeconds = stopSeconds;
        break;
    case ServiceVerb::Restart:
        act.title = tr("Restart %1").arg(service);
        act.touches = tr("the containers of %1; it does not serve meanwhile").arg(service);
        act.undoText = tr("cannot be undone: what is stopped is started again in any case");
        act.expectedSeconds = stopSeconds;
        act.downtimeSeconds = stopSeconds;
        break;
    }
    plan.steps << act;
    if (verb == ServiceVerb::Restart) // a restart that went wrong is not put right by an undo: a person looks
        plan.commitPoint = int(plan.steps.size());
    if (verb != ServiceVerb::Stop)
        plan.steps << Step{.title = tr("Wait for its health"),
                           .run = script(QStringLiteral("healthy"), {QString::number(healthySeconds)}),
                           .touches = tr("nothing of %1; nginx looks up its address anew, by a reload").arg(service),
                           .undo = {},
                           .undoText = tr("nothing to undo"),
                           .expectedSeconds = 8,
                           .downtimeSeconds = verb == ServiceVerb::Restart ? 8 : 0,
                           .timeoutSeconds = healthySeconds + 60};
    return plan;
}

} // namespace bouncepro
