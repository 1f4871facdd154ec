// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/agent.h"

#include "ssh/transport.h"
#include "ssh/wireformat.h"

#include <QCoreApplication>
#include <QFile>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace bouncepro {

namespace {

constexpr char requestIdentities = 11, identitiesAnswer = 12, signRequest = 13, signResponse = 14;
constexpr quint32 maxAnswer = 256 * 1024;
constexpr quint32 maxKeys = 100;
constexpr auto listLimit = std::chrono::seconds(5);
constexpr auto signLimit = std::chrono::seconds(60); // a person may have to confirm

QString tr(const char *text)
{
    return QCoreApplication::translate("Agent", text);
}

tl::unexpected<Error> badAnswer()
{
    return fail(ErrorCode::Protocol, tr("The SSH agent gave no usable answer."),
                tr("Check it with `ssh-add -l`; `IdentityAgent none` in the SSH configuration leaves it out."));
}

} // namespace

Result<std::unique_ptr<Agent>> Agent::connect(const QString &socketPath, std::stop_token stop)
{
    const QByteArray path = QFile::encodeName(socketPath);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    std::unique_ptr<Agent> agent(new Agent(socket, std::move(stop)));
    if (socket < 0 || path.isEmpty() || path.size() >= qsizetype(sizeof address.sun_path))
        return fail(ErrorCode::NotFound, tr("There is no SSH agent."));
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return fail(ErrorCode::NotFound, tr("No SSH agent answers at %1.").arg(socketPath), {},
                    QString::fromLocal8Bit(std::strerror(errno)));
    return agent;
}

Agent::~Agent()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

Result<QByteArray> Agent::ask(const QByteArray &message, std::chrono::seconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    const QByteArray request = wire::string(message);
    for (qsizetype sent = 0; sent < request.size();) {
        const ssize_t n = ::send(m_socket, request.constData() + sent, size_t(request.size() - sent), MSG_NOSIGNAL);
        if (n > 0)
            sent += n;
        else if (errno != EAGAIN || waitForSocket(m_socket, POLLOUT, deadline, m_stop) != 0)
            return badAnswer();
    }
    QByteArray answer;
    for (;;) {
        qsizetype at = 0;
        const auto length = wire::takeNumber(answer, at);
        if (length && *length > maxAnswer)
            return badAnswer();
        if (const auto whole = wire::takeString(answer, at = 0))
            return *whole;
        char buffer[16384];
        const ssize_t n = ::recv(m_socket, buffer, sizeof buffer, 0);
        if (n > 0)
            answer.append(buffer, n);
        else if (n == 0 || errno != EAGAIN || waitForSocket(m_socket, POLLIN, deadline, m_stop) != 0)
            return badAnswer();
    }
}

Result<QList<HostKey>> Agent::identities()
{
    const auto answer = ask(QByteArray(1, requestIdentities), listLimit);
    if (!answer)
        return fail(answer.error());
    qsizetype at = 1;
    const auto count = wire::takeNumber(*answer, at);
    if (answer->isEmpty() || answer->front() != identitiesAnswer || !count)
        return badAnswer();
    QList<HostKey> keys;
    for (quint32 i = 0; i < std::min(*count, maxKeys); ++i) {
        const auto blob = wire::takeString(*answer, at);
        const auto comment = wire::takeString(*answer, at);
        if (!blob || !comment)
            return badAnswer();
        if (const auto key = HostKey::fromBlob(*blob))
            keys << *key;
    }
    return keys;
}

Result<QByteArray> Agent::sign(const HostKey &key, const QByteArray &data, quint32 flags)
{
    const auto answer =
        ask(QByteArray(1, signRequest) + wire::string(key.blob) + wire::string(data) + wire::number(flags), signLimit);
    if (!answer)
        return answer;
    qsizetype at = 1;
    const auto signature = answer->startsWith(signResponse) ? wire::takeString(*answer, at) : std::nullopt;
    at = 0;
    const auto type = signature ? wire::takeString(*signature, at) : std::nullopt;
    const auto bytes = type ? wire::takeString(*signature, at) : std::nullopt;
    if (!bytes)
        return fail(ErrorCode::KeyUnusable, tr("The SSH agent refused to sign with the key %1.").arg(key.fingerprint()),
                    tr("Confirm the request where the agent asks for it, or unlock the agent (`ssh-add -X`)."));
    return *bytes;
}

} // namespace bouncepro
