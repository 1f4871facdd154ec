#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/session.h"

#include <QPointer>

class QSocketNotifier;

namespace bouncepro {

/// One forwarded connection: a local socket and a direct-tcpip channel, with back-pressure both ways: neither side is
/// read while the other does not take what was read before. All of it on the session's thread.
class TunnelTask : public SessionTask
{
public:
    /// Called once, on the session's thread: with no error when the server has connected to the target.
    using Opened = std::function<void(const std::optional<Error> &)>;
    /// Takes the connected, non-blocking local socket over.
    TunnelTask(Session &session, int socket, const QString &host, int port, Opened opened = {});
    ~TunnelTask() override;

    bool advance(Session &session) override;
    void abort(const Error &error) override;
    void expired(Session &session) override;
    bool takesSlot() const override { return false; } // sshd does not count them among its sessions

private:
    enum class State { Opening, Moving, Closing, Over };
    void open(Session &session);
    bool toServer(Session &session);
    bool toClient(Session &session);
    void close(Session &session);
    void arm();
    void release();
    void tell(const std::optional<Error> &error);

    State m_state = State::Opening;
    int m_socket;
    const QByteArray m_host;
    const int m_port;
    Opened m_opened;
    LIBSSH2_CHANNEL *m_channel = nullptr;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    QByteArray m_up;            // read from the client, not yet taken by the channel
    QByteArray m_down;          // read from the channel, not yet taken by the client
    bool m_clientEnded = false; // it sends no more
    bool m_eofSent = false;
    bool m_serverEnded = false;
    bool m_shutDown = false;
    bool m_aborted = false;
};

} // namespace bouncepro
