#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/setup/setupsources.h"
#include "ui/shell/fleet.h"
#include "ui/shell/page.h"

#include <QHash>
#include <QMainWindow>

class QAction;
class QStackedWidget;

namespace bouncepro {

class EmptyState;
class ServerDesk;
class ServerPages;
class Sidebar;

/// The window: servers and pages at the left, the chosen server at the right. Starts to watch a server when it is
/// chosen for the first time, and goes on while another one is looked at.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// fleet outlives the window. isDemo: nothing shown comes from a real server, and the window says so.
    MainWindow(Fleet &fleet, const QList<Page> &pages, bool isDemo = false, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Chooses a server and begins to watch it; where there is none of that name, the first. Works before the list is
    /// loaded, too; the window shows none before.
    void showServer(const QString &name);
    void showPage(const QString &name);
    /// The chosen server and page; empty: none.
    QString server() const;
    QString page() const;
    /// The chosen server; nullptr where there is none.
    ServerPages *view() const;

    /// Where the wizard gets what it needs; without it no server can be added here.
    void setSources(const SetupSources &sources);
    /// Opens the wizard that adds a server, and shows the server once it is in the list.
    void addServer();
    void openSettings();
    /// A question of a connection waits for the person, or was answered.
    void setAsking(bool asking);

    /// Everything that can be reached by the palette, newest state.
    QList<QAction *> commands() const;

Q_SIGNALS:
    void serverShown(bouncepro::ServerMonitor *monitor);
    /// The person wants to look around without a server.
    void demoWanted();
    /// What pages of a server stand on was made, and none of its pages yet.
    void deskMade(bouncepro::ServerDesk *desk);
    /// The window is about to close.
    void closing();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    /// Asks first where the page in sight would leave something undone.
    void choose(int row);
    void showMonitor(ServerMonitor *monitor);
    void takeList();
    void addCommands();
    QAction *addCommand(const QString &group, const QString &text, const QString &iconName,
                        const QList<QKeySequence> &keys, const std::function<void()> &act);
    void openPalette();
    QList<QAction *> terminals(QObject *owner);
    QList<QAction *> acts(QObject *owner);
    void armOrDisarm();
    void openMenu(QWidget *below);
    void tellThatNothingIsKept();
    void heedProfiles();
    void cycleFocus(int by);
    Fleet &m_fleet;
    ServerList &m_servers;
    const QList<Page> m_pages;
    const bool m_isDemo;
    SetupSources m_sources;
    bool m_isStarted = false; // by showServer
    bool m_mayClose = false;  // a person said so
    QString m_wanted;         // until the list is loaded
    QString m_wantedPage;     // also of a server that is chosen next
    Sidebar *m_sidebar;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    QHash<ServerMonitor *, ServerPages *> m_views;
    QHash<ServerMonitor *, ServerProfile> m_shown; // what each view was made for
    QList<QAction *> m_commands;
    QAction *m_search = nullptr;
    QAction *m_arm = nullptr;
};

} // namespace bouncepro
