// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QTimer>

#include <unistd.h>

namespace bouncepro {

namespace {

constexpr int patience = 2000; // milliseconds
constexpr qsizetype longest = 4096;
constexpr char understood[] = "ok\n";

// The folder, made where it is missing; empty where it is not the user's alone.
QString privateFolder(const QString &path)
{
    if (!QDir(path).exists() && QDir().mkpath(path))
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QFileInfo folder(path);
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const bool isOurs =
        folder.isDir() && !folder.isSymLink() && folder.ownerId() == getuid() && !(folder.permissions() & others);
    return isOurs ? path : QString();
}

} // namespace

Instance::Instance(const QString &configFolder, const QString &runtimeFolder, QObject *parent) : QObject(parent)
{
    const QString base =
        runtimeFolder.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) : runtimeFolder;
    // A hash: the path of a socket has at most 107 characters.
    const QByteArray which =
        QCryptographicHash::hash(QFileInfo(configFolder).canonicalFilePath().toUtf8(), QCryptographicHash::Sha256)
            .toHex()
            .left(12);
    const QString folder = privateFolder(base + QStringLiteral("/bouncepro-") + QString::fromLatin1(which));
    if (folder.isEmpty())
        return;
    m_socketPath = folder + QStringLiteral("/console");
    m_lock = std::make_unique<QLockFile>(folder + QStringLiteral("/lock"));
    m_lock->setStaleLockTime(0); // only its owner's death makes it stale
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            take(socket);
    });
}

// Without a folder of its own it runs alone, and hears of no other.
bool Instance::begin()
{
    if (!m_lock)
        return true;
    if (!m_lock->tryLock(0))
        return false;
    QLocalServer::removeServer(m_socketPath); // of one that died: the lock is ours
    if (!m_server.listen(m_socketPath))
        qWarning("A second start will not find this one: %s", qPrintable(m_server.errorString()));
    return true;
}

bool Instance::handOver(const Wishes &wishes) const
{
    QLocalSocket socket;
    socket.connectToServer(m_socketPath);
    if (!socket.waitForConnected(patience))
        return false;
    const QJsonObject object{{QStringLiteral("server"), wishes.server},
                             {QStringLiteral("page"), wishes.page},
                             {QStringLiteral("newWindow"), wishes.isNewWindow}};
    socket.write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
    return socket.waitForBytesWritten(patience) && socket.waitForReadyRead(patience) && socket.readAll() == understood;
}

void Instance::take(QLocalSocket *socket)
{
    socket->setReadBufferSize(longest);
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(patience, socket, &QLocalSocket::abort);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (!socket->canReadLine()) {
            if (socket->bytesAvailable() >= longest)
                socket->abort();
            return;
        }
        const auto document = QJsonDocument::fromJson(socket->readLine(longest));
        if (!document.isObject())
            return socket->abort();
        socket->write(understood);
        socket->flush();
        socket->disconnectFromServer();
        const QJsonObject object = document.object();
        Q_EMIT asked({object.value(QLatin1String("server")).toString(), object.value(QLatin1String("page")).toString(),
                      object.value(QLatin1String("newWindow")).toBool()});
    });
}

} // namespace bouncepro
