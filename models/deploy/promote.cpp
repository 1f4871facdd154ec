// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/promote.h"

#include "models/servers/wording.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Promote", text);
}

// The first thing that is not as it should be on a server whose release is to be an example; empty: none.
QString whatIsNotWell(const DeployContext &there)
{
    QStringList missing;
    for (const BuiltService &service : there.facts.services)
        missing << service.name;
    for (const ServiceStatus &service : there.status.services) {
        if (!service.isWell())
            return tr("%1 is %2")
                .arg(service.name, service.health == QLatin1String("none") || service.health.isEmpty()
                                       ? service.state
                                       : service.health);
        missing.removeOne(service.name);
    }
    if (!missing.isEmpty())
        return tr("%1 does not run").arg(missing.first());
    for (const Readiness &readiness : there.status.readiness)
        if (readiness.status != 200)
            return tr("%1 is not ready").arg(readiness.service);
    return {};
}

} // namespace

Result<Promotion> readPromotion(RemoteHost &host, const ServerProfile &profile, std::stop_token stop)
{
    auto there = readDeployContext(host, profile, {}, stop);
    if (!there)
        return fail(there.error());
    auto status = probeUsable(host, profile, ProbeDepth::WithReadiness, stop);
    if (!status)
        return fail(status.error());
    there->status = *status;
    return promotionFrom(*there);
}

Result<Promotion> promotionFrom(const DeployContext &there)
{
    const QString &name = there.profile.name;
    const Release *release = there.facts.release(there.facts.current);
    if (!release)
        return fail(ErrorCode::Conflict, tr("What %1 runs is no release on record.").arg(name),
                    tr("Deploy there with the console first, and see that it works."));
    if (release->state != QLatin1String("good"))
        return fail(ErrorCode::Conflict,
                    tr("The release %1 has not proven itself on %2.").arg(visibleText(release->id, 80), name),
                    tr("Deploy it there again, or promote another one."));
    if (const QString what = whatIsNotWell(there); !what.isEmpty())
        return fail(ErrorCode::Conflict, tr("%1 is not well: %2.").arg(name, visibleText(what)),
                    tr("Only what works there is promoted. See: status, logs."));
    return Promotion{name, release->commit, release->id, release->subject};
}

Result<Plan> planPromotion(const DeployContext &here, const Promotion &promotion, bool again)
{
    if (here.facts.target != promotion.commit)
        return fail(ErrorCode::NotFound,
                    tr("The commit %1, which %2 runs, is not in the origin of %3.")
                        .arg(visibleText(promotion.commit.left(7)), promotion.from, here.profile.name),
                    here.facts.fetchFailure.isEmpty()
                        ? tr("Push it to that origin; both servers have to be clones of the same repository.")
                        : tr("The origin did not answer; mend the access to it, then try again."),
                    here.facts.fetchFailure);
    auto plan = planDeploy(here, again);
    if (plan)
        plan->subject = tr("%1, promoted from %2").arg(plan->subject, promotion.from);
    return plan;
}

} // namespace bouncepro
