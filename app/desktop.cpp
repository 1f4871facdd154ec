// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop.h"

#include "app/settings.h"
#include "models/jobs/statedirectory.h"
#include "models/servers/secretstore.h"
#include "ssh/replayhost.h"
#include "ssh/sshhost.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <cstdio>

namespace bouncepro {

namespace {

constexpr std::chrono::milliseconds demoDelay(150);
constexpr std::chrono::milliseconds beforePicture(400);

QString tr(const char *text)
{
    return QCoreApplication::translate("Desktop", text);
}

ServerMonitor::Connector failing(const Error &error)
{
    return [error](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> { return fail(error); };
}

Result<ServerProfile> profileNamed(const QString &name)
{
    auto servers = Settings::servers();
    if (!servers)
        return fail(servers.error());
    const auto it = std::find_if(servers->begin(), servers->end(),
                                 [&](const ServerProfile &profile) { return profile.name == name; });
    if (it != servers->end())
        return *it;
    if (name.isEmpty() && servers->size() == 1)
        return servers->first();
    if (servers->isEmpty())
        return fail(ErrorCode::NotFound, tr("No server is known yet."),
                    tr("Add one: bounceproctl servers add NAME DESTINATION --stack PATH, or look around with: "
                       "bouncepro-console --demo"));
    QStringList names;
    for (const ServerProfile &profile : *servers)
        names << profile.name;
    return fail(
        ErrorCode::NotFound,
        name.isEmpty() ? tr("Several servers are known.") : tr("No server is named \"%1\".").arg(name),
        tr("Start with one of: %1").arg(QStringLiteral("--server ") + names.join(QStringLiteral(", --server "))));
}

} // namespace

DesktopSession serverSession(const QString &name, DialogAsker::Sender asker, std::shared_ptr<SecretStore> store)
{
    auto profile = profileNamed(name);
    if (!profile) {
        ServerProfile none;
        none.environment = Environment::Development; // nothing is at stake
        return {none, failing(profile.error())};
    }
    const auto connector = [target = profile->target, asker = std::move(asker),
                            store = std::move(store)](std::stop_token stop) -> Result<std::shared_ptr<RemoteHost>> {
        const auto person = std::make_shared<StoredInteraction>(asker(stop), store);
        auto host = SshHost::connect(target, person, stop);
        if (!host)
            return fail(host.error());
        return std::shared_ptr<RemoteHost>(*host);
    };
    return {*profile, connector};
}

DesktopSession demoSession(const QString &file)
{
    ServerProfile profile;
    profile.name = QStringLiteral("bouncepro-demo");
    auto transcript = Transcript::load(file.isEmpty() ? QStringLiteral(":/demo/connected.json") : file);
    if (!transcript)
        return {profile, failing(transcript.error()), true};
    profile.target.destination = QStringLiteral("%1@%2").arg(transcript->identity.user, transcript->identity.host);
    if (auto fits = transcript->checkScripts(remoteScriptsHash()); !fits)
        return {profile, failing(fits.error()), true};
    auto host = std::make_shared<ReplayHost>(std::move(*transcript));
    host->setDelay(demoDelay);
    host->setRealTime(true);
    return {profile, [host](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> { return host; }, true};
}

void pictureAndQuit(QWidget &window, ServerMonitor &monitor, const QString &file)
{
    // A second look: CPU is what was used between two.
    QObject::connect(&monitor, &ServerMonitor::changed, &window,
                     [&window, &monitor, file, first = QDateTime()]() mutable {
                         const ServerView &view = monitor.view();
                         if (view.state == ConnectionState::Connecting)
                             return;
                         if (view.state == ConnectionState::Connected && (!first.isValid() || view.seen == first)) {
                             first = view.seen;
                             return;
                         }
                         QTimer::singleShot(beforePicture, &window, [&window, file] {
                             const bool saved = window.grab().save(file);
                             if (!saved)
                                 std::fprintf(stderr, "%s cannot be written.\n", qPrintable(file));
                             QCoreApplication::exit(saved ? 0 : 1);
                         });
                     });
}

} // namespace bouncepro
