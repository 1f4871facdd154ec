#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/guard.h"
#include "models/jobs/jobsmodel.h"
#include "models/jobs/jobwatch.h"
#include "models/jobs/loadstate.h"
#include "models/servers/servermonitor.h"

#include <QHash>
#include <QSet>

namespace bouncepro {

/// The jobs of one server: learns of them after each look of the monitor, whoever started them, and follows those that
/// run. Lives on the GUI thread and never blocks it.
class JobCenter : public QObject
{
    Q_OBJECT

public:
    using Started = std::function<void(Result<QString> id)>;

    /// Both outlive it; guard is of the same server.
    JobCenter(ServerMonitor &monitor, Guard &guard, QObject *parent = nullptr);
    ~JobCenter() override;

    JobsModel *jobs() { return &m_jobs; }
    LoadState state() const;
    /// Of Stale and Failed, where the list itself could not be read; a lost connection is the monitor's to tell.
    const std::optional<Error> &error() const { return m_error; }
    /// UTC, this machine's clock: when the list was last read.
    QDateTime seen() const { return m_seen; }
    /// Absent until it was found, and where no job ever ran.
    const std::optional<StateDirectory> &directory() const { return m_directory; }

    /// The job that changes the server now; else the newest that does anything; nullptr where nothing runs.
    JobWatch *running() const;
    /// A watch that exists already, or nullptr.
    JobWatch *watch(const QString &id) const { return m_watches.value(id); }
    /// A job's whole record: its watch, made where there is none; follows a job that is over from its beginning.
    /// nullptr for a job that is not known. The newest eight of ended jobs are kept; hold it by a QPointer.
    JobWatch *open(const QString &id);

    /// Starts a plan on the server; started gets the job's id once, if owner lives until then. After Disconnected it
    /// may run all the same: jobStarted tells when the connection is back. NotArmed unless the guard lets it pass.
    /// Where its server needs a second operator, or due is valid, the job waits: JobSummary::isWaiting.
    void start(QObject *owner, const Plan &plan, SecretsReader secrets, Started started, const QDateTime &due = {});
    bool isStarting() const { return m_starting > 0; }
    /// Reads the list at once, where the server is connected.
    void lookNow();

    /// When this console last saw the server's jobs, as seenUntil() told it then; to be set before the first look.
    void setSeenUntil(const QDateTime &serverTime) { m_seenUntil = serverTime; }
    /// UTC, the server's clock: jobs that ended until then were seen; of a server without any, its first look. To be
    /// kept by the owner.
    QDateTime seenUntil() const { return m_seenUntil; }
    /// What ended since the last visit, or while the connection was lost, newest first; until dismissed.
    QList<JobSummary> meanwhile() const;
    void dismissMeanwhile();
    /// Those that wait for recovery, newest first.
    QList<JobSummary> interrupted() const;

Q_SIGNALS:
    /// State, error, what runs, meanwhile: anything but rows of models.
    void changed();
    void seenUntilChanged();
    void watchAdded(bouncepro::JobWatch *watch);
    /// A job began, here or on another console, since the center knows the server.
    void jobStarted(const bouncepro::JobSummary &job);
    /// A job ended, or was interrupted, that ran or began since the center knows the server; once for each end.
    void jobFinished(const bouncepro::JobSummary &job, const bouncepro::JobSentence &sentence);

private:
    struct Look
    {
        Result<QList<JobSummary>> jobs;
        std::optional<StateDirectory> directory;
        bool isWhole = false;
    };
    static Look read(RemoteHost &host, const ServerProfile &profile, const QString &project,
                     std::optional<StateDirectory> directory, bool isWhole, std::stop_token stop);
    void monitorChanged();
    void look();
    void finish(Look look);
    void take(const QList<JobSummary> &jobs, bool isWhole);
    void take(const JobSummary &job, const std::optional<Plan> &plan = {});
    bool needsWhole(const QList<JobSummary> &jobs) const;
    JobWatch *addWatch(const JobSummary &job, const std::optional<Plan> &plan);
    void watchChanged(JobWatch *watch);
    void tellFinished(const JobSummary &job, const JobSentence &sentence);
    void dropOldWatches();
    void heedEnds();
    void writeActs();
    qint64 clockAhead() const;

    ServerMonitor &m_monitor;
    Guard &m_guard;
    QList<Act> m_acts; // of the guard, not written to the audit yet, oldest first
    JobsModel m_jobs;
    QHash<QString, JobWatch *> m_watches;
    QStringList m_opened;       // their ids, the one that was asked for last at the end
    QSet<QString> m_unfinished; // known to run, their end not told yet
    QSet<QString> m_meanwhile;
    std::optional<StateDirectory> m_directory;
    std::optional<Error> m_error;
    QDateTime m_seen, m_seenUntil;
    QDateTime m_lookedAt; // the monitor's look after which the list was last read
    bool m_isLooking = false;
    bool m_isLoaded = false;
    bool m_wantsWhole = true;
    bool m_wasAway = true; // the next list may tell of what happened unseen
    bool m_isWriting = false;
    int m_starting = 0;
};

} // namespace bouncepro
