// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/screenlock.h"

namespace bouncepro {

ScreenLock::ScreenLock(QDBusConnection session, QDBusConnection system, QObject *parent) : QObject(parent)
{
    // Whatever their path: desktops differ in that.
    for (const char *saver :
         {"org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver"})
        session.connect({}, {}, QLatin1String(saver), QStringLiteral("ActiveChanged"), this, SLOT(change(bool)));
    system.connect({}, {}, QStringLiteral("org.freedesktop.login1.Session"), QStringLiteral("Lock"), this,
                   SLOT(begin()));
    system.connect({}, {}, QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PrepareForSleep"), this,
                   SLOT(change(bool)));
}

void ScreenLock::change(bool isOn)
{
    if (isOn)
        Q_EMIT locked();
}

} // namespace bouncepro
