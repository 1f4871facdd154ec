#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop.h"
#include "app/instance.h"
#include "app/options.h"
#include "ui/setup/preferences.h"
#include "ui/setup/setupsources.h"

#include <QJsonObject>
#include <QPointer>

class QSystemTrayIcon;

namespace bouncepro {

class MainWindow;

/// The desktop program while it runs: its servers, its windows, and what it keeps from one start to the next.
class Console : public QObject
{
    Q_OBJECT

public:
    /// memory: Settings::window(). The person's options win over it.
    Console(const Options &options, const QJsonObject &memory);
    /// Keeps what was looked at.
    ~Console() override;

    void show(const Instance::Wishes &wishes);

private:
    MainWindow *openWindow(const Instance::Wishes &wishes);
    void applyPreferences();
    void remember(const MainWindow &window);
    void keep();
    void tellDesktop(const MainWindow &window, const QString &what, const QString &why);
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
    QList<QPointer<MainWindow>> m_windows;
    QSystemTrayIcon *m_tray = nullptr;
};

} // namespace bouncepro
