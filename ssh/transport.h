#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"

#include <QByteArray>

#include <libssh2.h>

#include <chrono>
#include <memory>
#include <stop_token>
#include <vector>

namespace bouncepro {

struct AliveSettings
{
    std::chrono::seconds interval{15};
    int misses = 3; ///< intervals without a byte from the server before the connection counts as lost
};

/// A socket with libssh2's session over it, owned by one thread at a time: the worker that connects, then the
/// connection's I/O thread.
class Transport
{
public:
    /// Takes a connected, non-blocking socket.
    static Result<Transport> create(int socket);
    Transport(Transport &&) noexcept = default;
    Transport &operator=(Transport &&) noexcept = default;
    ~Transport() = default;

    LIBSSH2_SESSION *session() const { return m_state->session; }
    int socket() const { return m_state->socket; }
    /// The first bytes that the server sent, in the clear: banner lines and the offer of algorithms.
    const QByteArray &firstBytes() const { return m_state->first; }
    qint64 bytesReceived() const { return m_state->received; }
    /// The server closed the connection.
    bool isAtEnd() const { return m_state->atEnd; }
    /// What the present call is about, for libssh2's callbacks, which know the session's abstract pointer alone.
    void setContext(void *context) { m_state->context = context; }
    static void *contextOf(void **abstract) { return static_cast<State *>(*abstract)->context; }
    /// Waits a little for the server's closing of the connection, with nothing more to be read.
    bool hasPeerClosed(std::chrono::milliseconds wait) const;

    /// Repeats a libssh2 call of the connecting worker until it does not answer EAGAIN; waits on the socket in
    /// between. Answers LIBSSH2_ERROR_TIMEOUT after the limit and, when stop is requested, stopped.
    template <class Call>
    long complete(std::chrono::milliseconds limit, const std::stop_token &stop, Call call)
    {
        const auto deadline = std::chrono::steady_clock::now() + limit;
        for (;;) {
            const long rc = call();
            if (rc != LIBSSH2_ERROR_EAGAIN)
                return rc;
            if (const int waited = wait(deadline, stop); waited != 0)
                return waited;
        }
    }
    static constexpr int stopped = -1000;

private:
    struct State
    {
        int socket = -1;
        LIBSSH2_SESSION *session = nullptr;
        QByteArray first;
        qint64 received = 0;
        std::vector<char> ahead; // read from the socket at once, libssh2 takes it in its own small portions
        size_t taken = 0, filled = 0;
        bool atEnd = false;
        void *context = nullptr;
        ~State();
    };
    explicit Transport(std::unique_ptr<State> state) : m_state(std::move(state)) {}
    static ssize_t receive(libssh2_socket_t socket, void *buffer, size_t length, int flags, void **abstract);
    int wait(std::chrono::steady_clock::time_point deadline, const std::stop_token &stop);
    std::unique_ptr<State> m_state;
};

/// Waits until the socket is ready for one of poll(2)'s events; 0, LIBSSH2_ERROR_TIMEOUT or Transport::stopped.
int waitForSocket(int socket, short events, std::chrono::steady_clock::time_point deadline,
                  const std::stop_token &stop);

/// Connects to a name or address: each address in turn, each with the time limit. Answers a non-blocking socket.
/// Errors: Unreachable (says which: name, port, route, time), Cancelled.
Result<int> connectSocket(const QString &host, int port, std::chrono::milliseconds limit, const std::stop_token &stop);

} // namespace bouncepro
