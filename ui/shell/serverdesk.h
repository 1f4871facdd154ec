#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverlist.h"
#include "ui/shell/serverwork.h"

#include <memory>
#include <utility>

namespace bouncepro {

/// What the pages of one server stand on in one window: the server's work, which all windows share, and the way from
/// page to page in this one.
class ServerDesk : public QObject
{
    Q_OBJECT

public:
    explicit ServerDesk(std::shared_ptr<ServerWork> work, QObject *parent = nullptr);
    /// All servers, where there is a list of them; outlives it.
    void setServers(ServerList &servers) { m_servers = &servers; }
    ServerList *servers() const { return m_servers; }

    const ServerProfile &profile() const { return m_work->monitor().profile(); }
    ServerMonitor &monitor() { return m_work->monitor(); }
    Guard &guard() { return m_work->guard(); }
    JobCenter &jobs() { return m_work->jobs(); }
    DeployDesk &deploy() { return m_work->deploy(); }
    EnvironmentDesk &environment() { return m_work->environment(); }
    HealthMonitor &health() { return m_work->health(); }

    using Badge = ServerWork::Badge;
    void setBadge(const QString &page, const Badge &badge) { m_work->setBadge(page, badge); }
    Badge badge(const QString &page) const { return m_work->badge(page); }

    /// Goes to a page of this server, by its capability's name.
    void openPage(const QString &name) { Q_EMIT pageWanted(name); }
    /// Goes to the deploy page, and asks there whether to do it as soon as it is known what the server runs and what
    /// would arrive.
    enum class Wish { None, Deploy, RollBack };
    void askFor(Wish wish);
    Wish wish() const { return m_wish; }
    void dropWish() { m_wish = Wish::None; }
    /// Opens what this console knows of the server, to be edited.
    void askToEdit() { Q_EMIT editWanted(); }
    /// Shows that job where jobs are shown in whole: on the deploy page.
    void openJob(const QString &id);
    /// The job that was asked for before that page was made; empty: none. Given once.
    QString takeWantedJob() { return std::exchange(m_wantedJob, {}); }
    void notify(Mark mark, const QString &what, const QString &why) { m_work->notify(mark, what, why); }

    const std::optional<AuditHead> &auditHead() const { return m_work->auditHead(); }
    void setAuditHead(const std::optional<AuditHead> &head) { m_work->setAuditHead(head); }

Q_SIGNALS:
    void pageWanted(const QString &name);
    void jobWanted(const QString &id);
    void editWanted();
    void badgeChanged(const QString &page);

private:
    const std::shared_ptr<ServerWork> m_work;
    ServerList *m_servers = nullptr;
    QString m_wantedJob;
    Wish m_wish = Wish::None;
};

} // namespace bouncepro
