#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverlist.h"
#include "ui/servers/dialoginteraction.h"

class QWidget;

namespace bouncepro {

class Fleet;
class SecretStore;

/// Where the window's servers come from, and how each is reached.
struct DesktopServers
{
    ProfileStore store;
    ServerList::ConnectorOf connectorOf;
    bool isDemo = false;
};

/// The servers of the settings. asker is called on a worker.
DesktopServers settingsServers(DialogAsker::Sender asker, std::shared_ptr<SecretStore> store);

/// A recording in place of a server; an empty file: the one that comes with the program.
DesktopServers demoServers(const QString &file);

/// Tells each server's work what this console saw of its audit the last time, and keeps what it sees in that folder.
/// It is written on a worker, one after the other.
void keepAuditHeads(Fleet &fleet, const QString &folder);

/// Once the monitor has something to show, writes a picture of the widget and ends the program.
void pictureAndQuit(QWidget &window, ServerMonitor &monitor, const QString &file);

} // namespace bouncepro
