#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/guiwindow.h"
#include "tests/support/jobserver.h"
#include "ui/shell/serverdesk.h"

#include <QPointer>

namespace bouncepro {

/// The real window on a server whose jobs are in memory.
class JobWindow
{
public:
    struct Setup
    {
        QList<Page> pages;
        Theme theme = Theme::Light;
        double textScale = 1.0;
        QSize size{1024, 700};
        std::optional<AuditHead> seen; ///< what the console saw of the audit before
        ServerProfile profile = JobServer::profile();
    };

    explicit JobWindow(const Setup &setup, std::shared_ptr<JobServer> server);
    ~JobWindow();

    /// Begins to look at the server, on that page.
    void start(const QString &page);

    JobServer &server() { return *m_server; }
    ServerMonitor &monitor() { return *m_servers->monitor(0); }
    MainWindow &window() { return *m_window; }
    Fleet &fleet() { return *m_fleet; }
    ServerDesk *desk() { return m_desk; }
    template <class Widget = QWidget>
    Widget *find(const char *name)
    {
        auto *widget = m_window->findChild<Widget *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("The window has no %s.", name);
        return widget;
    }
    /// False too where there is no such widget.
    bool isShown(const char *name);
    /// All labels in sight inside a widget, joined by |.
    QString words(const char *name);
    void click(const char *name) { clickIn(m_window.get(), name); }
    /// Writes PICTURES/name.png, as GuiWindow does.
    void picture(const QString &name);

private:
    std::shared_ptr<JobServer> m_server;
    std::unique_ptr<ServerList> m_servers;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<MainWindow> m_window;
    QPointer<ServerDesk> m_desk;
};

} // namespace bouncepro
