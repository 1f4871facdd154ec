#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobcenter.h"

#include <QSortFilterProxyModel>

namespace bouncepro {

/// One thing that somebody did on a server: a job from its begin to its end, or an act.
struct Activity
{
    int sequence = 0; ///< of the audit's line; 0: the audit does not have it
    QString job;      ///< empty: an act of no job
    QString actor;
    QString action;
    QString subject;
    QString actedOn; ///< of an act on a job: that job's action
    QString outcome; ///< of an act its word; of a job its state's
    std::optional<JobState> state;
    QDateTime time;  ///< UTC
    QDateTime ended; ///< UTC; of jobs
    bool isAct = false;
    bool isDoubtful = false; ///< its line stands at or behind the first fault of the chain
    bool operator==(const Activity &) const = default;
};

/// Joins what the audit tells with what the jobs tell; newest first.
QList<Activity> joinActivities(const AuditReport &audit, const QList<JobSummary> &jobs);

/// Who did what on one server, when, with which result, and whether the audit's chain is whole. Lives on the GUI
/// thread; reads when asked to, and from then on when a job begins or ends. Text is safe to show.
class ActivityModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        SentenceRole = Qt::UserRole, ///< "Deploy 8f3c2a1: succeeded"; also the display role
        TitleRole,                   ///< "Deploy 8f3c2a1"
        ActionRole,                  ///< deploy, rollback, cancel, ...
        ActionTextRole,              ///< the same for a person: "Roll back"
        SubjectRole,
        OutcomeRole,    ///< "succeeded", as a word for a person
        MarkRole,       ///< Mark as int
        ActorRole,      ///< the person, short
        ActorWholeRole, ///< as claimed
        TimeRole,       ///< QDateTime UTC
        EndedRole,      ///< QDateTime UTC; invalid for acts and what runs
        TookTextRole,
        JobRole,        ///< id; empty where there is none
        IsActRole,      ///< bool
        IsDoubtfulRole, ///< bool: the chain is broken at or before it
        IsAuditedRole,  ///< bool: false for a job that the audit does not name
        SearchRole,     ///< all of its words, for a filter
    };
    /// What the audit's chain is worth.
    enum class Chain { Unknown, Whole, Broken };

    /// Both outlive it.
    ActivityModel(ServerMonitor &monitor, JobCenter &center, QObject *parent = nullptr);

    /// Reads the audit; nothing happens while one is being read.
    void refresh();
    /// The last line of the chain that this console saw, as chainSeen told it; to be set before the first refresh.
    void setSeen(const std::optional<AuditHead> &head) { m_head = head; }

    LoadState state() const;
    const std::optional<Error> &error() const { return m_error; }
    /// UTC, this machine's clock.
    QDateTime read() const { return m_read; }
    Chain chain() const { return m_chain; }
    /// "The chain of 214 records is whole." or what is wrong with it.
    QString chainText() const { return m_chainText; }
    AuditFault fault() const { return m_report.fault; }
    /// The actions, as a person says them, and persons that occur, sorted, for a filter's choices.
    QStringList actions() const;
    QStringList persons() const;

    /// A job's record as it stands on the server: summary, events, plan. Its output comes with JobCenter::open. done is
    /// called once, if owner lives until then.
    void readRecord(QObject *owner, const QString &id, std::function<void(Result<JobRecord>)> done);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    /// State, error, chain.
    void changed();
    /// The chain was found whole up to here; to be kept by the owner.
    void chainSeen(const bouncepro::AuditHead &head);

private:
    void take(Result<AuditReport> report);
    void show(QList<Activity> rows);

    ServerMonitor &m_monitor;
    JobCenter &m_center;
    QList<Activity> m_rows;
    AuditReport m_report;
    std::optional<AuditHead> m_head;
    std::optional<Error> m_error;
    QDateTime m_read;
    Chain m_chain = Chain::Unknown;
    QString m_chainText;
    bool m_isReading = false;
    bool m_again = false;
};

/// Narrows activities by text (every word occurs somewhere), action and person; empty: all.
class ActivityFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setText(const QString &text);
    void setAction(const QString &action);
    void setPerson(const QString &person);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
    QString m_action;
    QString m_person;
};

} // namespace bouncepro
