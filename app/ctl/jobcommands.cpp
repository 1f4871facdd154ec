// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/openjobs.h"
#include "app/ctl/progress.h"
#include "models/jobs/jobsentence.h"
#include "models/jobs/lock.h"
#include "models/jobs/scheduler.h"
#include "models/jobs/when.h"
#include "models/servers/remotescripts.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

Result<int> followToEnd(Call &call, RemoteHost &host, const StateDirectory &state, const Plan &plan)
{
    Progress progress(call.printer, plan, call.options.isSet(QStringLiteral("output")));
    FollowParser parser;
    parser.onEvent = [&](const JobEvent &event) { progress.event(event); };
    parser.onOutput = [&](const QByteArray &bytes) { progress.output(bytes); };
    parser.onState = [&](JobState now) { progress.state(now); };
    auto last = followJob(
        host, state, plan.id, parser,
        [&](const Error &error, std::chrono::seconds wait) { progress.retry(error, wait); }, call.stop);
    if (!last && last.error().code == ErrorCode::Cancelled) {
        call.printer.remark(
            tr("No longer watching. The job goes on at the server; watch it again: bounceproctl job follow %1")
                .arg(plan.id));
        return Stopped;
    }
    if (!last)
        return fail(last.error());
    return progress.finished(*last, parser.result());
}

struct Wish
{
    QString action; ///< deploy or rollback
    QString release;
    bool isLook = false;
    QDateTime due; ///< invalid: at once
};

// Reads the facts and plans; again after each wait, since what runs has changed by then.
struct Prepared
{
    DeployContext context;
    Plan plan;
    bool isWaiting = false; ///< once it was started: for a second operator, or its time
};
Result<Prepared> prepare(Call &call, const ConnectedServer &server, const Wish &wish)
{
    const bool rolling = wish.action == QLatin1String("rollback");
    auto context = readDeployContext(*server.host, server.profile,
                                     rolling ? QString() : call.options.value(QStringLiteral("commit")), call.stop);
    if (!context)
        return fail(context.error());
    bool isNumber = false;
    context->soakSeconds = call.options.value(QStringLiteral("soak")).toInt(&isNumber);
    if (!isNumber || context->soakSeconds < 1 || context->soakSeconds > 3600)
        return fail(Error{
            ErrorCode::Invalid, tr("--soak wants seconds, from 1 to 3600."), {}, tr("Leave it out: it is then 10.")});
    auto plan = rolling ? planRollback(*context, wish.release)
                        : planDeploy(*context, call.options.isSet(QStringLiteral("again")));
    if (!plan)
        return fail(plan.error());
    return Prepared{*context, *plan};
}

void show(Call &call, const Prepared &prepared)
{
    QString text = planText(prepared.plan);
    QJsonArray findings;
    for (const Finding &finding : preflight(prepared.context, prepared.plan)) {
        text += visible(QStringLiteral("%1: %2%3\n")
                            .arg(nameOf(finding.level), finding.what,
                                 finding.remedy.isEmpty() ? QString() : QLatin1Char(' ') + finding.remedy));
        findings << QJsonObject{{QStringLiteral("id"), finding.id},
                                {QStringLiteral("level"), nameOf(finding.level)},
                                {QStringLiteral("what"), finding.what},
                                {QStringLiteral("remedy"), finding.remedy}};
    }
    QJsonObject object = toJsonObject(prepared.plan);
    object[QStringLiteral("findings")] = findings;
    call.printer.answer(text, object);
}

// A plan that was started; with --wait when its turn has come.
Result<Prepared> startInTurn(Call &call, const ConnectedServer &server, const Wish &wish)
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
        auto prepared = prepare(call, server, wish);
        if (!prepared)
            return fail(prepared.error());
        auto arming = call.arming();
        if (!arming)
            return fail(arming.error());
        if (*arming) {
            auto state = prepareState(*server.host, server.profile, prepared->context.status.project, call.stop);
            if (!state)
                return fail(state.error());
            if (auto recorded = recordArming(call, *server.host, *state, *arming); !recorded)
                return fail(recorded.error());
        }
        auto started = startPlan(*server.host, prepared->context, *arming, prepared->plan, wish.due, call.stop);
        if (started) {
            prepared->isWaiting = started->isWaiting;
            return prepared;
        }
        if (!waits || started.error().code != ErrorCode::Locked)
            return fail(started.error());
    }
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

Result<int> start(Call &call, Wish wish)
{
    if (call.options.isSet(QStringLiteral("at"))) {
        auto due = parseWhen(call.options.value(QStringLiteral("at")), QDateTime::currentDateTimeUtc());
        if (!due)
            return fail(due.error());
        if (call.options.isSet(QStringLiteral("wait")))
            return fail(Error{ErrorCode::Invalid, tr("--at and --wait do not go together."), {}, tr("Leave one out.")});
        wish.due = *due;
    }
    const bool isScript = call.options.isSet(QStringLiteral("as-script"));
    const bool isLook = wish.isLook || isScript || call.options.isSet(QStringLiteral("dry-run"));
    if (!isLook) // known before anything is asked of the server
        if (auto arming = call.arming(); !arming)
            return fail(arming.error());
    auto server = call.server();
    if (!server)
        return fail(server.error());
    auto prepared = isLook ? prepare(call, *server, wish) : startInTurn(call, *server, wish);
    if (!prepared)
        return fail(prepared.error());
    const Plan &plan = prepared->plan;
    if (isScript) {
        const QString script = asScript(plan, remoteScripts());
        call.printer.answer(script, {{QStringLiteral("script"), script}});
        return Done;
    }
    if (isLook) {
        show(call, *prepared);
        return Done;
    }
    if (prepared->isWaiting)
        return toldWaiting(call, server->profile, plan, wish.due);
    return followStarted(call, *server->host, prepared->context.state, plan);
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

Result<int> deploy(Call &call)
{
    return start(call, {QStringLiteral("deploy"), {}});
}
Result<int> rollback(Call &call)
{
    return start(call, {QStringLiteral("rollback"), call.arguments.value(0)});
}

Result<int> plan(Call &call)
{
    const QString &action = call.arguments.first();
    if (action != QLatin1String("deploy") && action != QLatin1String("rollback"))
        return fail(Error{ErrorCode::Invalid,
                          tr("There is no plan for \"%1\".").arg(action),
                          {},
                          tr("Use plan deploy or plan rollback.")});
    return start(call, {action, call.arguments.value(1), true});
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
    for (const Commit &c : facts.incoming)
        text +=
            visible(tr("would arrive: %1 %2 (%3, %4)\n").arg(c.hash.left(7), c.subject, c.author, localTime(c.time)));
    call.printer.answer(text, {{QStringLiteral("releases"), array}, {QStringLiteral("incoming"), incoming}});
    return Done;
}

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
    if (job.isWaiting() || (job.state == JobState::Cancelled && !job.started.isValid())) {
        const JobSentence sentence = describe(job);
        text += QStringLiteral("  %1. %2\n").arg(sentence.title, sentence.next).trimmed() + QLatin1Char('\n');
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
