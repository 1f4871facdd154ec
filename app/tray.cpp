// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tray.h"

#include "ui/setup/logo.h"

#include <QGuiApplication>
#include <QSystemTrayIcon>

namespace bouncepro {

void Tray::tell(const QString &what, const QString &why)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_icon) {
        m_icon = new QSystemTrayIcon(logoIcon(), this);
        m_icon->setToolTip(QGuiApplication::applicationDisplayName());
        connect(m_icon, &QSystemTrayIcon::activated, this, &Tray::clicked);
        connect(m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::clicked);
        m_icon->show();
    }
    m_icon->showMessage(what, why, logoIcon());
}

} // namespace bouncepro
