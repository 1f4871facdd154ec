// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobs.h"

#include "models/jobs/jobsentence.h"
#include "models/jobs/redaction.h"
#include "models/servers/wording.h"
#include "ssh/follow.h"

#include <QCoreApplication>
#include <QHostInfo>
#include <QRegularExpression>

#include <algorithm>

#include <pwd.h>
#include <unistd.h>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Jobs", text);
}

tl::unexpected<Error> lockedBy(const QMap<QString, QString> &values, const QString &detail)
{
    const QString since = values.value(QStringLiteral("since"), values.value(QStringLiteral("started")));
    const QString actor = values.value(QStringLiteral("actor"));
    const QString held = tr("Held by %1, since %2.").arg(actor, since); // whole, and in UTC
    const QString noun = jobNoun(values.value(QStringLiteral("action")), values.value(QStringLiteral("subject")));
    return fail(ErrorCode::Locked,
                tr("%1 by %2 holds the lock since %3.")
                    .arg(noun.left(1).toUpper() + noun.mid(1), shortActor(actor),
                         momentText(QDateTime::fromString(since, Qt::ISODate))),
                tr("Nothing was started. Follow the job %1 until its end, or cancel it; then try again.")
                    .arg(visibleText(values.value(QStringLiteral("job")), 80)),
                detail.isEmpty() ? held : held + QLatin1Char('\n') + detail);
}

// What resources/remote/job.sh answers when it does not do what was asked, by its exit code.
tl::unexpected<Error> refused(const Output &output, const QString &id)
{
    const auto values = parseKeyValues(output.out);
    const QString detail = QString::fromUtf8(output.err).trimmed();
    const QString state = values.value(QStringLiteral("state"));
    switch (output.exitCode) {
    case 66:
        return fail(ErrorCode::NotFound, tr("There is no job %1 on this server.").arg(id),
                    tr("List the jobs to see their ids."), detail);
    case 73:
        if (detail.contains(QLatin1String("No space left")))
            return fail(ErrorCode::NoSpace, tr("The disk of the server is full. Nothing was started."),
                        tr("Make space on the server (`docker system df` shows what images take), then try again."),
                        detail);
        return fail(ErrorCode::PermissionDenied,
                    tr("The server's job directory cannot be written. Nothing was started."),
                    tr("Log in as the owner of the stack, or give this account the group bouncepro."), detail);
    case 75:
        return lockedBy(values, detail);
    case 70:
        return fail(
            ErrorCode::Timeout,
            tr("The job %1 was sent off, but its runner has not reported; the server calls it %2.").arg(id, state),
            tr("Look at it again in a moment."), detail);
    case 77:
        return fail(ErrorCode::PermissionDenied, tr("This login may not do that with the job %1.").arg(id),
                    tr("Log in as the account that started it, or as root."), detail);
    case 2:
        if (!state.isEmpty())
            return fail(ErrorCode::Conflict, tr("The job %1 is %2.").arg(id, state),
                        tr("Only a running job can be cancelled, and only an interrupted one recovered."), detail);
        break;
    default:
        break;
    }
    return fail(ErrorCode::RemoteExit,
                tr("The server refused the request about job %1 (exit code %2).").arg(id).arg(output.exitCode), {},
                detail.isEmpty() ? QString::fromUtf8(output.out.left(2000)) : detail);
}

Result<QByteArray> ask(RemoteHost &host, const Command &command, const QString &id, std::stop_token stop)
{
    auto output = host.run(command, stop);
    if (!output)
        return fail(output.error());
    if (output->exitCode != 0)
        return refused(*output, id);
    return output->out;
}

QString localUser()
{
    const passwd *entry = getpwuid(getuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(getuid());
}

// One line of text for a TAB-separated file.
QByteArray field(QString text)
{
    return text.replace(QRegularExpression(QStringLiteral("[\\x00-\\x1f\\x7f]")), QStringLiteral(" ")).toUtf8();
}

QByteArray jobFile(const Plan &plan)
{
    QByteArray bytes = "format\t1\n";
    const auto add = [&](const char *key, const QString &value) {
        bytes += QByteArray(key) + '\t' + field(value) + '\n';
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

Result<void> startJob(RemoteHost &host, const StateDirectory &state, const Plan &plan, const QList<Secret> &redaction,
                      std::stop_token stop)
{
    QList<BundleFile> files{{QStringLiteral("plan.json"), 0640, toJson(plan)},
                            {QStringLiteral("job"), 0640, jobFile(plan)},
                            {QStringLiteral("redact"), 0600, redactionScript(redaction).reveal()}};
    for (int i = 0; i < plan.steps.size(); ++i) {
        const Step &step = plan.steps[i];
        const QString folder = QStringLiteral("steps/%1/").arg(i + 1, 2, 10, QLatin1Char('0'));
        files << BundleFile{folder + QStringLiteral("run"), 0640, step.run.toShell().toUtf8() + '\n'}
              << BundleFile{folder + QStringLiteral("timeout"), 0640, QByteArray::number(step.timeoutSeconds) + '\n'};
        if (step.undo)
            files << BundleFile{folder + QStringLiteral("undo"), 0640, step.undo->toShell().toUtf8() + '\n'};
    }
    Command start = state.script(QStringLiteral("job.sh"), {QStringLiteral("start"), state.path, plan.id});
    auto started = ask(host, start.input(Secret(bundle(files))), plan.id, stop);
    if (!started)
        return fail(started.error());
    return {};
}

Result<StateDirectory> startPlan(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                 const Plan &plan, const SecretsReader &secrets, std::stop_token stop)
{
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
    if (auto started = startJob(host, *state, plan, *values, stop); !started)
        return fail(started.error());
    return *state;
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
    std::optional<Error> malformed;
    std::stop_source enough; // ends the stream when the answer makes no sense
    std::stop_callback forward(stop, [&] { enough.request_stop(); });
    const auto next = [&] {
        parser.restart();
        return state
            .script(QStringLiteral("job.sh"),
                    {QStringLiteral("follow"), state.path, id, QString::number(parser.outputOffset()),
                     QString::number(parser.eventSequence())})
            .timeout(std::chrono::seconds(30)); // three heartbeats
    };
    const auto sink = [&](const QByteArray &batch) {
        if (auto fed = parser.feed(batch); !fed && !malformed) {
            malformed = fed.error();
            enough.request_stop();
        }
    };
    auto output = follow(host, next, sink, onRetry, enough.get_token());
    parser.onState = watch;
    if (malformed)
        return fail(*malformed);
    if (!output)
        return fail(output.error());
    if (output->exitCode != 0)
        return refused(*output, id);
    if (parser.result().contains(QStringLiteral("state")))
        return jobStateFrom(parser.result().value(QStringLiteral("state")));
    return last;
}

Result<QList<JobSummary>> listJobs(RemoteHost &host, const StateDirectory &state, int most, std::stop_token stop)
{
    auto answer =
        ask(host, state.script(QStringLiteral("job.sh"), {QStringLiteral("list"), state.path, QString::number(most)}),
            {}, stop);
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
    const QStringList arguments{QStringLiteral("cancel"), state.path, id, QString::fromUtf8(field(actor))};
    auto answer = ask(host, state.script(QStringLiteral("job.sh"), arguments), id, stop);
    if (!answer)
        return fail(answer.error());
    return QString::fromUtf8(*answer).trimmed();
}

Result<void> recoverJob(RemoteHost &host, const StateDirectory &state, const QString &id, const QString &actor,
                        std::stop_token stop)
{
    const QStringList arguments{QStringLiteral("recover"), state.path, id, QString::fromUtf8(field(actor))};
    auto answer = ask(host, state.script(QStringLiteral("job.sh"), arguments), id, stop);
    if (!answer)
        return fail(answer.error());
    return {};
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
