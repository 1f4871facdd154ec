#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobrecord.h"

#include <QAbstractListModel>
#include <QSet>

namespace bouncepro {

/// The state of a job in a word or two: "running", "failed, put back".
QString jobStateText(JobState state);

/// The jobs of one server, newest first: whole snapshots in, changes of single rows out. Text is safe to show.
class JobsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole, ///< QString
        StateRole,             ///< JobState as int
        StateTextRole,
        MarkRole,       ///< Mark as int, for the shape that is drawn
        ActionRole,     ///< deploy, rollback, ...
        SubjectRole,    ///< what of
        TitleRole,      ///< "Deploy 8f3c2a1"
        SentenceRole,   ///< "Deployed 8f3c2a1 in 41 s"; also the display role
        NextRole,       ///< what to do next; empty: nothing
        ActorRole,      ///< the person, short
        ActorWholeRole, ///< as the audit claims it
        StartedRole,    ///< QDateTime UTC
        EndedRole,      ///< QDateTime UTC; invalid while it runs
        TookRole,       ///< qint64 milliseconds; -1: it runs, or it is not known
        TookTextRole,   ///< "41 s"
        ReasonRole,     ///< none, step-failed, timeout, ...
        StepRole,       ///< int
        StepsRole,      ///< int
        CanRecoverRole, ///< bool: interrupted
    };

    using QAbstractListModel::QAbstractListModel;

    /// Takes the place of what was shown. In any order; at most 500 rows are shown.
    void setJobs(QList<JobSummary> jobs);
    /// Changes one row, or adds it.
    void setJob(const JobSummary &job);
    /// Takes all other rows away.
    void keepOnly(const QSet<QString> &ids);
    const QList<JobSummary> &jobs() const { return m_jobs; }
    /// nullptr where it is not known; valid until the next change.
    const JobSummary *job(const QString &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QList<JobSummary> m_jobs;
};

} // namespace bouncepro
