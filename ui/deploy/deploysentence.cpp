// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/deploysentence.h"

#include "models/servers/wording.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DeploySentence", text);
}

// What serves, from which branch, and when that was read. What is old is told as what it was.
QString evidenceOf(const DeployFacts &facts, bool isOld, const QString &read)
{
    const QString commit = visibleText(facts.commit.left(7));
    const QString current = releaseText(facts.current, 80);
    const bool isOne = current.isEmpty() || commit.isEmpty() || current.contains(commit);
    const QString release = isOne ? (current.isEmpty() ? commit : current) : tr("%1, commit %2").arg(current, commit);
    QStringList words{isOld ? tr("Served %1").arg(release) : tr("Serving %1").arg(release)};
    if (!facts.branch.isEmpty())
        words << tr("branch %1").arg(visibleText(facts.branch, 60));
    words << read;
    return tr("%1.").arg(words.join(tr(", ")));
}

// What would arrive, as a title.
HeadSentence known(const DeployFacts &facts, bool isOld)
{
    const auto count = facts.incoming.size();
    const QString commit = visibleText(facts.commit.left(7));
    if (!facts.fetchFailure.isEmpty())
        return {Mark::Warning, tr("The origin did not answer"), {}};
    if (facts.target.isEmpty())
        return {Mark::Warning,
                facts.branch.isEmpty()
                    ? tr("The origin does not know the branch")
                    : tr("The origin does not know the branch %1").arg(visibleText(facts.branch, 60)),
                {}};
    if (count == 0)
        return {Mark::Well,
                isOld ? tr("Nothing was new: %1 served").arg(commit) : tr("Nothing new: %1 serves").arg(commit),
                {}};
    if (count == 1)
        return {Mark::Waiting, isOld ? tr("1 commit was ready to deploy") : tr("1 commit is ready to deploy"), {}};
    return {Mark::Waiting,
            isOld ? tr("%1 commits were ready to deploy").arg(count) : tr("%1 commits are ready to deploy").arg(count),
            {}};
}

QString reconnectingText(const JobWatch &watch, const QDateTime &seen, const QDateTime &now)
{
    const QString lost = seen.isValid() ? tr("The job goes on there. Seen %1").arg(agoText(seen.secsTo(now)))
                                        : tr("The job goes on there");
    const qint64 seconds = now.secsTo(watch.nextTry());
    return seconds > 0 ? tr("%1, next try in %2 s.").arg(lost).arg(seconds) : tr("%1, trying again.").arg(lost);
}

} // namespace

QString readText(const DeployDesk &desk, const QDateTime &now)
{
    return tr("read %1").arg(agoText(desk.read().secsTo(now)));
}

HeadSentence deploySentence(const DeployDesk &desk, const ServerMonitor &monitor, const QDateTime &now)
{
    const QString server = visibleText(monitor.profile().name, 40);
    const ConnectionState state = monitor.view().state;
    const ServerSentence away = describe(monitor.view(), monitor.profile(), now); // where it is not connected
    if (!desk.facts()) {
        if (state == ConnectionState::Lost || state == ConnectionState::Failed)
            return {away.mark, away.title,
                    tr("What it serves is not known yet; it is read when the connection is there.")};
        if (desk.state() == LoadState::Failed && !desk.isRefreshing())
            return {Mark::Down, tr("The releases of %1 cannot be read").arg(server), {}};
        if (state == ConnectionState::Connecting)
            return {away.mark, away.title, {}};
        return {Mark::Running, tr("Looking for new commits"),
                tr("The checkout's origin is asked; that takes some seconds.")};
    }
    const DeployFacts &facts = *desk.facts();
    const bool isOld = desk.state() == LoadState::Stale;
    HeadSentence sentence = known(facts, isOld);
    if (state != ConnectionState::Connected) // what was read is old: the title is what matters now
        return {away.mark, away.title,
                tr("%1 %2 then.").arg(evidenceOf(facts, true, readText(desk, now)), sentence.title)};
    sentence.evidence = evidenceOf(facts, isOld, readText(desk, now));
    if (desk.isRefreshing())
        sentence.evidence += tr(" Looking for new commits…");
    else if (isOld)
        sentence.evidence += tr(" It may have changed.");
    if (isOld)
        sentence.mark = Mark::Unknown;
    return sentence;
}

HeadSentence jobHeadSentence(const JobWatch &watch, const QDateTime &seen, const QDateTime &now)
{
    const JobSummary &job = watch.job();
    const QString by = tr("Started by %1, %2.").arg(shortActor(job.actor), momentText(job.started, now));
    if (isFinal(job.state)) {
        const JobSentence result = watch.sentence();
        if (job.state == JobState::Interrupted) // what recovery does stands beside the way to it
            return {result.mark, result.title, tr("Its runner on the server is gone. %1").arg(by)};
        return {result.mark, result.title, result.next.isEmpty() ? by : result.next};
    }
    const JobSentence plain = describe(job); // the step's name is told below
    if (job.isWaiting())
        return {plain.mark, plain.title, tr("Asked for by %1. Nothing has begun.").arg(shortActor(job.actor))};
    if (watch.isReconnecting())
        return {Mark::NotConnected,
                tr("Connection lost while %1").arg(plain.title.left(1).toLower() + plain.title.mid(1)),
                reconnectingText(watch, seen, now)};
    const QString before = watch.plan() ? releaseText(watch.plan()->before, 80) : QString();
    if (before.isEmpty() || job.state == JobState::Undoing)
        return {plain.mark, plain.title, by};
    const bool committed = !watch.canCancel();
    return {plain.mark, plain.title,
            committed ? tr("The new release serves; what is left is finished. %1").arg(by)
                      : tr("If a step fails, %1 serves again by itself. %2").arg(before, by)};
}

} // namespace bouncepro
