// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/deploydesk.h"

#include "models/deploy/maintenance.h"
#include "models/deploy/scaleplan.h"
#include "models/servers/connectedhost.h"
#include "models/servers/wording.h"

#include <QPointer>

#include <algorithm>

namespace bouncepro {

namespace {

// What a deploy changes besides the code of the services.
QList<Finding> notableFiles(const Changes &changes, const QString &composeFile)
{
    const auto any = [&](const auto &isIt) {
        return std::any_of(changes.changed.begin(), changes.changed.end(),
                           [&](const FileChange &file) { return isIt(file.path); });
    };
    QList<Finding> notes;
    const auto note = [&](const QString &what) {
        notes << Finding{QStringLiteral("files"), FindingLevel::Notice, what, {}};
    };
    if (any([&](const QString &path) { return path == composeFile; }))
        note(DeployDesk::tr("The compose file changes."));
    if (any([](const QString &path) { return path.startsWith(QLatin1String("nginx/")); }))
        note(DeployDesk::tr("nginx' configuration changes."));
    return notes;
}

QString counted(int count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(count);
}

bool runsTheSame(const StackStatus &then, const StackStatus &now)
{
    return then.commit == now.commit && then.release == now.release;
}

QString running(const StackStatus &status)
{
    return visibleText(status.release.isEmpty() ? status.commit.left(7) : status.release, 80);
}

tl::unexpected<Error> outdated(const QString &server, const StackStatus &then, const StackStatus &now)
{
    return fail(ErrorCode::Conflict,
                DeployDesk::tr("%1 runs %2 now, not %3 as when this plan was made. Nothing was started.")
                    .arg(server, running(now), running(then)),
                DeployDesk::tr("Somebody else changed it. Look at what runs now, then make the plan again."),
                DeployDesk::tr("commit %1, then %2").arg(visibleText(then.commit), visibleText(now.commit)));
}

} // namespace

Result<void> stillHolds(RemoteHost &host, const DeployContext &context, std::stop_token stop)
{
    auto now = probeUsable(host, context.profile, ProbeDepth::Services, stop);
    if (!now)
        return fail(now.error());
    if (!runsTheSame(context.status, *now))
        return outdated(context.profile.name, context.status, *now);
    return {};
}

DeployDesk::DeployDesk(ServerMonitor &monitor, JobCenter &center, QObject *parent)
    : QObject(parent),
      m_monitor(monitor),
      m_center(center)
{
    connect(&m_monitor, &ServerMonitor::changed, this, &DeployDesk::monitorChanged);
    connect(&m_center, &JobCenter::jobFinished, this, [this] {
        if (m_context) // somebody looks at it
            refresh(m_want);
    });
    connect(m_center.jobs(), &QAbstractItemModel::rowsInserted, this, &DeployDesk::showReleases);
    connect(m_center.jobs(), &QAbstractItemModel::dataChanged, this, &DeployDesk::showReleases);
}

LoadState DeployDesk::state() const
{
    if (!m_context)
        return m_error && !m_isReading ? LoadState::Failed : LoadState::Loading;
    const bool isConnected = m_monitor.view().state == ConnectionState::Connected;
    return m_error || isOutdated() || !isConnected ? LoadState::Stale : LoadState::Ready;
}

bool DeployDesk::isOutdated() const
{
    const ServerView &view = m_monitor.view();
    return m_context && view.status && view.seen > m_read && !runsTheSame(m_context->status, *view.status);
}

void DeployDesk::monitorChanged()
{
    // While a job works things are in between; its end brings the next look.
    if (isOutdated() && !m_isReading && !m_error && !m_center.running())
        refresh(m_want);
    Q_EMIT changed();
}

bool DeployDesk::isFresh() const
{
    return m_context && !m_error && m_read.msecsTo(QDateTime::currentDateTimeUtc()) < m_freshFor.count();
}

void DeployDesk::refresh(const QString &want)
{
    m_want = want;
    if (m_isReading) {
        m_again = true;
        return;
    }
    const auto host = connectedHost(m_monitor, tr("Wait until the connection is back, then look again."));
    if (!host) {
        m_error = host.error();
        Q_EMIT changed();
        return;
    }
    m_isReading = true;
    start(
        this,
        [host = *host, profile = m_monitor.profile(), want](std::stop_token stop) -> Reading {
            auto context = readDeployContext(*host, profile, want, stop);
            if (!context)
                return {fail(context.error()), {}};
            std::optional<Changes> changes;
            if (auto read = readChanges(*host, *context, stop))
                changes = *read;
            return {std::move(context), std::move(changes)};
        },
        [this](Reading reading) {
            m_isReading = false;
            take(std::move(reading));
            if (std::exchange(m_again, false))
                refresh(m_want);
        });
    Q_EMIT changed();
}

void DeployDesk::take(Reading reading)
{
    if (!reading.context) {
        m_error = reading.context.error();
        Q_EMIT changed();
        return;
    }
    m_error.reset();
    m_context = std::move(*reading.context);
    m_changes = std::move(reading.changes);
    m_read = QDateTime::currentDateTimeUtc();
    m_commits.setCommits(m_context->facts.incoming, m_changes);
    showReleases();
    Q_EMIT changed();
}

void DeployDesk::showReleases()
{
    if (!m_context)
        return;
    QSet<QString> failed;
    for (const JobSummary &job : m_center.jobs()->jobs())
        if (job.state == JobState::FailedRestored || job.state == JobState::FailedNeedsPerson)
            failed << job.id;
    m_releases.setReleases(m_context->facts, m_changes, failed);
}

Result<DeployContext> DeployDesk::contextForPlan()
{
    if (!m_context)
        return fail(ErrorCode::Conflict, tr("What %1 runs is not known yet.").arg(m_monitor.profile().name),
                    tr("Wait until its releases were read."));
    if (isOutdated())
        return outdated(m_context->profile.name, m_context->status, *m_monitor.view().status);
    DeployContext context = *m_context;
    if (const ServerView &view = m_monitor.view(); view.status && view.seen > m_read)
        context.status = *view.status; // the same runs, but the site may be closed since
    context.now = QDateTime::currentDateTimeUtc();
    return context;
}

PreparedPlan DeployDesk::prepared(const DeployContext &context, const Plan &plan)
{
    PreparedPlan prepared{.plan = plan, .context = context, .title = jobTitle(plan.action, plan.subject)};
    prepared.expectedSeconds = plan.expectedSeconds();
    prepared.downtimeSeconds = plan.downtimeSeconds();
    prepared.durationText = tr("about %1").arg(durationText(prepared.expectedSeconds * 1000LL));
    prepared.downtimeText = prepared.downtimeSeconds == 0        ? tr("Visitors notice nothing.")
                            : context.facts.noSwitch().isEmpty() ? tr("While other containers are made anew.")
                                                                 : tr("While the containers are replaced.");
    if (plan.commitPoint > 0)
        prepared.findings = preflight(context, plan);
    m_preview.setPlan(plan);
    return prepared;
}

void PreparedPlan::add(const QList<Finding> &more)
{
    findings << more;
    sortWorstFirst(findings);
}

Result<PreparedPlan> DeployDesk::prepareDeploy(bool again)
{
    auto context = contextForPlan();
    if (!context)
        return fail(context.error());
    auto plan = planDeploy(*context, again);
    if (!plan)
        return fail(plan.error());
    return preparedDeploy(*context, *plan);
}

Result<PreparedPlan> DeployDesk::preparePromotion(const Promotion &promotion)
{
    auto context = contextForPlan();
    if (!context)
        return fail(context.error());
    auto plan = planPromotion(*context, promotion);
    if (!plan)
        return fail(plan.error());
    return preparedDeploy(*context, *plan);
}

PreparedPlan DeployDesk::preparedDeploy(const DeployContext &context, const Plan &plan)
{
    PreparedPlan prepared = this->prepared(context, plan);
    const int commits = int(context.facts.incoming.size());
    prepared.brings =
        commits == 0 ? tr("The commit that runs, built anew.") : counted(commits, tr("1 commit"), tr("%1 commits"));
    if (commits > 0 && m_changes)
        prepared.brings += tr(", %1").arg(counted(m_changes->changedCount, tr("1 file"), tr("%1 files")));
    if (m_changes)
        prepared.add(notableFiles(*m_changes, context.profile.composeFile));
    prepared.wayBack =
        tr("If a step fails, %1 serves again by itself; afterwards roll back to it.").arg(releaseText(plan.before, 80));
    return prepared;
}

Result<PreparedPlan> DeployDesk::prepareRollback(const QString &release)
{
    auto context = contextForPlan();
    if (!context)
        return fail(context.error());
    auto plan = planRollback(*context, release);
    if (!plan)
        return fail(plan.error());
    PreparedPlan prepared = this->prepared(*context, *plan);
    const Release *target = context->facts.release(plan->subject);
    if (m_changes && m_changes->distances.contains(target->commit))
        prepared.brings = tr("Of what runs: %1.").arg(distanceText(m_changes->distances.value(target->commit)));
    if (auto preview = previewRollback(context->facts, *target))
        prepared.rollback = *preview;
    if (!target->imagesKept)
        prepared.add(
            {{QStringLiteral("images"), FindingLevel::Notice, tr("Its images are gone: they are built again."), {}}});
    if (target->state != QLatin1String("good"))
        prepared.add({{QStringLiteral("proven"), FindingLevel::Warning, tr("This release has never served."),
                       tr("Choose one that has served.")}});
    prepared.wayBack = tr("If a step fails, %1 serves again by itself; afterwards deploy again, or roll back to it.")
                           .arg(releaseText(plan->before, 80));
    return prepared;
}

Result<PreparedPlan> DeployDesk::prepareScale(const QString &service, int count)
{
    auto context = contextForPlan();
    if (!context)
        return fail(context.error());
    auto plan = planScale(*context, service, count);
    if (!plan)
        return fail(plan.error());
    PreparedPlan prepared = this->prepared(*context, *plan);
    prepared.wayBack = tr("If a step fails, as many run as before. Afterwards scale it back.");
    return prepared;
}

Result<PreparedPlan> DeployDesk::prepareClose(const QString &reason, const QStringList &allowed)
{
    auto context = contextForPlan();
    if (!context)
        return fail(context.error());
    auto plan = planClose(*context, reason, allowed);
    if (!plan)
        return fail(plan.error());
    PreparedPlan prepared = this->prepared(*context, *plan);
    prepared.downtimeText = tr("Visitors get a maintenance page until the site is opened again.");
    prepared.wayBack = tr("Open it again.");
    return prepared;
}

Result<PreparedPlan> DeployDesk::prepareReopen()
{
    auto context = contextForPlan();
    if (!context)
        return fail(context.error());
    auto plan = planReopen(*context);
    if (!plan)
        return fail(plan.error());
    PreparedPlan prepared = this->prepared(*context, *plan);
    prepared.wayBack = tr("Close it again.");
    return prepared;
}

Result<PreparedPlan> DeployDesk::prepareService(ServiceVerb verb, const QString &service)
{
    const ServerView &view = m_monitor.view();
    const auto host = connectedHost(m_monitor, tr("Wait until the connection is back, then try again."));
    if (!host)
        return fail(host.error());
    const std::optional<StateDirectory> directory = m_context ? std::optional(m_context->state) : m_center.directory();
    if (!directory)
        return fail(ErrorCode::Conflict, tr("What %1 runs is not known yet.").arg(m_monitor.profile().name),
                    tr("Wait until its releases were read."));
    DeployContext context;
    if (m_context)
        context.facts = m_context->facts; // their variables are redacted
    context.profile = m_monitor.profile();
    context.status = *view.status;
    context.state = *directory;
    context.actor = actorOf((*host)->identity());
    context.now = QDateTime::currentDateTimeUtc();
    auto plan = planService(context, verb, service);
    if (!plan)
        return fail(plan.error());
    PreparedPlan prepared = this->prepared(context, *plan);
    const QString shown = visibleText(service, 80);
    switch (verb) {
    case ServiceVerb::Start:
        prepared.wayBack = tr("If it does not get healthy it is stopped again.");
        break;
    case ServiceVerb::Stop:
        prepared.downtimeText = tr("%1 does not serve until it is started again.").arg(shown);
        prepared.wayBack = tr("Start it again.");
        break;
    case ServiceVerb::Restart:
        prepared.downtimeText =
            tr("%1 does not serve for about %2.").arg(shown, durationText(prepared.downtimeSeconds * 1000LL));
        prepared.wayBack = tr("A restart cannot be undone. If it does not get healthy, read its logs, then restart it "
                              "again or roll back.");
        break;
    }
    return prepared;
}

void DeployDesk::run(QObject *owner, const PreparedPlan &prepared, JobCenter::Started started, const QDateTime &due)
{
    const bool isOfService =
        prepared.plan.action != QLatin1String("deploy") && prepared.plan.action != QLatin1String("rollback");
    m_center.start(
        this, prepared.plan,
        [context = prepared.context, isOfService](RemoteHost &host, std::stop_token stop) -> Result<QList<Secret>> {
            if (!isOfService) // one service is started or stopped whatever the release
                if (auto holds = stillHolds(host, context, stop); !holds)
                    return fail(holds.error());
            return secretsOf(host, context, stop);
        },
        [this, owner = QPointer<QObject>(owner), started = std::move(started)](const Result<QString> &id) {
            if (!id && id.error().code == ErrorCode::Conflict)
                refresh(m_want);
            if (owner)
                started(id);
        },
        due);
}

} // namespace bouncepro
