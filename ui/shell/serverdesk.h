#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "models/jobs/audit.h"

#include <QHash>

#include <utility>

namespace bouncepro {

/// What the pages of one server stand on, made once a server and shared by its pages. Its monitor outlives it.
class ServerDesk : public QObject
{
    Q_OBJECT

public:
    explicit ServerDesk(ServerMonitor &monitor, QObject *parent = nullptr);

    const ServerProfile &profile() const { return m_monitor.profile(); }
    ServerMonitor &monitor() { return m_monitor; }
    JobCenter &jobs() { return m_jobs; }
    DeployDesk &deploy() { return m_deploy; }

    /// What stands beside a page's name in the sidebar.
    struct Badge
    {
        QString text;             ///< "7 new"; empty: none
        std::optional<Mark> mark; ///< Warning, Down, Running: something to heed
        bool operator==(const Badge &) const = default;
    };
    void setBadge(const QString &page, const Badge &badge);
    Badge badge(const QString &page) const { return m_badges.value(page); }

    /// Goes to a page of this server, by its capability's name.
    void openPage(const QString &name) { Q_EMIT pageWanted(name); }
    /// Goes to the deploy page, and asks there whether to deploy as soon as it is known what would arrive.
    void askToDeploy();
    bool isDeployWanted() const { return m_isDeployWanted; }
    void dropDeployWish() { m_isDeployWanted = false; }
    /// Shows that job where jobs are shown in whole: on the deploy page.
    void openJob(const QString &id);
    /// The job that was asked for before that page was made; empty: none. Given once.
    QString takeWantedJob() { return std::exchange(m_wantedJob, {}); }
    /// Tells something that a person may have missed, in the list of the window and on the desktop.
    void notify(Mark mark, const QString &what, const QString &why) { Q_EMIT notified(mark, what, why); }

    /// The last line of the server's audit that this console saw; the owner of the window keeps it from run to run.
    const std::optional<AuditHead> &auditHead() const { return m_auditHead; }
    void setAuditHead(const std::optional<AuditHead> &head);

Q_SIGNALS:
    void pageWanted(const QString &name);
    void jobWanted(const QString &id);
    void badgeChanged(const QString &page);
    void auditHeadChanged(const bouncepro::AuditHead &head);
    void notified(bouncepro::Mark mark, const QString &what, const QString &why);

private:
    ServerMonitor &m_monitor;
    JobCenter m_jobs;
    DeployDesk m_deploy;
    QHash<QString, Badge> m_badges;
    QString m_wantedJob;
    bool m_isDeployWanted = false;
    std::optional<AuditHead> m_auditHead;
};

} // namespace bouncepro
