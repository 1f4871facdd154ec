#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobrecord.h"

#include <QAbstractListModel>

namespace bouncepro {

/// How one step stands.
enum class StepState {
    Pending,
    Running,
    Done,
    Failed,
    Undoing,
    Undone,
    UndoFailed,
    Interrupted, ///< its runner went away while it ran
    Skipped,     ///< the job ended before it
};
QString nameOf(StepState state);
/// The state as a page and a screen reader say it: "running", "not run".
QString stepStateText(StepState state);

/// The steps of one job, or of a plan that nobody has started: a Plan, and the events of the job as they come. Text is
/// safe to show. Where the plan is not known, steps are numbered rows that appear with their events.
class StepsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        NumberRole = Qt::UserRole, ///< int, from 1
        TitleRole,                 ///< also the display role
        CommandRole,               ///< the exact shell line; never holds a secret
        TouchesRole,               ///< what on the server changes
        UndoTextRole,              ///< its way back
        UndoCommandRole,           ///< the shell line of that; empty where there is none
        StateRole,                 ///< StepState as int
        StateTextRole,             ///< the same as a word
        TimeTextRole,              ///< "12 s" where it runs or ran, "~12 s" where it waits
        StartedRole,               ///< QDateTime UTC, the server's clock; invalid: not started
        TookRole,                  ///< qint64 milliseconds of its run, so far where it runs; -1: not started
        ExpectedSecondsRole,       ///< int
        DowntimeSecondsRole,       ///< int, expected time in which visitors are not served
        FromRole,                  ///< double 0..1: where its bar begins, as part of the whole job's time
        ToRole,                    ///< double 0..1: where it ends; of a waiting step as expected
        OutputFromRole,            ///< qint64 offset into the job's output; -1: none yet
        OutputToRole,              ///< qint64, behind its last byte; -1: goes on
        ExitCodeRole,              ///< int, of its run; 0 while unknown
        HasFailedRole,             ///< bool: its run failed, even if it is undone by now
        IsCommitPointRole,         ///< bool: behind this one the job goes forward only
    };

    using QAbstractListModel::QAbstractListModel;

    /// Takes a plan; events that were applied stay where it is the plan of the same job.
    void setPlan(const Plan &plan);
    /// For a job whose plan cannot be read: that many rows without a title.
    void setStepCount(int count);
    /// Takes the next event; one that was applied before is passed over.
    void apply(const JobEvent &event);
    void setState(JobState state);
    /// Lets the running step's time go on. now: UTC, this machine's clock.
    void tick(const QDateTime &now);
    /// By how much the server's clock is ahead of this machine's; 0 where it is not known.
    void setClockAhead(qint64 milliseconds);

    const Plan &plan() const { return m_plan; }
    /// The number of the step that runs, is being undone, or came last; 0: none yet.
    int currentStep() const { return m_current; }
    /// Of the step that failed first; 0: none.
    int failedStep() const;
    /// True once the step of the commit point has ended well.
    bool isCommitted() const;
    /// UTC, the server's clock; invalid before the first event.
    QDateTime started() const { return m_first; }
    /// Milliseconds since the job's start as of the last tick; to its last event once it is over.
    qint64 elapsed() const;
    /// Milliseconds that are expected to be left of going forward.
    qint64 expectedLeft() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    struct Row
    {
        StepState state = StepState::Pending;
        QDateTime started, ended; // of its run
        int exitCode = 0;
        bool failed = false;
        qint64 outputFrom = -1, outputTo = -1;
        double from = 0, to = 0;
    };
    void ensureRows(int count);
    void layOut();
    void changed(int row, const QList<int> &roles = {});
    qint64 took(const Row &row) const;
    qint64 runningLeft() const;
    Step stepOf(int row) const { return m_plan.steps.value(row); }
    QString title(int row) const;
    QString timeText(int row) const;
    QString sentence(int row) const;

    Plan m_plan;
    QList<Row> m_rows;
    JobState m_state = JobState::Pending;
    QDateTime m_first, m_last; // events
    QDateTime m_now;           // the server's clock
    qint64 m_clockAhead = 0;
    int m_sequence = 0;
    int m_current = 0;
};

} // namespace bouncepro
