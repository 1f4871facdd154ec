// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/lockwait.h"

namespace bouncepro {

void LockWait::begin(std::shared_ptr<RemoteHost> host, const StateDirectory &state)
{
    if (m_isWaiting)
        return;
    m_isWaiting = true;
    m_place = {};
    m_operation = start(
        this,
        [this, host, state, ticket = m_ticket, sender = m_mailbox.sender()](std::stop_token stop) {
            return waitForLock(
                *host, state, ticket,
                [&](const QueuePlace &place) {
                    sender.post([this, place] {
                        m_place = place;
                        Q_EMIT changed();
                    });
                },
                [](const Error &, std::chrono::seconds) {}, stop);
        },
        [this](const Result<void> &answer) {
            m_isWaiting = false;
            Q_EMIT changed();
            if (answer)
                Q_EMIT granted();
            else if (answer.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(answer.error());
        });
    Q_EMIT changed();
}

void LockWait::stop()
{
    m_operation.stop();
}

} // namespace bouncepro
