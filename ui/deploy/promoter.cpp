// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/promoter.h"

#include "models/servers/serverlist.h"
#include "ui/shell/serverdesk.h"

namespace bouncepro {

Promoter::Promoter(ServerDesk &desk, QObject *parent) : QObject(parent), m_desk(desk)
{
    connect(&desk.deploy(), &DeployDesk::changed, this, [this] {
        if (m_promotion && !m_desk.deploy().isRefreshing())
            lookHere();
    });
}

QStringList Promoter::sources() const
{
    QStringList names;
    const ServerList *servers = m_desk.servers();
    for (int row = 0; servers && row < servers->rowCount(); ++row)
        if (const ServerProfile profile = servers->profile(row);
            profile.environment == Environment::Staging && profile.name != m_desk.profile().name)
            names << profile.name;
    return names;
}

void Promoter::begin(const QString &source)
{
    ServerList *servers = m_desk.servers();
    const int row = servers ? servers->rowOf(source) : -1;
    if (row < 0 || !m_source.isEmpty())
        return;
    m_source = source;
    m_there = servers->monitor(row);
    connect(m_there, &ServerMonitor::changed, this, &Promoter::lookThere);
    connect(m_there, &QObject::destroyed, this, [this] { end(); });
    if (m_there->view().state == ConnectionState::Idle)
        m_there->start();
    Q_EMIT changed();
    lookThere();
}

// Once it is connected.
void Promoter::lookThere()
{
    const ServerView &view = m_there->view();
    if (view.state == ConnectionState::Failed || view.state == ConnectionState::Lost)
        return fail(view.error);
    const auto host = m_there->host();
    if (view.state != ConnectionState::Connected || !host)
        return;
    m_there->disconnect(this);
    m_operation = start(
        this,
        [host, profile = m_there->profile()](std::stop_token stop) { return readPromotion(*host, profile, stop); },
        [this](const Result<Promotion> &promotion) { take(promotion); });
}

void Promoter::take(const Result<Promotion> &promotion)
{
    if (!promotion)
        return fail(promotion.error());
    m_promotion = *promotion;
    m_desk.deploy().refresh(m_promotion->commit);
}

void Promoter::lookHere()
{
    const Promotion promotion = *m_promotion;
    end();
    DeployDesk &desk = m_desk.deploy();
    const auto plan = desk.error() ? bouncepro::fail(*desk.error()) : desk.preparePromotion(promotion);
    if (plan)
        Q_EMIT prepared(*plan);
    else
        Q_EMIT failed(plan.error());
}

void Promoter::end()
{
    m_source.clear();
    m_promotion.reset();
    m_there = nullptr;
    Q_EMIT changed();
}

void Promoter::fail(const Error &error)
{
    m_there->disconnect(this);
    end();
    Q_EMIT failed(error);
}

} // namespace bouncepro
