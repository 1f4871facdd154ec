// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/askjobs.h"

#include "models/jobs/jobrecord.h"
#include "models/jobs/jobsentence.h"
#include "models/servers/wording.h"
#include "ssh/follow.h"

#include <QCoreApplication>
#include <QRegularExpression>

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

tl::unexpected<Error> frozenBy(const QMap<QString, QString> &values, const QString &detail)
{
    return fail(ErrorCode::Frozen,
                tr("Deploys are stopped until %1 by %2: %3. Nothing was started.")
                    .arg(momentText(QDateTime::fromString(values.value(QStringLiteral("until")), Qt::ISODate)),
                         shortActor(values.value(QStringLiteral("actor"))),
                         visibleText(values.value(QStringLiteral("reason")))),
                tr("Wait until then, or lift the freeze. A rollback is possible."), detail);
}

} // namespace

QByteArray jobField(QString text)
{
    return text.replace(QRegularExpression(QStringLiteral("[\\x00-\\x1f\\x7f]")), QStringLiteral(" ")).toUtf8();
}

Result<Output> followJobs(RemoteHost &host, const StateDirectory &state, const std::function<QStringList()> &words,
                          const std::function<Result<void>(const QByteArray &batch)> &feed,
                          const std::function<void(const Error &, std::chrono::seconds)> &onRetry, std::stop_token stop)
{
    std::optional<Error> malformed;
    std::stop_source enough; // ends the stream when the answer makes no sense
    std::stop_callback forward(stop, [&] { enough.request_stop(); });
    const auto next = [&] {
        return jobsCommand(state, words()).timeout(std::chrono::seconds(30)); // three heartbeats
    };
    const auto sink = [&](const QByteArray &batch) {
        if (auto fed = feed(batch); !fed && !malformed) {
            malformed = fed.error();
            enough.request_stop();
        }
    };
    auto output = follow(host, next, sink, onRetry, enough.get_token());
    if (malformed)
        return fail(*malformed);
    return output;
}

tl::unexpected<Error> refusedBy(const Output &output, const QString &id)
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
    case 69:
        return fail(ErrorCode::Missing,
                    tr("Nothing on this server would start a job at its time: no scheduler works there."),
                    tr("Install it: bounceproctl scheduler install. Or start the job now."), detail);
    case 78:
        return frozenBy(values, detail);
    case 75:
        return lockedBy(values, detail);
    case 70:
        return fail(
            ErrorCode::Timeout,
            tr("The job %1 was sent off, but its runner has not reported; the server calls it %2.").arg(id, state),
            tr("Look at it again in a moment."), detail);
    case 77:
        if (values.value(QStringLiteral("key")) == QLatin1String("same"))
            return fail(ErrorCode::PermissionDenied,
                        tr("A second operator has to approve the job %1, with another key.").arg(id),
                        tr("Ask somebody else to approve it."), detail);
        return fail(ErrorCode::PermissionDenied, tr("This login may not do that with the job %1.").arg(id),
                    tr("Log in as the account that started it, or as root."), detail);
    case 2:
        if (state == QLatin1String("changed"))
            return fail(ErrorCode::Conflict,
                        tr("The server is not as this plan takes for granted. Nothing was started."),
                        tr("Look at what runs now, then make the plan again."), detail);
        if (values.contains(QStringLiteral("reason")))
            return fail(
                ErrorCode::Conflict,
                tr("The job %1 was not started: %2.").arg(id, notStartedText(values.value(QStringLiteral("reason")))),
                tr("Make the plan again."), detail);
        if (!state.isEmpty())
            return fail(ErrorCode::Conflict, tr("The job %1 is %2.").arg(id, state),
                        tr("Only a running job can be cancelled, only an interrupted one recovered, and only one that "
                           "waits for it approved."),
                        detail);
        break;
    default:
        break;
    }
    return fail(ErrorCode::RemoteExit,
                tr("The server refused the request about job %1 (exit code %2).").arg(id).arg(output.exitCode), {},
                detail.isEmpty() ? QString::fromUtf8(output.out.left(2000)) : detail);
}

Command jobsCommand(const StateDirectory &state, const QStringList &words)
{
    QStringList arguments{words.first(), state.path};
    for (const QString &word : words.mid(1))
        arguments << QString::fromUtf8(jobField(word));
    return state.script(QStringLiteral("job.sh"), arguments);
}

Result<QByteArray> askJobs(RemoteHost &host, const StateDirectory &state, const QStringList &words, const QString &id,
                           std::stop_token stop, std::optional<Secret> input)
{
    Command command = jobsCommand(state, words);
    if (input)
        command.input(*input);
    auto output = host.run(command, stop);
    if (!output)
        return fail(output.error());
    if (output->exitCode != 0)
        return refusedBy(*output, id);
    return output->out;
}

} // namespace bouncepro
