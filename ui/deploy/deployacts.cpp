// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/deployacts.h"

#include "models/jobs/freeze.h"
#include "models/servers/connectedhost.h"
#include "models/servers/wording.h"
#include "ui/deploy/breaklockdialog.h"
#include "ui/deploy/closedialog.h"
#include "ui/deploy/freezedialog.h"
#include "ui/look/icon.h"
#include "ui/servers/arming.h"

#include <QAction>
#include <QPointer>

namespace bouncepro {

DeployActs::DeployActs(ServerDesk &desk, QWidget *over) : QObject(over), m_desk(desk), m_over(over)
{
    add(tr("Freeze deploys…"), "freezeDeploys", "pause", &DeployActs::freeze);
    add(tr("Close the site for visitors…"), "closeSite", "stop", &DeployActs::closeSite);
    add(tr("Break the lock…"), "breakLock", "unlock", &DeployActs::breakLock);
}

void DeployActs::add(const QString &text, const char *name, const char *iconName, void (DeployActs::*act)())
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setObjectName(QLatin1String(name));
    action->setProperty("changes", true);
    connect(action, &QAction::triggered, this, act);
    m_actions << action;
}

void DeployActs::setBlocked(const QString &reason)
{
    for (QAction *action : std::as_const(m_actions)) {
        action->setEnabled(reason.isEmpty());
        action->setToolTip(asRichText(reason));
    }
}

void DeployActs::arm(const QString &act, const std::function<void()> &goOn)
{
    whenArmed(m_desk.guard(), m_over, {act, {}, goOn});
}

void DeployActs::freeze()
{
    arm(tr("freeze deploys"), [this] {
        auto *dialog = new FreezeDialog(m_over->window(), m_desk.profile());
        connect(dialog, &Dialog::confirmed, this, [this, dialog] {
            run([profile = m_desk.profile(), arming = m_desk.guard().arming(), reason = dialog->reason(),
                 until = dialog->until()](RemoteHost &host, const StateDirectory &state, std::stop_token stop) {
                return freezeDeploys(host, profile, arming, state, reason, until, stop);
            });
        });
        dialog->open();
    });
}

void DeployActs::lift()
{
    arm(tr("let deploys pass again"), [this] {
        run([profile = m_desk.profile(),
             arming = m_desk.guard().arming()](RemoteHost &host, const StateDirectory &state, std::stop_token stop) {
            return unfreezeDeploys(host, profile, arming, state, stop);
        });
    });
}

void DeployActs::closeSite()
{
    arm(tr("close the site for visitors"), [this] {
        auto *dialog = new CloseDialog(m_over->window(), m_desk);
        connect(dialog, &CloseDialog::prepared, this, &DeployActs::prepared);
        dialog->open();
    });
}

void DeployActs::openSite()
{
    arm(tr("open the site for visitors"), [this] { offer(m_desk.deploy().prepareReopen()); });
}

void DeployActs::breakLock()
{
    arm(tr("break the lock"), [this] {
        const auto directory = state();
        if (!directory)
            return Q_EMIT failed(directory.error());
        auto *dialog = new BreakLockDialog(m_over->window(), m_desk.monitor(), *directory);
        connect(dialog, &Dialog::confirmed, this, [this, dialog] {
            run([profile = m_desk.profile(), arming = m_desk.guard().arming(), job = dialog->job(),
                 reason = dialog->reason()](RemoteHost &host, const StateDirectory &state,
                                            std::stop_token stop) -> Result<void> {
                if (auto broken = bouncepro::breakLock(host, profile, arming, state, job, reason, stop); !broken)
                    return fail(broken.error());
                return {};
            });
        });
        dialog->open();
    });
}

void DeployActs::offer(const Result<PreparedPlan> &plan)
{
    if (plan)
        Q_EMIT prepared(*plan);
    else
        Q_EMIT failed(plan.error());
}

Result<StateDirectory> DeployActs::state() const
{
    if (const auto *context = m_desk.deploy().context())
        return context->state;
    if (const auto &directory = m_desk.jobs().directory())
        return *directory;
    return fail(ErrorCode::Conflict, tr("What %1 runs is not known yet.").arg(visibleText(m_desk.profile().name, 40)),
                tr("Wait until its releases were read."));
}

void DeployActs::run(const Act &act)
{
    const auto host = connectedHost(m_desk.monitor(), tr("Wait until the connection is back, then try again."));
    const auto directory = state();
    if (!host || !directory)
        return Q_EMIT failed(host ? directory.error() : host.error());
    start(
        this, [host = *host, state = *directory, act](std::stop_token stop) { return act(*host, state, stop); },
        [this](const Result<void> &done) {
            m_desk.monitor().lookNow();
            m_desk.jobs().lookNow();
            if (!done)
                Q_EMIT failed(done.error());
        });
}

QList<QAction *> deployCommands(ServerDesk &desk, QWidget *over, QObject *owner)
{
    QList<QAction *> all;
    const auto add = [&](const QString &text, const char *iconName, ServerDesk::Wish wish) {
        auto *action = new QAction(icon(iconName), text, owner);
        action->setProperty("changes", true);
        QObject::connect(action, &QAction::triggered, over, [desk = QPointer(&desk), over, text, wish] {
            whenArmed(desk->guard(), over, {text.chopped(1).toLower(), {}, [desk, wish] {
                                                if (desk)
                                                    desk->askFor(wish);
                                            }});
        });
        all << action;
    };
    add(DeployActs::tr("Deploy…"), "deploy", ServerDesk::Wish::Deploy);
    add(DeployActs::tr("Roll back…"), "rollback", ServerDesk::Wish::RollBack);
    return all;
}

} // namespace bouncepro
