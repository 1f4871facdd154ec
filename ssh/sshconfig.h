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
    QString proxyJump;      ///< jump hosts as configured, the first one first; empty: none
    QByteArrayList methods; ///< allowed ways to log in (publickey, keyboard-interactive, password), in order

    /// The name under which known_hosts files list the server: host, [host]:port, or the HostKeyAlias.
    QString knownHostsName() const;
};

/// Asks `ssh -G`; blocks the calling worker. jumps, where given, replaces the configured ProxyJump, as `ssh -J`.
/// Errors: Invalid (a bad target or configuration; ProxyCommand, which this version does not do), Missing, Timeout,
/// Cancelled.
Result<SshSettings> resolve(const SshTarget &target, std::stop_token stop = {}, const QString &jumps = {});

constexpr int maxJumpHosts = 8;

/// The way to a target: its jump hosts from the first to the last, each as `ssh -G` resolves it, then the target. As
/// with ssh, the first jump host of a list may have jump hosts of its own configuration before it. Errors: as resolve,
/// and Invalid where the way is a circle, or longer than maxJumpHosts.
Result<QList<SshSettings>> resolveRoute(const SshTarget &target, std::stop_token stop = {});

/// One entry of ProxyJump, [user@]host[:port] or ssh://[user@]host[:port]. Errors: Invalid.
Result<SshTarget> parseJump(const QString &jump);

/// What went wrong at a jump host, as an error on the way to the target that names both.
Error atJumpHost(const SshSettings &jump, const SshSettings &target, const Error &error);

/// Reads the answer of `ssh -G`. home replaces `~`.
Result<SshSettings> parseSettings(const QByteArray &answer, const QString &home);

/// The aliases of a configuration: the words of its Host lines that are no pattern, in order, once each; Include is
/// followed. An empty file name: the user's own configuration.
QStringList configuredAliases(const QString &configFile = {});

} // namespace bouncepro
