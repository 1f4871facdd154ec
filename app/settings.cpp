// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Settings", text);
}

QString serversFile()
{
    return Settings::folder() + QStringLiteral("/servers.json");
}

QString windowFile()
{
    return Settings::folder() + QStringLiteral("/window.json");
}

QString ownFolder(const QString &path)
{
    if (!QDir(path).exists() && QDir().mkpath(path))
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

} // namespace

QString Settings::folder()
{
    return ownFolder(qEnvironmentVariable("BOUNCEPRO_CONFIG",
                                          QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                                              QStringLiteral("/bouncepro")));
}

QString Settings::dataFolder()
{
    const QString configured = qEnvironmentVariable("BOUNCEPRO_CONFIG");
    return ownFolder(configured.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                                                QStringLiteral("/bouncepro")
                                          : configured + QStringLiteral("/data"));
}

Result<QList<ServerProfile>> Settings::servers()
{
    QFile file(serversFile());
    if (!file.exists())
        return QList<ServerProfile>();
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::PermissionDenied, tr("The list of servers %1 cannot be read.").arg(file.fileName()),
                    tr("Give yourself the right to read it."), file.errorString());
    auto profiles = parseProfiles(file.readAll());
    if (!profiles)
        profiles.error().detail = file.fileName() + QStringLiteral(": ") + profiles.error().detail;
    return profiles;
}

Result<void> Settings::saveServers(const QList<ServerProfile> &profiles)
{
    if (auto readable = servers(); !readable)
        return fail(readable.error());
    QSaveFile file(serversFile());
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(formatProfiles(profiles)) < 0 || !file.commit())
        return fail(ErrorCode::PermissionDenied,
                    tr("The list of servers %1 cannot be written. It is as before.").arg(file.fileName()),
                    tr("Check the folder's permissions and the disk's free space."), file.errorString());
    return {};
}

Result<void> Settings::replaceServers(const QList<ServerProfile> &before, const QList<ServerProfile> &after)
{
    const auto present = servers();
    if (!present)
        return fail(present.error());
    if (*present != before)
        return fail(ErrorCode::Conflict, tr("Another program changed the list of servers. Your change was not kept."),
                    tr("The list was read again: look at it, then make the change once more."));
    return saveServers(after);
}

QJsonObject Settings::window()
{
    QFile file(windowFile());
    constexpr qint64 longest = 64 * 1024;
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.read(longest)).object() : QJsonObject();
}

Result<void> Settings::saveWindow(const QJsonObject &object)
{
    QSaveFile file(windowFile());
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(QJsonDocument(object).toJson()) < 0 || !file.commit())
        return fail(ErrorCode::PermissionDenied,
                    tr("The settings of the window %1 cannot be written.").arg(file.fileName()),
                    tr("Check the folder's permissions and the disk's free space."), file.errorString());
    return {};
}

ProfileStore Settings::profileStore()
{
    return {&Settings::servers, &Settings::replaceServers};
}

} // namespace bouncepro
