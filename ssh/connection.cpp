// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/connection.h"

#include "ssh/authentication.h"
#include "ssh/handshake.h"

#include <unistd.h>

namespace bouncepro {

Result<Connection> establish(const SshTarget &target, Interaction &interaction, const std::stop_token &stop)
{
    const auto settings = resolve(target, stop);
    if (!settings)
        return fail(settings.error());
    const auto known = KnownHosts::lookUp(settings->knownHostsName(), settings->knownHostsFiles, stop);
    if (!known)
        return fail(known.error());
    const auto socket = connectSocket(settings->host, settings->port, settings->connectTimeout, stop);
    if (!socket)
        return fail(socket.error());
    auto transport = Transport::create(*socket);
    if (!transport) {
        ::close(*socket);
        return fail(transport.error());
    }
    const auto key = exchangeKeys(*transport, *settings, *known, stop);
    if (!key)
        return fail(key.error());
    // Nothing of a login leaves this machine before the next line has said yes.
    if (const auto accepted = checkHostKey(*settings, *known, *key, interaction); !accepted)
        return fail(accepted.error());
    const auto login = authenticate(*transport, *settings, interaction, stop);
    if (!login)
        return fail(login.error());
    const HostIdentity identity{settings->user, settings->host, settings->port, *login,
                                QString::fromLatin1(key->type) + u' ' + key->fingerprint()};
    return Connection{
        std::move(*transport), identity, {settings->aliveInterval, settings->aliveCountMax}, known->warnings()};
}

} // namespace bouncepro
