#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/hostkeys.h"

#include <optional>

namespace bouncepro {

/// What a private key file tells without its passphrase.
struct PrivateKeyFile
{
    QString path;
    bool encrypted = false;
    bool rsaPem = false;              ///< the older format, which names its kind in the first line
    std::optional<HostKey> publicKey; ///< from the file itself (OpenSSH format) or from the .pub beside it

    /// Reads the file. Errors: KeyUnusable (unreadable, open to others, no private key).
    static Result<PrivateKeyFile> read(const QString &path);
    bool isRsa() const { return rsaPem || (publicKey && publicKey->type == "ssh-rsa"); }
};

/// True where libssh2 can sign with, and verify, keys of this type towards today's servers.
bool isKeyTypeUsable(const QByteArray &type);
/// False for libssh2 below 1.11, which knows RSA only with SHA-1.
bool canSignRsa();
/// The version of libssh2 that runs, for messages.
QString libssh2Version();

} // namespace bouncepro
