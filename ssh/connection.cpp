// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/connection.h"

#include "ssh/authentication.h"
#include "ssh/handshake.h"
#include "ssh/jump.h"

#include <unistd.h>

namespace bouncepro {

namespace {

// From a connected socket, which it takes over, to a login.
Result<Connection> logIn(const SshSettings &settings, const KnownHosts &known, int socket, Interaction &interaction,
                         const std::stop_token &stop)
{
    auto transport = Transport::create(socket);
    if (!transport) {
        ::close(socket);
        return fail(transport.error());
    }
    const auto key = exchangeKeys(*transport, settings, known, stop);
    if (!key)
        return fail(key.error());
    // Nothing of a login leaves this machine before the next line has said yes.
    if (const auto accepted = checkHostKey(settings, known, *key, interaction); !accepted)
        return fail(accepted.error());
    const auto login = authenticate(*transport, settings, interaction, stop);
    if (!login)
        return fail(login.error());
    const HostIdentity identity{settings.user, settings.host, settings.port, *login,
                                QString::fromLatin1(key->type) + u' ' + key->fingerprint()};
    return Connection{
        std::move(*transport), identity, {settings.aliveInterval, settings.aliveCountMax}, known.warnings(), {}};
}

} // namespace

Result<Connection> establish(const SshTarget &target, Interaction &interaction, const std::stop_token &stop)
{
    const auto route = resolveRoute(target, stop);
    if (!route)
        return fail(route.error());
    const SshSettings &last = route->last();
    std::shared_ptr<Link> through;
    QStringList warnings;
    for (qsizetype i = 0;; ++i) {
        const SshSettings &here = route->at(i);
        const bool isLast = i + 1 == route->size();
        const auto named = [here, last, isLast](const Error &error) {
            return isLast ? error : atJumpHost(here, last, error);
        };
        const auto known = KnownHosts::lookUp(here.knownHostsName(), here.knownHostsFiles, stop);
        if (!known)
            return fail(named(known.error()));
        auto socket =
            through ? tunnel(*through, here, stop) : connectSocket(here.host, here.port, here.connectTimeout, stop);
        // Where the connection that carries this one is lost, that is the reason.
        const auto why = [&through](const Error &error) {
            const auto loss = through ? through->loss() : std::nullopt;
            return loss && error.code != ErrorCode::Cancelled ? *loss : error;
        };
        if (!socket)
            return fail(why(through ? atJumpHost(route->at(i - 1), last, socket.error()) : named(socket.error())));
        auto made = logIn(here, *known, *socket, interaction, stop);
        if (!made)
            return fail(why(named(made.error())));
        warnings << made->warnings;
        if (isLast) {
            made->warnings = warnings;
            made->through = std::move(through);
            return made;
        }
        through = Link::adopt(std::move(made->transport), made->alive, {}, std::move(through), named);
    }
}

} // namespace bouncepro
