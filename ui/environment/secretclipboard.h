#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/secret.h"

#include <QObject>
#include <QTimer>

namespace bouncepro {

/// Puts a secret on the clipboard, tells managers of clipboards not to keep it, and takes it away again after 30 s or
/// at the program's end, where it is still there.
class SecretClipboard : public QObject
{
    Q_OBJECT

public:
    /// The program's one; it outlives the window that copied.
    static SecretClipboard &instance();

    void copy(const Secret &value);
    void setKeptFor(std::chrono::milliseconds time) { m_timer.setInterval(time); }

Q_SIGNALS:
    void cleared();

private:
    explicit SecretClipboard(QObject *parent);
    void clear();
    Secret m_value;
    QTimer m_timer;
};

} // namespace bouncepro
