// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/environmentplan.h"

#include "models/deploy/planbuilder.h"
#include "models/servers/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentPlan", text);
}

constexpr int healthySeconds = 120; // the longest wait for health of services that are made anew in place
// As for a deploy: switch.sh reckons with the service's own health check, within this.
constexpr int startSeconds = 1800;

// What a deploy or scaling writes; a hand's edit would part what .env says from what runs.
Result<void> notOfTheConsole(const EnvironmentContext &context)
{
    const ServerEnvironment after = context.next();
    const QString dotEnv = QStringLiteral(".env");
    for (const EnvironmentChange &change : changes(context.now.document(dotEnv), after.document(dotEnv))) {
        if (change.key == QLatin1String("RELEASE"))
            return fail(ErrorCode::Invalid, tr("RELEASE says which release runs; a deploy or rollback sets it."),
                        tr("Use deploy, or rollback RELEASE."));
        if (change.key.endsWith(QLatin1String("_REPLICAS")) &&
            std::any_of(context.deploy.facts.services.begin(), context.deploy.facts.services.end(),
                        [](const auto &s) { return s.scales; }))
            return fail(ErrorCode::Invalid, tr("%1 says how often a service runs; scaling sets it.").arg(change.key),
                        tr("Use scale SERVICE COUNT."));
    }
    return {};
}

// The steps of a change, with what the preview says.
class ChangePlan
{
public:
    ChangePlan(const EnvironmentContext &context, const EnvironmentPreview &preview)
        : m_context(context.deploy),
          m_preview(preview),
          m_builder(context.deploy)
    {
        for (const NewEnvironmentFile &file : context.update.files) {
            RestoredFile made{.name = file.name, .expected = file.expected, .text = file.text};
            if (made.expected.isEmpty())
                made.expected = "-";
            if (preview.closed.contains(file.name))
                made.expected += "=close";
            for (const EnvironmentChange &change : preview.changes.value(file.name))
                made.restored << change.key;
            for (const QString &service : preview.replaced)
                if (m_context.facts.others.contains(service))
                    made.readers << service;
            m_files << made;
            m_names << file.name;
            m_keys << made.restored;
        }
    }

    Plan plan(const QString &reason)
    {
        Plan plan = m_builder.plan(QStringLiteral("environment"), subject());
        if (!reason.isEmpty())
            plan.secretFiles.insert(QStringLiteral("reason"), Secret(visibleText(reason, 300).toUtf8() + '\n'));
        m_builder.change(plan, m_files, change(plan));
        if (!m_preview.building.isEmpty())
            build(plan);
        else if (m_preview.beside.isEmpty() && m_preview.replaced.isEmpty())
            filesAlone(plan);
        else if (m_preview.noSwitch.isEmpty())
            switchBeside(plan);
        else
            replaceInPlace(plan);
        return plan;
    }

private:
    QString subject() const
    {
        if (m_keys.isEmpty())
            return m_names.join(tr(", "));
        return m_keys.size() <= 4 ? m_keys.join(tr(", "))
                                  : tr("%1 and %2 more").arg(m_keys.mid(0, 3).join(tr(", "))).arg(m_keys.size() - 3);
    }

    Step change(const Plan &plan) const
    {
        QString touches = tr("%1 in %2, by rename; %3/environment keeps the file before")
                              .arg(m_keys.isEmpty() ? tr("comments and order") : m_keys.join(tr(", ")),
                                   m_names.join(tr(", ")), plan.state);
        if (!m_preview.closed.isEmpty())
            touches += tr("; the mode of %1 becomes 0600").arg(m_preview.closed.join(tr(", ")));
        return m_builder.environmentStep(m_files, tr("Change the environment"), touches);
    }

    Command anew(const QString &subcommand, const QStringList &arguments) const
    {
        return m_builder.script(QStringLiteral("anew"), QStringList{subcommand} + arguments);
    }

    void keep(Plan &plan, const QString &release) const
    {
        plan.steps << Step{
            .title = tr("Keep it with the release"),
            .run = m_builder.script(QStringLiteral("keep"), {release}),
            .touches = tr("%1/releases/%2/environment: what a way back to it restores").arg(plan.state, release),
            .undoText = tr("past the commit point: finished, not undone"),
            .expectedSeconds = 1,
            .timeoutSeconds = 60};
    }

    void build(Plan &plan)
    {
        const QString release = newReleaseId(m_context.now, m_context.facts.commit);
        m_builder.recordRunning(plan);
        m_builder.build(plan, release, m_context.facts.commit);
        m_builder.switchTo(plan, release, m_context.facts.commit);
        keep(plan, release);
    }

    void filesAlone(Plan &plan) const
    {
        plan.before.clear();
        plan.steps << change(plan);
        plan.commitPoint = 1;
        keep(plan, m_builder.running());
    }

    void mark(Plan &plan, const QStringList &services, const QString &pin) const
    {
        plan.steps << Step{.title = tr("Note what serves"),
                           .run = anew(QStringLiteral("mark"), services),
                           .touches = tr("nothing: which containers of %1 there are").arg(services.join(tr(", "))),
                           .undo =
                               anew(QStringLiteral("settle"),
                                    QStringList{QString::number(healthySeconds), m_builder.running(), pin} + services +
                                        QStringList{QStringLiteral("--")} + m_builder.images(m_builder.running())),
                           .undoText = tr("the containers of before, or others like them; checks that they serve"),
                           .expectedSeconds = 1,
                           .timeoutSeconds = 60}
                   << change(plan);
    }

    void renew(Plan &plan, const QStringList &services, int seconds) const
    {
        const QString names = services.join(tr(", "));
        plan.steps << Step{
            .title = tr("Make %1 anew").arg(names),
            .run = anew(QStringLiteral("renew"), QStringList{QString::number(healthySeconds)} + services),
            .touches = tr("stops the containers of %1, starts others and waits for their health").arg(names),
            .undoText = tr("undone together with what serves"),
            .expectedSeconds = seconds + 3,
            .downtimeSeconds = seconds,
            .timeoutSeconds = healthySeconds + 300};
    }

    void switchBeside(Plan &plan) const
    {
        const QString release = m_builder.running();
        QStringList words, places;
        QList<const BuiltService *> services;
        for (const BuiltService &service : m_context.facts.services) {
            if (!m_preview.beside.contains(service.name))
                continue;
            services << &service;
            words << service.word(release);
            places << service.name + QLatin1Char('=') + QString::number(service.port);
        }
        m_builder.recordRunning(plan);
        mark(plan, m_preview.replaced + m_preview.beside, release);
        if (!m_preview.replaced.isEmpty())
            renew(plan, m_preview.replaced, m_preview.downtimeSeconds);
        if (services.isEmpty()) {
            plan.commitPoint = int(plan.steps.size());
            keep(plan, release);
            return;
        }
        for (qsizetype i = 0; i < services.size(); ++i)
            plan.steps << Step{
                .title = tr("Start a new %1").arg(services[i]->name),
                .run = anew(QStringLiteral("beside"),
                            QStringList{release, services[i]->name, QString::number(services[i]->replicas)} + words),
                .touches =
                    tr("a container of %1 beside the one that serves, until it is healthy").arg(services[i]->name),
                .undo = anew(QStringLiteral("away"), {words[i]}),
                .undoText = tr("removes the new container, its logs stay with the job"),
                .expectedSeconds = 6,
                .timeoutSeconds = startSeconds};
        const QStringList rest = QStringList{release} + places + QStringList{QStringLiteral("--")} + words;
        plan.steps << Step{.title = tr("Move nginx over"),
                           .run = anew(QStringLiteral("point"), rest),
                           .touches = tr("nginx/local and a reload"),
                           .undo = anew(QStringLiteral("unpoint"), {}),
                           .undoText = tr("nginx goes back to the containers that still run"),
                           .expectedSeconds = 1,
                           .timeoutSeconds = 120}
                   << Step{.title = tr("Watch it serve"),
                           .run = anew(QStringLiteral("soak"),
                                       QStringList{release, QString::number(m_context.soakSeconds)} + words),
                           .touches = tr("nothing: looks at containers, images, and what nginx answers"),
                           .undoText = tr("nothing to undo"),
                           .expectedSeconds = m_context.soakSeconds,
                           .timeoutSeconds = m_context.soakSeconds + 120};
        plan.commitPoint = int(plan.steps.size());
        plan.steps << Step{.title = tr("Let the old containers finish"),
                           .run = anew(QStringLiteral("drain"), rest),
                           .touches = tr("nginx/local and two reloads; stops and removes the containers of before"),
                           .undoText = tr("past the commit point: finished, not undone"),
                           .expectedSeconds = 8,
                           .timeoutSeconds = 300};
        keep(plan, release);
    }

    void replaceInPlace(Plan &plan) const
    {
        const QString release = m_builder.running();
        QString pin = m_builder.pinned();
        m_builder.recordRunning(plan);
        const bool isByRelease = std::any_of(m_context.facts.services.begin(), m_context.facts.services.end(),
                                             [&](const BuiltService &s) { return s.live(release) != s.live(pin); });
        if (isByRelease && pin != release) {
            plan.steps << Step{.title = tr("Pin the release"),
                               .run = m_builder.script(QStringLiteral("pin"), {release}),
                               .touches = tr("RELEASE in %1/.env, by rename").arg(plan.workdir),
                               .undo = m_builder.script(QStringLiteral("pin"), {pin}),
                               .undoText = tr("as it was"),
                               .expectedSeconds = 1,
                               .timeoutSeconds = 60};
            pin = release;
        }
        mark(plan, m_preview.replaced, pin);
        renew(plan, m_preview.replaced, m_preview.downtimeSeconds);
        plan.steps << Step{.title = tr("Prove that it serves"),
                           .run = anew(QStringLiteral("proven"), QStringList{release, pin} + m_builder.images(release)),
                           .touches = tr("nothing: compares running images, and asks each service"),
                           .undoText = tr("nothing to undo"),
                           .expectedSeconds = 2,
                           .timeoutSeconds = 180};
        plan.commitPoint = int(plan.steps.size());
        keep(plan, release);
    }

    const DeployContext &m_context;
    const EnvironmentPreview &m_preview;
    PlanBuilder m_builder;
    QList<RestoredFile> m_files;
    QStringList m_names, m_keys;
};

} // namespace

Result<Plan> planEnvironment(const EnvironmentContext &context)
{
    if (auto may = mayOperate(context.deploy); !may)
        return fail(may.error());
    if (auto may = notOfTheConsole(context); !may)
        return fail(may.error());
    auto preview = previewEnvironment(context);
    if (!preview)
        return fail(preview.error());
    const auto isAnother = [&](const NewEnvironmentFile &file) {
        const ServerEnvironmentFile *present = context.now.find(file.name);
        return !present || present->text.reveal() != file.text.reveal();
    };
    if (preview->closed.isEmpty() && std::none_of(context.update.files.begin(), context.update.files.end(), isAnother))
        return fail(ErrorCode::Conflict, tr("Nothing would change."), tr("The files say so already."));
    return ChangePlan(context, *preview).plan(context.update.reason);
}

} // namespace bouncepro
