#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/plan.h"

namespace bouncepro {

enum class JobState {
    Pending, ///< about to start; or it waits for a second operator, or for its time
    Running,
    Undoing,
    Succeeded,
    FailedRestored,    ///< a step failed; everything it and its forerunners did is undone
    FailedNeedsPerson, ///< an undo failed too
    Cancelled,         ///< on request; undone
    Interrupted,       ///< its runner is gone; recover finishes it
};

/// The state's word on the wire: "failed-needs-person".
QString nameOf(JobState state);
/// Errors: Protocol for an unknown word.
Result<JobState> jobStateFrom(const QString &word);
/// True where nothing will change any more without a person.
bool isFinal(JobState state);

/// True for what newJobId makes, and nothing else: safe in a path, an argument and a label.
bool isJobId(const QString &id);

/// One line of `job.sh list`.
struct JobSummary
{
    QString id;
    JobState state = JobState::Pending;
    QString action;
    QString subject;
    QString actor;
    QDateTime started; ///< UTC
    QDateTime ended;   ///< UTC; invalid while it runs
    int step = 0;      ///< the step that runs, failed, or was last; 0: none yet
    int steps = 0;
    int exitCode = 0; ///< of that step
    QString reason;   ///< none, step-failed, timeout, cancelled, killed, rebooted, ...
    QDateTime due;    ///< UTC; of one that was scheduled
    QString approval; ///< needed, approved; empty: it needs none

    /// Submitted, and not started yet.
    bool isWaiting() const { return state == JobState::Pending && (due.isValid() || !approval.isEmpty()); }
    bool operator==(const JobSummary &) const = default;
};

enum class EventKind { Start, End, Undo, Undone };

/// One line of a job's events file.
struct JobEvent
{
    int sequence = 0;
    QDateTime time; ///< UTC
    int step = 0;
    EventKind kind = EventKind::Start;
    int exitCode = 0;        ///< of End and Undone
    qint64 outputOffset = 0; ///< bytes of output.log that stood before it
};

/// What the console shows of one job.
struct JobRecord
{
    JobSummary summary;
    QList<JobEvent> events;
    std::optional<Plan> plan; ///< absent where plan.json cannot be read by this version
};

/// Parsers of resources/remote's answers. Errors: Protocol, quoting the line that does not fit.
Result<QList<JobSummary>> parseJobList(const QByteArray &answer);
Result<JobEvent> parseJobEvent(const QByteArray &line);

/// Key and value lines, as `job.sh` and a job's result use them.
QMap<QString, QString> parseKeyValues(const QByteArray &answer);

} // namespace bouncepro
