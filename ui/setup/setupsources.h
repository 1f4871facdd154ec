#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/connectioncheck.h"
#include "models/servers/profileexchange.h"

namespace bouncepro {

class Preferences;

/// What setting up a server takes from outside of the window; tests give their own.
struct SetupSources
{
    /// The ways out of this machine to a server that is not in the list yet. None: no server can be added.
    std::function<ConnectionDoors(const ServerProfile &)> doorsOf;
    /// The hosts of the SSH configuration; called on a worker.
    std::function<QList<ServerProfile>()> aliases = [] { return aliasProfiles(); };
    /// The known_hosts files that are looked into; called on a worker.
    std::function<QStringList()> knownHosts = [] {
        const auto settings = resolve({.destination = QStringLiteral("localhost")});
        return settings ? settings->knownHostsFiles : QStringList();
    };
    /// Outlives the window. None: the settings offer no appearance.
    Preferences *preferences = nullptr;
};

} // namespace bouncepro
