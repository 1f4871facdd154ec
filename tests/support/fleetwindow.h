#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/guiwindow.h"

namespace bouncepro {

/// The real window on a list of servers that is kept in memory; each of them replays the recording of a healthy one.
class FleetWindow
{
public:
    struct Setup
    {
        QStringList names; ///< the first is production, the second staging, all others development
        Theme theme = Theme::Light;
        double textScale = 1.0;
        QSize size{1280, 800};
        QList<Page> pages; ///< empty: a plain page for each of one, two, three
    };
    explicit FleetWindow(const Setup &setup);
    ~FleetWindow();

    ServerList &servers() { return *m_servers; }
    MainWindow &window() { return *m_window; }
    Fleet &fleet() { return *m_fleet; }
    /// What the store has.
    QList<ServerProfile> kept() const;
    template <class Widget = QWidget>
    Widget *find(const char *name)
    {
        auto *widget = m_window->findChild<Widget *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("The window has no %s.", name);
        return widget;
    }
    bool isShown(const char *name);
    void picture(const QString &name);

private:
    struct Kept
    {
        mutable std::mutex mutex;
        QList<ServerProfile> profiles;
    };
    const std::shared_ptr<Kept> m_kept = std::make_shared<Kept>();
    std::unique_ptr<ServerList> m_servers;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace bouncepro
