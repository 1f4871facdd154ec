// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/recorder/everypage.h"

#include "models/deploy/deploydesk.h"
#include "models/environment/effectiveenvironment.h"
#include "models/environment/environmentdesk.h"
#include "models/environment/environmenthistory.h"
#include "models/health/healthmonitor.h"
#include "models/jobs/activitymodel.h"
#include "models/logs/livelogmodel.h"

#include <QEventLoop>
#include <QPointer>
#include <QTextStream>

namespace bouncepro {

namespace {

constexpr auto longest = std::chrono::seconds(60);

bool until(const char *what, const std::function<bool()> &isSo)
{
    QEventLoop loop;
    QTimer look, limit;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (isSo())
            loop.quit();
    });
    limit.setSingleShot(true);
    QObject::connect(&limit, &QTimer::timeout, &loop, &QEventLoop::quit);
    look.start(std::chrono::milliseconds(20));
    limit.start(longest);
    loop.exec();
    if (!isSo())
        QTextStream(stderr) << "no answer: " << what << '\n';
    return isSo();
}

} // namespace

bool askForEveryPage(const ServerProfile &profile, const ServerMonitor::Connector &connector)
{
    ServerMonitor monitor(profile, connector);
    Guard guard(profile);
    JobCenter jobs(monitor, guard);
    DeployDesk desk(monitor, jobs);
    ActivityModel activity(monitor, jobs);
    EnvironmentDesk environment(monitor, jobs);
    int looks = 0;
    QObject::connect(&monitor, &ServerMonitor::changed, &monitor, [&, seen = QDateTime()]() mutable {
        if (monitor.view().status && monitor.view().seen != seen) {
            seen = monitor.view().seen;
            ++looks;
        }
    });
    monitor.start();
    if (!until("the server", [&] { return looks > 0; }) ||
        !until("its jobs", [&] { return jobs.state() == LoadState::Ready; }))
        return false;
    desk.refresh();
    activity.refresh();
    environment.refresh();
    if (!until("releases and commits", [&] { return desk.state() == LoadState::Ready && !desk.isRefreshing(); }) ||
        !until("the audit", [&] { return activity.state() == LoadState::Ready; }))
        return false;
    if (!until("the environment", [&] { return environment.state() == LoadState::Ready; }))
        return false;
    bool hasHistory = false, hasDrift = false;
    start(
        &monitor,
        [host = monitor.host(), profile, state = jobs.directory() ? jobs.directory()->path : QString()](
            std::stop_token stop) { return readEnvironmentHistory(*host, profile, state, stop); },
        [&](const Result<EnvironmentHistory> &history) { hasHistory = history.has_value(); });
    start(
        &monitor,
        [host = monitor.host(), profile, project = monitor.view().status->project](std::stop_token stop) {
            return readEffectiveEnvironment(*host, profile, project, stop);
        },
        [&](const Result<QList<EffectiveService>> &services) { hasDrift = services.has_value(); });
    if (!until("its history and drift", [&] { return hasHistory && hasDrift; }))
        return false;
    for (const JobSummary &job : jobs.jobs()->jobs()) {
        const QPointer<JobWatch> watch = jobs.open(job.id);
        bool read = false;
        activity.readRecord(&activity, job.id, [&read](const Result<JobRecord> &record) { read = record.has_value(); });
        if (!until("a job's output", [&] { return watch && watch->isOver() && watch->plan(); }) ||
            !until("a job's record", [&] { return read; }))
            return false;
    }
    LiveLogModel logs(monitor);
    logs.start();
    if (!until("its logs", [&] { return logs.rowCount() > 0; }))
        return false;
    if (const HealthMonitor &health = HealthMonitor::of(monitor);
        !until("its health", [&] { return health.sample().has_value(); }))
        return false;
    return until("some looks at the server", [&] { return looks >= 4; });
}

} // namespace bouncepro
