// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/reachability.h"
#include "ssh/transport.h"

#include <QCoreApplication>
#include <QUrl>

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Connect", text);
}

struct Address
{
    sockaddr_storage address{};
    socklen_t length = 0;
    int family = 0;
};

struct Lookup
{
    std::mutex mutex;
    std::condition_variable_any done;
    bool finished = false;
    int error = 0;
    std::vector<Address> addresses;
};

void lookUpBlocking(const std::shared_ptr<Lookup> &lookup, const QByteArray &name, const QByteArray &port, int flags)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    addrinfo *list = nullptr;
    const int error = ::getaddrinfo(name.constData(), port.constData(), &hints, &list);
    std::vector<Address> addresses;
    for (const addrinfo *entry = list; entry; entry = entry->ai_next) {
        Address address;
        std::memcpy(&address.address, entry->ai_addr, entry->ai_addrlen);
        address.length = entry->ai_addrlen;
        address.family = entry->ai_family;
        addresses.push_back(address);
    }
    if (list)
        ::freeaddrinfo(list);
    const std::lock_guard lock(lookup->mutex);
    lookup->error = error;
    lookup->addresses = std::move(addresses);
    lookup->finished = true;
    lookup->done.notify_all();
}

// getaddrinfo can be neither stopped nor bounded: a name (not a number) is looked up on a thread that may be left
// behind.
std::shared_ptr<Lookup> lookUp(const QString &host, int port, std::chrono::milliseconds limit,
                               const std::stop_token &stop)
{
    const QByteArray name = host.contains(u':')           ? host.toLatin1()
                            : QUrl::toAce(host).isEmpty() ? host.toUtf8()
                                                          : QUrl::toAce(host);
    const QByteArray service = QByteArray::number(port);
    auto lookup = std::make_shared<Lookup>();
    lookUpBlocking(lookup, name, service, AI_NUMERICHOST | AI_NUMERICSERV);
    if (lookup->error == 0)
        return lookup;
    lookup = std::make_shared<Lookup>();
    std::thread([lookup, name, service] {
        lookUpBlocking(lookup, name, service, AI_NUMERICSERV | AI_ADDRCONFIG);
    }).detach();
    std::unique_lock lock(lookup->mutex);
    lookup->done.wait_for(lock, stop, limit, [&] { return lookup->finished; });
    return lookup;
}

// 0, or the errno of the failure; ETIMEDOUT and ECANCELED among them.
int tryAddress(const Address &address, std::chrono::milliseconds limit, const std::stop_token &stop, int &result)
{
    const int socket = ::socket(address.family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0)
        return errno;
    int error = 0;
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address.address), address.length) != 0)
        error = errno;
    if (error == EINPROGRESS) {
        const int waited = waitForSocket(socket, POLLOUT, std::chrono::steady_clock::now() + limit, stop);
        socklen_t size = sizeof error;
        if (waited == Transport::stopped)
            error = ECANCELED;
        else if (waited != 0)
            error = ETIMEDOUT;
        else
            ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
    }
    if (error != 0) {
        ::close(socket);
        return error;
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    result = socket;
    return 0;
}

tl::unexpected<Error> unreachable(const QString &host, int port, int error)
{
    const QString place = QStringLiteral("%1:%2").arg(host).arg(port);
    const QString detail = QString::fromLocal8Bit(std::strerror(error));
    switch (error) {
    case ECANCELED:
        return fail(ErrorCode::Cancelled, tr("Connecting to %1 was cancelled.").arg(place));
    case ECONNREFUSED:
        return fail(ErrorCode::Unreachable, tr("%1 refused the connection: nothing listens on that port.").arg(place),
                    tr("Check the port, and that sshd runs on the server."), detail);
    case ETIMEDOUT:
        return fail(ErrorCode::Unreachable, tr("%1 did not answer: the connection timed out.").arg(place),
                    tr("Check the address, that the server is up, and that no firewall drops the packets."), detail);
    case ENETUNREACH:
    case EHOSTUNREACH:
        return fail(ErrorCode::Unreachable, tr("There is no route to %1.").arg(place),
                    tr("Check this machine's network and VPN, and the server's address."), detail);
    default:
        return fail(ErrorCode::Unreachable, tr("%1 cannot be reached.").arg(place),
                    tr("Check the network, the address and the port."), detail);
    }
}

} // namespace

namespace {

Result<std::vector<Address>> lookedUp(const QString &host, int port, std::chrono::milliseconds limit,
                                      const std::stop_token &stop)
{
    const auto lookup = lookUp(host, port, limit, stop);
    const std::lock_guard lock(lookup->mutex);
    if (stop.stop_requested())
        return unreachable(host, port, ECANCELED);
    if (!lookup->finished)
        return fail(ErrorCode::Unreachable, tr("The name %1 could not be looked up in time.").arg(host),
                    tr("Check this machine's name servers."));
    if (lookup->error != 0 || lookup->addresses.empty())
        return fail(ErrorCode::Unreachable, tr("The name %1 was not found.").arg(host),
                    tr("Check the spelling, the SSH configuration (HostName) and this machine's name servers."),
                    QString::fromLocal8Bit(gai_strerror(lookup->error)));
    return lookup->addresses;
}

} // namespace

Result<QStringList> addressesOf(const QString &host, std::chrono::milliseconds limit, const std::stop_token &stop)
{
    const auto addresses = lookedUp(host, 22, limit, stop);
    if (!addresses)
        return fail(addresses.error());
    QStringList names;
    for (const Address &address : *addresses) {
        char text[NI_MAXHOST];
        if (::getnameinfo(reinterpret_cast<const sockaddr *>(&address.address), address.length, text, sizeof text,
                          nullptr, 0, NI_NUMERICHOST) == 0)
            names << QString::fromLatin1(text);
    }
    return names;
}

Result<void> reach(const QString &host, int port, std::chrono::milliseconds limit, const std::stop_token &stop)
{
    const auto socket = connectSocket(host, port, limit, stop);
    if (!socket)
        return fail(socket.error());
    ::close(*socket);
    return {};
}

Result<int> connectSocket(const QString &host, int port, std::chrono::milliseconds limit, const std::stop_token &stop)
{
    const auto addresses = lookedUp(host, port, limit, stop);
    if (!addresses)
        return fail(addresses.error());
    int error = EHOSTUNREACH;
    for (const Address &address : *addresses) {
        int socket = -1;
        const int failed = tryAddress(address, limit, stop, socket);
        if (failed == 0)
            return socket;
        error = failed;
        if (error == ECANCELED)
            break;
    }
    return unreachable(host, port, error);
}

} // namespace bouncepro
