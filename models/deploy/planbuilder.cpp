// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/planbuilder.h"

#include <QCoreApplication>

#include <utility>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Deploy", text);
}

constexpr int healthySeconds = 120; // the longest wait for health of services that are replaced in place
// The longest that a container may take until Docker calls it unhealthy: deploy.sh reckons with its own check, within
// this.
constexpr int startSeconds = 1800;

} // namespace

Command PlanBuilder::script(const QString &subcommand, const QStringList &arguments) const
{
    const QStringList stack{m_context.profile.stack, m_context.status.project, m_context.profile.composeFile,
                            subcommand};
    return m_context.state.script(QStringLiteral("deploy.sh"), stack + arguments);
}

QStringList PlanBuilder::images(const QString &release) const
{
    QStringList words;
    for (const BuiltService &service : m_context.facts.services)
        words << service.word(release);
    return words;
}

QString PlanBuilder::pinned() const
{
    return m_context.status.release.isEmpty() ? QStringLiteral("-") : m_context.status.release;
}

// The release that runs now, under its recorded id or the one that it gets when it is recorded first: its pin, unless
// that is the name of other images.
QString PlanBuilder::running() const
{
    const DeployFacts &facts = m_context.facts;
    if (!facts.current.isEmpty())
        return facts.current;
    const QString &pin = m_context.status.release;
    const QString name = pin.isEmpty() || facts.release(pin) ? QStringLiteral("before-") + facts.commit.left(12) : pin;
    return facts.release(name) ? name + m_context.now.toString(QStringLiteral("-yyyyMMddHHmmss")) : name;
}

// RELEASE COMMIT PIN FROM of what runs, as `restore` and `back` take them.
QStringList PlanBuilder::wayBack(const QString &commit) const
{
    const Release *record = m_context.facts.release(running());
    return {running(), record ? record->commit : m_context.facts.commit, pinned(), commit};
}

Plan PlanBuilder::plan(const QString &action, const QString &subject) const
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
            .check = checkOf(m_context),
            .steps = {}};
}

void PlanBuilder::recordRunning(Plan &plan) const
{
    if (!m_context.facts.current.isEmpty() && m_context.facts.release(m_context.facts.current))
        return;
    plan.steps << Step{.title = tr("Record the running release"),
                       .run = script(QStringLiteral("record"), QStringList{running(), m_context.facts.commit, plan.id,
                                                                           plan.actor, QStringLiteral("running")} +
                                                                   images(running())),
                       .touches = tr("writes %1/releases/%2, tags the running images").arg(plan.state, running()),
                       .undoText = tr("nothing to undo: a record of what runs"),
                       .expectedSeconds = 1};
}

void PlanBuilder::build(Plan &plan, const QString &release, const QString &commit) const
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

void PlanBuilder::findImages(Plan &plan, const QString &release) const
{
    plan.steps << Step{.title = tr("Find the kept images"),
                       .run = script(QStringLiteral("have"), QStringList{release} + images(release)),
                       .touches = tr("gives the kept images their names again"),
                       .undoText = tr("nothing to undo"),
                       .expectedSeconds = 1};
}

void PlanBuilder::restore(Plan &plan, const QList<RestoredFile> &files)
{
    if (files.isEmpty())
        return;
    QStringList keys, names;
    for (const RestoredFile &file : files) {
        names << file.name;
        keys << file.restored;
    }
    change(plan, files,
           environmentStep(files, tr("Restore the environment"),
                           tr("%1 in %2; credentials stay as they are today, and %3/environment keeps the file")
                               .arg(keys.join(tr(", ")), names.join(tr(", ")), plan.state)));
}

void PlanBuilder::change(Plan &plan, const QList<RestoredFile> &files, const Step &step)
{
    m_environment = files;
    m_environmentStep = step;
    for (const RestoredFile &file : files)
        plan.secretFiles.insert(file.secretName(), file.text);
}

Step PlanBuilder::environmentStep(const QList<RestoredFile> &files, const QString &title, const QString &touches) const
{
    QStringList words;
    for (const RestoredFile &file : files)
        words << file.name + QLatin1Char('=') + QString::fromLatin1(file.expected);
    return Step{.title = title,
                .run = script(QStringLiteral("environment"), words),
                .touches = touches,
                .undo = script(QStringLiteral("environment-back"), {}),
                .undoText = tr("puts the file back as it was"),
                .expectedSeconds = 1,
                .timeoutSeconds = 60};
}

// Behind the checkout, whose undo starts what ran before: by then the files are back too.
void PlanBuilder::moveEnvironment(Plan &plan) const
{
    if (m_environmentStep)
        plan.steps << *m_environmentStep;
}

void PlanBuilder::finish(Plan &plan, const QString &release) const
{
    plan.steps << Step{.title = tr("Finish"),
                       .run = script(QStringLiteral("finish"), {release}),
                       .touches = tr("marks the release good and current, removes its worktree"),
                       .undoText = tr("past the commit point: finished, not undone"),
                       .expectedSeconds = 1};
}

void PlanBuilder::purge(Plan &plan) const
{
    if (!m_context.facts.pullZone.isEmpty())
        plan.steps << Step{.title = tr("Empty the cache of the CDN"),
                           .run = script(QStringLiteral("purge"), {}),
                           .touches = tr("the pull zone %1 at Bunny").arg(m_context.facts.pullZone),
                           .undoText = tr("nothing to undo: the cache fills again"),
                           .expectedSeconds = 2,
                           .timeoutSeconds = 60};
}

void PlanBuilder::forget(Plan &plan, const QString &release) const
{
    const QStringList old = noLongerKept(release);
    if (!old.isEmpty())
        plan.steps << Step{.title = tr("Forget old releases"),
                           .run = script(QStringLiteral("prune"), old),
                           .touches = tr("removes the images of %1; the newest %2 that served are kept")
                                          .arg(old.join(tr(", ")))
                                          .arg(m_context.keptReleases),
                           .undoText = tr("cannot be undone; a rollback to them builds them again"),
                           .expectedSeconds = 2,
                           .timeoutSeconds = 300};
}

// Of the releases on record: beyond the newest that served, and what never served but for the newest of those.
QStringList PlanBuilder::noLongerKept(const QString &release) const
{
    QStringList old;
    int kept = 1; // the one that this plan brings
    bool isNewestFailure = true;
    for (const Release &r : m_context.facts.releases) {
        if (r.id == release || r.id == running() || !r.imagesKept)
            continue;
        const bool isGood = r.state == QLatin1String("good");
        // What runs now is one of them.
        if (isGood ? ++kept >= m_context.keptReleases : !std::exchange(isNewestFailure, false))
            old << r.id;
    }
    return old;
}

void PlanBuilder::hook(Plan &plan, const QString &when, const QString &release) const
{
    const QString name = when + QLatin1Char('-') + plan.action;
    if (!m_context.facts.preflight.hooks.contains(name))
        return;
    QStringList arguments{name, release, running()};
    if (name == QLatin1String("before-deploy")) // the checkout does not have it yet
        arguments << QStringLiteral("worktree");
    plan.steps << Step{.title = tr("Run hooks/%1").arg(name),
                       .run = script(QStringLiteral("hook"), arguments),
                       .touches = tr("what the stack's own script touches"),
                       .undoText = tr("is not undone: the script's own matter"),
                       .expectedSeconds = 5,
                       .timeoutSeconds = 1800};
}

void PlanBuilder::switchTo(Plan &plan, const QString &release, const QString &commit) const
{
    hook(plan, QStringLiteral("before"), release);
    if (m_context.facts.noSwitch().isEmpty())
        switchBeside(plan, release, commit);
    else
        replaceInPlace(plan, release, commit);
    finish(plan, release);
    purge(plan);
    hook(plan, QStringLiteral("after"), release);
    forget(plan, release);
}

void PlanBuilder::switchBeside(Plan &plan, const QString &release, const QString &commit) const
{
    const DeployFacts &facts = m_context.facts;
    const QStringList words = images(release), rest = QStringList(QStringLiteral("--")) + words;
    const QStringList recreated = recreatedServices(facts, commit, m_environment);
    QStringList places;
    for (const BuiltService &service : facts.services)
        places << service.name + QLatin1Char('=') + QString::number(service.port);

    plan.steps << Step{.title = tr("Move the checkout"),
                       .run = script(QStringLiteral("checkout"), {commit}),
                       .touches = tr("the live checkout %1").arg(plan.workdir),
                       .undo =
                           script(QStringLiteral("back"), wayBack(commit) + facts.others +
                                                              QStringList(QStringLiteral("--")) + images(running())),
                       .undoText = tr("back to %1: pin, checkout; checks that it serves").arg(running()),
                       .expectedSeconds = 1,
                       .timeoutSeconds = 120};
    moveEnvironment(plan);
    if (!facts.others.isEmpty())
        plan.steps << Step{
            .title = tr("Update %1").arg(facts.others.join(tr(", "))),
            .run = script(QStringLiteral("others"), QStringList{release} + facts.others),
            .touches =
                recreated.isEmpty()
                    ? tr("nothing: neither the commit nor the environment changes them")
                    : tr("makes %1 anew, which the commit or the environment changes").arg(recreated.join(tr(", "))),
            .undoText = tr("undone together with the checkout"),
            .expectedSeconds = 1 + secondsAway(recreated),
            .downtimeSeconds = secondsAway(recreated),
            .timeoutSeconds = 300};
    for (int i = 0; i < facts.services.size(); ++i) {
        const BuiltService &service = facts.services[i];
        plan.steps << Step{
            .title = tr("Start the new %1").arg(service.name),
            .run = script(QStringLiteral("beside"),
                          QStringList{release, service.name, QString::number(service.replicas)} + words),
            .touches = tr("a container of %1 beside the one that serves, until it is healthy").arg(service.name),
            .undo = script(QStringLiteral("away"), {words[i]}),
            .undoText = tr("removes the new container, its logs stay with the job"),
            .expectedSeconds = 6,
            .timeoutSeconds = startSeconds};
    }
    plan.steps << Step{.title = tr("Move nginx over"),
                       .run = script(QStringLiteral("point"), QStringList{release} + places + rest),
                       .touches = tr("nginx/local and a reload; RELEASE in %1/.env").arg(plan.workdir),
                       .undo = script(QStringLiteral("unpoint"), {}),
                       .undoText = tr("nginx goes back to the containers that still run"),
                       .expectedSeconds = 1,
                       .timeoutSeconds = 120}
               << Step{.title = tr("Watch it serve"),
                       .run = script(QStringLiteral("soak"),
                                     QStringList{release, QString::number(m_context.soakSeconds)} + words),
                       .touches = tr("nothing: looks at containers, images, and what nginx answers"),
                       .undoText = tr("nothing to undo"),
                       .expectedSeconds = m_context.soakSeconds,
                       .timeoutSeconds = m_context.soakSeconds + 120};
    plan.commitPoint = int(plan.steps.size());
    plan.steps << Step{
        .title = tr("Let the old containers finish"),
        .run = script(QStringLiteral("drain"), QStringList{release} + places + rest),
        .touches =
            tr("nginx/local and two reloads; stops and removes the containers of %1, its images stay").arg(running()),
        .undoText = tr("past the commit point: finished, not undone"),
        .expectedSeconds = 8,
        .timeoutSeconds = 300};
}

void PlanBuilder::replaceInPlace(Plan &plan, const QString &release, const QString &commit) const
{
    const QStringList limit{QString::number(healthySeconds)};
    const int measured = m_context.facts.replacedSeconds;
    plan.steps << Step{.title = tr("Pin the release"),
                       .run = script(QStringLiteral("pin"), {release}),
                       .touches = tr("RELEASE in %1/.env, by rename").arg(plan.workdir),
                       .undo = script(QStringLiteral("restore"), wayBack(commit) + limit + images(running())),
                       .undoText = tr("back to %1: pin, checkout, containers; checks that it serves").arg(running()),
                       .expectedSeconds = 1,
                       .timeoutSeconds = 60}
               << Step{.title = tr("Move the checkout"),
                       .run = script(QStringLiteral("checkout"), {commit}),
                       .touches = tr("the live checkout %1").arg(plan.workdir),
                       .undoText = tr("undone together with the pin"),
                       .expectedSeconds = 1,
                       .timeoutSeconds = 120};
    moveEnvironment(plan);
    plan.steps << Step{.title = tr("Start the containers"),
                       .run = script(QStringLiteral("up"), limit + images(release)),
                       .touches = tr("recreates the services whose image or configuration changed, waits for health"),
                       .undoText = tr("undone together with the pin"),
                       .expectedSeconds = measured > 0 ? measured : 20,
                       .downtimeSeconds = measured > 0 ? measured : 12,
                       .timeoutSeconds = healthySeconds + 300}
               << Step{.title = tr("Prove the release"),
                       .run = script(QStringLiteral("verdict"), QStringList{release} + images(release)),
                       .touches = tr("nothing: compares running images and the release that each service says it is"),
                       .undoText = tr("nothing to undo"),
                       .expectedSeconds = 2,
                       .timeoutSeconds = 180};
    plan.commitPoint = int(plan.steps.size());
}

QString newReleaseId(const QDateTime &now, const QString &commit)
{
    return now.toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss-")) + commit.left(7);
}

} // namespace bouncepro
