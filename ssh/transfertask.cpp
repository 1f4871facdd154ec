// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/transfertask.h"

#include <QCoreApplication>
#include <QFile>

namespace bouncepro {

namespace {

enum Call { Start = 1, OpenFile, Ask, Read, Write, CloseFile, Shutdown };

constexpr qsizetype portion = 512 * 1024; // measured: half of it costs a tenth of the speed
constexpr qint64 queueBound = 4 * 1024 * 1024;
constexpr qint64 turnBound = 2 * 1024 * 1024; // then the other channels have their turn
constexpr auto openLimit = std::chrono::seconds(15);
constexpr auto silenceLimit = std::chrono::seconds(60);
constexpr auto closeLimit = std::chrono::seconds(5);

QString tr(const char *text)
{
    return QCoreApplication::translate("Transfer", text);
}

} // namespace

TransferTask::TransferTask(Direction direction, const QString &remotePath)
    : m_direction(direction),
      m_path(remotePath.toUtf8())
{
    deadline = Clock::now() + silenceLimit; // for a free channel
}

bool TransferTask::advance(Session &session)
{
    if (m_state == State::Waiting)
        m_state = m_ended ? State::Over : State::Starting;
    if (m_state == State::Starting)
        start(session);
    // A call that stopped in the middle of a packet is repeated, even when the transfer is to end.
    const int unfinished = session.unfinishedCall(this);
    if (m_state == State::Opening || unfinished == OpenFile)
        open(session);
    if (m_state == State::Asking || unfinished == Ask)
        ask(session);
    if (m_state == State::Moving || unfinished == Read || unfinished == Write)
        m_direction == Direction::Download ? receive(session) : send(session);
    if (m_ended && !session.isBroken() && m_state != State::Starting && m_state != State::Over) {
        if (m_state != State::Closing)
            deadline = Clock::now() + closeLimit;
        m_state = State::Closing;
        close(session);
    }
    return m_state == State::Over;
}

void TransferTask::start(Session &session)
{
    if (!session.acquireOpener(this)) {
        if (m_ended)
            m_state = State::Over;
        return;
    }
    if (!deadlineIsFatal) {
        deadline = Clock::now() + openLimit;
        deadlineIsFatal = true;
        const std::lock_guard lock(m_mutex);
        m_sent = true;
    }
    const long rc = session.attempt(this, Start, [&] {
        m_sftp = libssh2_sftp_init(session.handle());
        return m_sftp ? 0 : libssh2_session_last_errno(session.handle());
    });
    if (rc == LIBSSH2_ERROR_EAGAIN || session.isBroken())
        return;
    session.releaseOpener(this);
    deadlineIsFatal = false;
    if (!m_sftp) {
        m_state = State::Over;
        end(Error{ErrorCode::Missing, tr("The server offers no file transfer (SFTP)."), session.lastError(),
                  tr("Enable `Subsystem sftp` in the server's sshd_config (Debian: openssh-sftp-server).")});
        return;
    }
    m_state = State::Opening;
    moved();
}

void TransferTask::open(Session &session)
{
    if (m_file || m_ended)
        return;
    const bool down = m_direction == Direction::Download;
    const unsigned long flags = down ? LIBSSH2_FXF_READ : LIBSSH2_FXF_WRITE | LIBSSH2_FXF_CREAT | LIBSSH2_FXF_EXCL;
    const long rc = session.attempt(this, OpenFile, [&] {
        m_file = libssh2_sftp_open_ex(m_sftp, m_path.constData(), unsigned(m_path.size()), flags, 0600,
                                      LIBSSH2_SFTP_OPENFILE);
        return m_file ? 0 : libssh2_session_last_errno(session.handle());
    });
    if (rc == LIBSSH2_ERROR_EAGAIN)
        return;
    if (!m_file)
        return fail(session, rc);
    m_state = down ? State::Asking : State::Moving;
    moved();
}

void TransferTask::ask(Session &session)
{
    const long rc = session.attempt(this, Ask, [&] { return libssh2_sftp_fstat_ex(m_file, &m_attributes, 0); });
    if (rc == LIBSSH2_ERROR_EAGAIN || m_ended)
        return;
    if (rc != 0)
        return fail(session, rc);
    if ((m_attributes.flags & LIBSSH2_SFTP_ATTR_PERMISSIONS) && !LIBSSH2_SFTP_S_ISREG(m_attributes.permissions))
        return end(Error{
            ErrorCode::Invalid, tr("%1 is no ordinary file on the server.").arg(QString::fromUtf8(m_path)), {}, {}});
    m_state = State::Moving;
    const std::lock_guard lock(m_mutex);
    if (m_attributes.flags & LIBSSH2_SFTP_ATTR_SIZE)
        m_size = qint64(m_attributes.filesize);
}

void TransferTask::receive(Session &session)
{
    for (qint64 total = 0; total < turnBound;) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_portion.isEmpty() && !m_spare.empty()) {
                m_portion = std::move(m_spare.front());
                m_spare.pop_front();
                m_filled = 0;
            }
            m_heldBack = m_queued >= queueBound && session.unfinishedCall(this) == 0;
            if (m_heldBack) {
                deadline.reset(); // it is we who are slow
                return;
            }
        }
        if (m_portion.isEmpty())
            m_filled = 0;
        m_portion.resize(2 * portion);
        const long rc = session.attempt(
            this, Read, [&] { return libssh2_sftp_read(m_file, m_portion.data() + m_filled, size_t(portion)); });
        const bool more = rc > 0;
        if (more) {
            m_filled += rc;
            total += rc;
            moved();
        }
        // Hand on what is whole; the rest when the network pauses.
        if (m_filled >= portion || (!more && m_filled > 0)) {
            m_portion.resize(m_filled);
            const std::lock_guard lock(m_mutex);
            m_queued += m_portion.size();
            m_queue.push_back(std::exchange(m_portion, {}));
            m_filled = 0;
            m_changed.notify_all();
        }
        if (rc == LIBSSH2_ERROR_EAGAIN || m_ended)
            return;
        if (rc == 0)
            return end({});
        if (rc < 0)
            return fail(session, rc);
    }
}

void TransferTask::send(Session &session)
{
    for (qint64 total = 0; total < turnBound;) {
        if (m_filled == m_portion.size()) {
            const std::lock_guard lock(m_mutex);
            m_portion.clear();
            m_filled = 0;
            if (m_queue.empty()) {
                if (m_inputEnds && !m_ended)
                    break;
                deadline.reset(); // it is our own disk that is slow
                return;
            }
            m_portion = std::move(m_queue.front());
            m_queue.pop_front();
            m_queued -= m_portion.size();
            m_changed.notify_all();
        }
        const long rc = session.attempt(this, Write, [&] {
            return libssh2_sftp_write(m_file, m_portion.constData() + m_filled, size_t(m_portion.size() - m_filled));
        });
        if (rc == LIBSSH2_ERROR_EAGAIN || m_ended)
            return;
        if (rc < 0)
            return fail(session, rc);
        m_filled += rc;
        total += rc;
        moved();
    }
    const std::lock_guard lock(m_mutex);
    if (m_inputEnds && m_queue.empty() && m_filled == m_portion.size())
        m_ended = true; // its success is told after the file is closed
}

void TransferTask::fail(Session &session, long rc)
{
    if (session.isBroken())
        return; // the session tells all its tasks
    const QString path = QString::fromUtf8(m_path);
    const unsigned long status = rc == LIBSSH2_ERROR_SFTP_PROTOCOL ? libssh2_sftp_last_error(m_sftp) : 0;
    const QString detail = tr("%1, SFTP status %2").arg(session.lastError()).arg(status);
    switch (status) {
    case LIBSSH2_FX_NO_SUCH_FILE:
    case LIBSSH2_FX_NO_SUCH_PATH:
        return end(Error{ErrorCode::NotFound, tr("%1 does not exist on the server.").arg(path), detail,
                         tr("Check the path.")});
    case LIBSSH2_FX_PERMISSION_DENIED:
    case LIBSSH2_FX_WRITE_PROTECT:
        return end(Error{ErrorCode::PermissionDenied, tr("The login may not open %1 on the server.").arg(path), detail,
                         tr("Check owner and mode of the file and its folder.")});
    default:
        break;
    }
    // OpenSSH has no status of its own for a full disk: what fails while writing is one, as good as always.
    if (m_direction == Direction::Upload && m_state == State::Moving)
        return end(Error{ErrorCode::NoSpace,
                         tr("The server could not write %1: its disk is full, or a quota is used up.").arg(path),
                         detail, tr("Free some space there (`df -h`; `docker system df`), then try again.")});
    end(Error{ErrorCode::Protocol, tr("The transfer of %1 failed.").arg(path), detail, tr("Try again.")});
}

void TransferTask::close(Session &session)
{
    if (const int unfinished = session.unfinishedCall(this); unfinished != 0 && unfinished < CloseFile)
        return;
    if (m_file) {
        const long rc = session.attempt(this, CloseFile, [&] { return libssh2_sftp_close_handle(m_file); });
        if (rc == LIBSSH2_ERROR_EAGAIN)
            return;
        m_file = nullptr;
        if (rc != 0)
            fail(session, rc);
    }
    end({}); // unless an error stands
    if (session.attempt(this, Shutdown, [&] { return libssh2_sftp_shutdown(m_sftp); }) == LIBSSH2_ERROR_EAGAIN)
        return;
    m_sftp = nullptr;
    m_state = State::Over;
}

void TransferTask::moved()
{
    if (!m_ended)
        deadline = Clock::now() + silenceLimit;
}

void TransferTask::end(std::optional<Error> error)
{
    m_ended = true;
    const std::lock_guard lock(m_mutex);
    if (m_done)
        return;
    m_done = true;
    m_error = std::move(error);
    m_changed.notify_all();
}

void TransferTask::abort(const Error &error)
{
    end(error);
}

void TransferTask::expired(Session &session)
{
    if (m_state == State::Closing) {
        m_state = State::Over;
        session.abandonChannel(this);
        return;
    }
    end(Error{ErrorCode::Timeout,
              tr("The transfer of %1 has not moved for %2 s.").arg(QString::fromUtf8(m_path)).arg(silenceLimit.count()),
              {},
              tr("Check the network and the load of the server, then try again.")});
}

Result<QByteArray> TransferTask::take(const std::function<void()> &wake, QByteArray used)
{
    std::unique_lock lock(m_mutex);
    if (!used.isEmpty())
        m_spare.push_back(std::move(used));
    m_changed.wait(lock, [this] { return m_done || !m_queue.empty(); });
    if (m_error)
        return bouncepro::fail(*m_error);
    if (m_queue.empty())
        return QByteArray();
    QByteArray bytes = std::move(m_queue.front());
    m_queue.pop_front();
    m_queued -= bytes.size();
    const bool resume = m_heldBack && m_queued < queueBound / 2;
    if (resume)
        m_heldBack = false;
    lock.unlock();
    if (resume)
        wake();
    return bytes;
}

bool TransferTask::give(QByteArray bytes, const std::function<void()> &wake)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_done || m_queued < queueBound; });
    if (m_done)
        return false;
    m_queued += bytes.size();
    m_queue.push_back(std::move(bytes));
    lock.unlock();
    wake();
    return true;
}

Result<void> TransferTask::finish(const std::function<void()> &wake)
{
    std::unique_lock lock(m_mutex);
    m_inputEnds = true;
    lock.unlock();
    wake();
    lock.lock();
    m_changed.wait(lock, [this] { return m_done; });
    if (m_error)
        return bouncepro::fail(*m_error);
    return {};
}

qint64 TransferTask::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_size;
}

bool TransferTask::wasSent() const
{
    const std::lock_guard lock(m_mutex);
    return m_sent;
}

} // namespace bouncepro
