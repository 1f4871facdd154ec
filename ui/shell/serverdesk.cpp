// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/serverdesk.h"

namespace bouncepro {

ServerDesk::ServerDesk(std::shared_ptr<ServerWork> work, QObject *parent) : QObject(parent), m_work(std::move(work))
{
    connect(m_work.get(), &ServerWork::badgeChanged, this, &ServerDesk::badgeChanged);
}

void ServerDesk::askFor(Wish wish)
{
    m_wish = wish;
    openPage(QStringLiteral("deploy"));
}

void ServerDesk::openJob(const QString &id)
{
    m_wantedJob = id;
    Q_EMIT jobWanted(id);
    openPage(QStringLiteral("deploy"));
}

} // namespace bouncepro
