#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "models/health/healthmonitor.h"
#include "models/jobs/audit.h"

#include <QHash>

#include <memory>

namespace bouncepro {

class EnvironmentDesk;

/// What goes on with one server, whoever looks at it: its jobs, its releases, what is to be heeded. There is one of a
/// server (Fleet), shared by all windows. Its monitor outlives it.
class ServerWork : public QObject
{
    Q_OBJECT

public:
    explicit ServerWork(ServerMonitor &monitor, QObject *parent = nullptr);
    ~ServerWork() override;

    ServerMonitor &monitor() { return m_monitor; }
    /// Whether the server may be changed from here; what every change asks.
    Guard &guard() { return m_guard; }
    JobCenter &jobs() { return m_jobs; }
    DeployDesk &deploy() { return m_deploy; }
    EnvironmentDesk &environment() { return *m_environment; }
    HealthMonitor &health() { return m_health; }

    /// What stands beside a page's name in the sidebar.
    struct Badge
    {
        QString text;             ///< "7 new"; empty: none
        std::optional<Mark> mark; ///< Warning, Down, Running: something to heed
        bool operator==(const Badge &) const = default;
    };
    void setBadge(const QString &page, const Badge &badge);
    Badge badge(const QString &page) const { return m_badges.value(page); }

    /// Tells something that a person may have missed, in the list of the windows and on the desktop.
    void notify(Mark mark, const QString &what, const QString &why) { Q_EMIT notified(mark, what, why); }

    /// The last line of the server's audit that this console saw; app keeps it from run to run.
    const std::optional<AuditHead> &auditHead() const { return m_auditHead; }
    void setAuditHead(const std::optional<AuditHead> &head);

Q_SIGNALS:
    void badgeChanged(const QString &page);
    void auditHeadChanged(const bouncepro::AuditHead &head);
    void notified(bouncepro::Mark mark, const QString &what, const QString &why);

private:
    ServerMonitor &m_monitor;
    Guard m_guard;
    JobCenter m_jobs;
    DeployDesk m_deploy;
    std::unique_ptr<EnvironmentDesk> m_environment;
    HealthMonitor &m_health; // the monitor's
    QHash<QString, Badge> m_badges;
    std::optional<AuditHead> m_auditHead;
};

} // namespace bouncepro
