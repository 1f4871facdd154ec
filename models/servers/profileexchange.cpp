// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/profileexchange.h"

#include "ssh/sshconfig.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace bouncepro {

namespace {

constexpr qint64 largestFile = 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("ProfileExchange", text);
}

} // namespace

QList<ServerProfile> aliasProfiles(const QString &configFile)
{
    QList<ServerProfile> profiles;
    for (const QString &alias : configuredAliases(configFile)) {
        ServerProfile profile;
        profile.name = alias;
        profile.target.destination = alias;
        profile.target.configFile = configFile;
        if (fieldErrors(profile).isEmpty())
            profiles << profile;
    }
    return profiles;
}

Result<QList<ServerProfile>> readProfiles(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound, tr("There is no file %1.").arg(path),
                    tr("Choose an exported list of servers."));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::PermissionDenied, tr("The file %1 cannot be read.").arg(path),
                    tr("Give yourself the right to read it."), file.errorString());
    const QByteArray bytes = file.read(largestFile + 1);
    if (bytes.size() > largestFile)
        return fail(ErrorCode::TooLarge, tr("The file %1 is larger than 1 MB; it is no list of servers.").arg(path),
                    tr("Choose an exported list of servers."));
    return parseProfiles(bytes);
}

Result<void> writeProfiles(const QString &path, const QList<ServerProfile> &profiles)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(formatProfiles(profiles)) < 0 || !file.commit())
        return fail(ErrorCode::PermissionDenied, tr("The file %1 cannot be written.").arg(path),
                    tr("Check the folder's permissions and the disk's free space."), file.errorString());
    return {};
}

} // namespace bouncepro
