#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "models/jobs/lockwait.h"
#include "ui/look/banner.h"

namespace bouncepro {

class ServerDesk;

/// Waits in the queue for a server's lock with a plan that was refused for it, and says where it stands. When its turn
/// comes, what the server runs is read anew and the plan made anew.
class QueueBanner : public Banner
{
    Q_OBJECT

public:
    /// The desk outlives it.
    explicit QueueBanner(ServerDesk &desk, QWidget *parent = nullptr);

    /// Begins to wait, or goes on at the same place.
    void wait(const PreparedPlan &plan);
    void stop();
    bool isWaiting() const { return m_plan.has_value(); }

Q_SIGNALS:
    /// The plan made anew. isSame: it does what was confirmed.
    void turnCame(const bouncepro::PreparedPlan &plan, bool isSame);
    /// Nothing waits any more, and nothing was started.
    void failed(const bouncepro::Error &error);

private:
    void show();
    void prepareAnew();
    ServerDesk &m_desk;
    LockWait m_wait;
    std::optional<PreparedPlan> m_plan; // as it was confirmed
    bool m_isReading = false;
};

} // namespace bouncepro
