// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/tunneltask.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace bouncepro {

namespace {
enum Call { Open = 1, Write, Read, SendEof, CloseChannel, FreeChannel };
constexpr qsizetype portion = 64 * 1024;
constexpr int maxPortions = 16;                      // a turn
constexpr auto openLimit = std::chrono::seconds(30); // the server connects to the target meanwhile
constexpr auto closeLimit = std::chrono::seconds(5);

QString tr(const char *text)
{
    return QCoreApplication::translate("Forward", text);
}

// libssh2 keeps of the server's reason (RFC 4254, 5.1) nothing but its own words.
Error refusal(const QString &words)
{
    if (words.contains(QLatin1String("prohibited")))
        return {ErrorCode::PermissionDenied, tr("It does not allow connections to be forwarded there."), words,
                tr("Let its administrator allow it (AllowTcpForwarding, PermitOpen, restrict in authorized_keys).")};
    if (words.contains(QLatin1String("connect failed")))
        return {ErrorCode::Unreachable, tr("It cannot reach that address: refused, unknown, or no route."), words,
                tr("Check the address and the port as they are seen from there, and that sshd runs there.")};
    return {ErrorCode::Unreachable, tr("It did not open the connection."), words,
            tr("Look into its log of sshd for the reason.")};
}
} // namespace

TunnelTask::TunnelTask(Session &session, int socket, const QString &host, int port, Opened opened)
    : m_socket(socket),
      m_host(host.toUtf8()),
      m_port(port),
      m_opened(std::move(opened)),
      m_readable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read)),
      m_writable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Write))
{
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    QObject::connect(m_readable.get(), &QSocketNotifier::activated, &session, &Session::pump);
    QObject::connect(m_writable.get(), &QSocketNotifier::activated, &session, &Session::pump);
    deadline = Clock::now() + openLimit;
}

TunnelTask::~TunnelTask()
{
    release();
}

void TunnelTask::release()
{
    // Later: this may be the answer to one of their signals.
    for (auto *notifier : {m_readable.release(), m_writable.release()}) {
        if (!notifier)
            continue;
        notifier->setEnabled(false);
        notifier->deleteLater();
    }
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
}

void TunnelTask::tell(const std::optional<Error> &error)
{
    if (m_opened)
        std::exchange(m_opened, nullptr)(error);
}

bool TunnelTask::advance(Session &session)
{
    if (m_state == State::Opening)
        open(session);
    if (m_state == State::Moving) {
        bool moved = true;
        for (int i = 0; i < maxPortions && moved && m_state == State::Moving; ++i) {
            moved = toServer(session);
            moved = toClient(session) || moved;
        }
        const bool over = m_clientEnded && m_eofSent && m_serverEnded && m_shutDown;
        if (!session.isBroken() && (over || m_aborted)) {
            m_state = State::Closing;
            deadline = Clock::now() + closeLimit;
        } else {
            arm();
        }
    }
    if (m_state == State::Closing) {
        // A packet that was begun is finished first.
        if (session.unfinishedCall(this) == Write)
            toServer(session);
        if (session.unfinishedCall(this) == Read)
            toClient(session);
        close(session);
    }
    return m_state == State::Over;
}

void TunnelTask::open(Session &session)
{
    if (!session.acquireOpener(this)) {
        if (m_aborted)
            m_state = State::Over;
        return;
    }
    const long rc = session.attempt(this, Open, [&] {
        m_channel = libssh2_channel_direct_tcpip_ex(session.handle(), m_host.constData(), m_port, "127.0.0.1", 0);
        return m_channel ? 0 : libssh2_session_last_errno(session.handle());
    });
    if (rc == LIBSSH2_ERROR_EAGAIN || session.isBroken())
        return;
    session.releaseOpener(this);
    deadline.reset();
    if (!m_channel) {
        tell(refusal(session.lastError()));
        release(); // refused: the client sees its connection closed
        m_state = State::Over;
        return;
    }
    m_state = State::Moving;
    tell(std::nullopt);
}

// True when something moved.
bool TunnelTask::toServer(Session &session)
{
    if (m_up.isEmpty() && !m_clientEnded) {
        QByteArray bytes(portion, Qt::Uninitialized);
        const ssize_t n = ::recv(m_socket, bytes.data(), size_t(bytes.size()), 0);
        if (n > 0)
            m_up = bytes.left(n);
        else if (n == 0 || (errno != EAGAIN && errno != EINTR))
            m_clientEnded = true;
    }
    if (!m_up.isEmpty()) {
        const long rc = session.attempt(
            this, Write, [&] { return libssh2_channel_write(m_channel, m_up.constData(), size_t(m_up.size())); });
        if (rc > 0)
            m_up.remove(0, rc);
        else if (rc < 0 && rc != LIBSSH2_ERROR_EAGAIN)
            m_up.clear(), m_clientEnded = true; // the server takes no more
        return rc > 0;
    }
    if (m_clientEnded && !m_eofSent) {
        const long rc = session.attempt(this, SendEof, [&] { return libssh2_channel_send_eof(m_channel); });
        m_eofSent = rc != LIBSSH2_ERROR_EAGAIN;
    }
    return false;
}

bool TunnelTask::toClient(Session &session)
{
    bool moved = false;
    if (m_down.isEmpty() && !m_serverEnded) {
        QByteArray bytes(portion, Qt::Uninitialized);
        const long rc = session.attempt(
            this, Read, [&] { return libssh2_channel_read(m_channel, bytes.data(), size_t(bytes.size())); });
        if (session.isBroken())
            return false; // abort() follows, once it is known why
        if (rc > 0) {
            m_down = bytes.left(rc);
            moved = true;
        } else if (rc != LIBSSH2_ERROR_EAGAIN) {
            m_serverEnded = rc < 0 || libssh2_channel_eof(m_channel);
        }
    }
    if (!m_down.isEmpty() && m_socket >= 0) {
        const ssize_t n = ::send(m_socket, m_down.constData(), size_t(m_down.size()), MSG_NOSIGNAL);
        if (n > 0) {
            m_down.remove(0, n);
            moved = true;
        } else if (n < 0 && errno != EAGAIN && errno != EINTR) {
            m_aborted = true; // the client is gone
        }
    }
    if (m_serverEnded && m_down.isEmpty() && !m_shutDown) {
        ::shutdown(m_socket, SHUT_WR);
        m_shutDown = true;
    }
    return moved;
}

void TunnelTask::arm()
{
    if (!m_readable)
        return;
    m_readable->setEnabled(m_up.isEmpty() && !m_clientEnded);
    m_writable->setEnabled(!m_down.isEmpty());
}

void TunnelTask::close(Session &session)
{
    release();
    if (session.unfinishedCall(this) == SendEof &&
        session.attempt(this, SendEof, [&] { return libssh2_channel_send_eof(m_channel); }) == LIBSSH2_ERROR_EAGAIN)
        return;
    if (session.closeChannel(this, CloseChannel, FreeChannel, m_channel))
        m_state = State::Over;
}

void TunnelTask::abort(const Error &error)
{
    tell(error);
    m_aborted = true;
    if (m_readable)
        m_readable->setEnabled(false);
    if (m_writable)
        m_writable->setEnabled(false);
    if (m_socket >= 0)
        ::shutdown(m_socket, SHUT_RDWR); // the client learns it at once; the number stays ours until the end
}

void TunnelTask::expired(Session &session)
{
    if (m_state == State::Opening)
        return abort({ErrorCode::Timeout,
                      tr("It did not open the connection in time."),
                      {},
                      {}}); // the answer to the opening is still to be read
    m_state = State::Over;
    session.abandonChannel(this);
}

} // namespace bouncepro
