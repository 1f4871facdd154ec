#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop.h"
#include "app/instance.h"
#include "app/options.h"
#include "app/screenlock.h"
#include "app/tray.h"
#include "ui/setup/preferences.h"
#include "ui/setup/setupsources.h"
#include "ui/shell/fleet.h"

#include <QJsonObject>
#include <QPointer>

namespace bouncepro {

class MainWindow;

/// The desktop program while it runs: its servers, its windows, and what it keeps from one start to the next.
class Console : public QObject
{
    Q_OBJECT

public:
    /// memory: Settings::window(). The person's options win over it. source: in place of what the options say.
    Console(const Options &options, const QJsonObject &memory, const std::optional<DesktopServers> &source = {});
    /// Keeps what was looked at.
    ~Console() override;

    void show(const Instance::Wishes &wishes);
    QList<MainWindow *> windows() const;

Q_SIGNALS:
    /// Something happened and nobody looks: for the desktop's own messages.
    void messageWanted(const QString &what, const QString &why);

private:
    MainWindow *openWindow(const Instance::Wishes &wishes);
    void applyPreferences();
    void remember(const MainWindow &window);
    void keep();
    void keepJobsSeen(ServerWork &work);
    const Options m_options;
    QJsonObject m_memory;
    const bool m_isKept; // a demo and a picture leave no trace
    bool m_isKeeping = false;
    bool m_isKeptAgain = false;
    Preferences m_preferences;
    Appearance m_appearance;
    DialogAsker m_asker;
    const DesktopServers m_source;
    ServerList m_servers;
    Fleet m_fleet;
    QList<QPointer<MainWindow>> m_windows;
    Tray m_tray;
    std::unique_ptr<ScreenLock> m_screenLock; // once there is something to disarm
};

} // namespace bouncepro
