#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobrecord.h"
#include "models/servers/servermonitor.h"
#include "ssh/remotehost.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

namespace bouncepro {

/// A server's jobs in memory, behind the door of a RemoteHost: answers the probe, finds its state directory, and lists,
/// starts, follows, cancels and recovers jobs in the words of resources/remote. A test moves its jobs on. Thread-safe;
/// held by its connections too, since a worker may still be inside a call when the test has ended.
class JobServer : public std::enable_shared_from_this<JobServer>
{
public:
    struct Job
    {
        JobSummary summary;
        QByteArray plan; ///< plan.json
        QByteArray output;
        QList<QByteArray> events; ///< lines of the events file
        QMap<QByteArray, QByteArray> result;
        QByteArray effect = "undo"; ///< that a cancel is answered with
    };

    static std::shared_ptr<JobServer> create();
    ~JobServer();

    static ServerProfile profile();
    /// Steps "One", "Two"... of the seconds given, on this server; commit point behind the last but one.
    static Plan plan(const QString &id, const QList<int> &seconds = {2, 10, 3});

    /// The same, of 15 s, in the words of a deploy.
    static Plan deployPlan(const QString &id);

    /// A new connection; it is lost with loseConnections.
    std::shared_ptr<RemoteHost> connect();
    ServerMonitor::Connector connector();

    /// Adds a job, running, or changes it.
    void edit(const QString &id, const std::function<void(Job &)> &change);
    Job job(const QString &id) const;
    void begin(const Plan &plan, JobState state = JobState::Running);
    void event(const QString &id, int step, const char *kind, int exitCode = 0);
    void write(const QString &id, const QByteArray &output);
    void end(const QString &id, JobState state, const char *reason = "none", int step = 0);

    /// What happens from now on happened that long ago: jobs get a length without waiting for it.
    void setAgo(std::chrono::milliseconds ago);

    /// Every connection breaks, and none can be made until the server is back.
    void loseConnections();
    void comeBack();

    /// What the probe, deploy.sh facts and changes.sh answer; by their script's name.
    void setAnswer(const QString &script, const QByteArray &answer);
    /// Lines of the probe besides the first, for example "commit\tabc".
    void setStatus(const QByteArray &lines);
    void setFile(const QString &path, const QByteArray &bytes);
    /// The state directory is not there yet.
    void setEmpty(bool isEmpty);
    /// What job.sh wait says from its beginning; it goes on to wait, unless the last line is "granted".
    void setQueue(const QByteArray &frames);
    /// Everything but the probe waits for its answer.
    void setHeld(bool isHeld);
    /// The next start, or act of the audit other than arm, is answered with that exit code and text.
    void refuseStart(int exitCode, const QByteArray &answer);

    /// Questions so far: "job.sh list", "probe.sh", "read /path", "job.sh act terminal payload opened", "typed ls".
    QStringList questions() const;
    int count(const QString &question) const { return int(questions().count(question)); }
    /// Values that the last started job's redaction script hides.
    QByteArray redaction() const;

private:
    class Connection;
    JobServer();
    Result<Output> run(const Command &command);
    Result<Output> follow(const Command &command, const RemoteHost::Sink &sink, Connection &connection,
                          std::stop_token stop);
    Result<int> terminal(const Command &command, TerminalInput &input, const RemoteHost::Sink &sink,
                         const std::function<bool()> &isBroken, std::stop_token stop);
    QDateTime now() const;
    void note(const QString &question);
    Result<Output> wait(const RemoteHost::Sink &sink, Connection &connection, std::stop_token stop);
    Output list(int most) const;
    Output start(const QString &id, const QByteArray &bundle);

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    QMap<QString, Job> m_jobs;
    QMap<QString, QByteArray> m_answers;
    QMap<QString, QByteArray> m_files;
    QByteArray m_status;
    QByteArray m_queue = "granted\n";
    QStringList m_questions;
    QByteArray m_redaction;
    std::optional<Output> m_refusal;
    std::atomic<qint64> m_ago = 0; // milliseconds
    int m_epoch = 0;               // of connections; the ones of earlier epochs are broken
    bool m_isAway = false;
    bool m_isEmpty = false;
    bool m_isHeld = false;
};

} // namespace bouncepro
