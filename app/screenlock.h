#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDBusConnection>
#include <QObject>

namespace bouncepro {

/// Tells when the person locks the screen, or lets the machine sleep. Where the desktop tells nobody, it stays silent.
class ScreenLock : public QObject
{
    Q_OBJECT

public:
    /// session: the desktop's screen savers; system: logind.
    ScreenLock(QDBusConnection session, QDBusConnection system, QObject *parent = nullptr);

Q_SIGNALS:
    void locked();

private Q_SLOTS:
    void begin() { Q_EMIT locked(); }
    void change(bool isOn);
};

} // namespace bouncepro
