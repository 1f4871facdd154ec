// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/serverdesk.h"

namespace bouncepro {

ServerDesk::ServerDesk(ServerMonitor &monitor, QObject *parent)
    : QObject(parent),
      m_monitor(monitor),
      m_jobs(monitor),
      m_deploy(monitor, m_jobs)
{
}

void ServerDesk::askToDeploy()
{
    m_isDeployWanted = true;
    openPage(QStringLiteral("deploy"));
}

void ServerDesk::openJob(const QString &id)
{
    m_wantedJob = id;
    Q_EMIT jobWanted(id);
    openPage(QStringLiteral("deploy"));
}

void ServerDesk::setAuditHead(const std::optional<AuditHead> &head)
{
    const bool isSame = head.has_value() == m_auditHead.has_value() &&
                        (!head || (head->sequence == m_auditHead->sequence && head->hash == m_auditHead->hash));
    if (isSame)
        return;
    m_auditHead = head;
    if (head)
        Q_EMIT auditHeadChanged(*head);
}

void ServerDesk::setBadge(const QString &page, const Badge &badge)
{
    if (m_badges.value(page) == badge)
        return;
    m_badges.insert(page, badge);
    Q_EMIT badgeChanged(page);
}

} // namespace bouncepro
