// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/exectask.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

enum Call { Open = 1, Request, Write, ReadOut, ReadErr, CloseChannel, FreeChannel };

constexpr qint64 queueBound = 1024 * 1024; // of a stream, before the server is held back
constexpr qsizetype readPortion = 64 * 1024;
constexpr qsizetype readBudget = 512 * 1024; // a turn, so that a flood leaves room for the other channels
constexpr qsizetype writePortion = 32 * 1024;
constexpr auto frameTime = std::chrono::milliseconds(16);
constexpr auto beginLimit = std::chrono::seconds(30);
constexpr auto closeLimit = std::chrono::seconds(5);
constexpr char execRequest[] = "/bin/sh -s";

QString tr(const char *text)
{
    return QCoreApplication::translate("Exec", text);
}

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(double(time.count()) / 1000.0);
}

Error noise()
{
    return {ErrorCode::Protocol,
            tr("The login prints more than %1 MiB before every answer.").arg(FrameReader::maxNoise / 1024 / 1024),
            {},
            tr("Silence the login files on the server (~/.bashrc, ~/.profile, ~/.config/fish, /etc/profile) for "
               "sessions that are not interactive.")};
}

} // namespace

ExecTask::ExecTask(const Command &command, Kind kind)
    : m_command(command),
      m_kind(kind),
      m_toWrite(m_frame.script(command)),
      m_outFrame(m_frame),
      m_errFrame(m_frame)
{
    const auto limit = command.timeoutLimit();
    deadline = Clock::now() + (limit.count() > 0 ? limit : std::chrono::milliseconds(beginLimit)); // for a free channel
}

bool ExecTask::advance(Session &session)
{
    if (m_state == State::Waiting) {
        if (m_ended)
            return true;
        m_state = State::Opening;
    }
    if (m_state == State::Opening)
        open(session);
    // Whatever stopped in the middle of a packet goes first, even when the task is to end.
    switch (session.unfinishedCall(this)) {
    case Request:
        request(session);
        break;
    case Write:
        write(session);
        break;
    case ReadOut:
        read(session, 0);
        break;
    case ReadErr:
        read(session, SSH_EXTENDED_DATA_STDERR);
        break;
    default:
        break;
    }
    if (m_state == State::Running)
        run(session);
    if (m_state == State::Closing)
        close(session);
    return m_state == State::Over;
}

void ExecTask::open(Session &session)
{
    const auto opening = session.openChannel(*this, Open, !m_ended, m_channel);
    if (opening == Session::Opening::Waiting)
        return;
    if (opening != Session::Opening::Opened) {
        m_state = State::Over;
        if (opening == Session::Opening::Refused)
            finish(fail(session.refusal(tr("The server refused to open a channel for a command."))));
        return;
    }
    m_state = m_ended ? State::Closing : State::Running;
    if (m_ended) {
        deadline = Clock::now() + closeLimit;
        return;
    }
    const auto limit = m_command.timeoutLimit();
    deadline = Clock::now() + (m_kind == Kind::Run && limit.count() > 0
                                   ? std::min<std::chrono::milliseconds>(limit, beginLimit)
                                   : beginLimit);
    m_startedAt = Clock::now();
    const std::lock_guard lock(m_mutex);
    m_sent = true;
}

void ExecTask::run(Session &session)
{
    request(session);
    write(session);
    bool open = true;
    if (!isHeldBack()) {
        const bool outOpen = read(session, 0);
        const bool errOpen = read(session, SSH_EXTENDED_DATA_STDERR);
        open = outOpen || errOpen;
    }
    if (session.isBroken())
        return; // the session tells all its tasks
    if (m_outFrame.isDone() && m_errFrame.isDone()) {
        const auto code = m_outFrame.exitCode();
        finish(code ? Result<int>(*code) : fail(ErrorCode::Protocol, tr("The command's shell gave no exit code.")));
    } else if (!open) {
        conclude(session);
    }
    if (m_ended) {
        m_state = State::Closing;
        deadline = Clock::now() + closeLimit;
    }
}

void ExecTask::request(Session &session)
{
    if (m_requested)
        return;
    // EAGAIN: sent, and the reply is on its way; the script need not wait for it.
    const long rc = session.attempt(this, Request, [&] {
        return libssh2_channel_process_startup(m_channel, "exec", 4, execRequest, sizeof execRequest - 1);
    });
    if (rc == LIBSSH2_ERROR_EAGAIN || session.isBroken())
        return;
    m_requested = true;
    if (rc != 0 && !m_ended)
        finish(fail(ErrorCode::PermissionDenied, tr("The server refuses to run commands for this login."),
                    tr("Check ForceCommand and the login shell on the server."), session.lastError()));
}

void ExecTask::write(Session &session)
{
    const bool must = session.unfinishedCall(this) == Write;
    while (m_written < m_toWrite.size() && (must || !m_ended)) {
        const qsizetype portion = std::min(writePortion, m_toWrite.size() - m_written);
        const long rc = session.attempt(
            this, Write, [&] { return libssh2_channel_write(m_channel, m_toWrite.constData() + m_written, portion); });
        if (rc <= 0)
            return; // EAGAIN, or the command does not read any more, which its answer tells
        m_written += rc;
        if (m_ended)
            return;
    }
    if (!m_inputQueued && m_outFrame.hasBegun() && m_command.hasInput()) {
        m_inputQueued = true;
        m_toWrite = m_command.inputBytes().reveal();
        m_written = 0;
        if (!m_toWrite.isEmpty())
            write(session);
    }
}

// False once the stream is at its end.
bool ExecTask::read(Session &session, int stream)
{
    thread_local QByteArray buffer(readPortion, Qt::Uninitialized);
    const bool isOut = stream == 0;
    for (qsizetype total = 0; total < readBudget;) {
        const long rc = session.attempt(this, isOut ? ReadOut : ReadErr, [&] {
            return libssh2_channel_read_ex(m_channel, stream, buffer.data(), size_t(buffer.size()));
        });
        if (rc <= 0)
            return rc == LIBSSH2_ERROR_EAGAIN || !libssh2_channel_eof(m_channel);
        total += rc;
        if (m_ended)
            continue;
        const auto bytes = QByteArray::fromRawData(buffer.constData(), rc);
        isOut ? takeOut(bytes) : takeErr(bytes);
        heard();
        if (m_kind == Kind::Stream && isOut && isHeldBack())
            return true;
    }
    return true;
}

void ExecTask::takeOut(const QByteArray &bytes)
{
    const bool begun = m_outFrame.hasBegun();
    const QByteArray own = m_outFrame.take(bytes);
    if (m_outFrame.noiseBytes() > FrameReader::maxNoise) {
        finish(fail(noise()));
        return;
    }
    if (!begun && m_outFrame.hasBegun()) {
        deadline.reset();
        if (const auto limit = m_command.timeoutLimit(); limit.count() > 0)
            deadline = (m_kind == Kind::Run ? m_startedAt : Clock::now()) + limit;
    }
    if (own.isEmpty())
        return;
    if (m_kind == Kind::Stream) {
        const std::lock_guard lock(m_mutex);
        m_pending += own;
        m_changed.notify_all();
        return;
    }
    m_out += own;
    if (m_out.size() > m_command.outputLimit())
        finish(fail(ErrorCode::TooLarge, tr("The command printed more than %1 bytes.").arg(m_command.outputLimit())));
}

void ExecTask::takeErr(const QByteArray &bytes)
{
    m_err += m_errFrame.take(bytes);
    if (m_errFrame.noiseBytes() > FrameReader::maxNoise)
        finish(fail(noise()));
    else if (m_err.size() > m_command.outputLimit())
        finish(fail(ErrorCode::TooLarge,
                    tr("The command printed more than %1 bytes of error messages.").arg(m_command.outputLimit())));
}

void ExecTask::heard()
{
    if (m_kind == Kind::Stream && m_outFrame.hasBegun() && m_command.timeoutLimit().count() > 0 && !m_ended)
        deadline = Clock::now() + m_command.timeoutLimit();
}

// The channel is at its end, and no end mark came.
void ExecTask::conclude(Session &session)
{
    if (m_ended)
        return;
    char *signal = nullptr;
    libssh2_channel_get_exit_signal(m_channel, &signal, nullptr, nullptr, nullptr, nullptr, nullptr);
    const QString name = QString::fromLatin1(signal ? signal : "");
    libssh2_free(session.handle(), signal);
    const int status = libssh2_channel_get_exit_status(m_channel);
    if (!m_outFrame.hasBegun()) {
        const QByteArray came = m_outFrame.noise() + m_errFrame.noise();
        finish(fail(ErrorCode::Protocol, tr("The server did not answer as a shell."),
                    tr("Check the account's login shell and a ForceCommand on the server: /bin/sh -s must run there."),
                    came.isEmpty() ? tr("Nothing came; exit status %1.").arg(status) : printable(came)));
    } else if (!name.isEmpty() || status != 0) {
        finish(
            fail(ErrorCode::Protocol,
                 name.isEmpty() ? tr("The command's shell ended without an answer, with status %1.").arg(status)
                                : tr("The command's shell was ended by signal %1.").arg(name),
                 tr("Something on the server ended it: a full memory, a person, a shutdown. Look at the state again."),
                 printable(m_err)));
    } else {
        finish(fail(
            ErrorCode::Disconnected, tr("The server closed the channel while the command ran."),
            tr("Check ChannelTimeout in the server's sshd_config; what the command did is to be looked at again.")));
    }
}

void ExecTask::close(Session &session)
{
    if (session.unfinishedCall(this) != 0 && session.unfinishedCall(this) < CloseChannel)
        return;
    if (session.closeChannel(this, CloseChannel, FreeChannel, m_channel))
        m_state = State::Over;
}

void ExecTask::abort(const Error &error)
{
    if (!m_ended)
        finish(fail(error));
}

void ExecTask::expired(Session &session)
{
    if (m_state == State::Closing) {
        m_state = State::Over;
        session.abandonChannel(this);
        return;
    }
    const auto limit = m_command.timeoutLimit();
    if (m_state == State::Waiting || m_state == State::Opening)
        abort({ErrorCode::Timeout,
               tr("No channel became free within %1 s.").arg(seconds(limit)),
               {},
               tr("Too much runs on this connection at once; try again.")});
    else if (!m_outFrame.hasBegun() && (limit.count() == 0 || limit >= beginLimit))
        abort({ErrorCode::Timeout, tr("The server's shell did not answer within %1 s.").arg(seconds(beginLimit)),
               printable(m_outFrame.noise() + m_errFrame.noise()),
               tr("Check the account's login shell and login files on the server.")});
    else
        abort({ErrorCode::Timeout,
               m_kind == Kind::Run ? tr("The command did not end within %1 s; it was stopped.").arg(seconds(limit))
                                   : tr("The command printed nothing for %1 s; it was stopped.").arg(seconds(limit)),
               m_command.argv().value(0),
               tr("Check the load of the server; the command may have done part of its work.")});
}

void ExecTask::finish(Result<int> code)
{
    if (m_ended)
        return;
    m_ended = true;
    const std::lock_guard lock(m_mutex);
    if (code)
        m_result = Output{*code, std::move(m_out), std::move(m_err)};
    else
        m_result = fail(std::move(code.error()));
    m_changed.notify_all();
}

bool ExecTask::isHeldBack()
{
    if (m_kind == Kind::Run || m_ended)
        return false;
    const std::lock_guard lock(m_mutex);
    m_heldBack = m_pending.size() >= queueBound;
    if (m_heldBack)
        deadline.reset(); // it is we who are slow
    return m_heldBack;
}

bool ExecTask::wasSent() const
{
    const std::lock_guard lock(m_mutex);
    return m_sent;
}

Result<Output> ExecTask::await(const RemoteHost::Sink *sink, const std::function<void()> &resume)
{
    auto nextBatch = Clock::now();
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_result || !m_pending.isEmpty(); });
        if (sink)
            m_changed.wait_until(lock, nextBatch, [this] { return m_result.has_value(); });
        const QByteArray batch = std::exchange(m_pending, {});
        const bool wasHeldBack = std::exchange(m_heldBack, false);
        if (batch.isEmpty())
            return std::move(*m_result);
        lock.unlock();
        if (wasHeldBack)
            resume();
        (*sink)(batch);
        nextBatch = Clock::now() + frameTime;
        lock.lock();
    }
}

} // namespace bouncepro
