#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/interaction.h"
#include "ssh/sshconfig.h"
#include "ssh/transport.h"

namespace bouncepro {

/// Logs in as ssh does: the agent's keys, then key files, then, where no key exists that the server takes or where it
/// wants more than a key, its own questions (keyboard-interactive), then a password; only what the server offers, and
/// never anything weaker after a key that the server takes but that cannot be unlocked. To be called once the host key
/// is accepted. Answers the fingerprint of the key that logged in, or "keyboard-interactive", or "password".
/// Errors: AuthFailed, KeyUnusable, Penalized, Timeout, Disconnected, Cancelled.
Result<QString> authenticate(Transport &transport, const SshSettings &settings, Interaction &interaction,
                             const std::stop_token &stop);

} // namespace bouncepro
