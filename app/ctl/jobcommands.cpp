// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/auditmemory.h"
#include "app/ctl/openjobs.h"
#include "app/ctl/progress.h"
#include "app/settings.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
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

Result<int> auditReport(Call &call, bool show)
{
    auto server = openServer(call);
    if (!server)
        return fail(server.error());
    AuditMemory memory(Settings::folder());
    AuditReport report = verifyAudit({}, memory.seen(server->profile.name));
    if (server->state) {
        auto read = readAudit(*server->host, *server->state, memory.seen(server->profile.name), call.stop);
        if (!read)
            return fail(read.error());
        report = *read;
    }
    QJsonArray entries;
    QString text;
    if (show) {
        QList<QStringList> rows{
            {tr("No"), tr("TIME"), tr("KIND"), tr("ACTION"), tr("SUBJECT"), tr("OUTCOME"), tr("WHO"), tr("JOB")}};
        for (const AuditEntry &e : report.entries) {
            entries << toJsonObject(e);
            rows << QStringList{
                QString::number(e.sequence), localTime(e.time), e.kind, e.action, e.subject, e.outcome, e.actor, e.job};
        }
        text = table(rows);
    }
    const bool whole = report.fault == AuditFault::None;
    text += whole ? tr("The chain of %1 records is whole.").arg(report.entries.size())
                  : tr("The audit is broken at line %1 (%2): %3")
                        .arg(report.faultLine)
                        .arg(nameOf(report.fault), report.explanation);
    QJsonObject object{{QStringLiteral("verified"), whole},
                       {QStringLiteral("records"), report.entries.size()},
                       {QStringLiteral("fault"), nameOf(report.fault)},
                       {QStringLiteral("faultLine"), report.faultLine},
                       {QStringLiteral("explanation"), report.explanation}};
    if (show)
        object[QStringLiteral("entries")] = entries;
    call.printer.answer(text, object);
    if (!whole)
        return AuditBroken;
    if (auto kept = memory.remember(server->profile.name, report.head); !kept)
        return fail(kept.error());
    return Done;
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
        rows << QStringList{job.id,
                            nameOf(job.state),
                            job.action,
                            job.subject,
                            QStringLiteral("%1/%2").arg(job.step).arg(job.steps),
                            localTime(job.started),
                            job.actor};
    }
    call.printer.answer(jobs.isEmpty() ? tr("No job has run on %1 yet.").arg(server->profile.name) : table(rows),
                        {{QStringLiteral("jobs"), array}});
    return Done;
}

Result<int> jobShow(Call &call)
{
    auto server = openJobs(call);
    if (!server)
        return fail(server.error());
    auto record = showJob(*server->host, *server->state, call.arguments.first(), call.stop);
    if (!record)
        return fail(record.error());
    const JobSummary &job = record->summary;
    QJsonArray events;
    QString text =
        visible(tr("%1: %2 %3, %4\n  by %5, started %6%7\n")
                    .arg(job.id, job.action, job.subject, nameOf(job.state), job.actor, localTime(job.started),
                         job.ended.isValid() ? tr(", ended %1").arg(localTime(job.ended)) : QString()));
    const Plan plan = planOf(*record);
    for (const JobEvent &event : record->events) {
        const QJsonObject object = toJsonObject(event);
        events << object;
        text += visible(QStringLiteral("  %1  %2  %3. %4%5\n")
                            .arg(localTime(event.time), object[QLatin1String("event")].toString().leftJustified(6))
                            .arg(event.step)
                            .arg(plan.steps.value(event.step - 1).title, object.contains(QLatin1String("exitCode"))
                                                                             ? tr(" (exit code %1)").arg(event.exitCode)
                                                                             : QString()));
    }
    if (job.state == JobState::Interrupted)
        text += tr("Its runner is gone. Finish it: bounceproctl job recover %1\n").arg(job.id);
    QJsonObject object = toJsonObject(job);
    object[QStringLiteral("events")] = events;
    if (record->plan)
        object[QStringLiteral("plan")] = toJsonObject(*record->plan);
    call.printer.answer(text, object);
    return Done;
}

Result<int> jobFollow(Call &call)
{
    auto server = openJobs(call);
    if (!server)
        return fail(server.error());
    auto record = showJob(*server->host, *server->state, call.arguments.first(), call.stop);
    if (!record)
        return fail(record.error());
    return followToEnd(call, *server->host, *server->state, planOf(*record));
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
        effect == QLatin1String("finish") ? tr("%1 is past its commit point: it finishes.").arg(id)
        : effect == QLatin1String("recover")
            ? tr("The runner of %1 is gone; its step is ended. Then: bounceproctl job recover %1").arg(id)
            : tr("%1 stops and goes back. Watch it: bounceproctl job follow %1").arg(id),
        object);
    return Done;
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

Result<int> auditShow(Call &call)
{
    return auditReport(call, true);
}
Result<int> auditVerify(Call &call)
{
    return auditReport(call, false);
}

} // namespace bouncepro::ctl
