// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/queuebanner.h"

#include "ui/deploy/breaklockdialog.h"
#include "ui/shell/serverdesk.h"

namespace bouncepro {

QueueBanner::QueueBanner(ServerDesk &desk, QWidget *parent) : Banner(Mark::Waiting, {}, {}, parent), m_desk(desk)
{
    setObjectName(QStringLiteral("deployQueue"));
    setStacked(true);
    setAction(tr("Stop waiting"));
    hide();
    connect(this, &Banner::acted, this, &QueueBanner::stop);
    connect(&m_wait, &LockWait::changed, this, &QueueBanner::show);
    connect(&m_wait, &LockWait::granted, this, [this] {
        m_isReading = true;
        m_desk.deploy().refresh();
        show();
    });
    connect(&m_wait, &LockWait::failed, this, [this](const Error &error) {
        m_plan.reset();
        show();
        Q_EMIT failed(error);
    });
    connect(&desk.deploy(), &DeployDesk::changed, this, [this] {
        if (m_isReading && !m_desk.deploy().isRefreshing())
            prepareAnew();
    });
}

void QueueBanner::wait(const PreparedPlan &plan)
{
    const auto host = m_desk.monitor().host();
    if (!host)
        return;
    m_plan = plan;
    m_wait.begin(host, plan.context.state);
    show();
}

void QueueBanner::stop()
{
    m_plan.reset();
    m_isReading = false;
    m_wait.stop();
    show();
}

void QueueBanner::prepareAnew()
{
    m_isReading = false;
    if (!m_plan)
        return;
    const Plan before = std::exchange(m_plan, {})->plan;
    show();
    DeployDesk &desk = m_desk.deploy();
    const bool isRollback = before.action == QLatin1String("rollback");
    const auto plan = desk.error() ? fail(*desk.error())
                      : isRollback ? desk.prepareRollback(before.subject)
                                   : desk.prepareDeploy();
    if (!plan)
        return Q_EMIT failed(plan.error());
    const Plan &now = plan->plan;
    Q_EMIT turnCame(*plan, now.action == before.action && now.subject == before.subject && now.before == before.before);
}

void QueueBanner::show()
{
    setVisible(isWaiting());
    if (!isWaiting())
        return;
    const QueuePlace &place = m_wait.place();
    QStringList holders;
    for (const LockHolder &holder : place.holders)
        holders << holderText(holder);
    const QString held = holders.isEmpty() ? QString() : tr("Now: %1.").arg(holders.join(QStringLiteral(", ")));
    const QString where = place.position == 1  ? tr("next in the queue")
                          : place.position > 1 ? tr("number %1 in the queue").arg(place.position)
                                               : tr("joining the queue");
    set(Mark::Waiting, tr("%1 waits: %2").arg(m_plan->title, m_isReading ? tr("its turn has come") : where),
        tr("%1 When its turn comes, it is planned anew and starts; where something has changed, it asks first.")
            .arg(held)
            .trimmed());
}

} // namespace bouncepro
