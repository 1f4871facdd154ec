#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"

#include <QByteArrayList>
#include <QList>
#include <QStringList>

#include <stop_token>

namespace bouncepro {

struct SshSettings;

/// A server's public key: its type and its blob as it stands on the wire.
struct HostKey
{
    QByteArray type;
    QByteArray blob;

    /// Reads "TYPE BASE64 [comment]". Errors: Invalid.
    static Result<HostKey> parse(const QByteArray &text);
    /// From a blob, whose first string is the type. Errors: Invalid.
    static Result<HostKey> fromBlob(const QByteArray &blob);
    /// SHA256:... in base64 without padding, as OpenSSH prints it.
    QString fingerprint() const;
    bool operator==(const HostKey &) const = default;
};

enum class HostKeyVerdict { Trusted, Unknown, Changed, Revoked };
/// trusted, unknown, changed or revoked.
QString nameOf(HostKeyVerdict verdict);

struct HostKeyDecision
{
    HostKeyVerdict verdict = HostKeyVerdict::Unknown;
    QString file; ///< the line that decided, where one did
    int line = 0;
    HostKey known; ///< Changed: the key which that line names
};

/// What known_hosts files say of one server: looked up once, before the handshake, with ssh-keygen -F.
class KnownHosts
{
public:
    struct Entry
    {
        HostKey key;
        QString file;
        int line = 0;
        bool revoked = false;
    };

    /// name as known_hosts has it: host, [host]:port or an alias. Blocks the calling worker. An absent file is empty;
    /// one that exists and cannot be read is an error (PermissionDenied): it might revoke the key.
    static Result<KnownHosts> lookUp(const QString &name, const QStringList &files, std::stop_token stop = {});

    /// - Revoked: a @revoked line names this key, whatever else names it.
    /// - Trusted: a plain line names this key.
    /// - Changed: plain lines name other keys only. This holds for a key of another type, too, which OpenSSH would ask
    ///   about: the known types are asked for first in the handshake, so a server that shows another has lost them.
    /// - Unknown: no plain line.
    HostKeyDecision decide(const HostKey &offered) const;

    /// Types of the plain lines' keys, once each: to be asked for first.
    QByteArrayList types() const;
    const QList<Entry> &entries() const { return m_entries; }
    /// Lines that cannot be used, for a person: bad ones, and @cert-authority (libssh2 knows no host certificates).
    const QStringList &warnings() const { return m_warnings; }

private:
    QList<Entry> m_entries;
    QStringList m_warnings;
};

/// Appends an accepted key to the settings' file for new keys, made 0600 in a 0700 folder; one write at the end of the
/// file, so that another ssh adding a key at the same time loses nothing. Errors: PermissionDenied, NoSpace.
Result<void> rememberHostKey(const SshSettings &settings, const HostKey &key);

} // namespace bouncepro
