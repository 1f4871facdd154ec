#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "ui/shell/serverdesk.h"

class QAction;

namespace bouncepro {

/// What can be done to a server besides deploy and rollback: stop deploys for a while, close the site, break a lock.
/// Actions for a menu, and the question before each.
class DeployActs : public QObject
{
    Q_OBJECT

public:
    /// The desk outlives it. over: a widget of the window.
    DeployActs(ServerDesk &desk, QWidget *over);

    QList<QAction *> actions() const { return m_actions; }
    /// Why none can be done now; empty: they can.
    void setBlocked(const QString &reason);

    void freeze();
    void lift();
    void closeSite();
    void openSite();
    void breakLock();

Q_SIGNALS:
    /// A plan to be shown and confirmed.
    void prepared(const bouncepro::PreparedPlan &plan);
    void failed(const bouncepro::Error &error);

private:
    using Act = std::function<Result<void>(RemoteHost &host, const StateDirectory &state, std::stop_token stop)>;
    void add(const QString &text, const char *name, const char *iconName, void (DeployActs::*act)());
    void arm(const QString &act, const std::function<void()> &goOn);
    void run(const Act &act);
    void offer(const Result<PreparedPlan> &plan);
    Result<StateDirectory> state() const;
    ServerDesk &m_desk;
    QWidget *m_over;
    QList<QAction *> m_actions;
};

/// For the palette, from any page: deploy and roll back.
QList<QAction *> deployCommands(ServerDesk &desk, QWidget *over, QObject *owner);

} // namespace bouncepro
