#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QProcess>

namespace bouncepro {

/// A session bus of a test's own, for as long as it lives.
class TestBus
{
public:
    ~TestBus();
    /// False where there is no dbus-daemon to be had.
    bool start();
    /// Empty until it has started.
    const QString &address() const { return m_address; }

private:
    QProcess m_daemon;
    QString m_address;
};

} // namespace bouncepro
