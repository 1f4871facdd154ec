// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/deploy.h"

#include "models/deploy/planbuilder.h"
#include "models/jobs/redaction.h"
#include "models/servers/remotescripts.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Deploy", text);
}

// A plan that its preflight lets pass.
Result<Plan> checked(const DeployContext &context, const Plan &plan)
{
    for (const Finding &finding : preflight(context, plan))
        if (finding.level == FindingLevel::Blocker)
            return fail(ErrorCode::Invalid, finding.what, finding.remedy);
    return plan;
}

} // namespace

Result<void> mayOperate(const DeployContext &context)
{
    const QString login = context.actor.section(QLatin1Char(' '), 0, 0);
    if (context.status.owner == login || login == QLatin1String("root"))
        return {};
    return fail(ErrorCode::PermissionDenied,
                tr("The checkout %1 belongs to %2, and you log in as %3.")
                    .arg(context.profile.stack, context.status.owner, login),
                tr("Log in as %1: git refuses to work in another account's checkout.").arg(context.status.owner));
}

Result<DeployContext> readDeployContext(RemoteHost &host, const ServerProfile &profile, const QString &want,
                                        std::stop_token stop)
{
    auto status = probeUsable(host, profile, ProbeDepth::Services, stop);
    if (!status)
        return fail(status.error());
    const qint64 skew = QDateTime::currentDateTimeUtc().secsTo(status->time);
    auto state = expectState(host, profile, status->project, stop);
    if (!state)
        return fail(state.error());
    const QString target = want.isEmpty() ? (status->branch.isEmpty() ? QStringLiteral("main") : status->branch) : want;
    // By standard input: before its first job a server has no scripts of ours.
    Command command{QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"),    profile.stack,
                    status->project,      profile.composeFile,  QStringLiteral("facts"), target};
    command.set(QStringLiteral("STATE"), state->path)
        .input(Secret(remoteScript(QStringLiteral("preflight.sh")) + remoteScript(QStringLiteral("facts.sh")) +
                      remoteScript(QStringLiteral("deploy.sh"))))
        .timeout(std::chrono::minutes(2));
    auto answer = runChecked(host, command, tr("Reading the releases"), stop);
    if (!answer)
        return fail(answer.error());
    auto facts = parseDeployFacts(*answer, status->project);
    if (!facts)
        return fail(facts.error());
    return DeployContext{.profile = profile,
                         .status = *status,
                         .state = *state,
                         .facts = *facts,
                         .actor = actorOf(host.identity()),
                         .now = QDateTime::currentDateTimeUtc(),
                         .clockSkew = skew};
}

Result<Plan> planDeploy(const DeployContext &context, bool again)
{
    const DeployFacts &facts = context.facts;
    if (auto may = mayOperate(context); !may)
        return fail(may.error());
    if (facts.target.isEmpty())
        return fail(ErrorCode::NotFound, tr("The commit or branch is not known to %1.").arg(context.profile.name),
                    facts.fetchFailure.isEmpty()
                        ? tr("Push it to the origin of the checkout first.")
                        : tr("The origin did not answer; mend the access to it, then try again."),
                    facts.fetchFailure);
    const Release *current = facts.release(facts.current);
    if (!again && (current ? current->commit : facts.commit) == facts.target)
        return fail(ErrorCode::Conflict, tr("%1 serves %2 already.").arg(context.profile.name, facts.target.left(7)),
                    facts.fetchFailure.isEmpty() ? tr("Push a newer commit.")
                                                 : tr("The origin did not answer, so newer commits are not known."),
                    facts.fetchFailure);
    const PlanBuilder builder(context);
    const QString release = newReleaseId(context.now, facts.target);
    Plan plan = builder.plan(QStringLiteral("deploy"), facts.target.left(7));
    builder.recordRunning(plan);
    builder.build(plan, release, facts.target);
    builder.switchTo(plan, release, facts.target);
    return checked(context, plan);
}

Result<Plan> planRollback(const DeployContext &context, const QString &id)
{
    const DeployFacts &facts = context.facts;
    if (auto may = mayOperate(context); !may)
        return fail(may.error());
    const Release *it = id.isEmpty() ? facts.releaseBefore() : facts.release(id);
    if (!it)
        return id.isEmpty() ? fail(ErrorCode::NotFound,
                                   tr("%1 has no earlier good release on record.").arg(context.profile.name),
                                   tr("A release is recorded with every deploy; deploy an earlier commit instead: "
                                      "deploy --commit HASH."))
                            : fail(ErrorCode::NotFound, tr("%1 has no release %2.").arg(context.profile.name, id),
                                   tr("List the releases to see their ids."));
    if (it->id == facts.current)
        return fail(ErrorCode::Conflict, tr("%1 serves %2 already.").arg(context.profile.name, it->id),
                    tr("Choose another release."));
    auto environment = restoredFiles(facts, *it);
    if (!environment)
        return fail(environment.error());
    PlanBuilder builder(context);
    Plan plan = builder.plan(QStringLiteral("rollback"), it->id);
    builder.restore(plan, *environment);
    builder.recordRunning(plan);
    if (it->imagesKept)
        builder.findImages(plan, it->id);
    else
        builder.build(plan, it->id, it->commit);
    builder.switchTo(plan, it->id, it->commit);
    return checked(context, plan);
}

Command checkOf(const DeployContext &context)
{
    const DeployFacts &facts = context.facts;
    QStringList arguments{context.profile.stack,
                          context.status.project,
                          context.profile.composeFile,
                          QStringLiteral("unchanged"),
                          facts.commit,
                          facts.recorded.isEmpty() ? QStringLiteral("-") : facts.recorded};
    for (auto it = facts.files.begin(); it != facts.files.end(); ++it)
        arguments << it.key() + QLatin1Char('=') + QString::fromLatin1(it.value());
    Command check = context.state.script(QStringLiteral("deploy.sh"), arguments);
    // As the runner of jobs would set them: whoever asks may be none.
    return check.set(QStringLiteral("STATE"), context.state.path).set(QStringLiteral("BIN"), context.state.bin);
}

Result<QList<Secret>> secretsOf(RemoteHost &host, const DeployContext &context, std::stop_token stop)
{
    QList<Secret> values = secretValues(context.facts.variables);
    QStringList names = context.facts.files.keys();
    names.removeOne(context.profile.composeFile);
    names << QStringLiteral(".env") << QStringLiteral(".env.production"); // where no facts were read
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        auto file = host.readFile(context.profile.stack + QLatin1Char('/') + name, 1 << 20, stop);
        if (!file && file.error().code == ErrorCode::NotFound)
            continue;
        if (!file)
            return fail(file.error());
        values << secretValues(file->bytes);
    }
    return values;
}

Result<StartedPlan> startPlan(RemoteHost &host, const DeployContext &context, const std::optional<Arming> &arming,
                              const Plan &plan, const QDateTime &due, std::stop_token stop)
{
    const SecretsReader secrets = [&](RemoteHost &server, std::stop_token token) {
        return secretsOf(server, context, token);
    };
    return startPlan(host, context.profile, arming, context.status.project, plan, due, secrets, stop);
}

} // namespace bouncepro
