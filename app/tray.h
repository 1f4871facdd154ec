#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QObject>

class QSystemTrayIcon;

namespace bouncepro {

/// The desktop's own messages, where it has them; the icon is there from the first message on.
class Tray : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    void tell(const QString &what, const QString &why);

Q_SIGNALS:
    /// The icon or a message.
    void clicked();

private:
    QSystemTrayIcon *m_icon = nullptr;
};

} // namespace bouncepro
