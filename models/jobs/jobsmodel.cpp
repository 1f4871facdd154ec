// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobsmodel.h"

#include "models/jobs/jobsentence.h"
#include "models/servers/wording.h"

#include <algorithm>

namespace bouncepro {

namespace {

constexpr qsizetype mostJobs = 500;

bool isNewer(const JobSummary &a, const JobSummary &b)
{
    return a.id > b.id; // ids begin with their time
}

qint64 tookOf(const JobSummary &job)
{
    return job.started.isValid() && job.ended.isValid() ? std::max<qint64>(0, job.started.msecsTo(job.ended)) : -1;
}

} // namespace

QString jobStateText(JobState state)
{
    switch (state) {
    case JobState::Pending:
        return JobsModel::tr("about to start");
    case JobState::Running:
        return JobsModel::tr("running");
    case JobState::Undoing:
        return JobsModel::tr("going back");
    case JobState::Succeeded:
        return JobsModel::tr("succeeded");
    case JobState::FailedRestored:
        return JobsModel::tr("failed, put back");
    case JobState::FailedNeedsPerson:
        return JobsModel::tr("needs a person");
    case JobState::Cancelled:
        return JobsModel::tr("cancelled");
    case JobState::Interrupted:
        return JobsModel::tr("interrupted");
    }
    return {};
}

void JobsModel::setJobs(QList<JobSummary> jobs)
{
    std::sort(jobs.begin(), jobs.end(), isNewer);
    jobs.erase(std::unique(jobs.begin(), jobs.end(), [](const auto &a, const auto &b) { return a.id == b.id; }),
               jobs.end());
    if (jobs.size() > mostJobs)
        jobs.resize(mostJobs);
    QSet<QString> ids;
    for (const JobSummary &job : std::as_const(jobs))
        ids << job.id;
    keepOnly(ids);
    if (m_jobs.isEmpty() && !jobs.isEmpty()) { // the first time: at once, not row by row
        beginInsertRows({}, 0, int(jobs.size()) - 1);
        m_jobs = std::move(jobs);
        endInsertRows();
        return;
    }
    for (const JobSummary &job : std::as_const(jobs))
        setJob(job);
}

void JobsModel::keepOnly(const QSet<QString> &ids)
{
    for (qsizetype i = m_jobs.size() - 1; i >= 0; --i) {
        if (ids.contains(m_jobs[i].id))
            continue;
        beginRemoveRows({}, int(i), int(i));
        m_jobs.removeAt(i);
        endRemoveRows();
    }
}

void JobsModel::setJob(const JobSummary &job)
{
    const auto it = std::lower_bound(m_jobs.begin(), m_jobs.end(), job, isNewer);
    const int row = int(it - m_jobs.begin());
    if (it == m_jobs.end() || it->id != job.id) {
        beginInsertRows({}, row, row);
        m_jobs.insert(row, job);
        endInsertRows();
    } else if (*it != job) {
        *it = job;
        Q_EMIT dataChanged(index(row), index(row));
    }
}

const JobSummary *JobsModel::job(const QString &id) const
{
    const auto it = std::find_if(m_jobs.begin(), m_jobs.end(), [&](const JobSummary &job) { return job.id == id; });
    return it == m_jobs.end() ? nullptr : &*it;
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JobSummary &job = m_jobs[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case SentenceRole:
        return describe(job).title;
    case Qt::AccessibleTextRole:
        return tr("%1, by %2, %3").arg(describe(job).title, shortActor(job.actor), momentText(job.started));
    case Qt::ToolTipRole:
        return asRichText(visibleText(job.actor) + QLatin1Char('\n') + exactMomentText(job.started));
    case IdRole:
        return job.id;
    case StateRole:
        return int(job.state);
    case StateTextRole:
        return jobStateText(job.state);
    case MarkRole:
        return int(describe(job).mark);
    case ActionRole:
        return visibleText(job.action, 40);
    case SubjectRole:
        return visibleText(job.subject, 80);
    case TitleRole:
        return jobTitle(job.action, job.subject);
    case NextRole:
        return describe(job).next;
    case ActorRole:
        return shortActor(job.actor);
    case ActorWholeRole:
        return visibleText(job.actor);
    case StartedRole:
        return job.started;
    case EndedRole:
        return job.ended;
    case TookRole:
        return tookOf(job);
    case TookTextRole:
        return tookOf(job) < 0 ? QString() : durationText(tookOf(job));
    case ReasonRole:
        return visibleText(job.reason, 40);
    case StepRole:
        return job.step;
    case StepsRole:
        return job.steps;
    case CanRecoverRole:
        return job.state == JobState::Interrupted;
    }
    return {};
}

QHash<int, QByteArray> JobsModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{IdRole, "id"},
                  {StateRole, "state"},
                  {StateTextRole, "stateText"},
                  {MarkRole, "mark"},
                  {ActionRole, "action"},
                  {SubjectRole, "subject"},
                  {TitleRole, "title"},
                  {SentenceRole, "sentence"},
                  {NextRole, "next"},
                  {ActorRole, "actor"},
                  {ActorWholeRole, "actorWhole"},
                  {StartedRole, "started"},
                  {EndedRole, "ended"},
                  {TookRole, "took"},
                  {TookTextRole, "tookText"},
                  {ReasonRole, "reason"},
                  {StepRole, "step"},
                  {StepsRole, "steps"},
                  {CanRecoverRole, "canRecover"}});
    return names;
}

} // namespace bouncepro
