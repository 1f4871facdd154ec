#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverlist.h"

#include <QJsonObject>

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
    /// The same, but only where the file still says `before`. Errors: those of saveServers, and Conflict.
    static Result<void> replaceServers(const QList<ServerProfile> &before, const QList<ServerProfile> &after);
    /// Both as the desktop's list of servers takes them; to be called on a worker.
    static ProfileStore profileStore();

    /// What the desktop program keeps from one start to the next, window.json: preferences, geometry, what was looked
    /// at. Empty where there is none that can be read: none of it is worth an error.
    static QJsonObject window();
    /// Replaces window.json, 0600. Errors: NoSpace, PermissionDenied.
    static Result<void> saveWindow(const QJsonObject &object);

    /// Where what was seen of servers is kept (history, recent lists): 0700, below BOUNCEPRO_CONFIG where that is set,
    /// else in the user's folder for application data; made where it is missing.
    static QString dataFolder();
};

} // namespace bouncepro
