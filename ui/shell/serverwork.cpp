// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/serverwork.h"

#include "models/environment/environmentdesk.h"

namespace bouncepro {

ServerWork::ServerWork(ServerMonitor &monitor, QObject *parent)
    : QObject(parent),
      m_monitor(monitor),
      m_guard(monitor.profile()),
      m_jobs(monitor, m_guard),
      m_deploy(monitor, m_jobs),
      m_environment(std::make_unique<EnvironmentDesk>(monitor, m_jobs)),
      m_health(HealthMonitor::of(monitor))
{
}

ServerWork::~ServerWork() = default;

void ServerWork::setAuditHead(const std::optional<AuditHead> &head)
{
    const bool isSame = head.has_value() == m_auditHead.has_value() &&
                        (!head || (head->sequence == m_auditHead->sequence && head->hash == m_auditHead->hash));
    if (isSame)
        return;
    m_auditHead = head;
    if (head)
        Q_EMIT auditHeadChanged(*head);
}

void ServerWork::setBadge(const QString &page, const Badge &badge)
{
    if (m_badges.value(page) == badge)
        return;
    m_badges.insert(page, badge);
    Q_EMIT badgeChanged(page);
}

} // namespace bouncepro
