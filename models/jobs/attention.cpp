// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/attention.h"

#include "models/jobs/jobsentence.h"
#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace bouncepro {

namespace {

// A deploy needs room for a second set of images: these are where it gets tight, and where it will not do.
constexpr double diskTight = 0.10;
constexpr double diskFull = 0.03;

QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("Attention", text, comment, n);
}

std::optional<Notice> diskNotice(const StackStatus &status)
{
    if (status.diskTotal <= 0)
        return {};
    const double free = double(status.diskFree) / double(status.diskTotal);
    if (free >= diskTight)
        return {};
    const bool isFull = free < diskFull;
    return Notice{Notice::Disk,
                  isFull ? Mark::Down : Mark::Warning,
                  isFull ? tr("The disk is full") : tr("The disk is nearly full"),
                  tr("%1 of %2 are free. A deploy needs room for new images beside the old ones.")
                      .arg(bytesText(status.diskFree), bytesText(status.diskTotal)),
                  {},
                  !isFull};
}

std::optional<Notice> restartNotice(const StackStatus &status)
{
    QStringList restarted;
    for (const ServiceStatus &service : status.services) {
        const QString name = visibleText(service.name, 40);
        if (service.restarts > 0)
            restarted << (service.restarts == 1 ? tr("%1 once").arg(name)
                                                : tr("%1 %2 times").arg(name, QLocale().toString(service.restarts)));
    }
    if (restarted.isEmpty())
        return {};
    restarted.sort();
    const QString shown = restarted.mid(0, 5).join(QStringLiteral(", "));
    return Notice{
        Notice::Restarted, Mark::Warning, tr("Docker restarted %1").arg(shown), tr("The logs tell why."), {}, true};
}

Notice meanwhileNotice(const QList<JobSummary> &jobs)
{
    Mark mark = Mark::Waiting;
    QStringList sentences;
    for (const JobSummary &job : jobs) {
        const JobSentence sentence = describe(job);
        if (sentence.mark == Mark::Down || (sentence.mark == Mark::Warning && mark != Mark::Down))
            mark = sentence.mark;
        if (sentences.size() < 3)
            sentences << tr("%1 (%2)").arg(sentence.title, shortActor(job.actor));
    }
    const QString what =
        jobs.size() == 1 ? tr("While you were away a job ran") : tr("While you were away %1 jobs ran").arg(jobs.size());
    return {Notice::Meanwhile,
            mark,
            what,
            sentences.join(QStringLiteral("; ")),
            jobs.size() == 1 ? jobs.first().id : QString(),
            true};
}

} // namespace

QString maintenanceText(const Maintenance &m)
{
    QString text = tr("Closed for maintenance");
    if (m.since.isValid())
        text += tr(" since %1 by %2: %3").arg(momentText(m.since), visibleText(m.actor, 80), visibleText(m.reason));
    text += QLatin1Char('.');
    return m.allowed.isEmpty() ? text
                               : tr("%1 It goes on serving %2.").arg(text, visibleText(m.allowed.join(tr(", ")), 400));
}

Notice closedNotice(const Maintenance &maintenance)
{
    return {Notice::Closed, Mark::Warning, tr("Visitors see the maintenance page"), maintenanceText(maintenance), {},
            false};
}

Notice frozenNotice(const Freeze &freeze)
{
    return {Notice::Frozen,
            Mark::Warning,
            tr("Deploys are frozen until %1").arg(momentText(freeze.until)),
            tr("%1, by %2. Going back stays possible.").arg(visibleText(freeze.reason), shortActor(freeze.actor)),
            {},
            true};
}

QString Notice::key() const
{
    return QString::number(int(kind)) + QLatin1Char(' ') + what + QLatin1Char(' ') + (kind == Disk ? QString() : why);
}

QList<Notice> noticesOf(const ServerView &view, const QList<JobSummary> &interrupted,
                        const QList<JobSummary> &meanwhile)
{
    QList<Notice> notices;
    for (const JobSummary &job : interrupted.mid(0, 3)) {
        const JobSentence sentence = describe(job);
        notices << Notice{Notice::Interrupted, sentence.mark, sentence.title, sentence.next, job.id, false};
    }
    if (!meanwhile.isEmpty())
        notices << meanwhileNotice(meanwhile);
    if (view.state == ConnectionState::Connected && view.status) {
        if (view.status->maintenance)
            notices << closedNotice(*view.status->maintenance);
        if (view.status->isFrozen())
            notices << frozenNotice(*view.status->freeze);
        if (const auto disk = diskNotice(*view.status))
            notices << *disk;
        if (const auto restarts = restartNotice(*view.status))
            notices << *restarts;
        if (const int files = view.status->changes)
            notices << Notice{Notice::ChangedByHand,
                              Mark::Warning,
                              files == 1
                                  ? tr("A file of the checkout was changed by hand")
                                  : tr("%1 files of the checkout were changed by hand").arg(QLocale().toString(files)),
                              tr("What serves may differ from the commit. A deploy keeps them."),
                              {},
                              true};
    }
    const auto rank = [](const Notice &notice) {
        return notice.kind == Notice::Interrupted ? 0 : notice.mark == Mark::Down ? 1 : 2;
    };
    std::stable_sort(notices.begin(), notices.end(),
                     [rank](const Notice &a, const Notice &b) { return rank(a) < rank(b); });
    return notices;
}

QString servingSince(const StackStatus &status, const QList<JobSummary> &jobs)
{
    const JobSummary *last = nullptr;
    for (const JobSummary &job : jobs) {
        const bool isRelease = job.action == QLatin1String("deploy") || job.action == QLatin1String("rollback");
        if (isRelease && job.state == JobState::Succeeded && (!last || job.ended > last->ended))
            last = &job;
    }
    if (!last || last->subject.isEmpty())
        return {};
    // Somebody may have changed it by hand since.
    const bool isIt = status.release.startsWith(last->subject) || status.commit.startsWith(last->subject) ||
                      (!status.release.isEmpty() && last->subject.startsWith(status.release));
    if (!isIt)
        return {};
    const QString when = momentText(last->ended), who = shortActor(last->actor);
    return last->action == QLatin1String("deploy") ? tr("Deployed %1 by %2.").arg(when, who)
                                                   : tr("Brought back %1 by %2.").arg(when, who);
}

} // namespace bouncepro
