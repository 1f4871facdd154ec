#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"

namespace bouncepro {

/// The local settings: one 0700 folder with 0600 files, no secret in any of them.
class Settings
{
public:
    /// BOUNCEPRO_CONFIG, else bouncepro in the user's configuration folder; made where it is missing.
    static QString folder();

    /// The servers of servers.json; none where there is no such file. Errors: Invalid, PermissionDenied.
    static Result<QList<ServerProfile>> servers();
    /// Replaces servers.json in one rename. Errors: those of servers (a file that cannot be read is never
    /// overwritten), NoSpace, PermissionDenied.
    static Result<void> saveServers(const QList<ServerProfile> &servers);
};

} // namespace bouncepro
