// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobsentence.h"

#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("JobSentence", text);
}

// An action as a person says it; %1 is the subject.
struct Wording
{
    const char *title;
    const char *acting;
    const char *done;
    const char *noun;
};

Wording wordingOf(const QString &action)
{
    static const QHash<QString, Wording> wordings{
        {QStringLiteral("deploy"),
         {QT_TRANSLATE_NOOP("JobSentence", "Deploy %1"), QT_TRANSLATE_NOOP("JobSentence", "Deploying %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Deployed %1"), QT_TRANSLATE_NOOP("JobSentence", "The deploy of %1")}},
        {QStringLiteral("rollback"),
         {QT_TRANSLATE_NOOP("JobSentence", "Roll back to %1"), QT_TRANSLATE_NOOP("JobSentence", "Rolling back to %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Rolled back to %1"),
          QT_TRANSLATE_NOOP("JobSentence", "The rollback to %1")}},
        {QStringLiteral("start"),
         {QT_TRANSLATE_NOOP("JobSentence", "Start %1"), QT_TRANSLATE_NOOP("JobSentence", "Starting %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Started %1"), QT_TRANSLATE_NOOP("JobSentence", "The start of %1")}},
        {QStringLiteral("stop"),
         {QT_TRANSLATE_NOOP("JobSentence", "Stop %1"), QT_TRANSLATE_NOOP("JobSentence", "Stopping %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Stopped %1"), QT_TRANSLATE_NOOP("JobSentence", "The stop of %1")}},
        {QStringLiteral("restart"),
         {QT_TRANSLATE_NOOP("JobSentence", "Restart %1"), QT_TRANSLATE_NOOP("JobSentence", "Restarting %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Restarted %1"), QT_TRANSLATE_NOOP("JobSentence", "The restart of %1")}},
        {QStringLiteral("scale"),
         {QT_TRANSLATE_NOOP("JobSentence", "Scale %1"), QT_TRANSLATE_NOOP("JobSentence", "Scaling %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Scaled %1"), QT_TRANSLATE_NOOP("JobSentence", "The scaling of %1")}},
        {QStringLiteral("environment"),
         {QT_TRANSLATE_NOOP("JobSentence", "Change the environment (%1)"),
          QT_TRANSLATE_NOOP("JobSentence", "Changing the environment (%1)"),
          QT_TRANSLATE_NOOP("JobSentence", "Changed the environment (%1)"),
          QT_TRANSLATE_NOOP("JobSentence", "The change of the environment (%1)")}},
        {QStringLiteral("rotate"),
         {QT_TRANSLATE_NOOP("JobSentence", "Rotate %1"), QT_TRANSLATE_NOOP("JobSentence", "Rotating %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Rotated %1"), QT_TRANSLATE_NOOP("JobSentence", "The rotation of %1")}},
        {QStringLiteral("maintenance-on"),
         {QT_TRANSLATE_NOOP("JobSentence", "Close the site (%1)"),
          QT_TRANSLATE_NOOP("JobSentence", "Closing the site (%1)"),
          QT_TRANSLATE_NOOP("JobSentence", "Closed the site (%1)"),
          QT_TRANSLATE_NOOP("JobSentence", "The closing of the site (%1)")}},
        {QStringLiteral("maintenance-off"),
         {QT_TRANSLATE_NOOP("JobSentence", "Open the site (closed for %1)"),
          QT_TRANSLATE_NOOP("JobSentence", "Opening the site (closed for %1)"),
          QT_TRANSLATE_NOOP("JobSentence", "Opened the site (closed for %1)"),
          QT_TRANSLATE_NOOP("JobSentence", "The opening of the site (closed for %1)")}},
        {QStringLiteral("install-scheduler"),
         {QT_TRANSLATE_NOOP("JobSentence", "Install the scheduler of %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Installing the scheduler of %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Installed the scheduler of %1"),
          QT_TRANSLATE_NOOP("JobSentence", "The installation of the scheduler of %1")}},
        {QStringLiteral("remove-scheduler"),
         {QT_TRANSLATE_NOOP("JobSentence", "Remove the scheduler of %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Removing the scheduler of %1"),
          QT_TRANSLATE_NOOP("JobSentence", "Removed the scheduler of %1"),
          QT_TRANSLATE_NOOP("JobSentence", "The removal of the scheduler of %1")}},
    };
    return wordings.value(action, {nullptr, nullptr, nullptr, nullptr});
}

QString worded(const char *text, const JobSummary &job)
{
    const QString subject = releaseText(job.subject, 80);
    // An action of a newer version, or of somebody else's.
    return text ? tr(text).arg(subject) : tr("%1 %2").arg(visibleText(job.action, 40), subject);
}

QString backText(const QString &before)
{
    return before.isEmpty() ? tr("everything is as before") : tr("%1 serves again").arg(releaseText(before, 60));
}

// How it was cut short before recovery finished it.
QString recoveredText(const QString &reason)
{
    if (reason == QLatin1String("rebooted"))
        return tr("The server restarted meanwhile; recovery finished the job.");
    if (reason == QLatin1String("killed"))
        return tr("Its runner was killed meanwhile; recovery finished the job.");
    return {};
}

// "payload was not ready", or where it failed and how.
QString failedText(const JobSummary &job, const JobDetails &details, const Wording &words)
{
    if (!details.why.isEmpty())
        return details.why;
    const QString step =
        details.stepTitle.isEmpty() ? tr("step %1").arg(job.step) : tr("“%1”").arg(visibleText(details.stepTitle, 80));
    if (job.reason == QLatin1String("timeout"))
        return tr("%1 took too long at %2").arg(worded(words.noun, job), step);
    if (job.reason == QLatin1String("disk-full"))
        return tr("%1 found the disk full").arg(worded(words.noun, job));
    if (job.reason == QLatin1String("killed") || job.reason == QLatin1String("rebooted"))
        return tr("%1 was interrupted at %2").arg(worded(words.noun, job), step);
    return tr("%1 failed at %2").arg(worded(words.noun, job), step);
}

} // namespace

JobSentence describe(const JobSummary &job, const JobDetails &details)
{
    const Wording words = wordingOf(job.action);
    const QString place = job.step > 0 && job.steps > 0 ? tr("step %1 of %2").arg(job.step).arg(job.steps) : QString();
    const QString after = place.isEmpty() ? place : QStringLiteral(", ") + place;
    const QString step =
        details.stepTitle.isEmpty() ? QString() : QStringLiteral(": ") + visibleText(details.stepTitle, 80);
    switch (job.state) {
    case JobState::Pending:
        if (job.approval == QLatin1String("needed"))
            return {Mark::Waiting, tr("%1 waits for approval").arg(worded(words.noun, job)),
                    job.due.isValid()
                        ? tr("Once a second operator has approved it, it starts at %1.").arg(momentText(job.due))
                        : tr("A second operator, with another key, has to approve it.")};
        if (job.due.isValid())
            return {Mark::Waiting, tr("%1 starts at %2").arg(worded(words.noun, job), momentText(job.due)), {}};
        return {Mark::Waiting, tr("%1, about to start").arg(worded(words.acting, job)), {}};
    case JobState::Running:
        return {Mark::Running, worded(words.acting, job) + after + step, {}, place.isEmpty() ? place : place + step};
    case JobState::Undoing:
        return {Mark::Running, tr("%1 goes back%2").arg(worded(words.noun, job), step), {}};
    case JobState::Succeeded: {
        const bool timed = job.started.isValid() && job.ended.isValid();
        return {Mark::Well,
                timed ? tr("%1 in %2").arg(worded(words.done, job), durationText(job.started.msecsTo(job.ended)))
                      : worded(words.done, job),
                recoveredText(job.reason)};
    }
    case JobState::FailedRestored:
        return {Mark::Warning, tr("%1: %2").arg(failedText(job, details, words), backText(details.before)),
                tr("Read the step's output, mend what it says, then try again.")};
    case JobState::Cancelled:
        if (!job.started.isValid() && job.ended.isValid())
            return {Mark::Warning,
                    tr("%1 was not started: %2").arg(worded(words.noun, job), notStartedText(job.reason)),
                    {}};
        return {Mark::Warning, tr("%1 was cancelled: %2").arg(worded(words.noun, job), backText(details.before)), {}};
    case JobState::FailedNeedsPerson:
        return {
            Mark::Down, tr("Needs a person: %1").arg(failedText(job, details, words)),
            details.committed
                ? tr("The new state serves, but its last steps did not end. Read their output, look at the services, "
                     "then run it again or roll back.")
                : tr("The way back failed too. Read its output and look at the services now; then bring one whole "
                     "release into service, by deploy or rollback.")};
    case JobState::Interrupted:
        return {Mark::Warning, tr("%1 was interrupted%2").arg(worded(words.noun, job), after),
                tr("Its runner on the server is gone. %1").arg(recoverText(details.committed, details.before))};
    }
    return {};
}

QString jobTitle(const QString &action, const QString &subject)
{
    JobSummary job;
    job.action = action;
    job.subject = subject;
    return worded(wordingOf(action).title, job);
}

QString jobNoun(const QString &action, const QString &subject)
{
    JobSummary job;
    job.action = action;
    job.subject = subject;
    const QString noun = worded(wordingOf(action).noun, job);
    return noun.left(1).toLower() + noun.mid(1);
}

QString notStartedText(const QString &reason)
{
    if (reason == QLatin1String("changed"))
        return tr("the server has changed since it was planned");
    if (reason == QLatin1String("missed"))
        return tr("its time was over by more than an hour");
    if (reason == QLatin1String("frozen"))
        return tr("deploys were stopped at its time");
    return tr("it was withdrawn");
}

QString recoverText(bool committed, const QString &before)
{
    return committed ? tr("Recovery finishes what is left: the job is past its commit point.")
                     : tr("Recovery goes back: %1.").arg(backText(before));
}

QString cancelText(bool committed, const QString &before)
{
    return committed ? tr("It is past its commit point: it finishes.")
                     : tr("It stops and goes back: %1.").arg(backText(before));
}

QString shortActor(const QString &actor)
{
    const qsizetype from = actor.lastIndexOf(QLatin1String(" from "));
    return visibleText(from >= 0 ? actor.mid(from + 6) : actor.section(QLatin1Char(' '), 0, 0), 60);
}

QString durationText(qint64 milliseconds)
{
    if (milliseconds < 50)
        return tr("under 0.1 s");
    if (milliseconds < 950)
        return tr("%1 s").arg(double(milliseconds) / 1000, 0, 'f', 1);
    const qint64 seconds = (milliseconds + 500) / 1000;
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return seconds % 60 == 0 ? tr("%1 min").arg(seconds / 60)
                                 : tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return seconds / 60 % 60 == 0 ? tr("%1 h").arg(seconds / 3600)
                                  : tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

QString failureText(const QStringList &output)
{
    static const QRegularExpression logsOf(QStringLiteral("^--- the last lines of (\\S+)$"));
    static const QRegularExpression readiness(QStringLiteral("^(\\S+) (answers its readiness with|is unhealthy)"));
    QString last;
    for (qsizetype i = output.size() - 1; i >= 0; --i) {
        const QString line = output[i].trimmed();
        auto match = logsOf.match(line);
        if (!match.hasMatch())
            match = readiness.match(line);
        if (match.hasMatch())
            return tr("%1 was not ready").arg(visibleText(match.captured(1), 60));
        if (last.isEmpty())
            last = line;
    }
    return visibleText(last, 160);
}

} // namespace bouncepro
