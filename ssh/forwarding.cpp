// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/forwarding.h"

#include "ssh/tunneltask.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSocketNotifier>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace bouncepro {

namespace {

constexpr size_t maxConnections = 64;

QString tr(const char *text)
{
    return QCoreApplication::translate("Forward", text);
}

// Short: a Unix socket's path has at most 107 bytes.
QString folderTemplate()
{
    const QString runtime = QFile::decodeName(qgetenv("XDG_RUNTIME_DIR"));
    const bool usable = runtime.size() < 60 && QFileInfo(runtime).isWritable();
    return (usable ? runtime : QDir::tempPath()) + QStringLiteral("/bouncepro-XXXXXX");
}

} // namespace

/// Accepts on the session's thread, as a child of the session.
class SocketForward::Listener : public QObject
{
public:
    Listener(Session &session, int socket, const QString &host, int port)
        : QObject(&session),
          m_session(session),
          m_socket(socket),
          m_host(host),
          m_port(port),
          m_notifier(socket, QSocketNotifier::Read, this)
    {
        connect(&m_notifier, &QSocketNotifier::activated, this, &Listener::accept);
    }
    ~Listener() override
    {
        m_notifier.setEnabled(false);
        ::close(m_socket);
    }

    void endAll()
    {
        for (const auto &weak : m_tunnels)
            if (const auto tunnel = weak.lock())
                m_session.cancel(tunnel, {});
    }

private:
    void accept()
    {
        std::erase_if(m_tunnels, [](const auto &weak) { return weak.expired(); });
        const int client = ::accept4(m_socket, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (client < 0)
            return;
        if (m_tunnels.size() >= maxConnections) {
            ::close(client);
            return;
        }
        const auto tunnel = std::make_shared<TunnelTask>(m_session, client, m_host, m_port);
        m_tunnels.push_back(tunnel);
        m_session.add(tunnel);
    }

    Session &m_session;
    int m_socket;
    const QString m_host;
    const int m_port;
    QSocketNotifier m_notifier;
    std::vector<std::weak_ptr<TunnelTask>> m_tunnels;
};

Result<std::unique_ptr<Forward>> SocketForward::create(std::shared_ptr<Link> link, const QString &host, int port,
                                                       const std::stop_token &stop)
{
    if (host.isEmpty() || port < 1 || port > 65535)
        return fail(ErrorCode::Invalid, tr("%1:%2 is no address to forward to.").arg(host).arg(port));
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, tr("Cancelled."));
    std::unique_ptr<SocketForward> forward(new SocketForward);
    forward->m_link = std::move(link);
    forward->m_folder = std::make_unique<QTemporaryDir>(folderTemplate()); // mkdtemp: 0700
    forward->m_path = forward->m_folder->filePath(QStringLiteral("s"));
    const QByteArray path = QFile::encodeName(forward->m_path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const bool fits = path.size() < qsizetype(sizeof address.sun_path);
    if (fits)
        std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    if (!forward->m_folder->isValid() || socket < 0 || !fits ||
        ::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 ||
        ::listen(socket, 16) != 0) {
        const QString reason = QString::fromLocal8Bit(std::strerror(errno));
        if (socket >= 0)
            ::close(socket);
        return fail(ErrorCode::PermissionDenied, tr("No local socket could be made at %1.").arg(forward->m_path),
                    tr("Check XDG_RUNTIME_DIR and the folder for temporary files."), reason);
    }
    forward->m_link->withSession([place = forward->m_place, socket, host, port](Session *session) {
        if (!session || session->isBroken()) {
            ::close(socket);
            return;
        }
        place->listener = new Listener(*session, socket, host, port);
        QObject::connect(place->listener, &QObject::destroyed, [place] { place->listener = nullptr; });
    });
    return std::unique_ptr<Forward>(std::move(forward));
}

SocketForward::~SocketForward()
{
    m_link->withSession([place = m_place](Session *) {
        if (!place->listener)
            return;
        place->listener->endAll();
        delete place->listener;
    });
}

} // namespace bouncepro
