#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"
#include "ssh/remotehost.h"

#include <optional>

namespace bouncepro {

/// SHA-256 over all remote scripts, hex: the name of their directory on a server.
QByteArray remoteScriptsHash();

/// A file of a bundle, as receive.sh unpacks it.
struct BundleFile
{
    QString path; ///< relative
    int mode = 0640;
    QByteArray bytes;
};
/// `MODE<TAB>BYTES<TAB>PATH` and the bytes for each file, then `end` (resources/remote/receive.sh).
QByteArray bundle(const QList<BundleFile> &files);

/// Where a server keeps its jobs, and where the scripts of this version lie on it.
struct StateDirectory
{
    QString path;
    QString bin;
    /// A command that runs one of the scripts there.
    Command script(const QString &name, const QStringList &arguments) const;
};

/// Finds the STATE directory of the profile's stack; nullopt where there is none yet, and nothing is made. Where there
/// is one, this version's scripts are installed in it.
Result<std::optional<StateDirectory>> findState(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                                std::stop_token stop);
/// As findState; where there is none yet, the one that prepareState would make, so that a plan can name it.
Result<StateDirectory> expectState(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                   std::stop_token stop);
/// Finds or makes the STATE directory of the profile's stack and installs this version's scripts in it. Changes
/// nothing else. Errors: NoSpace, PermissionDenied, and those of the transport.
Result<StateDirectory> prepareState(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                    std::stop_token stop);

} // namespace bouncepro
