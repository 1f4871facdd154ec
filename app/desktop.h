#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/servermonitor.h"
#include "ui/servers/dialoginteraction.h"

namespace bouncepro {

class SecretStore;

/// Which server the window shows, and how it is reached.
struct DesktopSession
{
    ServerProfile profile;
    ServerMonitor::Connector connector;
    bool isDemo = false;
};

/// The server of that name in the settings; an empty name: the only one. What is wrong with the list becomes the
/// window's error. asker is called on a worker.
DesktopSession serverSession(const QString &name, DialogAsker::Sender asker, std::shared_ptr<SecretStore> store);

/// A recording in place of a server; an empty file: the one that comes with the program.
DesktopSession demoSession(const QString &file);

/// Once the monitor has something to show, writes a picture of the widget and ends the program.
void pictureAndQuit(QWidget &window, ServerMonitor &monitor, const QString &file);

} // namespace bouncepro
