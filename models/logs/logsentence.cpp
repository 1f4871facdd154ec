// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logsentence.h"

#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Logs", text);
}

QString number(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

ServerSentence paused(const LogStatus &status)
{
    const QString since = tr("Since %1.").arg(status.pausedSince.toLocalTime().toString(QStringLiteral("HH:mm:ss")));
    const qint64 came = status.held + status.heldDropped;
    return {Mark::Waiting, came > 0 ? tr("Paused, %1 new").arg(number(came)) : tr("Paused, nothing new"),
            status.heldDropped > 0
                ? tr("%1 The oldest %2 of the new lines had to go.").arg(since, number(status.heldDropped))
                : tr("%1 No line was skipped.").arg(since)};
}

ServerSentence away(const LogStatus &status, const ServerView &view, const QDateTime &now)
{
    const bool byLogs = status.state == LogStatus::Reconnecting;
    const bool byServer = view.state == ConnectionState::Lost && view.seen.isValid();
    const QDateTime seen = byLogs && byServer ? std::min(status.seen, view.seen) : byLogs ? status.seen : view.seen;
    const QDateTime next = view.nextTry.isValid() ? view.nextTry : status.nextTry;
    const qint64 seconds = next.isValid() ? now.secsTo(next) : 0;
    const QString age = seen.isValid() ? ageText(seen.secsTo(now)) : QStringLiteral("–");
    const QString why = visibleText(byLogs ? status.error.message : view.error.message);
    return {view.state == ConnectionState::Lost ? Mark::Down : Mark::Warning, // as the server's own sentence
            seconds > 0 ? tr("Reconnecting in %1 s; what you see is %2 old").arg(seconds).arg(age)
                        : tr("Reconnecting; what you see is %1 old").arg(age),
            tr("%1 It is tried again by itself.").arg(why).trimmed(), true};
}

} // namespace

ServerSentence describe(const LogStatus &status, const ServerView &view, const ServerProfile &profile, int lines,
                        int services, const QDateTime &now)
{
    if (view.state == ConnectionState::Failed || (lines == 0 && view.state == ConnectionState::Lost))
        return describe(view, profile, now);
    if (status.state == LogStatus::Reconnecting || view.state == ConnectionState::Lost)
        return away(status, view, now);
    if (status.state == LogStatus::Failed)
        return {Mark::Down, tr("The logs are not followed any more"),
                lines > 0 && status.seen.isValid() ? tr("What you see is %1 old.").arg(ageText(status.seen.secsTo(now)))
                                                   : tr("No line was read."),
                true};
    if (status.isPaused())
        return paused(status);
    if (status.state == LogStatus::Waiting || (lines == 0 && view.state == ConnectionState::Connecting))
        return {Mark::Running, tr("Connecting to %1").arg(visibleText(profile.name)),
                tr("The logs follow as soon as it answers.")};
    if (services == 0 && lines == 0)
        return {Mark::Unknown, tr("No service to follow"), tr("No service of this stack exists yet.")};
    const QString kept = tr("%1 lines here").arg(number(lines));
    const QString title = services == 1 ? tr("Following 1 service") : tr("Following %1 services").arg(services);
    if (lines == 0)
        return {Mark::Well, title, tr("No line was written yet.")};
    return {Mark::Well, title,
            status.dropped > 0 ? tr("%1; the %2 before them were let go.").arg(kept, number(status.dropped))
                               : kept + QLatin1Char('.')};
}

} // namespace bouncepro
