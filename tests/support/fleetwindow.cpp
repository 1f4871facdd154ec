// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleetwindow.h"

#include <QDir>
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
    return {page(QStringLiteral("one"), QStringLiteral("Overview"), QStringLiteral("overview")),
            page(QStringLiteral("two"), QStringLiteral("Deploy"), QStringLiteral("deploy")),
            page(QStringLiteral("three"), QStringLiteral("Logs"), QStringLiteral("logs"))};
}

} // namespace

FleetWindow::FleetWindow(const Setup &setup)
{
    applyLook(setup.theme, setup.textScale);
    for (const QString &name : setup.names) {
        ServerProfile profile;
        profile.name = name;
        profile.target.destination = QStringLiteral("deploy@%1.example").arg(name);
        profile.environment = Environment(std::min<qsizetype>(m_kept->profiles.size(), 2));
        m_kept->profiles << profile;
    }
    const ProfileStore store{[kept = m_kept]() -> Result<QList<ServerProfile>> {
                                 const std::lock_guard lock(kept->mutex);
                                 return kept->profiles;
                             },
                             [kept = m_kept](const QList<ServerProfile> &, const QList<ServerProfile> &after) {
                                 const std::lock_guard lock(kept->mutex);
                                 kept->profiles = after;
                                 return Result<void>();
                             }};
    m_servers = std::make_unique<ServerList>(store, [](const ServerProfile &) {
        auto host = std::make_shared<ReplayHost>(transcriptNamed(QStringLiteral("connected")));
        return [host](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> { return host; };
    });
    m_servers->load();
    if (!QTest::qWaitFor([this] { return m_servers->isLoaded(); }))
        qFatal("The list of servers does not load.");
    m_fleet = std::make_unique<Fleet>(*m_servers);
    m_window = std::make_unique<MainWindow>(*m_fleet, setup.pages.isEmpty() ? plainPages() : setup.pages);
    m_window->resize(setup.size);
    m_window->showServer({});
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowExposed(m_window.get()))
        qFatal("The window does not show.");
    QCoreApplication::processEvents();
    WatchedApplication::forget();
}

FleetWindow::~FleetWindow()
{
    m_window.reset();
    m_fleet.reset();
    m_servers.reset();
}

QList<ServerProfile> FleetWindow::kept() const
{
    const std::lock_guard lock(m_kept->mutex);
    return m_kept->profiles;
}

bool FleetWindow::isShown(const char *name)
{
    const auto *widget = m_window->findChild<QWidget *>(QString::fromLatin1(name));
    return widget && widget->isVisible();
}

void FleetWindow::picture(const QString &name)
{
    const QDir folder(
        qEnvironmentVariable("BOUNCEPRO_PICTURES", qEnvironmentVariable("BOUNCEPRO_BINARY", QDir::currentPath()) +
                                                       QStringLiteral("/pictures")));
    QCoreApplication::processEvents();
    folder.mkpath(QStringLiteral("."));
    if (!m_window->grab().save(folder.filePath(name + QStringLiteral(".png"))))
        qFatal("%s cannot be written.", qPrintable(name));
}

} // namespace bouncepro
