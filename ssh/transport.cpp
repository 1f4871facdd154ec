// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/transport.h"

#include <QCoreApplication>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>

namespace bouncepro {

namespace {
constexpr qsizetype keptFirstBytes = 8192;
constexpr size_t readAhead = 128 * 1024;
} // namespace

Transport::State::~State()
{
    if (session) {
        // Against a dead peer libssh2 may want to go on for ever; a little memory is lost then, not a thread.
        if (socket >= 0)
            ::shutdown(socket, SHUT_RDWR);
        for (int i = 0; i < 100 && libssh2_session_free(session) == LIBSSH2_ERROR_EAGAIN; ++i) {
        }
    }
    if (socket >= 0)
        ::close(socket);
}

Result<Transport> Transport::create(int socket)
{
    static std::once_flag once;
    std::call_once(once, [] { libssh2_init(0); });
    auto state = std::make_unique<State>();
    state->socket = socket;
    state->session = libssh2_session_init_ex(nullptr, nullptr, nullptr, state.get());
    if (!state->session)
        return fail(ErrorCode::Internal, QCoreApplication::translate("Transport", "libssh2 could not be started."));
    libssh2_session_set_blocking(state->session, 0);
    libssh2_session_callback_set(state->session, LIBSSH2_CALLBACK_RECV, reinterpret_cast<void *>(&Transport::receive));
    return Transport(std::move(state));
}

ssize_t Transport::receive(libssh2_socket_t socket, void *buffer, size_t length, int flags, void **abstract)
{
    auto *state = static_cast<State *>(*abstract);
    if (state->taken == state->filled) {
        state->ahead.resize(readAhead);
        const ssize_t count = ::recv(socket, state->ahead.data(), readAhead, flags | MSG_NOSIGNAL);
        if (count < 0)
            return -errno;
        if (count == 0)
            state->atEnd = true;
        state->taken = 0;
        state->filled = size_t(count);
    }
    const auto count = ssize_t(std::min(length, state->filled - state->taken));
    std::memcpy(buffer, state->ahead.data() + state->taken, size_t(count));
    state->taken += size_t(count);
    state->received += count;
    if (state->first.size() < keptFirstBytes)
        state->first.append(static_cast<const char *>(buffer), std::min<qsizetype>(count, keptFirstBytes));
    return count;
}

bool Transport::hasPeerClosed(std::chrono::milliseconds wait) const
{
    pollfd polled{m_state->socket, POLLIN, 0};
    char byte = 0;
    return ::poll(&polled, 1, int(wait.count())) > 0 && ::recv(m_state->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) <= 0;
}

int Transport::wait(std::chrono::steady_clock::time_point deadline, const std::stop_token &stop)
{
    const int directions = libssh2_session_block_directions(m_state->session);
    short events = directions & LIBSSH2_SESSION_BLOCK_OUTBOUND ? POLLOUT : 0;
    if (directions & LIBSSH2_SESSION_BLOCK_INBOUND || events == 0)
        events |= POLLIN;
    return waitForSocket(m_state->socket, events, deadline, stop);
}

int waitForSocket(int socket, short events, std::chrono::steady_clock::time_point deadline, const std::stop_token &stop)
{
    struct Wake
    {
        int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        ~Wake() { ::close(descriptor); }
    } wake;
    const std::stop_callback onStop(stop, [&wake] { eventfd_write(wake.descriptor, 1); });
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        pollfd polled[2] = {{socket, events, 0}, {wake.descriptor, POLLIN, 0}};
        const int ready = left > 0 ? ::poll(polled, 2, int(std::min<long>(left, 60000))) : 0;
        if (stop.stop_requested())
            return Transport::stopped;
        if (ready > 0)
            return 0;
        if (left <= 0)
            return LIBSSH2_ERROR_TIMEOUT;
    }
}

} // namespace bouncepro
