#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/tokens.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QObject>

namespace bouncepro {

/// Whether the desktop is light or dark: what the desktop portal says (org.freedesktop.appearance, color-scheme) where
/// there is one, else what the desktop's palette was when the program started. Asks without waiting.
class DesktopTheme : public QObject
{
    Q_OBJECT

public:
    explicit DesktopTheme(const QDBusConnection &bus = QDBusConnection::sessionBus(), QObject *parent = nullptr);
    Theme theme() const { return m_theme; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void take(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &scheme);
    QDBusConnection m_bus;
    Theme m_theme;
};

} // namespace bouncepro
