#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/hostkeys.h"
#include "ssh/interaction.h"
#include "ssh/sshconfig.h"
#include "ssh/transport.h"

namespace bouncepro {

/// Time limit of each step between connecting and the first command.
constexpr std::chrono::seconds stepLimit{15};

/// Exchanges keys with strong methods only, asking for the known types of host key first, and answers the server's
/// key. Nothing of a login has been sent then. Errors: Penalized, Protocol, Timeout, KeyUnusable (no common kind of
/// host key), Disconnected, Cancelled.
Result<HostKey> exchangeKeys(Transport &transport, const SshSettings &settings, const KnownHosts &known,
                             const std::stop_token &stop);

/// Decides on the server's key: refuses a changed or revoked one, asks a person about an unknown one and remembers it.
Result<void> checkHostKey(const SshSettings &settings, const KnownHosts &known, const HostKey &key,
                          Interaction &interaction);

/// What a connection means that ended, or stayed silent, before the login: first holds what the server sent.
Error endedEarly(const SshSettings &settings, const QByteArray &first, const QString &detail);

} // namespace bouncepro
