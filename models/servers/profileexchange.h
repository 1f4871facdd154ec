#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"

namespace bouncepro {

/// One profile for each alias of an SSH configuration, named as the alias; an empty file name: ~/.ssh/config. The
/// environment stays production until a person says otherwise. Reads files: for a worker.
QList<ServerProfile> aliasProfiles(const QString &configFile = {});

/// The profiles of an exported file. Reads a file: for a worker. Errors: NotFound, TooLarge (over 1 MB),
/// PermissionDenied, Invalid.
Result<QList<ServerProfile>> readProfiles(const QString &path);
/// Exports profiles, in the format of the settings, which holds no secret; the file is 0600. Writes a file: for a
/// worker. Errors: PermissionDenied.
Result<void> writeProfiles(const QString &path, const QList<ServerProfile> &profiles);

} // namespace bouncepro
