// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop.h"

#include "app/auditmemory.h"
#include "app/settings.h"
#include "models/jobs/statedirectory.h"
#include "models/servers/secretstore.h"
#include "ssh/replayhost.h"
#include "ssh/sshhost.h"
#include "ui/shell/fleet.h"

#include <QCoreApplication>
#include <QTimer>
#include <QWidget>

#include <algorithm>
#include <cstdio>
#include <mutex>

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

} // namespace

DesktopServers settingsServers(DialogAsker::Sender asker, std::shared_ptr<SecretStore> store)
{
    const auto connectorOf = [asker = std::move(asker), store = std::move(store)](const ServerProfile &profile) {
        // Without a name it is about to be added, and its environment not chosen yet.
        const auto environment = profile.name.isEmpty() ? std::nullopt : std::optional(profile.environment);
        return [target = profile.target, environment, asker,
                store](std::stop_token stop) -> Result<std::shared_ptr<RemoteHost>> {
            const auto person = std::make_shared<StoredInteraction>(asker(environment, stop), store);
            auto host = SshHost::connect(target, person, stop);
            if (!host)
                return fail(host.error());
            return std::shared_ptr<RemoteHost>(*host);
        };
    };
    return {Settings::profileStore(), connectorOf};
}

DesktopServers demoServers(const QString &file)
{
    ServerProfile profile;
    profile.name = QStringLiteral("bouncepro-demo");
    ServerMonitor::Connector connector;
    auto transcript = Transcript::load(file.isEmpty() ? QStringLiteral(":/demo/demo.json") : file);
    if (!transcript) {
        connector = failing(transcript.error());
    } else if (auto fits = transcript->checkScripts(remoteScriptsHash()); !fits) {
        connector = failing(fits.error());
    } else {
        profile.target.destination = QStringLiteral("%1@%2").arg(transcript->identity.user, transcript->identity.host);
        auto host = std::make_shared<ReplayHost>(std::move(*transcript));
        host->setDelay(demoDelay);
        host->setRealTime(true);
        host->setUnrecorded({ErrorCode::NotFound,
                             tr("This is a recording: nothing can be changed or asked that is not in it."),
                             {},
                             tr("Add a server of your own to do this.")});
        connector = [host](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> { return host; };
    }
    const ProfileStore store{[profile] { return Result<QList<ServerProfile>>(QList<ServerProfile>{profile}); },
                             [](const QList<ServerProfile> &, const QList<ServerProfile> &) -> Result<void> {
                                 return fail(ErrorCode::PermissionDenied, tr("The demo keeps nothing."));
                             }};
    return {store, [connector](const ServerProfile &) { return connector; }, true};
}

void keepAuditHeads(Fleet &fleet, const QString &folder)
{
    struct Shared
    {
        std::mutex mutex; // the file is read and written as a whole
        AuditMemory memory;
    };
    const auto shared = std::shared_ptr<Shared>(new Shared{{}, AuditMemory(folder)});
    QObject::connect(&fleet, &Fleet::workMade, &fleet, [shared](ServerWork *work) {
        const QString server = work->monitor().profile().name;
        work->setAuditHead(shared->memory.seen(server));
        QObject::connect(work, &ServerWork::auditHeadChanged, work, [shared, server, work](const AuditHead &head) {
            start(
                work,
                [shared, server, head](std::stop_token) {
                    const std::lock_guard lock(shared->mutex);
                    return shared->memory.remember(server, head);
                },
                [work](const Result<void> &kept) {
                    if (!kept)
                        work->notify(Mark::Warning, tr("What was seen of the audit is not kept"), kept.error().message);
                });
        });
    });
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
