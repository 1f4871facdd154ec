// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/chat.h"

#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Chat", text);
}

// What a chat would turn into a link, or into the mention of somebody.
QString linkFree(QString text)
{
    static const QRegularExpression scheme(QStringLiteral("\\b[a-z][a-z0-9+.-]*://"),
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression host(QStringLiteral("\\bwww\\."), QRegularExpression::CaseInsensitiveOption);
    return text.remove(scheme).remove(host).replace(QLatin1Char('@'), tr(" at "));
}

} // namespace

QString chatText(const QString &server, const JobSummary &job, const JobDetails &details)
{
    const JobSentence sentence = describe(job, details);
    QStringList facts{visibleText(nameOf(job.state), 40)};
    if (job.started.isValid() && job.ended.isValid())
        facts << tr("took %1").arg(durationText(job.started.msecsTo(job.ended)));
    facts << tr("by %1").arg(shortActor(job.actor));
    if (const QDateTime when = job.ended.isValid() ? job.ended : job.started; when.isValid())
        facts << when.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
    QStringList lines{QStringLiteral("%1: %2.").arg(visibleText(server, 60), sentence.title)};
    if (!sentence.next.isEmpty() && job.state != JobState::Succeeded)
        lines << sentence.next;
    lines << facts.join(QStringLiteral(", ")) + QLatin1Char('.');
    return linkFree(lines.join(QLatin1Char('\n')));
}

} // namespace bouncepro
