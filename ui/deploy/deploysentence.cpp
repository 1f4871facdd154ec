// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/deploysentence.h"

#include "models/servers/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DeploySentence", text);
}

QString serving(const DeployFacts &facts)
{
    const QString commit = visibleText(facts.commit.left(7));
    return facts.current.isEmpty() || facts.current.contains(commit) || commit.isEmpty()
               ? tr("Serving %1").arg(visibleText(facts.current.isEmpty() ? commit : facts.current, 80))
               : tr("Serving %1, commit %2").arg(visibleText(facts.current, 80), commit);
}

HeadSentence known(const DeployFacts &facts)
{
    const auto count = facts.incoming.size();
    const QString commit = visibleText(facts.commit.left(7));
    const QString branch = facts.branch.isEmpty() ? QString() : tr("branch %1").arg(visibleText(facts.branch, 60));
    QStringList evidence{serving(facts)};
    if (!branch.isEmpty())
        evidence << branch;
    if (!facts.fetchFailure.isEmpty())
        return {Mark::Warning, tr("The origin did not answer"),
                tr("%1. Newer commits are not known").arg(evidence.join(tr(", ")))};
    if (facts.target.isEmpty())
        return {Mark::Warning, tr("The branch is not known to the origin"), evidence.join(tr(", "))};
    if (count == 0)
        return {Mark::Well, tr("Nothing new: %1 serves").arg(commit), evidence.join(tr(", "))};
    return {Mark::Waiting,
            count == 1 ? tr("1 commit is ready to deploy") : tr("%1 commits are ready to deploy").arg(count),
            evidence.join(tr(", "))};
}

QString reconnectingText(const JobWatch &watch, const QDateTime &seen, const QDateTime &now)
{
    const QString lost = seen.isValid() ? tr("The connection is lost, the job goes on there. Seen %1 ago")
                                              .arg(ageText(std::max<qint64>(0, seen.secsTo(now))))
                                        : tr("The connection is lost, the job goes on there");
    const qint64 seconds = now.secsTo(watch.nextTry());
    return seconds > 0 ? tr("%1, next try in %2 s.").arg(lost).arg(seconds) : tr("%1, trying again.").arg(lost);
}

} // namespace

QString readText(const DeployDesk &desk, const QDateTime &now)
{
    const qint64 seconds = desk.read().secsTo(now);
    return seconds < 1 ? tr("read just now") : tr("read %1 ago").arg(ageText(seconds));
}

HeadSentence deploySentence(const DeployDesk &desk, const ServerMonitor &monitor, const QDateTime &now)
{
    const QString server = visibleText(monitor.profile().name, 40);
    const bool isConnected = monitor.view().state == ConnectionState::Connected;
    if (!desk.facts()) {
        const bool waits =
            monitor.view().state == ConnectionState::Lost || monitor.view().state == ConnectionState::Failed;
        if (waits)
            return {Mark::NotConnected, tr("%1 is not connected").arg(server),
                    tr("What it serves is not known yet; it is read when the connection is there.")};
        if (desk.state() == LoadState::Failed && !desk.isRefreshing())
            return {Mark::Down, tr("The releases of %1 cannot be read").arg(server), {}};
        return {Mark::Waiting, tr("Looking for new commits"),
                tr("The checkout's origin is asked; that takes some seconds.")};
    }
    HeadSentence sentence = known(*desk.facts());
    sentence.evidence += tr(", %1").arg(readText(desk, now));
    if (desk.isRefreshing())
        sentence.evidence += tr(". Looking for new commits…");
    else if (!isConnected)
        sentence.evidence += tr(". Not connected, so it may have changed.");
    else if (desk.state() == LoadState::Stale)
        sentence.evidence += tr(". It may have changed.");
    if (desk.state() == LoadState::Stale)
        sentence.mark = isConnected ? Mark::Unknown : Mark::NotConnected;
    return sentence;
}

HeadSentence jobHeadSentence(const JobWatch &watch, const QDateTime &seen, const QDateTime &now)
{
    const JobSummary &job = watch.job();
    const QString by = tr("Started by %1, %2.").arg(shortActor(job.actor), momentText(job.started, now));
    if (isFinal(job.state)) {
        const JobSentence result = watch.sentence();
        return {result.mark, result.title, result.next.isEmpty() ? by : result.next};
    }
    const JobSentence plain = describe(job); // the step's name is told below
    if (watch.isReconnecting())
        return {Mark::NotConnected, plain.title, reconnectingText(watch, seen, now)};
    const QString before = watch.plan() ? visibleText(watch.plan()->before, 80) : QString();
    if (before.isEmpty() || job.state == JobState::Undoing)
        return {plain.mark, plain.title, by};
    const bool committed = !watch.canCancel();
    return {plain.mark, plain.title,
            committed ? tr("The new release serves; what is left is finished. %1").arg(by)
                      : tr("If a step fails, %1 serves again by itself. %2").arg(before, by)};
}

} // namespace bouncepro
