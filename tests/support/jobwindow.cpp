// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jobwindow.h"

#include <QDir>
#include <QLabel>

namespace bouncepro {

JobWindow::JobWindow(const Setup &setup, std::shared_ptr<JobServer> server) : m_server(std::move(server))
{
    applyLook(setup.theme, setup.textScale);
    const ProfileStore store{
        [profile = setup.profile] { return Result<QList<ServerProfile>>(QList<ServerProfile>{profile}); },
        [](const QList<ServerProfile> &, const QList<ServerProfile> &) { return Result<void>(); }};
    m_servers = std::make_unique<ServerList>(store, [this](const ServerProfile &) { return m_server->connector(); });
    m_servers->load();
    if (!QTest::qWaitFor([this] { return m_servers->isLoaded(); }))
        qFatal("The list of servers does not load.");
    monitor().setInterval(std::chrono::milliseconds(20));
    monitor().setBackoff(std::chrono::milliseconds(20));
    m_fleet = std::make_unique<Fleet>(*m_servers);
    m_window = std::make_unique<MainWindow>(*m_fleet, setup.pages);
    QObject::connect(m_window.get(), &MainWindow::deskMade, m_window.get(),
                     [this, seen = setup.seen](ServerDesk *desk) {
                         m_desk = desk;
                         desk->setAuditHead(seen);
                     });
    m_window->resize(setup.size);
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get()))
        qFatal("The window does not show.");
}

JobWindow::~JobWindow()
{
    m_window.reset();
    m_fleet.reset();
    m_servers.reset();
}

void JobWindow::start(const QString &page)
{
    m_window->showServer({});
    m_window->showPage(page);
    QCoreApplication::processEvents();
    WatchedApplication::forget();
}

bool JobWindow::isShown(const char *name)
{
    const auto *widget = m_window->findChild<QWidget *>(QString::fromLatin1(name));
    return widget && widget->isVisible();
}

QString JobWindow::words(const char *name)
{
    QStringList all;
    for (const QLabel *label : find(name)->findChildren<QLabel *>())
        if (label->isVisible())
            all << label->text();
    return all.join(QLatin1Char('|'));
}

void JobWindow::picture(const QString &name)
{
    const QDir folder(
        qEnvironmentVariable("BOUNCEPRO_PICTURES", qEnvironmentVariable("BOUNCEPRO_BINARY", QDir::currentPath()) +
                                                       QStringLiteral("/pictures")));
    QCoreApplication::processEvents(); // what was just shown is laid out
    folder.mkpath(QStringLiteral("."));
    const QString file = folder.filePath(name + QStringLiteral(".png"));
    if (!m_window->grab().save(file))
        qFatal("%s cannot be written.", qPrintable(file));
}

} // namespace bouncepro
