// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/lock.h"

#include "models/jobs/askjobs.h"
#include "ssh/follow.h"
#include "ssh/random.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

constexpr qsizetype longestBlock = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("Lock", text);
}

tl::unexpected<Error> unexpectedAnswer(const QByteArray &answer)
{
    return fail(ErrorCode::Protocol, tr("The server's answer about its lock does not fit."),
                tr("Another version may have written it; look at the server's job directory."),
                QString::fromUtf8(answer.left(300)));
}

// Blocks of `job action subject actor pid since left`; each begins with job.
QList<LockHolder> holdersOf(const QByteArray &answer)
{
    QList<LockHolder> holders;
    for (const QByteArray &line : answer.split('\n')) {
        const qsizetype tab = line.indexOf('\t');
        const QByteArray key = line.left(tab);
        const QString value = tab > 0 ? QString::fromUtf8(line.mid(tab + 1)) : QString();
        if (key == "job")
            holders << LockHolder{
                .job = isJobId(value) ? value : QString(), .action = {}, .subject = {}, .actor = {}, .since = {}};
        if (holders.isEmpty())
            continue;
        LockHolder &holder = holders.last();
        if (key == "action")
            holder.action = value;
        else if (key == "subject")
            holder.subject = value;
        else if (key == "actor")
            holder.actor = value;
        else if (key == "since")
            holder.since = QDateTime::fromString(value, Qt::ISODate);
        else if (key == "left")
            holder.isLeft = value == QLatin1String("yes");
    }
    return holders;
}

} // namespace

Result<LockState> parseLock(const QByteArray &answer)
{
    const QString word = parseKeyValues(answer).value(QStringLiteral("lock"));
    if (word == QLatin1String("free"))
        return LockState{};
    if (word == QLatin1String("exclusive") || word == QLatin1String("shared"))
        return LockState{word == QLatin1String("shared") ? LockKind::Shared : LockKind::Exclusive, holdersOf(answer)};
    return unexpectedAnswer(answer);
}

Result<LockState> readLock(RemoteHost &host, const StateDirectory &state, std::stop_token stop)
{
    auto answer = askJobs(host, state, {QStringLiteral("holder")}, {}, stop);
    if (!answer)
        return fail(answer.error());
    return parseLock(*answer);
}

Result<JobState> breakLock(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                           const StateDirectory &state, const QString &id, const QString &reason, std::stop_token stop)
{
    if (auto may = mayChange(profile, arming, QDateTime::currentDateTimeUtc()); !may)
        return fail(may.error());
    const QString why = reason.simplified().left(200);
    if (why.isEmpty())
        return fail(ErrorCode::Invalid, tr("Why is the lock broken?"), tr("Give a reason: it is kept in the audit."));
    auto answer = askJobs(host, state, {QStringLiteral("break-lock"), id, why, actorOf(host.identity())}, id, stop);
    if (!answer)
        return fail(answer.error());
    return jobStateFrom(parseKeyValues(*answer).value(QStringLiteral("state")));
}

void QueueParser::restart()
{
    m_rest.clear();
    m_block.clear();
}

Result<void> QueueParser::feed(const QByteArray &bytes)
{
    m_rest += bytes;
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
        const QByteArray line = m_rest.left(end);
        m_rest.remove(0, end + 1);
        if (line == "H")
            continue;
        if (line == "granted") {
            m_isGranted = true;
        } else if (line == "end") {
            const int position = parseKeyValues(m_block).value(QStringLiteral("position")).toInt();
            if (position < 1)
                return unexpectedAnswer(m_block);
            if (onPlace)
                onPlace({position, holdersOf(m_block)});
            m_block.clear();
        } else if (!line.contains('\t')) {
            return unexpectedAnswer(line);
        } else {
            m_block += line + '\n';
        }
        if (m_block.size() > longestBlock)
            return unexpectedAnswer(m_block);
    }
    if (m_rest.size() > longestBlock)
        return unexpectedAnswer(m_rest);
    return {};
}

QString newTicket()
{
    return QString::fromLatin1(randomHex(8));
}

Result<void> waitForLock(RemoteHost &host, const StateDirectory &state, const QString &ticket,
                         const std::function<void(const QueuePlace &)> &onPlace,
                         const std::function<void(const Error &, std::chrono::seconds)> &onRetry, std::stop_token stop)
{
    QueueParser parser;
    parser.onPlace = onPlace;
    const auto words = [&] {
        parser.restart();
        return QStringList{QStringLiteral("wait"), ticket, actorOf(host.identity())};
    };
    const auto feed = [&](const QByteArray &batch) { return parser.feed(batch); };
    auto output = followJobs(host, state, words, feed, onRetry, stop);
    if (!output)
        return fail(output.error());
    if (output->exitCode != 0 || !parser.isGranted())
        return refusedBy(*output, {});
    return {};
}

} // namespace bouncepro
