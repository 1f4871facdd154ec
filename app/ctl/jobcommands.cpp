// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/openjobs.h"
#include "app/ctl/progress.h"
#include "models/jobs/jobsentence.h"
#include "models/jobs/scheduler.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

// In a list: "pending, 03:00", "pending, not approved".
QString waitingWord(const JobSummary &job)
{
    QString word = nameOf(job.state);
    if (job.approval == QLatin1String("needed"))
        word += tr(", not approved");
    return job.due.isValid() ? tr("%1, at %2").arg(word, localTime(job.due)) : word;
}

// The plan of a job for its titles; one without steps where it cannot be read.
Plan planOf(const JobRecord &record)
{
    Plan plan = record.plan.value_or(Plan());
    plan.id = record.summary.id;
    plan.action = record.summary.action;
    plan.subject = record.summary.subject;
    return plan;
}

} // namespace

Result<int> jobList(Call &call)
{
    auto server = openServer(call);
    if (!server)
        return fail(server.error());
    QList<JobSummary> jobs;
    if (server->state) {
        auto listed = listJobs(*server->host, *server->state, 50, call.stop);
        if (!listed)
            return fail(listed.error());
        jobs = *listed;
    }
    QJsonArray array;
    QList<QStringList> rows{
        {tr("JOB"), tr("STATE"), tr("ACTION"), tr("SUBJECT"), tr("STEP"), tr("STARTED"), tr("WHO")}};
    for (const JobSummary &job : jobs) {
        array << toJsonObject(job);
        rows << QStringList{job.id,      job.isWaiting() ? waitingWord(job) : nameOf(job.state), job.action,
                            job.subject, QStringLiteral("%1/%2").arg(job.step).arg(job.steps),   localTime(job.started),
                            job.actor};
    }
    call.printer.answer(jobs.isEmpty() ? tr("No job has run on %1 yet.").arg(server->profile.name) : table(rows),
                        {{QStringLiteral("jobs"), array}});
    return Done;
}

Result<int> jobShow(Call &call)
{
    auto named = openJob(call);
    if (!named)
        return fail(named.error());
    const JobRecord &record = named->record;
    const JobSummary &job = record.summary;
    QJsonArray events;
    QString text =
        visible(tr("%1: %2 %3, %4\n  by %5, started %6%7\n")
                    .arg(job.id, job.action, job.subject, nameOf(job.state), job.actor, localTime(job.started),
                         job.ended.isValid() ? tr(", ended %1").arg(localTime(job.ended)) : QString()));
    const Plan plan = planOf(record);
    for (const JobEvent &event : record.events) {
        const QJsonObject object = toJsonObject(event);
        events << object;
        text += visible(QStringLiteral("  %1  %2  %3. %4%5\n")
                            .arg(localTime(event.time), object[QLatin1String("event")].toString().leftJustified(6))
                            .arg(event.step)
                            .arg(plan.steps.value(event.step - 1).title, object.contains(QLatin1String("exitCode"))
                                                                             ? tr(" (exit code %1)").arg(event.exitCode)
                                                                             : QString()));
    }
    if (job.isWaiting() || (job.state == JobState::Cancelled && !job.started.isValid())) {
        const JobSentence sentence = describe(job);
        text += QStringLiteral("  %1. %2\n").arg(sentence.title, sentence.next).trimmed() + QLatin1Char('\n');
    }
    if (job.state == JobState::Interrupted)
        text += tr("Its runner is gone. Finish it: bounceproctl job recover %1\n").arg(job.id);
    QJsonObject object = toJsonObject(job);
    object[QStringLiteral("events")] = events;
    if (record.plan)
        object[QStringLiteral("plan")] = toJsonObject(*record.plan);
    call.printer.answer(text, object);
    return Done;
}

Result<int> jobFollow(Call &call)
{
    auto named = openJob(call);
    if (!named)
        return fail(named.error());
    return followToEnd(call, *named->server.host, *named->server.state, planOf(named->record));
}

Result<int> jobCancel(Call &call)
{
    auto server = openJobs(call);
    if (!server)
        return fail(server.error());
    const QString &id = call.arguments.first();
    auto answer = cancelJob(*server->host, *server->state, id, actorOf(server->host->identity()), call.stop);
    if (!answer)
        return fail(answer.error());
    const auto values = parseKeyValues(answer->toUtf8());
    QJsonObject object{{QStringLiteral("job"), id}};
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        object[it.key()] = it.value();
    const QString effect = values.value(QStringLiteral("effect"));
    call.printer.answer(
        effect == QLatin1String("withdrawn") ? tr("%1 is withdrawn; nothing had begun.").arg(id)
        : effect == QLatin1String("finish")  ? tr("%1 is past its commit point: it finishes.").arg(id)
        : effect == QLatin1String("recover")
            ? tr("The runner of %1 is gone; its step is ended. Then: bounceproctl job recover %1").arg(id)
            : tr("%1 stops and goes back. Watch it: bounceproctl job follow %1").arg(id),
        object);
    return Done;
}

Result<int> jobApprove(Call &call)
{
    auto armed = openArmed(call);
    if (!armed)
        return fail(armed.error());
    const Server &server = armed->server;
    const QString &id = call.arguments.first();
    auto record = showJob(*server.host, *server.state, id, call.stop);
    if (!record)
        return fail(record.error());
    auto state = approveJob(*server.host, server.profile, armed->arming, *server.state, id, call.stop);
    if (!state)
        return fail(state.error());
    if (*state != JobState::Pending)
        return followStarted(call, *server.host, *server.state, planOf(*record));
    call.printer.answer(tr("%1 is approved, and starts at its time.").arg(id),
                        {{QStringLiteral("job"), id}, {QStringLiteral("state"), nameOf(*state)}});
    return Done;
}

namespace {
Result<int> scheduler(Call &call, SchedulerVerb verb)
{
    auto armed = openArmed(call, Make::State);
    if (!armed)
        return fail(armed.error());
    const Server &server = armed->server;
    const QString &project = server.status.project;
    const Plan plan = planScheduler(verb, server.profile, project, *server.state, actorOf(server.host->identity()),
                                    QDateTime::currentDateTimeUtc());
    const SecretsReader none = [](RemoteHost &, std::stop_token) { return Result<QList<Secret>>(QList<Secret>()); };
    auto started = startPlan(*server.host, server.profile, armed->arming, project, plan, {}, none, call.stop);
    if (!started)
        return fail(started.error());
    if (started->isWaiting)
        return toldWaiting(call, server.profile, plan, {});
    return followStarted(call, *server.host, *server.state, plan);
}
} // namespace

Result<int> schedulerInstall(Call &call)
{
    return scheduler(call, SchedulerVerb::Install);
}
Result<int> schedulerRemove(Call &call)
{
    return scheduler(call, SchedulerVerb::Remove);
}

Result<int> jobRecover(Call &call)
{
    auto armed = openArmed(call);
    if (!armed)
        return fail(armed.error());
    const Server &server = armed->server;
    const QString &id = call.arguments.first();
    auto record = showJob(*server.host, *server.state, id, call.stop);
    if (!record)
        return fail(record.error());
    if (auto recovering = recoverJob(*server.host, server.profile, armed->arming, *server.state, id,
                                     actorOf(server.host->identity()), call.stop);
        !recovering)
        return fail(recovering.error());
    auto code = followToEnd(call, *server.host, *server.state, planOf(*record));
    if (code && *code == Failed)
        return Done; // going back is what was asked for
    return code;
}

} // namespace bouncepro::ctl
