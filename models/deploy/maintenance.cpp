// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/maintenance.h"

#include "models/deploy/planbuilder.h"
#include "models/jobs/jobsentence.h"
#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Maintenance", text);
}

// As nginx takes it, without the bits of the host, about which it would complain; empty: no address.
QString network(const QString &text)
{
    const bool isWhole =
        text.contains(QLatin1Char(':')) || text.count(QLatin1Char('.')) == 3; // "10" is no network here
    const auto [address, length] = QHostAddress::parseSubnet(text);
    if (!isWhole || address.isNull() || length < 0 || !address.scopeId().isEmpty())
        return {};
    const bool isOne = length == (address.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128);
    return isOne ? address.toString() : address.toString() + QLatin1Char('/') + QString::number(length);
}

Step step(const DeployContext &context, const QString &subcommand, const QStringList &arguments)
{
    const auto script = [&](const QString &name, const QStringList &more) {
        return context.state.script(
            QStringLiteral("deploy.sh"),
            QStringList{context.profile.stack, context.status.project, context.profile.composeFile, name} + more);
    };
    return Step{.title = {},
                .run = script(subcommand, arguments),
                .touches = tr("nginx/local and a reload; services go on running"),
                .undo = script(QStringLiteral("unclose"), {}),
                .undoText = tr("the files as they were before"),
                .expectedSeconds = 1,
                .timeoutSeconds = 120};
}

} // namespace

Result<Plan> planClose(const DeployContext &context, const QString &reason, const QStringList &allowed)
{
    if (auto may = mayOperate(context); !may)
        return fail(may.error());
    if (!context.facts.canClose)
        return fail(ErrorCode::Invalid, tr("nginx on %1 has no maintenance page.").arg(context.profile.name),
                    tr("Its nginx/nginx.conf has to include what the server kit's does: local/maintenance*.conf, "
                       "local/maintenance*.map and conf.d/maintenance.conf."));
    const QString why = visibleText(reason.trimmed(), 200);
    if (why.isEmpty())
        return fail(ErrorCode::Invalid, tr("A reason is needed: others will wonder."),
                    tr("Say why the site is closed."));
    QStringList networks;
    for (const QString &text : allowed) {
        networks << network(text);
        if (networks.last().isEmpty())
            return fail(ErrorCode::Invalid, tr("“%1” is no address and no network.").arg(visibleText(text, 80)),
                        tr("Write it like 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32."));
    }
    networks.removeDuplicates();
    Plan plan = PlanBuilder(context).plan(QStringLiteral("maintenance-on"), why);
    plan.before.clear();
    Step close = step(context, QStringLiteral("close"), QStringList{shortActor(plan.actor), why} + networks);
    close.title = tr("Close the site");
    close.touches = networks.isEmpty() ? tr("nginx/local and a reload; every visitor gets 503 and a small page")
                                       : tr("nginx/local and a reload; every visitor but %1 gets 503 and a small page")
                                             .arg(networks.join(tr(", ")));
    plan.steps << close;
    return plan;
}

Result<Plan> planReopen(const DeployContext &context)
{
    if (auto may = mayOperate(context); !may)
        return fail(may.error());
    if (!context.status.maintenance)
        return fail(ErrorCode::Conflict, tr("The site of %1 is open.").arg(context.profile.name),
                    tr("Nothing is to be done."));
    Plan plan = PlanBuilder(context).plan(QStringLiteral("maintenance-off"),
                                          visibleText(context.status.maintenance->reason, 200));
    plan.before.clear();
    if (plan.subject.isEmpty())
        plan.subject = context.profile.name;
    Step reopen = step(context, QStringLiteral("reopen"), {});
    reopen.title = tr("Open the site");
    plan.steps << reopen;
    return plan;
}

} // namespace bouncepro
