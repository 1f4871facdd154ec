// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/carryout.h"

#include "app/ctl/openjobs.h"
#include "app/ctl/progress.h"
#include "models/jobs/lock.h"
#include "models/jobs/when.h"
#include "models/servers/remotescripts.h"

#include <QCoreApplication>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

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

} // namespace

// Shows the plan, or starts it and follows it to its end.
Result<int> carryOut(Call &call, const Planner &planner, Show show)
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

Result<int> soakSeconds(const Call &call)
{
    bool isNumber = false;
    const int seconds = call.options.value(QStringLiteral("soak")).toInt(&isNumber);
    if (!isNumber || seconds < 1 || seconds > 3600)
        return fail(Error{
            ErrorCode::Invalid, tr("--soak wants seconds, from 1 to 3600."), {}, tr("Leave it out: it is then 10.")});
    return seconds;
}

Result<DeployContext> readContext(Call &call, const ConnectedServer &server, const QString &want)
{
    const auto soak = soakSeconds(call);
    if (!soak)
        return fail(soak.error());
    auto context = readDeployContext(*server.host, server.profile, want, call.stop);
    if (context)
        context->soakSeconds = *soak;
    return context;
}

} // namespace bouncepro::ctl
