// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobs.h"

#include "models/jobs/askjobs.h"
#include "models/jobs/redaction.h"
#include "ssh/follow.h"

#include <QCoreApplication>
#include <QHostInfo>

#include <algorithm>

#include <pwd.h>
#include <unistd.h>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Jobs", text);
}

QString localUser()
{
    const passwd *entry = getpwuid(getuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(getuid());
}

QByteArray jobFile(const Plan &plan)
{
    QByteArray bytes = "format\t1\n";
    const auto add = [&](const char *key, const QString &value) {
        bytes += QByteArray(key) + '\t' + jobField(value) + '\n';
    };
    add("action", plan.action);
    add("subject", plan.subject);
    add("actor", plan.actor);
    add("lock", plan.lock == LockKind::Shared ? QStringLiteral("shared") : QStringLiteral("exclusive"));
    add("steps", QString::number(plan.steps.size()));
    add("commit", QString::number(plan.commitPoint));
    add("workdir", plan.workdir);
    return bytes;
}

} // namespace

QString actorOf(const HostIdentity &identity)
{
    return QStringLiteral("%1 (%2) from %3@%4")
        .arg(identity.user, identity.keyFingerprint, localUser(), QHostInfo::localHostName());
}

bool needsApproval(const ServerProfile &profile)
{
    return profile.fourEyes && profile.environment == Environment::Production;
}

namespace {

QList<BundleFile> filesOf(const Plan &plan, const QList<Secret> &redaction)
{
    QList<Secret> hidden = redaction;
    for (const Secret &file : plan.secretFiles)
        hidden << secretValues(file.reveal());
    QList<BundleFile> files{{QStringLiteral("plan.json"), 0640, toJson(plan)},
                            {QStringLiteral("job"), 0640, jobFile(plan)},
                            {QStringLiteral("redact"), 0600, redactionScript(hidden).reveal()}};
    for (auto it = plan.secretFiles.begin(); it != plan.secretFiles.end(); ++it)
        files << BundleFile{QStringLiteral("secret/") + it.key(), 0600, it->reveal()};
    for (int i = 0; i < plan.steps.size(); ++i) {
        const Step &step = plan.steps[i];
        const QString folder = QStringLiteral("steps/%1/").arg(i + 1, 2, 10, QLatin1Char('0'));
        files << BundleFile{folder + QStringLiteral("run"), 0640, step.run.toShell().toUtf8() + '\n'}
              << BundleFile{folder + QStringLiteral("timeout"), 0640, QByteArray::number(step.timeoutSeconds) + '\n'};
        if (step.undo)
            files << BundleFile{folder + QStringLiteral("undo"), 0640, step.undo->toShell().toUtf8() + '\n'};
    }
    return files;
}

// One that waits: for what, and what has to be the same when it starts.
QList<BundleFile> waitingFiles(const Plan &plan, bool isForApproval, const QDateTime &due)
{
    const QByteArray time = due.isValid() ? due.toUTC().toString(Qt::ISODate).toLatin1() : QByteArray("-");
    const QByteArray approval = isForApproval ? "needed" : "-";
    return {{QStringLiteral("pending"), 0640, "due\t" + time + "\napproval\t" + approval + '\n'},
            {QStringLiteral("check"), 0640, plan.check ? plan.check->toShell().toUtf8() + '\n' : QByteArray(":\n")}};
}

} // namespace

Result<void> startJob(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                      const StateDirectory &state, const Plan &plan, const QDateTime &due,
                      const QList<Secret> &redaction, std::stop_token stop)
{
    if (auto may = mayChange(profile, arming, QDateTime::currentDateTimeUtc()); !may)
        return fail(may.error());
    QList<BundleFile> files = filesOf(plan, redaction);
    QString word = QStringLiteral("start");
    if (needsApproval(profile) || due.isValid()) {
        files << waitingFiles(plan, needsApproval(profile), due);
        word = QStringLiteral("submit");
    }
    auto started = askJobs(host, state, {word, plan.id}, plan.id, stop, Secret(bundle(files)));
    if (!started)
        return fail(started.error());
    return {};
}

Result<StartedPlan> startPlan(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                              const QString &project, const Plan &plan, const QDateTime &due,
                              const SecretsReader &secrets, std::stop_token stop)
{
    // Asked at first too: a server that may not be changed gets no state directory either.
    if (auto may = mayChange(profile, arming, QDateTime::currentDateTimeUtc()); !may)
        return fail(may.error());
    auto values = secrets(host, stop);
    if (!values)
        return fail(values.error());
    auto state = prepareState(host, profile, project, stop);
    if (!state)
        return fail(state.error());
    if (state->path != plan.state)
        return fail(
            ErrorCode::Conflict,
            tr("Jobs are kept in %1, not in %2 as was planned. Nothing was started.").arg(state->path, plan.state),
            tr("Make the plan again: it then names the right place."));
    if (auto started = startJob(host, profile, arming, *state, plan, due, *values, stop); !started)
        return fail(started.error());
    return StartedPlan{*state, needsApproval(profile) || due.isValid()};
}

Result<JobState> approveJob(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                            const StateDirectory &state, const QString &id, std::stop_token stop)
{
    if (auto may = mayChange(profile, arming, QDateTime::currentDateTimeUtc()); !may)
        return fail(may.error());
    auto answer = askJobs(host, state, {QStringLiteral("approve"), id, actorOf(host.identity())}, id, stop);
    if (!answer)
        return fail(answer.error());
    return jobStateFrom(parseKeyValues(*answer).value(QStringLiteral("state")));
}

Result<JobState> followJob(RemoteHost &host, const StateDirectory &state, const QString &id, FollowParser &parser,
                           const std::function<void(const Error &, std::chrono::seconds)> &onRetry,
                           std::stop_token stop)
{
    JobState last = JobState::Pending;
    const auto watch = parser.onState;
    parser.onState = [&](JobState now) {
        last = now;
        if (watch)
            watch(now);
    };
    const auto words = [&] {
        parser.restart();
        return QStringList{QStringLiteral("follow"), id, QString::number(parser.outputOffset()),
                           QString::number(parser.eventSequence())};
    };
    const auto feed = [&](const QByteArray &batch) { return parser.feed(batch); };
    auto output = followJobs(host, state, words, feed, onRetry, stop);
    parser.onState = watch;
    if (!output)
        return fail(output.error());
    if (output->exitCode != 0)
        return refusedBy(*output, id);
    if (parser.result().contains(QStringLiteral("state")))
        return jobStateFrom(parser.result().value(QStringLiteral("state")));
    return last;
}

Result<QList<JobSummary>> listJobs(RemoteHost &host, const StateDirectory &state, int most, std::stop_token stop)
{
    auto answer = askJobs(host, state, {QStringLiteral("list"), QString::number(most)}, {}, stop);
    if (!answer)
        return fail(answer.error());
    return parseJobList(*answer);
}

Result<JobRecord> showJob(RemoteHost &host, const StateDirectory &state, const QString &id, std::stop_token stop)
{
    auto jobs = listJobs(host, state, 100000, stop);
    if (!jobs)
        return fail(jobs.error());
    const auto it = std::find_if(jobs->begin(), jobs->end(), [&](const JobSummary &job) { return job.id == id; });
    if (it == jobs->end())
        return fail(ErrorCode::NotFound, tr("There is no job %1 on this server.").arg(id),
                    tr("List the jobs to see their ids."));
    JobRecord record{*it, {}, {}};
    const QString folder = state.path + QStringLiteral("/jobs/") + id; // an id of the list, so no traversal
    auto events = host.readFile(folder + QStringLiteral("/events"), 1 << 20, stop);
    if (!events)
        return fail(events.error());
    for (const QByteArray &line : events->bytes.split('\n')) {
        if (auto event = parseJobEvent(line)) // a line torn by a crash is passed over, as the runner does
            record.events << *event;
    }
    if (auto plan = host.readFile(folder + QStringLiteral("/plan.json"), 4 << 20, stop))
        if (auto parsed = planFromJson(plan->bytes))
            record.plan = *parsed;
    return record;
}

Result<QString> cancelJob(RemoteHost &host, const StateDirectory &state, const QString &id, const QString &actor,
                          std::stop_token stop)
{
    auto answer = askJobs(host, state, {QStringLiteral("cancel"), id, actor}, id, stop);
    if (!answer)
        return fail(answer.error());
    return QString::fromUtf8(*answer).trimmed();
}

Result<void> recoverJob(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                        const StateDirectory &state, const QString &id, const QString &actor, std::stop_token stop)
{
    if (auto may = mayChange(profile, arming, QDateTime::currentDateTimeUtc()); !may)
        return fail(may.error());
    auto answer = askJobs(host, state, {QStringLiteral("recover"), id, actor}, id, stop);
    if (!answer)
        return fail(answer.error());
    return {};
}

Result<void> writeAct(RemoteHost &host, const StateDirectory &state, const Act &act, std::stop_token stop)
{
    Command command =
        jobsCommand(state, {QStringLiteral("act"), actorOf(host.identity()), act.action, act.subject, act.outcome});
    const auto written = runChecked(host, command.timeout(std::chrono::seconds(15)), tr("Writing the audit"), stop);
    return written ? Result<void>() : fail(written.error());
}

Result<AuditReport> readAudit(RemoteHost &host, const StateDirectory &state, const std::optional<AuditHead> &seen,
                              std::stop_token stop)
{
    auto file = host.readFile(state.path + QStringLiteral("/audit"), 64 << 20, stop);
    if (!file && file.error().code == ErrorCode::NotFound)
        return verifyAudit({}, seen);
    if (!file)
        return fail(file.error());
    return verifyAudit(file->bytes, seen);
}

} // namespace bouncepro
