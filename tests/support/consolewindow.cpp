// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/consolewindow.h"

#include "tests/support/guiwindow.h"
#include "tests/support/pictures.h"

#include <QLabel>

namespace bouncepro {

#define CAPABILITY(name) Page name##Page();
#include "app/capabilities.def"
#undef CAPABILITY

QList<Page> allPages()
{
    return {
#define CAPABILITY(name) name##Page(),
#include "app/capabilities.def"
#undef CAPABILITY
    };
}

ConsoleWindow::ConsoleWindow(const ProfileStore &store, const ConnectorOf &connector, const QList<Page> &pages,
                             QSize size)
    : m_servers(std::make_unique<ServerList>(store, connector))
{
    applyLook(Theme::Light);
    setMotionReduced(true);
    m_servers->load();
    if (!QTest::qWaitFor([this] { return m_servers->isLoaded(); }))
        qFatal("The list of servers does not load.");
    m_fleet = std::make_unique<Fleet>(*m_servers);
    m_window = std::make_unique<MainWindow>(*m_fleet, pages);
    m_window->resize(size);
    m_window->show();
    m_window->activateWindow(); // else nobody has focus
    if (!QTest::qWaitForWindowActive(m_window.get()))
        qFatal("The window does not show.");
    QCoreApplication::processEvents();
    WatchedApplication::forget();
}

ConsoleWindow::~ConsoleWindow()
{
    m_window.reset();
    m_fleet.reset();
}

bool ConsoleWindow::isShown(const char *name) const
{
    const auto *widget = m_window->findChild<QWidget *>(QString::fromLatin1(name));
    return widget && widget->isVisible();
}

QString ConsoleWindow::text(const char *name) const
{
    const auto *label = find(name);
    return label->isVisible() ? label->property("text").toString() : QString();
}

QString ConsoleWindow::words(const char *name) const
{
    QStringList all;
    for (const QLabel *label : find(name)->findChildren<QLabel *>())
        if (label->isVisible())
            all << label->text();
    return all.join(QLatin1Char('|'));
}

void ConsoleWindow::click(const char *name) const
{
    clickIn(m_window.get(), name);
}

void ConsoleWindow::picture(const QString &name) const
{
    takePictures(*m_window, name);
}

ProfileStore ConsoleWindow::storeOf(const QList<ServerProfile> &profiles)
{
    return {[profiles] { return Result<QList<ServerProfile>>(profiles); },
            [](const QList<ServerProfile> &, const QList<ServerProfile> &) { return Result<void>(); }};
}

} // namespace bouncepro
