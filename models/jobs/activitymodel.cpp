// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/activitymodel.h"

#include "models/servers/connectedhost.h"
#include "models/servers/wording.h"

#include <algorithm>

namespace bouncepro {

namespace {

constexpr qsizetype mostRows = 5000;

Mark markOf(const Activity &activity)
{
    if (activity.isAct)
        return Mark::Unknown;
    if (!activity.state)
        return Mark::Unknown;
    JobSummary job;
    job.state = *activity.state;
    return describe(job).mark;
}

QString outcomeText(const Activity &activity)
{
    if (activity.state)
        return jobStateText(*activity.state);
    if (activity.outcome == QLatin1String("requested"))
        return ActivityModel::tr("requested");
    if (activity.outcome == QLatin1String("broken"))
        return ActivityModel::tr("lock broken");
    if (activity.outcome.isEmpty() && !activity.isAct)
        return ActivityModel::tr("no end on record");
    return visibleText(activity.outcome, 40);
}

QString titleOf(const Activity &activity)
{
    if (!activity.isAct)
        return jobTitle(activity.action, activity.subject);
    const QString subject =
        activity.actedOn.isEmpty() ? visibleText(activity.subject, 80) : jobNoun(activity.actedOn, activity.subject);
    if (activity.action == QLatin1String("cancel"))
        return ActivityModel::tr("Cancel %1").arg(subject);
    if (activity.action == QLatin1String("recover"))
        return ActivityModel::tr("Recover %1").arg(subject);
    if (activity.action == QLatin1String("break-lock"))
        return ActivityModel::tr("Break the lock: %1").arg(subject);
    if (activity.action == QLatin1String("terminal"))
        return ActivityModel::tr("Terminal in %1").arg(subject);
    if (activity.action == QLatin1String("freeze"))
        return ActivityModel::tr("Stop deploys: %1").arg(subject);
    if (activity.action == QLatin1String("unfreeze"))
        return ActivityModel::tr("Let deploys happen again, stopped for: %1").arg(subject);
    if (activity.action == QLatin1String("arm"))
        return ActivityModel::tr("Arm: %1").arg(subject);
    if (activity.action == QLatin1String("disarm"))
        return ActivityModel::tr("Disarm, armed for: %1").arg(subject);
    if (activity.action == QLatin1String("drop"))
        return ActivityModel::tr("Do not start %1").arg(subject);
    return jobTitle(activity.action, activity.subject);
}

QString actionText(const QString &action)
{
    if (action == QLatin1String("rollback"))
        return ActivityModel::tr("Roll back");
    if (action == QLatin1String("break-lock"))
        return ActivityModel::tr("Break the lock");
    const QString words = visibleText(action, 40);
    return words.left(1).toUpper() + words.mid(1);
}

QString sentenceOf(const Activity &activity)
{
    const QString outcome = outcomeText(activity);
    return outcome.isEmpty() ? titleOf(activity) : ActivityModel::tr("%1: %2").arg(titleOf(activity), outcome);
}

QString tookText(const Activity &activity)
{
    return activity.time.isValid() && activity.ended.isValid() ? durationText(activity.time.msecsTo(activity.ended))
                                                               : QString();
}

} // namespace

QList<Activity> joinActivities(const AuditReport &audit, const QList<JobSummary> &jobs)
{
    QList<Activity> rows;
    QHash<QString, qsizetype> rowOf; // of a job
    // The report leaves out lines that are no records: what stands behind a fault is known by its number.
    const auto isDoubtful = [&](const AuditEntry &entry) {
        return audit.fault != AuditFault::None && audit.faultLine > 0 && entry.sequence >= audit.faultLine;
    };
    for (const AuditEntry &entry : audit.entries) {
        if (entry.kind == QLatin1String("end") && rowOf.contains(entry.job)) {
            Activity &row = rows[rowOf.value(entry.job)];
            row.outcome = entry.outcome;
            row.ended = entry.time;
            row.isDoubtful = row.isDoubtful || isDoubtful(entry);
            continue;
        }
        Activity row;
        row.sequence = entry.sequence;
        row.job = entry.job == QLatin1String("-") ? QString() : entry.job;
        row.actor = entry.actor;
        row.action = entry.action;
        row.subject = entry.subject;
        row.outcome = entry.outcome == QLatin1String("-") ? QString() : entry.outcome;
        row.time = entry.time;
        row.isAct = entry.kind == QLatin1String("act");
        if (row.isAct && rowOf.contains(entry.job))
            row.actedOn = rows[rowOf.value(entry.job)].action;
        row.isDoubtful = isDoubtful(entry);
        if (!row.isAct) {
            if (entry.kind == QLatin1String("end"))
                row.ended = entry.time;
            rowOf.insert(entry.job, rows.size());
        }
        rows << row;
    }
    for (const JobSummary &job : jobs) {
        if (!job.started.isValid() && (job.isWaiting() || isFinal(job.state)))
            continue; // it has not begun: its acts tell of it
        if (!rowOf.contains(job.id)) { // begun since the audit was read, or taken out of it
            rowOf.insert(job.id, rows.size());
            Activity row;
            row.job = job.id;
            row.actor = job.actor;
            row.action = job.action;
            row.subject = job.subject;
            row.time = job.started;
            rows << row;
        }
        Activity &row = rows[rowOf.value(job.id)];
        if (row.outcome.isEmpty()) { // it runs, or was interrupted: the job knows
            row.state = job.state;
            row.ended = job.ended;
        }
    }
    for (Activity &row : rows)
        if (!row.isAct && !row.state)
            if (const auto state = jobStateFrom(row.outcome))
                row.state = *state;
    std::stable_sort(rows.begin(), rows.end(), [](const Activity &a, const Activity &b) {
        if (a.sequence > 0 && b.sequence > 0)
            return a.sequence > b.sequence;
        return a.time > b.time;
    });
    if (rows.size() > mostRows)
        rows.resize(mostRows);
    return rows;
}

ActivityModel::ActivityModel(ServerMonitor &monitor, JobCenter &center, QObject *parent)
    : QAbstractListModel(parent),
      m_monitor(monitor),
      m_center(center)
{
    const auto again = [this] {
        if (m_read.isValid()) // somebody looks at it
            refresh();
    };
    connect(&m_center, &JobCenter::jobStarted, this, again);
    connect(&m_center, &JobCenter::jobFinished, this, again);
    connect(&m_center, &JobCenter::changed, this, &ActivityModel::changed);
}

LoadState ActivityModel::state() const
{
    if (!m_read.isValid())
        return m_error ? LoadState::Failed : LoadState::Loading;
    return m_error || m_monitor.view().state != ConnectionState::Connected ? LoadState::Stale : LoadState::Ready;
}

void ActivityModel::refresh()
{
    if (m_isReading) {
        m_again = true;
        return;
    }
    const auto host = connectedHost(m_monitor, tr("What is shown is as of the last time it was."));
    if (!host) {
        m_error = host.error();
        Q_EMIT changed();
        return;
    }
    m_isReading = true;
    start(
        this,
        [host = *host, directory = m_center.directory(), head = m_head](std::stop_token stop) -> Result<AuditReport> {
            if (!directory)
                return verifyAudit({}, head);
            return readAudit(*host, *directory, head, stop);
        },
        [this](Result<AuditReport> report) {
            m_isReading = false;
            take(std::move(report));
            if (std::exchange(m_again, false))
                refresh();
        });
    Q_EMIT changed();
}

void ActivityModel::take(Result<AuditReport> report)
{
    if (!report) {
        m_error = report.error();
        Q_EMIT changed();
        return;
    }
    m_error.reset();
    m_report = std::move(*report);
    m_read = QDateTime::currentDateTimeUtc();
    const bool isWhole = m_report.fault == AuditFault::None;
    m_chain = isWhole ? Chain::Whole : Chain::Broken;
    m_chainText = isWhole ? tr("The chain of %n records is whole.", nullptr, int(m_report.entries.size()))
                          : visibleText(m_report.explanation, 300);
    show(joinActivities(m_report, m_center.jobs()->jobs()));
    if (isWhole) {
        m_head = m_report.head;
        Q_EMIT chainSeen(m_report.head);
    }
    Q_EMIT changed();
}

// An audit grows at its end, so rows come at the top and the first ones change; whatever else is drawn anew.
void ActivityModel::show(QList<Activity> rows)
{
    const qsizetype more = rows.size() - m_rows.size();
    const auto isSame = [](const Activity &a, const Activity &b) {
        return a.sequence == b.sequence && a.job == b.job && a.isAct == b.isAct;
    };
    if (more < 0 || m_rows.isEmpty() || !std::equal(m_rows.begin(), m_rows.end(), rows.begin() + more, isSame)) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    if (more > 0) {
        beginInsertRows({}, 0, int(more) - 1);
        m_rows = rows.mid(0, more) + m_rows;
        endInsertRows();
    }
    for (int i = int(more); i < m_rows.size(); ++i) {
        if (m_rows[i] == rows[i])
            continue;
        m_rows[i] = rows[i];
        Q_EMIT dataChanged(index(i), index(i));
    }
}

QStringList ActivityModel::actions() const
{
    QSet<QString> all;
    for (const Activity &row : m_rows)
        all << actionText(row.action);
    QStringList sorted(all.begin(), all.end());
    sorted.sort();
    return sorted;
}

QStringList ActivityModel::persons() const
{
    QSet<QString> all;
    for (const Activity &row : m_rows)
        all << shortActor(row.actor);
    QStringList sorted(all.begin(), all.end());
    sorted.sort(Qt::CaseInsensitive);
    return sorted;
}

void ActivityModel::readRecord(QObject *owner, const QString &id, std::function<void(Result<JobRecord>)> done)
{
    start(
        owner,
        [host = m_monitor.host(), directory = m_center.directory(), id](std::stop_token stop) -> Result<JobRecord> {
            if (!host || !directory)
                return fail(ErrorCode::Disconnected, tr("The server is not connected."),
                            tr("Wait until the connection is back, then try again."));
            return showJob(*host, *directory, id, stop);
        },
        std::move(done));
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Activity &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case SentenceRole:
        return sentenceOf(row);
    case Qt::AccessibleTextRole:
        return tr("%1, by %2, %3").arg(sentenceOf(row), shortActor(row.actor), momentText(row.time));
    case Qt::ToolTipRole:
        return asRichText(visibleText(row.actor) + QLatin1Char('\n') + exactMomentText(row.time));
    case TitleRole:
        return titleOf(row);
    case ActionRole:
        return visibleText(row.action, 40);
    case ActionTextRole:
        return actionText(row.action);
    case SubjectRole:
        return visibleText(row.subject, 80);
    case OutcomeRole:
        return outcomeText(row);
    case MarkRole:
        return int(markOf(row));
    case ActorRole:
        return shortActor(row.actor);
    case ActorWholeRole:
        return visibleText(row.actor);
    case TimeRole:
        return row.time;
    case EndedRole:
        return row.ended;
    case TookTextRole:
        return tookText(row);
    case JobRole:
        return row.job;
    case IsActRole:
        return row.isAct;
    case IsDoubtfulRole:
        return row.isDoubtful;
    case IsAuditedRole:
        return row.sequence > 0;
    case SearchRole:
        return QStringList{sentenceOf(row), visibleText(row.action, 40), visibleText(row.actor), row.job}.join(
            QLatin1Char(' '));
    }
    return {};
}

QHash<int, QByteArray> ActivityModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{SentenceRole, "sentence"},
                  {TitleRole, "title"},
                  {ActionRole, "action"},
                  {ActionTextRole, "actionText"},
                  {SubjectRole, "subject"},
                  {OutcomeRole, "outcome"},
                  {MarkRole, "mark"},
                  {ActorRole, "actor"},
                  {ActorWholeRole, "actorWhole"},
                  {TimeRole, "time"},
                  {EndedRole, "ended"},
                  {TookTextRole, "tookText"},
                  {JobRole, "job"},
                  {IsActRole, "isAct"},
                  {IsDoubtfulRole, "isDoubtful"},
                  {IsAuditedRole, "isAudited"},
                  {SearchRole, "search"}});
    return names;
}

void ActivityFilter::setText(const QString &text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void ActivityFilter::setAction(const QString &action)
{
    m_action = action;
    invalidateFilter();
}

void ActivityFilter::setPerson(const QString &person)
{
    m_person = person;
    invalidateFilter();
}

bool ActivityFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!m_action.isEmpty() && index.data(ActivityModel::ActionTextRole).toString() != m_action)
        return false;
    if (!m_person.isEmpty() && index.data(ActivityModel::ActorRole).toString() != m_person)
        return false;
    const QString words = index.data(ActivityModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return words.contains(word, Qt::CaseInsensitive); });
}

} // namespace bouncepro
