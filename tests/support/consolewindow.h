#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/servermonitor.h"
#include "ui/look/palette.h"
#include "ui/shell/mainwindow.h"

#include <memory>

namespace bouncepro {

/// The pages of the program, in the order of the window.
QList<Page> allPages();

/// The real window on the servers of a test, and what every test does with it.
class ConsoleWindow
{
public:
    using ConnectorOf = std::function<ServerMonitor::Connector(const ServerProfile &)>;

    ConsoleWindow(const ProfileStore &store, const ConnectorOf &connector, const QList<Page> &pages, QSize size);
    ~ConsoleWindow();

    ServerList &servers() { return *m_servers; }
    /// Of the first server.
    ServerMonitor &monitor() { return *m_servers->monitor(0); }
    MainWindow &window() const { return *m_window; }
    Fleet &fleet() const { return *m_fleet; }

    /// A widget by its objectName; fails hard where there is none.
    template <class Widget = QWidget>
    Widget *find(const char *name) const
    {
        auto *widget = m_window->findChild<Widget *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("The window has no %s.", name);
        return widget;
    }
    /// False too where there is no such widget.
    bool isShown(const char *name) const;
    /// The text of a label that is in sight; empty where it is not.
    QString text(const char *name) const;
    /// All labels in sight inside a widget, joined by |.
    QString words(const char *name) const;
    void click(const char *name) const;
    /// takePictures of this window.
    void picture(const QString &name) const;

protected:
    /// A store that has these and keeps nothing.
    static ProfileStore storeOf(const QList<ServerProfile> &profiles);

private:
    std::unique_ptr<ServerList> m_servers;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace bouncepro
