// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobrecord.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

namespace bouncepro {

namespace {

constexpr std::array states = {
    "pending", "running", "undoing", "succeeded", "failed-restored", "failed-needs-person", "cancelled", "interrupted"};
constexpr std::array kinds = {"start", "end", "undo", "undone"};

tl::unexpected<Error> unexpectedLine(const QByteArray &line)
{
    return fail(ErrorCode::Protocol,
                QCoreApplication::translate("JobRecord", "The server's job record has a line that does not fit."),
                QCoreApplication::translate(
                    "JobRecord", "Look at the job's files on the server; another version may have written them."),
                QString::fromUtf8(line.left(300)));
}

QDateTime utc(const QString &word)
{
    return QDateTime::fromString(word, Qt::ISODate);
}

} // namespace

QString nameOf(JobState state)
{
    return QString::fromLatin1(states[size_t(state)]);
}

Result<JobState> jobStateFrom(const QString &word)
{
    for (size_t i = 0; i < states.size(); ++i)
        if (word == QLatin1String(states[i]))
            return JobState(i);
    return unexpectedLine(word.toUtf8());
}

bool isFinal(JobState state)
{
    return state != JobState::Pending && state != JobState::Running && state != JobState::Undoing;
}

bool isJobId(const QString &id)
{
    static const QRegularExpression form(
        QStringLiteral("\\A[0-9]{8}T[0-9]{6}Z-[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?-[0-9a-f]{6}\\z"));
    return form.match(id).hasMatch();
}

Result<QList<JobSummary>> parseJobList(const QByteArray &answer)
{
    QList<JobSummary> jobs;
    for (const QByteArray &line : answer.split('\n')) {
        if (line.isEmpty())
            continue;
        const QStringList fields = QString::fromUtf8(line).split(QLatin1Char('\t'));
        if (fields.size() < 11)
            return unexpectedLine(line);
        const auto state = jobStateFrom(fields[1]);
        if (!state)
            return fail(state.error());
        jobs << JobSummary{fields[0],
                           *state,
                           fields[2],
                           fields[3],
                           fields[4],
                           utc(fields[5]),
                           utc(fields[6]),
                           fields[7].toInt(),
                           fields[8].toInt(),
                           fields[9].toInt(),
                           fields[10],
                           utc(fields.value(11)),
                           fields.value(12) == QLatin1String("-") ? QString() : fields.value(12)};
    }
    return jobs;
}

Result<JobEvent> parseJobEvent(const QByteArray &line)
{
    const QStringList fields = QString::fromUtf8(line).split(QLatin1Char('\t'));
    if (fields.size() < 5)
        return unexpectedLine(line);
    for (size_t i = 0; i < kinds.size(); ++i)
        if (fields[3] == QLatin1String(kinds[i]))
            return JobEvent{fields[0].toInt(), utc(fields[1]),    fields[2].toInt(),
                            EventKind(i),      fields[4].toInt(), fields.value(5).toLongLong()};
    return unexpectedLine(line);
}

QMap<QString, QString> parseKeyValues(const QByteArray &answer)
{
    QMap<QString, QString> values;
    for (const QByteArray &line : answer.split('\n'))
        if (const qsizetype tab = line.indexOf('\t'); tab > 0)
            values.insert(QString::fromUtf8(line.left(tab)), QString::fromUtf8(line.mid(tab + 1)));
    return values;
}

} // namespace bouncepro
