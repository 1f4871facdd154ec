// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobwatch.h"

#include "models/jobs/chat.h"

#include <algorithm>
#include <mutex>

namespace bouncepro {

namespace {

constexpr std::chrono::milliseconds frame(16);
constexpr qsizetype outputOfFrame = 64 * 1024; // what is made into lines in a few milliseconds
constexpr qint64 longestPlan = 4 << 20;

} // namespace

// What the worker has received and the GUI thread has not taken yet. Bounded: of the output no more is held than is
// shown in the end.
struct JobWatch::Inbox
{
    std::mutex mutex;
    bool isAnnounced = false;
    QList<JobEvent> events;
    QList<JobState> states;
    qint64 skipped = 0; // bytes of output that were let go before `output`
    QByteArray output;
    bool isAlive = false; // something came since the last loss
    std::optional<std::pair<Error, QDateTime>> lost;

    void add(const QByteArray &bytes)
    {
        output += bytes;
        if (output.size() <= 2 * JobOutput::defaultLimit)
            return;
        const qsizetype newline = output.indexOf('\n', output.size() - JobOutput::defaultLimit);
        const qsizetype cut = newline < 0 ? output.size() - JobOutput::defaultLimit : newline + 1;
        output.remove(0, cut);
        skipped += cut;
    }
    bool isEmpty() const { return events.isEmpty() && states.isEmpty() && skipped == 0 && output.isEmpty(); }
};

JobWatch::JobWatch(HostSource host, const Guard &guard, StateDirectory state, JobSummary job, std::optional<Plan> plan,
                   QObject *parent)
    : QObject(parent),
      m_host(std::move(host)),
      m_guard(guard),
      m_directory(std::move(state)),
      m_job(std::move(job)),
      m_plan(std::move(plan)),
      m_parser(std::make_shared<FollowParser>()),
      m_inbox(std::make_shared<Inbox>())
{
    if (m_plan) {
        m_steps.setPlan(*m_plan);
        m_job.steps = int(m_plan->steps.size());
    }
    m_steps.setStepCount(m_job.steps);
    m_steps.setState(m_job.state);
    m_wantsPlan = !m_plan;
    m_frame.setSingleShot(true);
    m_frame.setInterval(frame);
    connect(&m_frame, &QTimer::timeout, this, &JobWatch::drain);
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (!isReconnecting()) // what is not seen does not go on
            m_steps.tick(QDateTime::currentDateTimeUtc());
        Q_EMIT changed();
    });
}

JobWatch::~JobWatch()
{
    m_following.stop();
}

void JobWatch::follow()
{
    const auto host = m_host();
    if (!host || m_isComplete)
        return;
    if (m_wantsPlan && !m_readsPlan)
        readPlan();
    const bool sameHost = m_over.lock() == host;
    if (m_isFollowing) {
        if (!sameHost && !m_again) { // the server is reached over another connection now: move over to it
            m_again = true;
            m_following.stop();
        }
        return;
    }
    if (sameHost && m_isRefused) // asking it again changes nothing
        return;
    m_over = host;
    m_isFollowing = true;
    m_again = m_isRefused = false;
    m_following = start(
        this,
        [host, directory = m_directory, id = m_job.id, parser = m_parser, inbox = m_inbox, sender = m_mailbox.sender(),
         watch = this](std::stop_token stop) {
            const auto put = [&](const auto &change) {
                const std::lock_guard lock(inbox->mutex);
                change();
                if (!inbox->isAnnounced) // runs only while the mailbox, a part of the watch, lives
                    inbox->isAnnounced = sender.post([watch] { watch->m_frame.start(); });
            };
            parser->onEvent = [&](const JobEvent &event) {
                put([&] {
                    inbox->isAlive = true;
                    inbox->events << event;
                });
            };
            parser->onOutput = [&](const QByteArray &bytes) {
                put([&] {
                    inbox->isAlive = true;
                    inbox->add(bytes);
                });
            };
            parser->onState = [&](JobState state) {
                put([&] {
                    inbox->isAlive = true;
                    inbox->states << state;
                });
            };
            const auto lost = [&](const Error &error, std::chrono::seconds wait) {
                put([&] {
                    inbox->isAlive = false;
                    inbox->lost.emplace(error, QDateTime::currentDateTimeUtc().addSecs(wait.count()));
                });
            };
            auto state = followJob(*host, directory, id, *parser, lost, stop);
            parser->onEvent = nullptr;
            parser->onOutput = nullptr;
            parser->onState = nullptr;
            return Ending{std::move(state), parser->result()};
        },
        [this](const Ending &ending) {
            m_ending = ending;
            drain();
        });
    Q_EMIT changed();
}

void JobWatch::retry()
{
    m_isRefused = false;
    follow();
}

void JobWatch::readPlan()
{
    m_readsPlan = true;
    const QString path = m_directory.path + QStringLiteral("/jobs/") + m_job.id + QStringLiteral("/plan.json");
    start(
        this, [host = m_host(), path](std::stop_token stop) { return host->readFile(path, longestPlan, stop); },
        [this](Result<RemoteFile> file) { takePlan(std::move(file)); });
}

void JobWatch::takePlan(Result<RemoteFile> file)
{
    m_readsPlan = false;
    // Only where the connection was at fault is it worth another try.
    const bool again =
        !file && (file.error().code == ErrorCode::Disconnected || file.error().code == ErrorCode::Timeout ||
                  file.error().code == ErrorCode::Unreachable);
    m_wantsPlan = again;
    if (!file)
        return;
    auto plan = planFromJson(file->bytes);
    if (!plan)
        return;
    plan->id = m_job.id;
    m_plan = *plan;
    m_job.steps = int(m_plan->steps.size());
    m_steps.setPlan(*m_plan);
    Q_EMIT changed();
}

void JobWatch::drain()
{
    QList<JobEvent> events;
    QList<JobState> states;
    QByteArray output;
    qint64 skipped = 0;
    bool isEmpty = false;
    {
        const std::lock_guard lock(m_inbox->mutex);
        events.swap(m_inbox->events);
        states.swap(m_inbox->states);
        skipped = std::exchange(m_inbox->skipped, 0);
        output = m_inbox->output.left(outputOfFrame);
        m_inbox->output.remove(0, output.size());
        if (m_inbox->isAlive) {
            m_inbox->lost.reset();
            m_nextTry = {};
            m_error.reset();
        } else if (m_inbox->lost) {
            m_error = m_inbox->lost->first;
            m_nextTry = m_inbox->lost->second;
        }
        isEmpty = m_inbox->isEmpty();
        m_inbox->isAnnounced = !isEmpty;
    }
    m_output.skip(skipped);
    m_output.append(output);
    for (const JobEvent &event : std::as_const(events))
        apply(event);
    for (const JobState state : std::as_const(states))
        setState(state);
    if (m_second.isActive() && (!events.isEmpty() || !isReconnecting()))
        m_steps.tick(QDateTime::currentDateTimeUtc()); // what began before is not told to have just begun
    if (!m_nextTry.isValid() && m_wantsPlan && !m_readsPlan && m_host())
        readPlan();
    if (!isEmpty) {
        m_frame.start();
        Q_EMIT changed();
    } else if (m_ending) {
        finish(*std::exchange(m_ending, std::nullopt));
    } else {
        Q_EMIT changed();
    }
}

void JobWatch::apply(const JobEvent &event)
{
    m_steps.apply(event);
    if (event.kind == EventKind::Start || event.kind == EventKind::Undo)
        m_output.beginStep(event.step, event.kind == EventKind::Undo, event.outputOffset);
    m_job.step = event.step;
    if (!m_job.started.isValid())
        m_job.started = event.time;
}

void JobWatch::setState(JobState state)
{
    m_job.state = state;
    m_steps.setState(state);
    if (isFinal(state))
        m_second.stop();
    else if (!m_second.isActive())
        m_second.start();
}

void JobWatch::finish(const Ending &ending)
{
    m_isFollowing = false;
    m_nextTry = {};
    {
        const std::lock_guard lock(m_inbox->mutex);
        m_inbox->lost.reset();
    }
    if (!ending.state) {
        const bool moves = std::exchange(m_again, false) && ending.state.error().code == ErrorCode::Cancelled;
        if (!moves) {
            m_error = ending.state.error();
            m_isRefused = true;
        }
        m_second.stop();
        if (moves)
            follow();
        Q_EMIT changed();
        return;
    }
    m_error.reset();
    m_isComplete = true;
    setState(*ending.state);
    const auto &result = ending.result;
    const auto time = [&](const char *key) {
        return QDateTime::fromString(result.value(QLatin1String(key)), Qt::ISODate);
    };
    if (!result.isEmpty()) {
        m_job.step = result.value(QStringLiteral("step")).toInt();
        m_job.exitCode = result.value(QStringLiteral("exit")).toInt();
        m_job.reason = result.value(QStringLiteral("reason"));
        m_job.started = time("started");
        m_job.ended = time("ended");
    }
    Q_EMIT changed();
    Q_EMIT ended();
}

void JobWatch::update(const JobSummary &job)
{
    if (m_isFollowing || m_isComplete) {
        if (!m_isComplete || m_job.state != JobState::Interrupted || isFinal(job.state))
            return;
        m_isComplete = false; // somebody recovers it
    }
    const int steps = std::max(m_job.steps, job.steps);
    m_job = job;
    m_job.steps = steps;
    m_steps.setStepCount(steps);
    m_steps.setState(job.state);
    Q_EMIT changed();
    follow();
}

JobDetails JobWatch::details() const
{
    JobDetails details;
    details.committed = m_steps.isCommitted();
    if (m_plan)
        details.before = m_plan->before;
    const int failed = m_steps.failedStep();
    const int step = isFinal(m_job.state) && failed > 0 ? failed : m_steps.currentStep();
    if (step > 0)
        details.stepTitle = m_steps.index(step - 1).data(StepsModel::TitleRole).toString();
    if (isFinal(m_job.state) && m_job.reason == QLatin1String("step-failed") && failed > 0)
        details.why = failureText(m_output.lines(failed));
    return details;
}

qint64 JobWatch::elapsed() const
{
    const bool isTold = isFinal(m_job.state) && m_job.started.isValid() && m_job.ended.isValid();
    return isTold ? m_job.started.msecsTo(m_job.ended) : m_steps.elapsed();
}

JobSentence JobWatch::sentence() const
{
    return describe(m_job, details());
}

QString JobWatch::chatText(const QString &server) const
{
    return bouncepro::chatText(server, m_job, details());
}

QString JobWatch::cancelText() const
{
    if (m_job.isWaiting())
        return tr("It is withdrawn: nothing has begun.");
    return bouncepro::cancelText(m_steps.isCommitted(), m_plan ? m_plan->before : QString());
}

QString JobWatch::cancelBlocked() const
{
    if (isFinal(m_job.state))
        return {};
    if (isReconnecting())
        return tr("The server is unreachable; the job goes on there.");
    if (m_request.state == JobRequest::Asking || m_request.state == JobRequest::Answered)
        return tr("It was asked to stop.");
    return m_steps.isCommitted() ? cancelText() : QString();
}

QString JobWatch::recoverText() const
{
    return bouncepro::recoverText(m_steps.isCommitted(), m_plan ? m_plan->before : QString());
}

// Work gives the sentence that tells what will happen now.
template <class Work>
void JobWatch::ask(Work work)
{
    if (m_request.state == JobRequest::Asking)
        return;
    const auto host = m_host();
    if (!host) {
        m_request = {JobRequest::Failed,
                     {},
                     {ErrorCode::Disconnected,
                      tr("The server is not connected. The job goes on there."),
                      {},
                      tr("Wait until the connection is back, then ask again.")}};
        Q_EMIT requestChanged();
        return;
    }
    m_request = {JobRequest::Asking, {}, {}};
    Q_EMIT requestChanged();
    start(
        this, [host, work](std::stop_token stop) { return work(*host, stop); },
        [this](const Result<QString> &answer) {
            m_request = answer ? JobRequest{JobRequest::Answered, *answer, {}}
                               : JobRequest{JobRequest::Failed, {}, answer.error()};
            if (answer && m_job.state == JobState::Interrupted)
                m_isComplete = false; // it is being recovered
            Q_EMIT requestChanged();
            follow();
        });
}

void JobWatch::cancel()
{
    ask([directory = m_directory, id = m_job.id,
         before = m_plan ? m_plan->before : QString()](RemoteHost &host, std::stop_token stop) -> Result<QString> {
        auto answer = cancelJob(host, directory, id, actorOf(host.identity()), stop);
        if (!answer)
            return fail(answer.error());
        const QString effect = parseKeyValues(answer->toUtf8()).value(QStringLiteral("effect"));
        if (effect == QLatin1String("recover"))
            return tr("Its runner is gone: the step is ended, then the job has to be recovered.");
        if (effect == QLatin1String("withdrawn"))
            return tr("It is withdrawn: nothing has begun.");
        return bouncepro::cancelText(effect == QLatin1String("finish"), before);
    });
}

void JobWatch::approve()
{
    ask([profile = m_guard.profile(), arming = m_guard.arming(), directory = m_directory,
         id = m_job.id](RemoteHost &host, std::stop_token stop) -> Result<QString> {
        auto state = approveJob(host, profile, arming, directory, id, stop);
        if (!state)
            return fail(state.error());
        return *state == JobState::Pending ? tr("It is approved, and starts at its time.")
                                           : tr("It is approved, and has begun.");
    });
}

void JobWatch::recover()
{
    ask([profile = m_guard.profile(), arming = m_guard.arming(), directory = m_directory, id = m_job.id,
         text = recoverText()](RemoteHost &host, std::stop_token stop) -> Result<QString> {
        if (auto asked = recoverJob(host, profile, arming, directory, id, actorOf(host.identity()), stop); !asked)
            return fail(asked.error());
        return text;
    });
}

} // namespace bouncepro
