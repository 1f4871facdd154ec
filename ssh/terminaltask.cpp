// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/terminaltask.h"

#include "ssh/random.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace bouncepro {

namespace {

enum Call { Open = 1, Pty, Request, Write, Resize, Read, CloseChannel, FreeChannel };

constexpr qsizetype queueBound = 256 * 1024; // before the server is held back
constexpr qsizetype portion = 64 * 1024;
constexpr int maxPortions = 4; // a turn
constexpr auto frameTime = std::chrono::milliseconds(16);
constexpr auto beginLimit = std::chrono::seconds(30);
constexpr auto closeLimit = std::chrono::seconds(5);
constexpr char terminalName[] = "xterm-256color";
// RFC 4254, 8: neither lines (ICANON, 51) nor echo (ECHO, 53) until the command was read.
constexpr char modes[] = "\x33\0\0\0\0\x35\0\0\0\0";
constexpr char execRequest[] = "/bin/sh -c 'IFS= read -r line; stty sane iutf8; eval \"$line\"'";
constexpr char endMark[] = "\x1b]5522;";

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

// Never with the nonce in one piece: what echoes it back is not taken for the end.
QByteArray lineOf(const Command &command, const QByteArray &nonce)
{
    const qsizetype half = nonce.size() / 2;
    return command.toShell().toUtf8() + "; printf '\\033]5522;%s%s;%s\\007' " + nonce.left(half) + ' ' +
           nonce.mid(half) + " \"$?\"\n";
}

} // namespace

TerminalTask::TerminalTask(const Command &command, std::shared_ptr<TerminalInput> input)
    : m_input(std::move(input)),
      m_nonce(randomHex(16)),
      m_toWrite(lineOf(command, m_nonce))
{
    deadline = Clock::now() + beginLimit; // for a free channel
    if (m_toWrite.count('\n') > 1)
        finish(fail(ErrorCode::Invalid, tr("A command for a terminal is one line.")));
}

bool TerminalTask::advance(Session &session)
{
    if (m_state == State::Waiting) {
        if (m_ended)
            return true;
        m_state = State::Opening;
    }
    if (m_state == State::Opening)
        open(session);
    repeat(session);
    if (m_state == State::Starting)
        begin(session);
    if (m_state == State::Running)
        run(session);
    if (m_state == State::Closing)
        close(session);
    return m_state == State::Over;
}

// Whatever stopped in the middle of a packet goes first, even when the task is to end.
void TerminalTask::repeat(Session &session)
{
    switch (session.unfinishedCall(this)) {
    case Pty:
    case Request:
        begin(session);
        break;
    case Write:
        write(session);
        break;
    case Resize:
        resize(session);
        break;
    case Read:
        read(session);
        break;
    default:
        break;
    }
}

void TerminalTask::open(Session &session)
{
    const auto opening = session.openChannel(*this, Open, !m_ended, m_channel);
    if (opening == Session::Opening::Waiting)
        return;
    if (opening != Session::Opening::Opened) {
        m_state = State::Over;
        if (opening == Session::Opening::Refused)
            finish(fail(session.refusal(tr("The server refused to open a channel for a terminal."))));
        return;
    }
    m_state = m_ended ? State::Closing : State::Starting;
    deadline = Clock::now() + (m_ended ? closeLimit : beginLimit);
    m_size = m_input->size();
}

void TerminalTask::begin(Session &session)
{
    const auto refused = [&](const QString &what, const QString &remedy) {
        finish(fail(ErrorCode::PermissionDenied, what, remedy, session.lastError()));
        m_state = State::Closing;
        deadline = Clock::now() + closeLimit;
    };
    if (!m_hasTerminal) {
        const long rc = session.attempt(this, Pty, [&] {
            return libssh2_channel_request_pty_ex(m_channel, terminalName, sizeof terminalName - 1, modes, sizeof modes,
                                                  m_size.width(), m_size.height(), 0, 0);
        });
        if (rc == LIBSSH2_ERROR_EAGAIN || session.isBroken())
            return;
        if (rc != 0 && !m_ended)
            return refused(tr("The server gives this login no terminal."),
                           tr("Check PermitTTY in its sshd_config, and no-pty or restrict in authorized_keys."));
        m_hasTerminal = true;
    }
    if (!m_ended || session.unfinishedCall(this) == Request) {
        const long rc = session.attempt(this, Request, [&] {
            return libssh2_channel_process_startup(m_channel, "exec", 4, execRequest, sizeof execRequest - 1);
        });
        if (rc == LIBSSH2_ERROR_EAGAIN || session.isBroken())
            return;
        if (rc != 0 && !m_ended)
            return refused(tr("The server refuses to run commands for this login."),
                           tr("Check ForceCommand and the login shell on the server."));
    }
    m_state = m_ended ? State::Closing : State::Running;
    deadline.reset();
    if (m_ended)
        deadline = Clock::now() + closeLimit;
}

void TerminalTask::run(Session &session)
{
    write(session);
    resize(session);
    const bool open = isHeldBack() || read(session);
    if (session.isBroken())
        return; // the session tells all its tasks
    if (!open)
        conclude();
    if (m_ended) {
        m_state = State::Closing;
        deadline = Clock::now() + closeLimit;
    }
}

void TerminalTask::write(Session &session)
{
    if (m_toWrite.isEmpty() && !m_ended)
        m_toWrite = m_input->take();
    while (!m_toWrite.isEmpty()) {
        if (m_ended && session.unfinishedCall(this) != Write)
            return;
        const long rc = session.attempt(this, Write, [&] {
            return libssh2_channel_write(m_channel, m_toWrite.constData(),
                                         size_t(std::min(portion / 2, m_toWrite.size())));
        });
        if (rc <= 0)
            return; // EAGAIN, or it reads no more, which its end tells
        m_toWrite.remove(0, rc);
    }
}

void TerminalTask::resize(Session &session)
{
    if (!m_newSize)
        m_newSize = m_input->takeSize();
    if (!m_newSize)
        return;
    const long rc = session.attempt(this, Resize, [&] {
        return libssh2_channel_request_pty_size_ex(m_channel, m_newSize->width(), m_newSize->height(), 0, 0);
    });
    if (rc != LIBSSH2_ERROR_EAGAIN)
        m_newSize.reset();
}

// False once it is at its end.
bool TerminalTask::read(Session &session)
{
    thread_local QByteArray buffer(portion, Qt::Uninitialized);
    for (int i = 0; i < maxPortions; ++i) {
        const long rc = session.attempt(
            this, Read, [&] { return libssh2_channel_read(m_channel, buffer.data(), size_t(buffer.size())); });
        if (rc <= 0)
            return rc == LIBSSH2_ERROR_EAGAIN || !libssh2_channel_eof(m_channel);
        if (m_ended)
            continue;
        m_tail = (m_tail + QByteArray::fromRawData(buffer.constData(), rc)).right(128);
        const std::lock_guard lock(m_mutex);
        m_pending.append(buffer.constData(), rc);
        m_changed.notify_all();
        if (m_pending.size() >= queueBound)
            return true;
    }
    return true;
}

void TerminalTask::conclude()
{
    if (m_ended)
        return;
    const QByteArray mark = endMark + m_nonce + ';';
    const qsizetype at = m_tail.lastIndexOf(mark);
    bool isNumber = false;
    const int code = m_tail.mid(at + mark.size()).chopped(1).toInt(&isNumber);
    if (at >= 0 && isNumber)
        finish(code);
    else
        finish(fail(ErrorCode::Protocol, tr("The terminal ended, and nothing tells how."),
                    tr("What ran in it may have been killed. Check the account's login shell and ForceCommand on the "
                       "server if this happens at once.")));
}

void TerminalTask::close(Session &session)
{
    if (session.unfinishedCall(this) != 0 && session.unfinishedCall(this) < CloseChannel)
        return;
    if (session.closeChannel(this, CloseChannel, FreeChannel, m_channel))
        m_state = State::Over;
}

void TerminalTask::abort(const Error &error)
{
    finish(fail(error));
    if (m_state == State::Starting || m_state == State::Running) {
        m_state = State::Closing;
        deadline = Clock::now() + closeLimit;
    }
}

void TerminalTask::expired(Session &session)
{
    if (m_state == State::Closing) {
        m_state = State::Over;
        return session.abandonChannel(this);
    }
    abort({ErrorCode::Timeout,
           m_state == State::Starting ? tr("The server did not open the terminal in time.")
                                      : tr("No channel became free in time."),
           {},
           tr("Too much runs on this connection or on the server at once; try again.")});
}

void TerminalTask::finish(Result<int> code)
{
    if (std::exchange(m_ended, true))
        return;
    const std::lock_guard lock(m_mutex);
    m_result = std::move(code);
    m_changed.notify_all();
}

bool TerminalTask::isHeldBack()
{
    const std::lock_guard lock(m_mutex);
    m_heldBack = !m_ended && m_pending.size() >= queueBound;
    return m_heldBack;
}

Result<int> TerminalTask::await(const RemoteHost::Sink &sink, const std::function<void()> &resume)
{
    auto nextBatch = Clock::now();
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_result || !m_pending.isEmpty(); });
        if (m_pending.isEmpty())
            return std::move(*m_result);
        m_changed.wait_until(lock, nextBatch, [this] { return m_result.has_value(); });
        const QByteArray batch = m_pending.left(portion);
        m_pending.remove(0, batch.size());
        const bool isFree = m_heldBack && m_pending.size() < queueBound;
        if (isFree)
            m_heldBack = false;
        lock.unlock();
        if (isFree)
            resume();
        sink(batch);
        nextBatch = Clock::now() + frameTime;
        lock.lock();
    }
}

} // namespace bouncepro
