// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/session.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>

namespace bouncepro {

namespace {

// Then the event loop has its turn: a flood must not delay a cancel.
constexpr auto maxTurn = std::chrono::milliseconds(4);
constexpr int maxAbandoned = 2; // sshd's 10 channels less our 8
constexpr auto openLimit = std::chrono::seconds(15);
constexpr auto drainAfter = std::chrono::seconds(1);

bool isFatal(long rc)
{
    static constexpr long fatal[] = {LIBSSH2_ERROR_SOCKET_SEND, LIBSSH2_ERROR_SOCKET_DISCONNECT,
                                     LIBSSH2_ERROR_SOCKET_RECV, LIBSSH2_ERROR_SOCKET_TIMEOUT,
                                     LIBSSH2_ERROR_BAD_SOCKET,  LIBSSH2_ERROR_INVALID_MAC,
                                     LIBSSH2_ERROR_DECRYPT,     LIBSSH2_ERROR_KEX_FAILURE,
                                     LIBSSH2_ERROR_PROTO,       LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE,
                                     LIBSSH2_ERROR_BAD_USE,     LIBSSH2_ERROR_OUT_OF_BOUNDARY};
    return std::find(std::begin(fatal), std::end(fatal), rc) != std::end(fatal);
}

} // namespace

// Opens a session channel, closes it and keeps it: libssh2 reads the connection only on behalf of a channel, and an
// idle connection has to answer the server's own keepalive requests.
class DrainTask : public SessionTask
{
public:
    bool advance(Session &session) override
    {
        if (!m_channel) {
            if (!session.acquireOpener(this))
                return false;
            const long rc = session.attempt(this, 1, [&] {
                m_channel = libssh2_channel_open_session(session.handle());
                return m_channel ? 0 : libssh2_session_last_errno(session.handle());
            });
            if (rc == LIBSSH2_ERROR_EAGAIN)
                return false;
            session.releaseOpener(this);
            if (!m_channel)
                return true;
        }
        if (session.attempt(this, 2, [&] { return libssh2_channel_close(m_channel); }) == LIBSSH2_ERROR_EAGAIN)
            return false;
        session.m_drain = m_channel;
        return true;
    }
    void abort(const Error &) override {}
    void expired(Session &) override {}

private:
    LIBSSH2_CHANNEL *m_channel = nullptr;
};

Session::Session(Transport transport, const AliveSettings &alive, Lost lost, QObject *parent)
    : QObject(parent),
      m_transport(std::move(transport)),
      m_alive(alive),
      m_lost(std::move(lost)),
      m_deadlines(this),
      m_keepAlive(this),
      m_self(this)
{
    m_readable = new QSocketNotifier(m_transport.socket(), QSocketNotifier::Read, this);
    m_writable = new QSocketNotifier(m_transport.socket(), QSocketNotifier::Write, this);
    m_writable->setEnabled(false);
    connect(m_readable, &QSocketNotifier::activated, this, &Session::pump);
    connect(m_writable, &QSocketNotifier::activated, this, &Session::pump);
    m_deadlines.setSingleShot(true);
    connect(&m_deadlines, &QTimer::timeout, this, &Session::checkDeadlines);
    libssh2_keepalive_config(handle(), 1, 1); // our timer sets the pace
    connect(&m_keepAlive, &QTimer::timeout, this, &Session::keepAlive);
    m_keepAlive.start(m_alive.interval);
    QTimer::singleShot(drainAfter, this, [this] { add(std::make_shared<DrainTask>()); });
}

Session::~Session()
{
    if (!m_broken)
        libssh2_session_disconnect(handle(), "bye"); // one try: the socket is closed in any case
    const Error error{ErrorCode::Disconnected, tr("The connection was closed."), {}, {}};
    for (const auto &tasks : {m_active, m_queued})
        for (const auto &task : tasks)
            task->abort(error);
}

void Session::add(std::shared_ptr<SessionTask> task)
{
    if (m_broken) {
        task->abort(*m_broken);
        return;
    }
    (task->takesSlot() ? m_queued : m_active).push_back(std::move(task));
    pump();
}

void Session::cancel(const std::shared_ptr<SessionTask> &task, const Error &error)
{
    task->abort(error);
    if (std::erase(m_queued, task) == 0)
        pump();
}

void Session::pump()
{
    if (m_pumping)
        return;
    m_pumping = true;
    const auto turnEnds = Clock::now() + maxTurn;
    bool more = true;
    while (more && !m_broken && Clock::now() < turnEnds) {
        m_moved = false;
        m_attempted = false;
        const qint64 before = m_transport.bytesReceived();
        startQueued();
        advanceAll();
        drain();
        more = m_moved || m_transport.bytesReceived() != before;
    }
    m_pumping = false;
    if (m_broken)
        finishBroken();
    else if (more)
        m_self.sender().post([this] { pump(); });
    else
        arm();
}

int Session::slotsInUse() const
{
    return int(std::count_if(m_active.cbegin(), m_active.cend(), [](const auto &task) { return task->takesSlot(); }));
}

void Session::startQueued()
{
    while (!m_queued.empty() && slotsInUse() < maxChannels) {
        m_active.push_back(std::move(m_queued.front()));
        m_queued.pop_front();
    }
}

void Session::advanceAll()
{
    const auto round = m_active; // advancing may add and cancel
    for (const auto &task : round) {
        if (m_broken)
            return;
        if (task->advance(*this)) {
            releaseOpener(task.get());
            if (m_writer.task == task.get())
                breakDown({ErrorCode::Internal, tr("A channel was left in the middle of a packet."), {}, {}});
            std::erase(m_active, task);
            m_moved = true;
        }
    }
}

void Session::drain()
{
    if (!m_drain || m_broken || m_writer.task)
        return;
    char nothing = 0;
    constexpr int noSuchStream = 77;
    const long rc = libssh2_channel_read_ex(m_drain, noSuchStream, &nothing, 1);
    if (rc < 0 && rc != LIBSSH2_ERROR_EAGAIN)
        note(nullptr, 0, rc);
    m_attempted = true;
}

void Session::arm()
{
    if (!m_attempted && !m_drain && m_readable->isEnabled()) {
        // Nobody reads: what is there waits in the socket, but for the end of the connection.
        char byte = 0;
        if (::recv(m_transport.socket(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0) {
            breakDown({ErrorCode::Disconnected, tr("The server closed the connection."), {}, {}});
            return;
        }
    }
    m_readable->setEnabled(m_attempted || m_drain);
    m_writable->setEnabled(libssh2_session_block_directions(handle()) & LIBSSH2_SESSION_BLOCK_OUTBOUND);
    std::optional<Clock::time_point> next;
    for (const auto &tasks : {std::cref(m_active), std::cref(m_queued)})
        for (const auto &task : tasks.get())
            if (task->deadline && (!next || *task->deadline < *next))
                next = task->deadline;
    if (next)
        m_deadlines.start(
            std::max(std::chrono::ceil<std::chrono::milliseconds>(*next - Clock::now()), std::chrono::milliseconds(0)));
    else
        m_deadlines.stop();
}

void Session::checkDeadlines()
{
    const auto now = Clock::now();
    auto due = m_active;
    due.insert(due.end(), m_queued.begin(), m_queued.end());
    for (const auto &task : due) {
        if (!task->deadline || *task->deadline > now)
            continue;
        task->deadline.reset();
        if (task->deadlineIsFatal) {
            breakDown({ErrorCode::Disconnected,
                       tr("The server stopped answering; the connection was given up."),
                       {},
                       tr("Check the network and the server, then try again.")});
            return;
        }
        task->expired(*this);
        std::erase(m_queued, task);
    }
    pump();
}

void Session::keepAlive()
{
    const bool heard = m_transport.bytesReceived() != m_bytesAtTick;
    m_bytesAtTick = m_transport.bytesReceived();
    char byte = 0;
    const bool waiting = ::recv(m_transport.socket(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
    m_silent = heard || waiting ? 0 : m_silent + 1;
    if (m_silent > m_alive.misses) {
        breakDown({ErrorCode::Disconnected,
                   tr("The server has not answered for %1 s; the connection counts as lost.")
                       .arg(m_alive.interval.count() * m_silent),
                   {},
                   tr("Check the network and the server; the next call connects again.")});
        return;
    }
    if (heard || m_writer.task || m_broken)
        return;
    // A keepalive that is written in part cannot be repeated (libssh2 builds it on its stack): only into free space.
    pollfd polled{m_transport.socket(), POLLOUT, 0};
    if (::poll(&polled, 1, 0) <= 0)
        return;
    int next = 0;
    if (libssh2_keepalive_send(handle(), &next) == LIBSSH2_ERROR_SOCKET_SEND)
        note(nullptr, 0, LIBSSH2_ERROR_SOCKET_SEND);
    pump();
}

bool Session::acquireOpener(const SessionTask *task)
{
    if (!m_opener)
        m_opener = task;
    return m_opener == task;
}

void Session::releaseOpener(const SessionTask *task)
{
    if (m_opener == task)
        m_opener = nullptr;
}

Session::Opening Session::openChannel(SessionTask &task, int number, bool isWanted, LIBSSH2_CHANNEL *&channel)
{
    if (!acquireOpener(&task))
        return isWanted ? Opening::Waiting : Opening::GivenUp;
    if (!task.deadlineIsFatal) {
        if (!isWanted) {
            releaseOpener(&task);
            return Opening::GivenUp;
        }
        task.deadline = Clock::now() + openLimit;
        task.deadlineIsFatal = true;
    }
    const long rc = attempt(&task, number, [&] {
        channel = libssh2_channel_open_session(handle());
        return channel ? 0 : libssh2_session_last_errno(handle());
    });
    if (rc == LIBSSH2_ERROR_EAGAIN || isBroken())
        return Opening::Waiting;
    releaseOpener(&task);
    task.deadlineIsFatal = false;
    task.deadline.reset();
    return channel ? Opening::Opened : Opening::Refused;
}

Error Session::refusal(const QString &what) const
{
    return {ErrorCode::PermissionDenied, what, lastError(),
            tr("Check MaxSessions in the server's sshd_config (10 or more), and that the login may run commands.")};
}

bool Session::closeChannel(const SessionTask *task, int closeNumber, int freeNumber, LIBSSH2_CHANNEL *&channel)
{
    if (attempt(task, closeNumber, [&] { return libssh2_channel_close(channel); }) == LIBSSH2_ERROR_EAGAIN)
        return false;
    if (attempt(task, freeNumber, [&] { return libssh2_channel_free(channel); }) == LIBSSH2_ERROR_EAGAIN)
        return false;
    channel = nullptr;
    return true;
}

void Session::abandonChannel(const SessionTask *task)
{
    if (++m_abandoned > maxAbandoned || m_writer.task == task)
        breakDown(
            {ErrorCode::Disconnected, tr("The server does not close channels; the connection was given up."), {}, {}});
}

void Session::note(const SessionTask *task, int number, long rc)
{
    if (rc == LIBSSH2_ERROR_EAGAIN) {
        const bool partial = libssh2_session_block_directions(handle()) & LIBSSH2_SESSION_BLOCK_OUTBOUND;
        m_writer = partial ? Writer{task, number} : Writer{};
        return;
    }
    m_writer = {};
    m_moved = true;
    if (!isFatal(rc) || m_broken)
        return;
    m_broken = Error{ErrorCode::Disconnected, tr("The connection to the server was lost."), lastError(),
                     tr("Whatever ran is to be looked at again; the next call connects again.")};
}

void Session::breakDown(const Error &error)
{
    if (m_broken)
        return;
    m_broken = error;
    if (!m_pumping)
        finishBroken();
}

void Session::finishBroken()
{
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    m_deadlines.stop();
    m_keepAlive.stop();
    const auto active = std::exchange(m_active, {});
    const auto queued = std::exchange(m_queued, {});
    if (m_lost)
        m_broken = std::exchange(m_lost,
                                 nullptr)(*m_broken); // first: who sees a task fail finds the connection marked as lost
    for (const auto &tasks : {std::cref(active), std::cref(queued)})
        for (const auto &task : tasks.get())
            task->abort(*m_broken);
}

QString Session::lastError() const
{
    char *text = nullptr;
    int length = 0;
    const int code = libssh2_session_last_error(handle(), &text, &length, 0);
    return QStringLiteral("libssh2 %1: %2").arg(code).arg(QString::fromUtf8(text, length));
}

} // namespace bouncepro
