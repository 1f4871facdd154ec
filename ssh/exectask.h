#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/frame.h"
#include "ssh/session.h"

#include <condition_variable>
#include <mutex>

namespace bouncepro {

/// One framed command on one channel. The exec request, the script and the wait for its answer overlap: the first
/// byte of the answer comes two round trips after the start.
class ExecTask : public SessionTask
{
public:
    enum class Kind { Run, Stream };
    ExecTask(const Command &command, Kind kind);

    bool advance(Session &session) override;
    void abort(const Error &error) override;
    void expired(Session &session) override;

    /// Worker: waits for the end and hands batches of a stream to the sink; resume wakes the session again after it
    /// was held back.
    Result<Output> await(const RemoteHost::Sink *sink, const std::function<void()> &resume);
    /// Whether anything may have reached the server; false means that it is safe to try again.
    bool wasSent() const;

private:
    enum class State { Waiting, Opening, Running, Closing, Over };
    void open(Session &session);
    void run(Session &session);
    void request(Session &session);
    void write(Session &session);
    bool read(Session &session, int stream);
    void takeOut(const QByteArray &bytes);
    void takeErr(const QByteArray &bytes);
    void conclude(Session &session);
    void close(Session &session);
    void finish(Result<int> code);
    bool isHeldBack();
    void heard();

    const Command m_command;
    const Kind m_kind;
    const Frame m_frame = Frame::create();

    // The session's thread.
    State m_state = State::Waiting;
    LIBSSH2_CHANNEL *m_channel = nullptr;
    Clock::time_point m_startedAt;
    bool m_requested = false;
    bool m_inputQueued = false;
    QByteArray m_toWrite;
    qsizetype m_written = 0;
    FrameReader m_outFrame;
    FrameReader m_errFrame;
    bool m_ended = false; // a result stands; what still arrives is dropped
    QByteArray m_out;
    QByteArray m_err;

    // Guarded.
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    QByteArray m_pending;
    std::optional<Result<Output>> m_result;
    bool m_heldBack = false;
    bool m_sent = false;
};

} // namespace bouncepro
