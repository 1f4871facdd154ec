// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/openjobs.h"

#include "app/ctl/progress.h"
#include "models/jobs/jobsentence.h"

#include <QCoreApplication>

namespace bouncepro::ctl {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}
} // namespace

Result<Server> openServer(Call &call)
{
    auto connected = call.server();
    if (!connected)
        return fail(connected.error());
    auto status = probe(*connected->host, connected->profile, ProbeDepth::Services, call.stop);
    if (!status)
        return fail(status.error());
    auto state = findState(*connected->host, connected->profile, status->project, call.stop);
    if (!state)
        return fail(state.error());
    return Server{connected->profile, connected->host, *status, *state};
}

Result<Server> openJobs(Call &call)
{
    auto server = openServer(call);
    if (server && !server->state)
        return fail(ErrorCode::NotFound, tr("No job has run on %1 yet.").arg(server->profile.name),
                    tr("Deploy first, then look again."));
    return server;
}

Result<NamedJob> openJob(Call &call)
{
    auto server = openJobs(call);
    if (!server)
        return fail(server.error());
    auto record = showJob(*server->host, *server->state, call.arguments.first(), call.stop);
    if (!record)
        return fail(record.error());
    return NamedJob{*server, *record};
}

Result<void> recordArming(Call &call, RemoteHost &host, const StateDirectory &state,
                          const std::optional<Arming> &arming)
{
    if (!arming)
        return {};
    return writeAct(host, state, {QStringLiteral("arm"), arming->reason, QStringLiteral("armed")}, call.stop);
}

Result<ArmedServer> openArmed(Call &call, Make make)
{
    auto arming = call.arming();
    if (!arming)
        return fail(arming.error());
    auto server = make == Make::State ? openServer(call) : openJobs(call);
    if (!server)
        return fail(server.error());
    if (!server->state) {
        auto made = prepareState(*server->host, server->profile, server->status.project, call.stop);
        if (!made)
            return fail(made.error());
        server->state = *made;
    }
    if (auto recorded = recordArming(call, *server->host, *server->state, *arming); !recorded)
        return fail(recorded.error());
    return ArmedServer{*server, *arming};
}

Result<int> toldWaiting(Call &call, const ServerProfile &profile, const Plan &plan, const QDateTime &due)
{
    JobSummary job;
    job.id = plan.id;
    job.action = plan.action;
    job.subject = plan.subject;
    job.actor = plan.actor;
    job.due = due;
    job.steps = int(plan.steps.size());
    job.approval = needsApproval(profile) ? QStringLiteral("needed") : QString();
    const JobSentence sentence = describe(job);
    call.printer.answer(tr("%1. %2\nThe job is %3; to withdraw it: bounceproctl job cancel %3")
                            .arg(sentence.title, sentence.next, plan.id),
                        toJsonObject(job));
    return Done;
}

Result<int> followStarted(Call &call, RemoteHost &host, const StateDirectory &state, const Plan &plan)
{
    if (call.printer.json())
        call.printer.answer({},
                            {{QStringLiteral("event"), QStringLiteral("started")}, {QStringLiteral("job"), plan.id}});
    else
        call.printer.remark(tr("%1 %2 on %3, job %4").arg(plan.action, plan.subject, plan.server, plan.id));
    if (call.options.isSet(QStringLiteral("detach"))) {
        call.printer.answer(plan.id,
                            {{QStringLiteral("job"), plan.id}, {QStringLiteral("state"), QStringLiteral("running")}});
        return Done;
    }
    return followToEnd(call, host, state, plan);
}

} // namespace bouncepro::ctl
