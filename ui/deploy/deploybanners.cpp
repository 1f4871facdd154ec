// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/deploybanners.h"

#include "models/jobs/attention.h"
#include "models/servers/wording.h"
#include "ui/deploy/deployacts.h"
#include "ui/deploy/jobpanel.h"
#include "ui/deploy/queuebanner.h"
#include "ui/look/button.h"
#include "ui/look/palette.h"
#include "ui/servers/arming.h"
#include "ui/shell/serverdesk.h"

#include <QVBoxLayout>

namespace bouncepro {

DeployBanners::DeployBanners(ServerDesk &desk, DeployActs &acts, QWidget *parent) : QWidget(parent), m_desk(desk)
{
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {}, 12);
    const auto make = [](Mark mark, const char *name, const QString &action = {}) {
        auto *banner = new Banner(mark, {}, {});
        banner->setObjectName(QLatin1String(name));
        banner->setStacked(true);
        banner->setAction(action);
        banner->hide();
        return banner;
    };
    m_failed = make(Mark::Down, "deployFailed");
    m_failed->setLater(true);
    m_queue = new QueueBanner(desk);
    m_recover = make(Mark::Warning, "deployRecover", tr("Recover…"));
    m_approve = make(Mark::Waiting, "deployApprove", tr("Approve…"));
    m_request = make(Mark::Running, "deployRequest");
    m_waiting = make(Mark::Waiting, "deployWaiting", tr("Show"));
    m_frozen = make(Mark::Warning, "deployFrozen", tr("Lift it"));
    m_closed = make(Mark::Warning, "siteClosed", tr("Open it…"));
    m_stale = make(Mark::Warning, "deployStale");
    for (Banner *banner : std::initializer_list<Banner *>{m_failed, m_queue, m_recover, m_approve, m_request, m_waiting,
                                                          m_frozen, m_closed, m_stale})
        column->addWidget(banner);
    for (Banner *banner : {m_recover, m_approve, m_frozen, m_closed})
        keepLocked(banner->action(), desk.guard());
    connect(m_failed, &Banner::later, this, [this] {
        forget();
        refresh();
    });
    connect(m_failed, &Banner::acted, this, [this] {
        const auto plan = std::exchange(m_refused, {});
        forget();
        if (plan)
            m_queue->wait(*plan);
        refresh();
    });
    connect(m_recover, &Banner::acted, this, [this] {
        if (m_watch)
            askToRecover(m_watch, m_desk.guard(), this);
    });
    connect(m_approve, &Banner::acted, this, [this] {
        if (m_watch)
            askToApprove(m_watch, m_desk.guard(), this);
    });
    connect(m_waiting, &Banner::acted, this, [this] { m_desk.openJob(m_next); });
    connect(m_frozen, &Banner::acted, &acts, &DeployActs::lift);
    connect(m_closed, &Banner::acted, &acts, &DeployActs::openSite);
    connect(m_queue, &QueueBanner::turnCame, this, &DeployBanners::planned);
    connect(m_queue, &QueueBanner::failed, this, [this](const Error &error) { fail(error); });
    connect(m_queue, &Banner::acted, this, &DeployBanners::refresh);
    connect(&desk.monitor(), &ServerMonitor::changed, this, &DeployBanners::refresh);
    connect(&desk.jobs(), &JobCenter::jobFinished, this, [this] {
        if (m_failure && m_failure->code == ErrorCode::Locked) // the lock is free again
            forget();
    });
}

// A place in the queue that was lost to somebody else is taken up again.
void DeployBanners::fail(const Error &error, const std::optional<PreparedPlan> &plan)
{
    m_failure = error;
    m_refused = error.code == ErrorCode::Locked ? plan : std::nullopt;
    refresh();
}

void DeployBanners::forget()
{
    m_failure.reset();
    m_refused.reset();
}

void DeployBanners::setWatch(JobWatch *watch)
{
    m_watch = watch;
    refresh();
}

void DeployBanners::refresh()
{
    if (m_failure)
        m_failed->set(Mark::Down, m_failure->message, m_failure->remedy);
    m_failed->setAction(m_refused ? tr("Wait in the queue") : QString());
    m_failed->setVisible(m_failure.has_value());
    showJob();
    showServer();
    showWaiting();
    bool isAny = m_queue->isWaiting();
    for (const Banner *banner : {m_failed, m_recover, m_approve, m_request, m_waiting, m_frozen, m_closed, m_stale})
        isAny = isAny || !banner->isHidden();
    setVisible(isAny);
}

void DeployBanners::showJob()
{
    const bool canRecover = m_watch && m_watch->canRecover();
    if (canRecover)
        m_recover->set(Mark::Warning, m_watch->recoverText(), {});
    m_recover->setVisible(canRecover);
    const bool canApprove = m_watch && m_watch->canApprove();
    if (canApprove)
        m_approve->set(Mark::Waiting, m_watch->sentence().title, m_watch->sentence().next);
    m_approve->setVisible(canApprove);
    const JobRequest request = m_watch ? m_watch->request() : JobRequest();
    const bool hasAnswer =
        request.state == JobRequest::Failed || (request.state == JobRequest::Answered && !isFinal(m_watch->state()));
    if (hasAnswer && request.state == JobRequest::Failed)
        m_request->set(Mark::Down, request.error.message, request.error.remedy);
    else if (hasAnswer)
        m_request->set(Mark::Running, request.text, {});
    m_request->setVisible(hasAnswer);
}

// The one that waits longest; it is shown in whole where jobs are.
void DeployBanners::showWaiting()
{
    m_next.clear();
    for (const JobSummary &job : m_desk.jobs().jobs()->jobs()) {
        if (!job.isWaiting() || (m_watch && m_watch->id() == job.id))
            continue;
        m_next = job.id;
        const JobSentence sentence = describe(job);
        m_waiting->set(Mark::Waiting, sentence.title,
                       tr("By %1. %2").arg(shortActor(job.actor), sentence.next).trimmed());
    }
    m_waiting->setVisible(!m_next.isEmpty());
}

void DeployBanners::showServer()
{
    const ServerView &view = m_desk.monitor().view();
    const DeployDesk &deploy = m_desk.deploy();
    const bool isFrozen = view.status && view.status->isFrozen();
    const auto tell = [](Banner *banner, const std::optional<Notice> &notice) {
        if (notice)
            banner->set(notice->mark, notice->what, notice->why);
        banner->setVisible(notice.has_value());
    };
    tell(m_frozen, isFrozen ? std::optional(frozenNotice(*view.status->freeze)) : std::nullopt);
    tell(m_closed, view.status && view.status->maintenance ? std::optional(closedNotice(*view.status->maintenance))
                                                           : std::nullopt);
    const auto &error = deploy.error();
    const bool isStale = deploy.facts() && error && !deploy.isRefreshing() && error->code != ErrorCode::Disconnected &&
                         view.state == ConnectionState::Connected; // else the head says what matters
    if (isStale)
        m_stale->set(Mark::Warning, error->message, error->remedy);
    m_stale->setVisible(isStale);
}

} // namespace bouncepro
