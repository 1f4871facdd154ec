#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"
#include "ssh/sshtarget.h"

#include <QByteArrayList>
#include <QStringList>

#include <chrono>
#include <stop_token>

namespace bouncepro {

/// What OpenSSH's client would do for a target, as `ssh -G` tells it.
struct SshSettings
{
    QString host; ///< name or address to connect to
    int port = 22;
    QString user;
    QStringList identityFiles; ///< existing private keys, in the order in which they are tried
    bool identitiesOnly = false;
    QString identityAgent; ///< path of the agent's socket; empty: none
    QString hostKeyAlias;
    QStringList knownHostsFiles;      ///< all to be looked into, the user's first, existing or not
    QString newKeysFile;              ///< where an accepted host key is added; empty: nowhere
    bool hashKnownHosts = false;      ///< how it is added
    QByteArrayList hostKeyAlgorithms; ///< in order of preference, as configured or by default
    std::chrono::seconds connectTimeout{15};
    std::chrono::seconds aliveInterval{15};
    int aliveCountMax = 3;
    QByteArrayList methods; ///< allowed ways to log in (publickey, keyboard-interactive, password), in order

    /// The name under which known_hosts files list the server: host, [host]:port, or the HostKeyAlias.
    QString knownHostsName() const;
};

/// Asks `ssh -G`; blocks the calling worker. Errors: Invalid (a bad target or configuration; ProxyJump and
/// ProxyCommand, which this version does not do), Missing, Timeout, Cancelled.
Result<SshSettings> resolve(const SshTarget &target, std::stop_token stop = {});

/// Reads the answer of `ssh -G`. home replaces `~`.
Result<SshSettings> parseSettings(const QByteArray &answer, const QString &home);

/// The aliases of a configuration: the words of its Host lines that are no pattern, in order, once each; Include is
/// followed. An empty file name: the user's own configuration.
QStringList configuredAliases(const QString &configFile = {});

} // namespace bouncepro
