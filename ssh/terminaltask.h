#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/command.h"
#include "ssh/session.h"
#include "ssh/terminal.h"

#include <condition_variable>
#include <mutex>

namespace bouncepro {

/// One command with a pseudo terminal of its own on one channel. The exec request is a constant here, too: its shell
/// reads the command as one line from the terminal, which does not echo until then, and prints the exit code behind a
/// nonce at the end, as a control sequence that no terminal shows.
class TerminalTask : public SessionTask
{
public:
    TerminalTask(const Command &command, std::shared_ptr<TerminalInput> input);

    bool advance(Session &session) override;
    void abort(const Error &error) override;
    void expired(Session &session) override;

    /// Worker: waits for the end and hands what is printed to the sink, at most 64 KB a frame; resume wakes the session
    /// again after it was held back.
    Result<int> await(const RemoteHost::Sink &sink, const std::function<void()> &resume);

private:
    enum class State { Waiting, Opening, Starting, Running, Closing, Over };
    void open(Session &session);
    void begin(Session &session);
    void run(Session &session);
    void write(Session &session);
    void resize(Session &session);
    bool read(Session &session);
    void repeat(Session &session);
    void conclude();
    void close(Session &session);
    void finish(Result<int> code);
    bool isHeldBack();

    const std::shared_ptr<TerminalInput> m_input;
    const QByteArray m_nonce;

    // The session's thread.
    State m_state = State::Waiting;
    LIBSSH2_CHANNEL *m_channel = nullptr;
    bool m_hasTerminal = false;
    QByteArray m_toWrite; // the command's line at first
    QSize m_size;
    std::optional<QSize> m_newSize;
    QByteArray m_tail; // of what was printed
    bool m_ended = false;

    // Guarded.
    std::mutex m_mutex;
    std::condition_variable m_changed;
    QByteArray m_pending;
    std::optional<Result<int>> m_result;
    bool m_heldBack = false;
};

} // namespace bouncepro
