// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleetwindow.h"

#include "ui/servers/serverpage.h"

#include <QLabel>

namespace bouncepro {

namespace {

QList<Page> plainPages()
{
    const auto page = [](const QString &name, const QString &title, const QString &iconName) {
        return Page{name, title, iconName, false, [title](ServerDesk &, QWidget *parent) {
                        auto *label = new QLabel(title, parent);
                        label->setFocusPolicy(Qt::StrongFocus);
                        return label;
                    }};
    };
    Page overview = serversPage();
    overview.name = QStringLiteral("one");
    return {overview,
            page(QStringLiteral("two"), QStringLiteral("Deploy"), QStringLiteral("deploy")),
            page(QStringLiteral("three"), QStringLiteral("Logs"), QStringLiteral("logs"))};
}

} // namespace

FleetWindow::FleetWindow(const Setup &setup) : FleetWindow(setup, keep(setup.names)) {}

std::shared_ptr<FleetWindow::Kept> FleetWindow::keep(const QStringList &names)
{
    const auto kept = std::make_shared<Kept>();
    for (const QString &name : names) {
        ServerProfile profile;
        profile.name = name;
        profile.target.destination = QStringLiteral("deploy@%1.example").arg(name);
        profile.environment = Environment(std::min<qsizetype>(kept->profiles.size(), 2));
        kept->profiles << profile;
    }
    return kept;
}

FleetWindow::FleetWindow(const Setup &setup, std::shared_ptr<Kept> kept)
    : ConsoleWindow(
          {[kept]() -> Result<QList<ServerProfile>> {
               const std::lock_guard lock(kept->mutex);
               return kept->profiles;
           },
           [kept](const QList<ServerProfile> &, const QList<ServerProfile> &after) {
               const std::lock_guard lock(kept->mutex);
               kept->profiles = after;
               return Result<void>();
           }},
          [](const ServerProfile &) {
              auto host = std::make_shared<ReplayHost>(transcriptNamed(QStringLiteral("connected")));
              return [host](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> { return host; };
          },
          setup.pages.isEmpty() ? plainPages() : setup.pages, QSize(1280, 800)),
      m_kept(kept)
{
    window().showServer({});
    QCoreApplication::processEvents();
    WatchedApplication::forget();
}

QList<ServerProfile> FleetWindow::kept() const
{
    const std::lock_guard lock(m_kept->mutex);
    return m_kept->profiles;
}

} // namespace bouncepro
