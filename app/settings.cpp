// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
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

} // namespace

QString Settings::folder()
{
    const QString path = qEnvironmentVariable("BOUNCEPRO_CONFIG",
                                              QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                                                  QStringLiteral("/bouncepro"));
    if (!QDir(path).exists() && QDir().mkpath(path))
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
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

} // namespace bouncepro
