#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"

#include <QPointer>
#include <QWidget>

namespace bouncepro {

class Banner;
class DeployActs;
class QueueBanner;
class ServerDesk;

/// What a person has to know on the deploy page before anything else: what failed, who has the lock, what waits, a
/// freeze, a closed site, that what is shown is old. Takes no room where there is nothing to say.
class DeployBanners : public QWidget
{
    Q_OBJECT

public:
    /// Both outlive it.
    DeployBanners(ServerDesk &desk, DeployActs &acts, QWidget *parent = nullptr);

    /// plan: what could not be started.
    void fail(const Error &error, const std::optional<PreparedPlan> &plan = {});
    /// What failed before counts no more.
    void forget();
    /// The job that is shown; null: none.
    void setWatch(JobWatch *watch);
    void refresh();

Q_SIGNALS:
    /// A plan that waited for the lock, made anew now that its turn has come. isSame: it does what was confirmed.
    void planned(const bouncepro::PreparedPlan &plan, bool isSame);

private:
    void showJob();
    void showServer();
    void showWaiting();
    ServerDesk &m_desk;
    QPointer<JobWatch> m_watch;
    QString m_next; // the job that waits and is not shown
    std::optional<Error> m_failure;
    std::optional<PreparedPlan> m_refused; // for the lock that somebody has
    Banner *m_failed, *m_recover, *m_approve, *m_request, *m_waiting, *m_frozen, *m_closed, *m_stale;
    QueueBanner *m_queue;
};

} // namespace bouncepro
