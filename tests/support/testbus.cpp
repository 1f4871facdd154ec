// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testbus.h"

namespace bouncepro {

TestBus::~TestBus()
{
    m_daemon.terminate();
    m_daemon.waitForFinished();
}

bool TestBus::start()
{
    m_daemon.start(QStringLiteral("dbus-daemon"),
                   {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    if (!m_daemon.waitForStarted())
        return false;
    if (m_daemon.waitForReadyRead(5000))
        m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
    return true;
}

} // namespace bouncepro
