#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/commitsmodel.h"
#include "models/deploy/promote.h"
#include "models/deploy/releasesmodel.h"
#include "models/deploy/rollbackpreview.h"
#include "models/deploy/serviceplan.h"
#include "models/jobs/jobcenter.h"

namespace bouncepro {

/// A plan as it is shown to a person before it is confirmed; made from what was known when it was prepared.
struct PreparedPlan
{
    Plan plan;
    DeployContext context;
    QString title;           ///< "Deploy 8f3c2a1"
    int expectedSeconds = 0; ///< of all steps
    int downtimeSeconds = 0; ///< of these, visitors are not served
    QString durationText;    ///< "about 1 min 31 s"
    QString downtimeText;    ///< "Visitors wait about 12 s.", "payload does not serve until it is started again."
    QString brings;          ///< "3 commits, 11 files"; "3 commits behind what runs"
    QString wayBack;         ///< what happens when a step fails
    std::optional<RollbackPreview> rollback; ///< of a rollback alone
    QList<Finding> findings;                 ///< of what was looked at, the worst first; empty for one service

    void add(const QList<Finding> &more);
};

/// What a deploy page of one server shows and does: facts, commits, releases, plans, and their start. Lives on the GUI
/// thread and never blocks it. Reads when asked to, and by itself after a job and when the monitor sees another commit
/// or release than was read.
class DeployDesk : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it.
    DeployDesk(ServerMonitor &monitor, JobCenter &center, QObject *parent = nullptr);

    /// Reads the releases and, from the checkout's origin, what would arrive; takes seconds. want: a branch or commit;
    /// empty: the checkout's branch. While it reads, the last want is remembered and read next.
    void refresh(const QString &want = {});
    bool isRefreshing() const { return m_isReading; }

    LoadState state() const;
    /// Of Failed and Stale.
    const std::optional<Error> &error() const { return m_error; }
    /// UTC, this machine's clock: when the facts were read.
    QDateTime read() const { return m_read; }
    /// Young enough that nobody wonders about newer commits; by default half a minute.
    bool isFresh() const;
    void setFreshFor(std::chrono::milliseconds limit) { m_freshFor = limit; }
    /// The server runs something else now than the facts say.
    bool isOutdated() const;
    /// What plans are made of; nullptr until it was read. What another server is to get comes from here
    /// (promotionFrom).
    const DeployContext *context() const { return m_context ? &*m_context : nullptr; }
    /// nullptr until they were read.
    const DeployFacts *facts() const { return m_context ? &m_context->facts : nullptr; }
    /// nullopt where git could not say; the facts hold without.
    const std::optional<Changes> &changes() const { return m_changes; }

    CommitsModel *commits() { return &m_commits; }
    ReleasesModel *releases() { return &m_releases; }
    /// The steps of the plan that was prepared last.
    StepsModel *preview() { return &m_preview; }

    /// Plans from what is known, without asking the server; preview() shows the plan. Errors: Conflict while nothing
    /// was read, or what was read is outdated, and those of planDeploy, planRollback and planService.
    Result<PreparedPlan> prepareDeploy(bool again = false);
    Result<PreparedPlan> prepareRollback(const QString &release = {});
    /// The promotion of what another server runs; its commit was read with refresh() before. Conflict where it was not.
    Result<PreparedPlan> preparePromotion(const Promotion &promotion);
    Result<PreparedPlan> prepareScale(const QString &service, int count);
    Result<PreparedPlan> prepareClose(const QString &reason, const QStringList &allowed);
    Result<PreparedPlan> prepareReopen();
    Result<PreparedPlan> prepareService(ServiceVerb verb, const QString &service);

    /// Starts a prepared plan after a fresh look at the server; started gets the job's id once, if owner lives. Errors:
    /// Conflict where the server runs another commit or release than the plan was made for (nothing was started), those
    /// of startPlan.
    /// due: as in JobCenter::start.
    void run(QObject *owner, const PreparedPlan &prepared, JobCenter::Started started, const QDateTime &due = {});

Q_SIGNALS:
    void changed();

private:
    struct Reading
    {
        Result<DeployContext> context;
        std::optional<Changes> changes;
    };
    void monitorChanged();
    void take(Reading reading);
    void showReleases();
    Result<DeployContext> contextForPlan();
    PreparedPlan prepared(const DeployContext &context, const Plan &plan);
    PreparedPlan preparedDeploy(const DeployContext &context, const Plan &plan);

    ServerMonitor &m_monitor;
    JobCenter &m_center;
    std::optional<DeployContext> m_context;
    std::optional<Changes> m_changes;
    std::optional<Error> m_error;
    QDateTime m_read;
    std::chrono::milliseconds m_freshFor = std::chrono::seconds(30);
    CommitsModel m_commits;
    ReleasesModel m_releases;
    StepsModel m_preview;
    QString m_want;
    bool m_isReading = false;
    bool m_again = false;
};

/// Conflict where the server runs another commit or release than the context says; one round trip.
Result<void> stillHolds(RemoteHost &host, const DeployContext &context, std::stop_token stop);

} // namespace bouncepro
