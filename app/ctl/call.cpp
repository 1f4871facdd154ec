// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands.h"

#include "app/ctl/terminalinteraction.h"
#include "app/keychain.h"
#include "app/settings.h"
#include "ssh/sshhost.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro::ctl {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}
} // namespace

Call::Call(const QCommandLineParser &o, QStringList a, Printer &p, std::stop_token s)
    : options(o),
      arguments(std::move(a)),
      printer(p),
      stop(std::move(s))
{
}

Result<ServerProfile> Call::profile(const QString &name) const
{
    auto servers = Settings::servers();
    if (!servers)
        return fail(servers.error());
    const QString wanted = !name.isEmpty()                           ? name
                           : options.isSet(QStringLiteral("server")) ? options.value(QStringLiteral("server"))
                                                                     : qEnvironmentVariable("BOUNCEPRO_SERVER");
    if (wanted.isEmpty() && servers->size() == 1)
        return servers->first();
    const auto it =
        std::find_if(servers->begin(), servers->end(), [&](const ServerProfile &p) { return p.name == wanted; });
    if (it != servers->end())
        return *it;
    QStringList names;
    for (const ServerProfile &profile : *servers)
        names << profile.name;
    const QString remedy = names.isEmpty() ? tr("Add one: bounceproctl servers add NAME DESTINATION --stack PATH")
                                           : tr("Name one with --server: %1.").arg(names.join(QStringLiteral(", ")));
    if (wanted.isEmpty())
        return fail(ErrorCode::Invalid, names.isEmpty() ? tr("No server is known yet.") : tr("Which server is meant?"),
                    remedy);
    return fail(ErrorCode::NotFound, tr("There is no server \"%1\" in the list.").arg(wanted), remedy);
}

Result<ConnectedServer> Call::server(const QString &name) const
{
    auto profile = this->profile(name);
    if (!profile)
        return fail(profile.error());
    auto person =
        std::make_shared<StoredInteraction>(std::make_shared<TerminalInteraction>(stop), std::make_shared<Keychain>());
    auto host = SshHost::connect(profile->target, person, stop);
    if (!host)
        return fail(host.error());
    return ConnectedServer{*profile, *host};
}

Result<std::optional<Arming>> Call::arming() const
{
    auto profile = this->profile();
    if (!profile)
        return fail(profile.error());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    std::optional<Arming> arming;
    if (options.isSet(QStringLiteral("arm"))) {
        const QString named = options.value(QStringLiteral("arm"));
        if (named != profile->name)
            return fail(ErrorCode::Invalid,
                        tr("--arm names \"%1\", and the server is \"%2\".").arg(named, profile->name),
                        tr("Look which one you mean to change."));
        if (profile->environment != Environment::Production)
            return fail(ErrorCode::Invalid, tr("%1 is no production server.").arg(profile->name),
                        tr("Leave --arm out: it may be changed without."));
        arming =
            Arming{named, options.value(QStringLiteral("reason")).simplified().left(200), now.addDuration(armedFor)};
        if (arming->reason.isEmpty())
            arming->reason = QStringLiteral("by bounceproctl");
    }
    if (auto may = mayChange(*profile, arming, now); !may)
        return fail(may.error());
    return arming;
}

} // namespace bouncepro::ctl
