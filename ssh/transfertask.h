#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/session.h"

#include <libssh2_sftp.h>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace bouncepro {

/// One file over SFTP, on a channel of its own. The session's thread moves the bytes between the network and a bounded
/// queue; the worker moves them between the queue and its disk, so that neither waits for the other's device.
class TransferTask : public SessionTask
{
public:
    enum class Direction { Download, Upload };
    /// An upload makes a new file, for its owner alone.
    TransferTask(Direction direction, const QString &remotePath);

    bool advance(Session &session) override;
    void abort(const Error &error) override;
    void expired(Session &session) override;

    // The worker's side. wake lets the session go on.
    /// The next bytes of a download; empty at its end. A used buffer may be given back to be filled again.
    Result<QByteArray> take(const std::function<void()> &wake, QByteArray used = {});
    /// The next bytes of an upload; false once it has ended, which finish() explains.
    bool give(QByteArray bytes, const std::function<void()> &wake);
    /// No more bytes come: waits until the server has them all.
    Result<void> finish(const std::function<void()> &wake);
    /// Size of the remote file of a download; -1 while it is not known.
    qint64 size() const;
    bool wasSent() const;

private:
    enum class State { Waiting, Starting, Opening, Asking, Moving, Closing, Over };
    void start(Session &session);
    void open(Session &session);
    void ask(Session &session);
    void receive(Session &session);
    void send(Session &session);
    void close(Session &session);
    void end(std::optional<Error> error);
    void fail(Session &session, long rc);
    void moved();

    const Direction m_direction;
    const QByteArray m_path;

    // The session's thread.
    State m_state = State::Waiting;
    LIBSSH2_SFTP *m_sftp = nullptr;
    LIBSSH2_SFTP_HANDLE *m_file = nullptr;
    LIBSSH2_SFTP_ATTRIBUTES m_attributes{};
    QByteArray m_portion;   // being received, or being sent
    qsizetype m_filled = 0; // bytes of it that are received, or sent
    bool m_ended = false;

    // Guarded.
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QByteArray> m_queue;
    std::deque<QByteArray> m_spare; // buffers to fill again: fresh pages cost as much as a read
    qint64 m_queued = 0;
    bool m_heldBack = false;
    bool m_inputEnds = false;
    bool m_done = false;
    bool m_sent = false;
    qint64 m_size = -1;
    std::optional<Error> m_error;
};

} // namespace bouncepro
