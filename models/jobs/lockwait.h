#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/lock.h"
#include "ssh/operation.h"

namespace bouncepro {

/// Waits for the turn at a server's lock, on the GUI thread and without blocking it. When granted() comes, prepare the
/// plan anew and start it within a minute; where that ends with Locked, begin() again: the place is kept. Its death
/// gives the place up.
class LockWait : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// host: the connection that is good now; lost ones come back by themselves.
    void begin(std::shared_ptr<RemoteHost> host, const StateDirectory &state);
    void stop();
    bool isWaiting() const { return m_isWaiting; }
    /// As last told.
    const QueuePlace &place() const { return m_place; }

Q_SIGNALS:
    /// Waiting or not, and the place.
    void changed();
    void granted();
    void failed(const bouncepro::Error &error);

private:
    const QString m_ticket = newTicket();
    QueuePlace m_place;
    Operation m_operation;
    bool m_isWaiting = false;
    Mailbox m_mailbox;
};

} // namespace bouncepro
