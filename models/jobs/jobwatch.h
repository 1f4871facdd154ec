#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/guard.h"
#include "models/jobs/joboutput.h"
#include "models/jobs/jobs.h"
#include "models/jobs/jobsentence.h"
#include "models/jobs/stepsmodel.h"
#include "ssh/operation.h"

#include <QTimer>

namespace bouncepro {

/// What a request about a job came to.
struct JobRequest
{
    enum State { None, Asking, Answered, Failed };
    State state = None;
    QString text; ///< of Answered: what will happen now
    Error error;  ///< of Failed
};

/// Follows one job of a server, running or over, on the GUI thread and without blocking it: its steps, its output, its
/// state, over lost connections. The job itself runs on the server alone; that a watch goes changes nothing there.
class JobWatch : public QObject
{
    Q_OBJECT

public:
    /// Gives the connection that is good now, or null; called on the GUI thread.
    using HostSource = std::function<std::shared_ptr<RemoteHost>()>;

    /// guard outlives it. plan: where it is known already; else it is read from the server.
    JobWatch(HostSource host, const Guard &guard, StateDirectory state, JobSummary job, std::optional<Plan> plan = {},
             QObject *parent = nullptr);
    ~JobWatch() override;

    /// Begins, or goes on over the connection that is good now. Fine to call at any time: nothing happens while that
    /// one is in use, or once the job is over and all of it was received.
    void follow();
    /// The same after an error that following again may not bring back, when a person asks for it.
    void retry();

    const QString &id() const { return m_job.id; }
    /// As far as it is known: state, step, times, exit code, reason.
    const JobSummary &job() const { return m_job; }
    JobState state() const { return m_job.state; }
    /// Nothing more comes, unless it is recovered.
    bool isOver() const { return isFinal(m_job.state) && !m_isFollowing; }
    /// Absent while it is being read, and where it cannot be.
    const std::optional<Plan> &plan() const { return m_plan; }

    StepsModel *steps() { return &m_steps; }
    JobOutput *output() { return &m_output; }

    /// "Deploying 8f3c2a1, step 5 of 9: Build the images"; once it is over the result, and what to do next.
    JobSentence sentence() const;
    /// The same, once it is over, for a chat.
    QString chatText(const QString &server) const;
    /// Milliseconds since it began, by the last tick (a second apart); of a job that is over, as the server tells it.
    qint64 elapsed() const;
    /// Milliseconds that are expected to be left; 0 where it is over or goes back.
    qint64 expectedLeft() const { return m_steps.expectedLeft(); }

    bool isFollowing() const { return m_isFollowing; }
    /// The connection is lost and comes back by itself; the job goes on. What is shown is as of then.
    bool isReconnecting() const { return m_nextTry.isValid(); }
    /// UTC; of isReconnecting.
    QDateTime nextTry() const { return m_nextTry; }
    /// Why the connection was lost, or why following ended before the job did.
    const std::optional<Error> &error() const { return m_error; }

    bool canCancel() const { return !isFinal(m_job.state) && !m_steps.isCommitted(); }
    /// Why it cannot be cancelled right now, as a sentence; empty: it can, or it is over.
    QString cancelBlocked() const;
    /// What cancel would do, for a question to the person.
    QString cancelText() const;
    /// Asks the job to stop; the answer comes with requestChanged().
    void cancel();
    bool canRecover() const { return m_job.state == JobState::Interrupted; }
    QString recoverText() const;
    /// Finishes an interrupted job, and follows that. Its server has to be armed, as for a start.
    void recover();
    /// It waits for a second operator.
    bool canApprove() const { return m_job.isWaiting() && m_job.approval == QLatin1String("needed"); }
    /// As that second operator. Its server has to be armed, as for a start.
    void approve();
    const JobRequest &request() const { return m_request; }

    /// News from a list of jobs; what this watch saw itself is newer and stays.
    void update(const JobSummary &job);
    /// By how much the server's clock is ahead of this machine's.
    void setClockAhead(qint64 milliseconds) { m_steps.setClockAhead(milliseconds); }

Q_SIGNALS:
    /// Anything but the models' own rows; at most once a frame, and once a second while it runs.
    void changed();
    void requestChanged();
    /// Its end, or its interruption, was received with all of its output. Again after a recovery.
    void ended();

private:
    struct Inbox;
    struct Ending
    {
        Result<JobState> state;
        QMap<QString, QString> result;
    };
    void readPlan();
    void takePlan(Result<RemoteFile> file);
    void drain();
    void apply(const JobEvent &event);
    void setState(JobState state);
    void finish(const Ending &ending);
    template <class Work>
    void ask(Work work);
    JobDetails details() const;

    const HostSource m_host;
    const Guard &m_guard;
    const StateDirectory m_directory;
    JobSummary m_job;
    std::optional<Plan> m_plan;
    StepsModel m_steps;
    JobOutput m_output;
    std::shared_ptr<FollowParser> m_parser; // used by one worker at a time
    std::shared_ptr<Inbox> m_inbox;
    Operation m_following;
    std::weak_ptr<RemoteHost> m_over; // the connection that is, or was last, used
    std::optional<Ending> m_ending;   // waits until the inbox is empty
    std::optional<Error> m_error;
    QDateTime m_nextTry;
    JobRequest m_request;
    bool m_isFollowing = false;
    bool m_isComplete = false; // the end was received
    bool m_isRefused = false;  // following ended with an error that does not pass by itself
    bool m_again = false;      // follow anew when the present one has ended
    bool m_wantsPlan = false;
    bool m_readsPlan = false;
    QTimer m_frame, m_second;
    Mailbox m_mailbox;
};

} // namespace bouncepro
