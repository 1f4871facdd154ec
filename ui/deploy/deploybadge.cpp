// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/deploybadge.h"

#include "ui/shell/serverdesk.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DeployBadge", text);
}

ServerDesk::Badge badgeOf(ServerDesk &desk)
{
    if (const JobWatch *watch = desk.jobs().running()) {
        const JobSummary &job = watch->job();
        return {job.step > 0 && job.steps > 0 ? tr("%1 of %2").arg(job.step).arg(job.steps) : tr("running"),
                watch->isReconnecting() ? Mark::NotConnected : Mark::Running};
    }
    if (!desk.jobs().interrupted().isEmpty())
        return {tr("interrupted"), Mark::Warning};
    const DeployFacts *facts = desk.deploy().facts();
    const bool isConnected = desk.monitor().view().state == ConnectionState::Connected;
    return {facts && isConnected && !facts->incoming.isEmpty() ? tr("%1 new").arg(facts->incoming.size()) : QString(),
            {}};
}

} // namespace

void attachDeployBadge(ServerDesk &desk)
{
    const auto show = [&desk] { desk.setBadge(QStringLiteral("deploy"), badgeOf(desk)); };
    QObject::connect(&desk.deploy(), &DeployDesk::changed, &desk, show);
    QObject::connect(&desk.jobs(), &JobCenter::changed, &desk, show);
    QObject::connect(&desk.jobs(), &JobCenter::watchAdded, &desk,
                     [&desk, show](JobWatch *watch) { QObject::connect(watch, &JobWatch::changed, &desk, show); });
}

} // namespace bouncepro
