#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/interaction.h"
#include "ssh/remotehost.h"
#include "ssh/sshtarget.h"
#include "ssh/transport.h"

#include <QStringList>

namespace bouncepro {

class Link;

/// What connecting yields: a transport that is logged in, and who is at its ends.
struct Connection
{
    Transport transport;
    HostIdentity identity;
    AliveSettings alive;
    QStringList warnings;
    std::shared_ptr<Link> through; ///< the connection to the last jump host, which carries this one
};

/// The whole way to a login, from top to bottom on the calling worker: configuration, known hosts, socket, key
/// exchange, host key, login; and the same for each jump host before. Errors: all of these; those at a jump host name
/// it and the target.
Result<Connection> establish(const SshTarget &target, Interaction &interaction, const std::stop_token &stop);

} // namespace bouncepro
