// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/deploy.h"

#include "models/servers/remotescripts.h"

#include "models/jobs/redaction.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Deploy", text);
}

constexpr int healthySeconds = 120; // the longest wait for health, until it is computed from the services' own checks

// One plan in the making: what its steps have in common.
class Builder
{
public:
    explicit Builder(const DeployContext &context) : m_context(context) {}

    Command script(const QString &subcommand, const QStringList &arguments) const
    {
        const QStringList stack{m_context.profile.stack, m_context.status.project, m_context.profile.composeFile,
                                subcommand};
        return m_context.state.script(QStringLiteral("deploy.sh"), stack + arguments);
    }

    QStringList images(const QString &release) const
    {
        QStringList words;
        for (const BuiltService &service : m_context.facts.services)
            words << service.word(release);
        return words;
    }

    QString pinned() const
    {
        return m_context.status.release.isEmpty() ? QStringLiteral("-") : m_context.status.release;
    }

    // The release that runs now, under its recorded id or the one that it gets when it is recorded first.
    QString running() const
    {
        if (!m_context.facts.current.isEmpty())
            return m_context.facts.current;
        return m_context.status.release.isEmpty() ? QStringLiteral("before-") + m_context.facts.commit.left(12)
                                                  : m_context.status.release;
    }

    Plan plan(const QString &action, const QString &subject) const
    {
        return {.id = newJobId(action, m_context.now),
                .action = action,
                .subject = subject,
                .before = running(),
                .actor = m_context.actor,
                .server = m_context.profile.name,
                .state = m_context.state.path,
                .bin = m_context.state.bin,
                .workdir = m_context.profile.stack,
                .lock = LockKind::Exclusive,
                .commitPoint = 0,
                .created = m_context.now,
                .steps = {}};
    }

    // What must stand before anything is switched: the running release on record, so that there is a way back.
    void recordRunning(Plan &plan) const
    {
        if (!m_context.facts.current.isEmpty() && m_context.facts.release(m_context.facts.current))
            return;
        plan.steps << Step{.title = tr("Record the running release"),
                           .run =
                               script(QStringLiteral("record"), QStringList{running(), m_context.facts.commit, plan.id,
                                                                            plan.actor, QStringLiteral("running")} +
                                                                    images(running())),
                           .touches = tr("writes %1/releases/%2, tags the running images").arg(plan.state, running()),
                           .undoText = tr("nothing to undo: a record of what runs"),
                           .expectedSeconds = 1};
    }

    void build(Plan &plan, const QString &release, const QString &commit) const
    {
        plan.steps << Step{.title = tr("Fetch the commit"),
                           .run = script(QStringLiteral("fetch"), {commit}),
                           .touches = tr("git objects of the checkout"),
                           .undoText = tr("nothing to undo"),
                           .expectedSeconds = 2,
                           .timeoutSeconds = 300}
                   << Step{.title = tr("Lay out a clean worktree"),
                           .run = script(QStringLiteral("worktree"), {release, commit}),
                           .touches = tr("%1/worktrees/%2").arg(plan.state, release),
                           .undo = script(QStringLiteral("drop-worktree"), {release}),
                           .undoText = tr("removes the worktree"),
                           .expectedSeconds = 1,
                           .timeoutSeconds = 300}
                   << Step{.title = tr("Build the images"),
                           .run = script(QStringLiteral("build"), QStringList{release} + images(release)),
                           .touches = tr("new images tagged %1; what runs is not touched").arg(release),
                           .undoText = tr("the images stay, unused"),
                           .expectedSeconds = 60,
                           .timeoutSeconds = 3600}
                   << Step{.title = tr("Record the release"),
                           .run = script(QStringLiteral("record"),
                                         QStringList{release, commit, plan.id, plan.actor, QStringLiteral("built")} +
                                             images(release)),
                           .touches = tr("writes %1/releases/%2").arg(plan.state, release),
                           .undoText = tr("the record stays, as never proven"),
                           .expectedSeconds = 1};
    }

    // From here visitors are concerned. Preflight stands before this, the switch without downtime will replace `up`.
    void switchTo(Plan &plan, const QString &release, const QString &commit) const
    {
        const QStringList limit{QString::number(healthySeconds)};
        const QString back = running();
        const Release *record = m_context.facts.release(back);
        const QStringList restore{back, record ? record->commit : m_context.facts.commit, pinned(), commit};
        plan.steps << Step{.title = tr("Pin the release"),
                           .run = script(QStringLiteral("pin"), {release}),
                           .touches = tr("RELEASE in %1/.env, by rename").arg(plan.workdir),
                           .undo = script(QStringLiteral("restore"), restore + limit + images(back)),
                           .undoText = tr("back to %1: pin, checkout, containers; checks that it serves").arg(back),
                           .expectedSeconds = 1,
                           .timeoutSeconds = 60}
                   << Step{.title = tr("Move the checkout"),
                           .run = script(QStringLiteral("checkout"), {commit}),
                           .touches = tr("the live checkout %1").arg(plan.workdir),
                           .undoText = tr("undone together with the pin"),
                           .expectedSeconds = 1,
                           .timeoutSeconds = 120}
                   << Step{.title = tr("Start the containers"),
                           .run = script(QStringLiteral("up"), limit + images(release)),
                           .touches =
                               tr("recreates the services whose image or configuration changed, waits for health"),
                           .undoText = tr("undone together with the pin"),
                           .expectedSeconds = 20,
                           .downtimeSeconds = 12,
                           .timeoutSeconds = healthySeconds + 300}
                   << Step{.title = tr("Prove the release"),
                           .run = script(QStringLiteral("verdict"), QStringList{release} + images(release)),
                           .touches =
                               tr("nothing: compares running images and the release that each service says it is"),
                           .undoText = tr("nothing to undo"),
                           .expectedSeconds = 2,
                           .timeoutSeconds = 180};
        plan.commitPoint = int(plan.steps.size());
        plan.steps << Step{.title = tr("Finish"),
                           .run = script(QStringLiteral("finish"), {release}),
                           .touches = tr("marks the release good and current, removes its worktree"),
                           .undoText = tr("past the commit point: finished, not undone"),
                           .expectedSeconds = 1};
    }

private:
    const DeployContext &m_context;
};

QString releaseId(const QDateTime &now, const QString &commit)
{
    return now.toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss-")) + commit.left(7);
}

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

} // namespace

Result<DeployContext> readDeployContext(RemoteHost &host, const ServerProfile &profile, const QString &want,
                                        std::stop_token stop)
{
    auto status = probeUsable(host, profile, ProbeDepth::Services, stop);
    if (!status)
        return fail(status.error());
    auto state = expectState(host, profile, status->project, stop);
    if (!state)
        return fail(state.error());
    const QString target = want.isEmpty() ? (status->branch.isEmpty() ? QStringLiteral("main") : status->branch) : want;
    // By standard input: before its first job a server has no scripts of ours.
    Command command{QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"),    profile.stack,
                    status->project,      profile.composeFile,  QStringLiteral("facts"), target};
    command.set(QStringLiteral("STATE"), state->path)
        .input(Secret(remoteScript(QStringLiteral("deploy.sh"))))
        .timeout(std::chrono::minutes(2));
    auto answer = runChecked(host, command, tr("Reading the releases"), stop);
    if (!answer)
        return fail(answer.error());
    auto facts = parseDeployFacts(*answer, status->project);
    if (!facts)
        return fail(facts.error());
    return DeployContext{profile, *status, *state, *facts, actorOf(host.identity()), QDateTime::currentDateTimeUtc()};
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
                    facts.fetchFailure.isEmpty() ? tr("Push a newer commit. On the terminal, --again deploys this one again.")
                                                 : tr("The origin did not answer, so newer commits are not known."),
                    facts.fetchFailure);
    const Builder builder(context);
    const QString release = releaseId(context.now, facts.target);
    Plan plan = builder.plan(QStringLiteral("deploy"), facts.target.left(7));
    builder.recordRunning(plan);
    builder.build(plan, release, facts.target);
    builder.switchTo(plan, release, facts.target);
    return plan;
}

Result<Plan> planRollback(const DeployContext &context, const QString &id)
{
    const DeployFacts &facts = context.facts;
    if (auto may = mayOperate(context); !may)
        return fail(may.error());
    const Release *current = facts.release(facts.current);
    const auto before = [&](const Release &r) {
        return r.state == QLatin1String("good") && current && r.created < current->created;
    };
    const auto it = std::find_if(facts.releases.begin(), facts.releases.end(),
                                 [&](const Release &r) { return id.isEmpty() ? before(r) : r.id == id; });
    if (it == facts.releases.end())
        return id.isEmpty() ? fail(ErrorCode::NotFound,
                                   tr("%1 has no earlier good release on record.").arg(context.profile.name),
                                   tr("A release is recorded with every deploy; deploy an earlier commit instead: "
                                      "deploy --commit HASH."))
                            : fail(ErrorCode::NotFound, tr("%1 has no release %2.").arg(context.profile.name, id),
                                   tr("List the releases to see their ids."));
    if (it->id == facts.current)
        return fail(ErrorCode::Conflict, tr("%1 serves %2 already.").arg(context.profile.name, it->id),
                    tr("Choose another release."));
    const Builder builder(context);
    Plan plan = builder.plan(QStringLiteral("rollback"), it->id);
    builder.recordRunning(plan);
    if (it->imagesKept)
        plan.steps << Step{.title = tr("Find the kept images"),
                           .run = builder.script(QStringLiteral("have"), QStringList{it->id} + builder.images(it->id)),
                           .touches = tr("gives the kept images their names again"),
                           .undoText = tr("nothing to undo"),
                           .expectedSeconds = 1};
    else
        builder.build(plan, it->id, it->commit);
    builder.switchTo(plan, it->id, it->commit);
    return plan;
}

Result<QList<Secret>> secretsOf(RemoteHost &host, const DeployContext &context, std::stop_token stop)
{
    QList<Secret> values = secretValues(context.facts.variables);
    for (const QString &name : {QStringLiteral(".env"), QStringLiteral(".env.production")}) {
        auto file = host.readFile(context.profile.stack + QLatin1Char('/') + name, 1 << 20, stop);
        if (!file && file.error().code == ErrorCode::NotFound)
            continue;
        if (!file)
            return fail(file.error());
        values << secretValues(file->bytes);
    }
    return values;
}

Result<StateDirectory> startPlan(RemoteHost &host, const DeployContext &context, const Plan &plan, std::stop_token stop)
{
    const SecretsReader secrets = [&](RemoteHost &server, std::stop_token token) {
        return secretsOf(server, context, token);
    };
    return startPlan(host, context.profile, context.status.project, plan, secrets, stop);
}

} // namespace bouncepro
