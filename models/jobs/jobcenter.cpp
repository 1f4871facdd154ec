// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobcenter.h"

#include <QPointer>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int newest = 8;  // what a look after each of the monitor's reads
constexpr int whole = 200; // at first, and where the newest do not tell all
constexpr int keptWatches = 8;
constexpr qint64 away = 60; // seconds without a look, after which what ended was not seen

} // namespace

JobCenter::JobCenter(ServerMonitor &monitor, Guard &guard, QObject *parent)
    : QObject(parent),
      m_monitor(monitor),
      m_guard(guard)
{
    connect(&m_guard, &Guard::acted, this,
            [this](const QString &action, const QString &subject, const QString &outcome) {
                m_acts << Act{action, subject, outcome};
                writeActs();
            });
    connect(&m_monitor, &ServerMonitor::changed, this, &JobCenter::monitorChanged);
    monitorChanged();
}

JobCenter::~JobCenter() = default;

LoadState JobCenter::state() const
{
    if (!m_isLoaded)
        return m_error ? LoadState::Failed : LoadState::Loading;
    return m_error || m_monitor.view().state != ConnectionState::Connected ? LoadState::Stale : LoadState::Ready;
}

// The probe tells the server's time as it begins, in whole seconds: half a second late on average.
qint64 JobCenter::clockAhead() const
{
    const ServerView &view = m_monitor.view();
    return view.status && view.seen.isValid() && view.status->time.isValid()
               ? view.seen.addMSecs(-view.took.count()).msecsTo(view.status->time) + 500
               : 0;
}

void JobCenter::monitorChanged()
{
    const ServerView &view = m_monitor.view();
    if (view.state == ConnectionState::Connected && view.status && view.seen != m_lookedAt) {
        m_lookedAt = view.seen;
        for (JobWatch *watch : std::as_const(m_watches)) {
            watch->setClockAhead(clockAhead());
            watch->follow();
        }
        look();
        writeActs();
    }
    Q_EMIT changed();
}

// What cannot be written now is tried again after the next look. A state directory is not made for it: then it waits
// for the first job.
void JobCenter::writeActs()
{
    const auto host = m_monitor.host();
    if (m_isWriting || m_acts.isEmpty() || !m_directory || !host)
        return;
    m_isWriting = true;
    bouncepro::start(
        this,
        [host, directory = *m_directory, acts = m_acts](std::stop_token stop) {
            qsizetype written = 0;
            while (written < acts.size() && writeAct(*host, directory, acts[written], stop))
                ++written;
            return written;
        },
        [this](qsizetype written) {
            m_isWriting = false;
            m_acts.remove(0, written);
            if (written > 0) // meanwhile there may be more
                writeActs();
        });
}

void JobCenter::lookNow()
{
    m_wantsWhole = true;
    look();
}

void JobCenter::look()
{
    const auto host = m_monitor.host();
    const auto &status = m_monitor.view().status;
    if (m_isLooking || !host || !status)
        return;
    if (status->state.isEmpty() && !m_directory) { // no job ever ran: nothing to ask
        finish({QList<JobSummary>(), {}, true});
        return;
    }
    m_isLooking = true;
    bouncepro::start(
        this,
        [host, profile = m_monitor.profile(), project = status->project, directory = m_directory,
         isWhole = m_wantsWhole](std::stop_token stop) {
            return read(*host, profile, project, directory, isWhole, stop);
        },
        [this](Look look) {
            m_isLooking = false;
            finish(std::move(look));
        });
}

JobCenter::Look JobCenter::read(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                std::optional<StateDirectory> directory, bool isWhole, std::stop_token stop)
{
    const bool wasKnown = directory.has_value();
    if (!wasKnown) {
        auto found = findState(host, profile, project, stop);
        if (!found)
            return {fail(found.error()), {}, isWhole};
        if (!*found)
            return {QList<JobSummary>(), {}, true};
        directory = *found;
    }
    auto jobs = listJobs(host, *directory, isWhole ? whole : newest, stop);
    if (!jobs && wasKnown && jobs.error().code == ErrorCode::RemoteExit)
        return read(host, profile, project, {}, isWhole, stop); // it may have been moved, or its scripts swept away
    return {std::move(jobs), directory, isWhole};
}

void JobCenter::finish(Look look)
{
    if (!look.jobs) {
        m_error = look.jobs.error();
        Q_EMIT changed();
        return;
    }
    m_error.reset();
    m_directory = look.directory;
    if (!m_directory && !m_guard.arming())
        m_acts.clear(); // nothing came of it
    writeActs();
    look.jobs->removeIf([](const JobSummary &job) { return !isJobId(job.id); });
    if (!look.isWhole && needsWhole(*look.jobs)) {
        m_wantsWhole = true;
        this->look();
        return;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_wasAway = m_wasAway || (m_seen.isValid() && m_seen.secsTo(now) > away);
    take(*look.jobs, look.isWhole);
    m_wantsWhole = m_wasAway = false;
    m_isLoaded = true;
    m_seen = now;
    heedEnds();
    Q_EMIT changed();
}

void JobCenter::heedEnds()
{
    QDateTime until = m_seenUntil;
    for (const JobSummary &job : m_jobs.jobs())
        until = std::max(until, job.ended);
    if (const auto &status = m_monitor.view().status; status && !until.isValid())
        until = status->time;
    if (until == m_seenUntil)
        return;
    m_seenUntil = until;
    Q_EMIT seenUntilChanged();
}

// The newest are a part of the whole; they do not tell all where one is missing that we know to run, or where they do
// not reach back to what we know.
bool JobCenter::needsWhole(const QList<JobSummary> &jobs) const
{
    const auto isIn = [&](const QString &id) {
        return std::any_of(jobs.begin(), jobs.end(), [&](const JobSummary &job) { return job.id == id; });
    };
    const bool missing =
        std::any_of(m_unfinished.begin(), m_unfinished.end(), [&](const QString &id) { return !isIn(id); });
    const bool gap = jobs.size() >= newest && !m_jobs.jobs().isEmpty() &&
                     std::none_of(jobs.begin(), jobs.end(), [&](const JobSummary &job) { return m_jobs.job(job.id); });
    return missing || gap;
}

void JobCenter::take(const QList<JobSummary> &jobs, bool isWhole)
{
    if (!m_isLoaded) { // what runs already, or ran before, is no news
        for (const JobSummary &job : jobs)
            if (!isFinal(job.state))
                m_unfinished << job.id;
        m_jobs.setJobs(jobs);
    } else if (isWhole) {
        QSet<QString> ids;
        for (const JobSummary &job : jobs)
            ids << job.id;
        for (JobWatch *watch : std::as_const(m_watches))
            if (watch->isFollowing())
                ids << watch->id(); // it may have begun after the list was read
        m_jobs.keepOnly(ids);
        m_unfinished.intersect(ids);
    }
    for (auto it = jobs.crbegin(); it != jobs.crend(); ++it) // the oldest first, as it happened
        take(*it);
    if (m_wasAway && m_seenUntil.isValid())
        for (const JobSummary &job : jobs)
            if (job.ended.isValid() && job.ended > m_seenUntil)
                m_meanwhile << job.id;
}

void JobCenter::take(const JobSummary &job, const std::optional<Plan> &plan)
{
    JobWatch *watch = m_watches.value(job.id);
    if (watch && watch->isFollowing() && !plan) // it knows better
        return;
    const JobSummary *row = m_jobs.job(job.id);
    const bool isNew = !row;
    const bool isRunning = !isFinal(job.state) && !job.isWaiting();
    // Only an interrupted job runs again: this list was read before the end that is known already.
    if (row && isFinal(row->state) && row->state != JobState::Interrupted && isRunning)
        return;
    // It is being recovered, or its wait is over.
    const bool runsAgain = isRunning && !isNew && (!m_unfinished.contains(job.id) || row->isWaiting());
    if (isNew || runsAgain)
        m_unfinished << job.id;
    m_jobs.setJob(job);
    if (isRunning && !watch)
        watch = addWatch(job, plan);
    else if (watch)
        watch->update(job);
    if ((isNew && !job.isWaiting()) || runsAgain)
        Q_EMIT jobStarted(job);
    if (isFinal(job.state) && m_unfinished.contains(job.id))
        tellFinished(job, watch && watch->state() == job.state ? watch->sentence() : describe(job));
}

void JobCenter::tellFinished(const JobSummary &job, const JobSentence &sentence)
{
    if (m_unfinished.remove(job.id))
        Q_EMIT jobFinished(job, sentence);
}

JobWatch *JobCenter::addWatch(const JobSummary &job, const std::optional<Plan> &plan)
{
    auto *watch = new JobWatch([this] { return m_monitor.host(); }, m_guard, *m_directory, job, plan, this);
    m_watches.insert(job.id, watch);
    m_opened << job.id;
    watch->setClockAhead(clockAhead());
    connect(watch, &JobWatch::changed, this, [this, watch] { watchChanged(watch); });
    connect(watch, &JobWatch::ended, this, [this, watch] {
        m_jobs.setJob(watch->job());
        tellFinished(watch->job(), watch->sentence());
        dropOldWatches();
        if (m_isLoaded) // else the list has yet to tell what ended before
            heedEnds();
        Q_EMIT changed();
    });
    watch->follow();
    Q_EMIT watchAdded(watch);
    return watch;
}

void JobCenter::watchChanged(JobWatch *watch)
{
    if (!watch->isFollowing() || isFinal(watch->state())) // its end comes with ended()
        return;
    const JobSummary *row = m_jobs.job(watch->id());
    const bool hasBegun = row && row->isWaiting() && !watch->job().isWaiting();
    m_jobs.setJob(watch->job());
    if (hasBegun || (!m_unfinished.contains(watch->id()) && !watch->job().isWaiting())) { // or it is being recovered
        m_unfinished << watch->id();
        Q_EMIT jobStarted(watch->job());
    }
    Q_EMIT changed();
}

void JobCenter::dropOldWatches()
{
    const auto isOver = [this](const QString &id) { return m_watches.value(id)->isOver(); };
    auto over = std::count_if(m_opened.cbegin(), m_opened.cend(), isOver);
    for (auto it = m_opened.begin(); it != m_opened.end() && over > keptWatches;) {
        if (!isOver(*it)) {
            ++it;
            continue;
        }
        m_watches.take(*it)->deleteLater();
        it = m_opened.erase(it);
        --over;
    }
}

JobWatch *JobCenter::running() const
{
    JobWatch *found = nullptr;
    const auto changes = [](const JobWatch *watch) {
        return !watch->plan() || watch->plan()->lock == LockKind::Exclusive;
    };
    for (JobWatch *watch : m_watches) {
        if (isFinal(watch->state()) || watch->job().isWaiting())
            continue;
        if (!found || changes(watch) > changes(found) ||
            (changes(watch) == changes(found) && watch->id() > found->id()))
            found = watch;
    }
    return found;
}

JobWatch *JobCenter::open(const QString &id)
{
    if (JobWatch *watch = m_watches.value(id)) {
        m_opened.removeOne(id);
        m_opened << id;
        return watch;
    }
    const JobSummary *job = m_jobs.job(id);
    if (!job || !m_directory)
        return nullptr;
    JobWatch *watch = addWatch(JobSummary(*job), {});
    dropOldWatches();
    return watch;
}

void JobCenter::start(QObject *owner, const Plan &plan, SecretsReader secrets, Started started, const QDateTime &due)
{
    const auto tell = [owner = QPointer<QObject>(owner), started = std::move(started)](const Result<QString> &id) {
        if (owner)
            started(id);
    };
    ++m_starting;
    const auto &status = m_monitor.view().status;
    bouncepro::start(
        this,
        [host = m_monitor.host(), profile = m_monitor.profile(), arming = m_guard.arming(),
         project = status ? status->project : QString(), plan, due,
         secrets = std::move(secrets)](std::stop_token stop) -> Result<StartedPlan> {
            if (!host)
                return fail(ErrorCode::Disconnected, tr("%1 is not connected. Nothing was started.").arg(profile.name),
                            tr("Wait until the connection is back, then try again."));
            return startPlan(*host, profile, arming, project, plan, due, secrets, stop);
        },
        [this, plan, due, tell](const Result<StartedPlan> &begun) {
            --m_starting;
            if (!begun) {
                lookNow(); // it may run for all that; and who holds the lock is of interest
                Q_EMIT changed();
                tell(fail(begun.error()));
                return;
            }
            m_directory = begun->state;
            writeActs();
            JobSummary job;
            job.id = plan.id;
            job.state = begun->isWaiting ? JobState::Pending : JobState::Running;
            job.due = begun->isWaiting ? due : QDateTime();
            job.approval = needsApproval(m_monitor.profile()) ? QStringLiteral("needed") : QString();
            job.action = plan.action;
            job.subject = plan.subject;
            job.actor = plan.actor;
            job.steps = int(plan.steps.size());
            take(job, plan);
            Q_EMIT changed();
            tell(plan.id);
        });
    Q_EMIT changed();
}

QList<JobSummary> JobCenter::meanwhile() const
{
    QList<JobSummary> all = m_jobs.jobs();
    all.removeIf([this](const JobSummary &job) { return !m_meanwhile.contains(job.id); });
    return all;
}

void JobCenter::dismissMeanwhile()
{
    m_meanwhile.clear();
    Q_EMIT changed();
}

QList<JobSummary> JobCenter::interrupted() const
{
    QList<JobSummary> all = m_jobs.jobs();
    all.removeIf([](const JobSummary &job) { return job.state != JobState::Interrupted; });
    return all;
}

} // namespace bouncepro
