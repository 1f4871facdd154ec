#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/mailbox.h"
#include "ssh/remotehost.h"
#include "ssh/transport.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <memory>
#include <optional>

class QSocketNotifier;

namespace bouncepro {

class Session;
using Clock = std::chrono::steady_clock;

/// One thing that a session does: a command, a transfer, a forwarded connection. Its methods run on the session's
/// thread; what a worker waits for is guarded inside.
class SessionTask
{
public:
    virtual ~SessionTask() = default;
    /// Goes as far as it can without waiting. True: it is over, and its channel is closed.
    virtual bool advance(Session &session) = 0;
    /// Ends it with an error, if it has no result yet; called on cancelling, on its deadline, and when the connection
    /// is lost. It is advanced on until its channel is closed, unless the connection is lost.
    virtual void abort(const Error &error) = 0;
    /// Its deadline passed; as a rule it aborts itself.
    virtual void expired(Session &session) = 0;
    /// Whether it takes one of the session channels that sshd counts (MaxSessions).
    virtual bool takesSlot() const { return true; }

    std::optional<Clock::time_point> deadline;
    /// The deadline is one on the server's side of SSH itself: when it passes, the connection is dead.
    bool deadlineIsFatal = false;
};

/// An authenticated connection on its I/O thread, which alone calls libssh2 for it.
///
/// libssh2's rules kept here: a call that could not write all it had is repeated before any other write of the session
/// (m_writer); opening a channel is one state machine a session, so one task opens at a time (m_opener); whatever
/// arrives for any channel is read by whoever reads, so that all tasks are advanced until nothing moves.
class Session : public QObject
{
    Q_OBJECT

public:
    static constexpr int maxChannels = 8; ///< sshd allows 10 a connection

    using Lost = std::function<Error(const Error &)>;
    /// Takes the transport over. lost is called once, on this thread, when the connection breaks, and answers what the
    /// tasks are told.
    Session(Transport transport, const AliveSettings &alive, Lost lost, QObject *parent);
    ~Session() override;

    void add(std::shared_ptr<SessionTask> task);
    void cancel(const std::shared_ptr<SessionTask> &task, const Error &error);
    void pump();

    bool isBroken() const { return m_broken.has_value(); }
    LIBSSH2_SESSION *handle() const { return m_transport.session(); }
    /// Makes one libssh2 call for a task. Call numbers tell the calls of one task apart. May answer EAGAIN without
    /// calling, because another call has to be repeated first.
    template <class Call>
    long attempt(const SessionTask *task, int number, Call call)
    {
        if (m_broken || (m_writer.task && (m_writer.task != task || m_writer.number != number)))
            return LIBSSH2_ERROR_EAGAIN;
        m_attempted = true;
        const long rc = call();
        note(task, number, rc);
        return rc;
    }
    /// The number of the task's call that has to be repeated before anything else is written; 0: none.
    int unfinishedCall(const SessionTask *task) const { return m_writer.task == task ? m_writer.number : 0; }
    /// True when the task may run the session-wide state machine that opens channels.
    bool acquireOpener(const SessionTask *task);
    void releaseOpener(const SessionTask *task);
    enum class Opening { Waiting, GivenUp, Refused, Opened };
    /// Opens a session channel for a task when its turn has come, with that call number and a deadline that is fatal to
    /// the connection; to be called again while it is Waiting. GivenUp: not wanted any more, and nothing was sent.
    Opening openChannel(SessionTask &task, int number, bool isWanted, LIBSSH2_CHANNEL *&channel);
    /// Of a channel that was Refused; what: the whole sentence.
    Error refusal(const QString &what) const;
    /// Closes and frees a task's channel with these call numbers; false: to be called again.
    bool closeChannel(const SessionTask *task, int closeNumber, int freeNumber, LIBSSH2_CHANNEL *&channel);
    /// A channel that the server does not close: left alone; too many of them end the connection.
    void abandonChannel(const SessionTask *task);
    /// Ends the connection from our side with a reason.
    void breakDown(const Error &error);
    /// The description of libssh2's last error, for Error::detail.
    QString lastError() const;

private:
    struct Writer
    {
        const SessionTask *task = nullptr;
        int number = 0;
    };
    void note(const SessionTask *task, int number, long rc);
    void advanceAll();
    void startQueued();
    void drain();
    void arm();
    void checkDeadlines();
    void keepAlive();
    void finishBroken();
    int slotsInUse() const;

    Transport m_transport;
    AliveSettings m_alive;
    Lost m_lost;
    QSocketNotifier *m_readable = nullptr;
    QSocketNotifier *m_writable = nullptr;
    QTimer m_deadlines;
    QTimer m_keepAlive;
    Mailbox m_self; // to go on after the event loop had its turn
    std::deque<std::shared_ptr<SessionTask>> m_active;
    std::deque<std::shared_ptr<SessionTask>> m_queued;
    std::optional<Error> m_broken;
    Writer m_writer;
    const SessionTask *m_opener = nullptr;
    LIBSSH2_CHANNEL *m_drain = nullptr; // closed; reading it takes in whatever arrives for nobody
    bool m_moved = false;               // some call did something in this round
    bool m_attempted = false;           // some call was made in this round
    bool m_pumping = false;
    int m_abandoned = 0;
    int m_silent = 0;
    qint64 m_bytesAtTick = 0;
    friend class DrainTask;
};

} // namespace bouncepro
