// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jobserver.h"

#include "models/servers/remotescripts.h"
#include "tests/support/healthanswer.h"

#include <algorithm>

#include <array>

namespace bouncepro {

namespace {

const QString stateDirectory = QStringLiteral("/opt/bouncepro/.bouncepro");

QByteArray stamp(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs).toLatin1() : QByteArray("-");
}

tl::unexpected<Error> lost()
{
    return fail(ErrorCode::Disconnected, QStringLiteral("The connection was lost."));
}

} // namespace

class JobServer::Connection : public RemoteHost
{
public:
    Connection(std::shared_ptr<JobServer> server, int epoch)
        : m_keep(std::move(server)),
          m_server(*m_keep),
          m_epoch(epoch)
    {
    }

    bool isBroken() const { return m_server.m_isAway || m_epoch != m_server.m_epoch; } // with the lock held

    HostIdentity identity() const override
    {
        HostIdentity identity;
        identity.user = QStringLiteral("deploy");
        identity.host = QStringLiteral("eu1");
        identity.keyFingerprint = QStringLiteral("SHA256:k");
        return identity;
    }
    Result<Output> run(const Command &command, std::stop_token stop) override
    {
        std::unique_lock lock(m_server.m_mutex);
        const bool isProbe = command.inputBytes().reveal() == remoteScript(QStringLiteral("probe.sh"));
        m_server.m_changed.wait(lock, stop, [&] { return isProbe || !m_server.m_isHeld || isBroken(); });
        if (isBroken())
            return lost();
        return m_server.run(command);
    }
    Result<Output> stream(const Command &command, const Sink &sink, std::stop_token stop) override
    {
        if (command.argv().value(2) != QLatin1String("wait"))
            return m_server.follow(command, sink, *this, stop);
        m_server.note(QStringLiteral("job.sh wait ") + command.argv().value(4));
        return m_server.wait(sink, *this, stop);
    }
    Result<int> terminal(const Command &command, const std::shared_ptr<TerminalInput> &input, const Sink &sink,
                         std::stop_token stop) override
    {
        return m_server.terminal(
            command, *input, sink, [this] { return isBroken(); }, stop);
    }
    Result<RemoteFile> readFile(const QString &path, qint64 limit, std::stop_token stop) override
    {
        std::unique_lock lock(m_server.m_mutex);
        m_server.m_changed.wait(lock, stop, [this] { return !m_server.m_isHeld || isBroken(); });
        if (isBroken())
            return lost();
        m_server.m_questions << QStringLiteral("read ") + path;
        QByteArray bytes;
        const QString id = path.section(QLatin1Char('/'), -2, -2);
        if (path.endsWith(QLatin1String("/plan.json")) && m_server.m_jobs.contains(id))
            bytes = m_server.m_jobs[id].plan;
        else if (path.endsWith(QLatin1String("/events")) && m_server.m_jobs.contains(id))
            bytes = m_server.m_jobs[id].events.join('\n') + '\n';
        else
            bytes = m_server.m_files.value(path);
        if (bytes.isEmpty())
            return fail(ErrorCode::NotFound, path);
        if (bytes.size() > limit)
            return fail(ErrorCode::TooLarge, path);
        return RemoteFile{bytes, {}, 0644};
    }
    Result<QByteArray> replaceFile(const QString &path, const QByteArray &, const ReplaceOptions &,
                                   std::stop_token) override
    {
        return fail(ErrorCode::NotFound, path);
    }
    Result<void> download(const QString &path, const QString &, const Progress &, std::stop_token) override
    {
        return fail(ErrorCode::NotFound, path);
    }
    Result<void> upload(const QString &, const QString &path, int, const Progress &, std::stop_token) override
    {
        return fail(ErrorCode::NotFound, path);
    }
    Result<std::unique_ptr<Forward>> forward(const QString &host, int, std::stop_token) override
    {
        return fail(ErrorCode::NotFound, host);
    }

private:
    const std::shared_ptr<JobServer> m_keep;
    JobServer &m_server;
    const int m_epoch;
};

JobServer::JobServer()
{
    m_answers[QStringLiteral("health.sh")] = healthAnswer();
}
JobServer::~JobServer() = default;

std::shared_ptr<JobServer> JobServer::create()
{
    return std::shared_ptr<JobServer>(new JobServer);
}

ServerProfile JobServer::profile()
{
    ServerProfile profile;
    profile.name = QStringLiteral("eu");
    return profile;
}

Plan JobServer::plan(const QString &id, const QList<int> &seconds)
{
    static const QStringList titles{QStringLiteral("One"), QStringLiteral("Two"), QStringLiteral("Three"),
                                    QStringLiteral("Four"), QStringLiteral("Five")};
    Plan plan;
    plan.id = id;
    plan.action = id.section(QLatin1Char('-'), 1, -2);
    plan.subject = QStringLiteral("8f3c2a1");
    plan.before = QStringLiteral("2.14.3");
    plan.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    plan.server = QStringLiteral("eu");
    plan.state = stateDirectory;
    plan.workdir = QStringLiteral("/opt/bouncepro");
    for (int i = 0; i < seconds.size(); ++i) {
        Step step;
        step.title = titles.value(i);
        step.run = Command{QStringLiteral("echo"), titles.value(i)};
        step.touches = QStringLiteral("nothing");
        step.undo = Command{QStringLiteral("echo"), QStringLiteral("back")};
        step.undoText = QStringLiteral("takes it back");
        step.expectedSeconds = seconds[i];
        plan.steps << step;
    }
    plan.commitPoint = int(seconds.size()) - 1;
    return plan;
}

Plan JobServer::deployPlan(const QString &id)
{
    const std::array steps{std::pair{"Build the images", "new images tagged 20261124-030000-8f3c2a1"},
                           std::pair{"Start the containers", "recreates the services whose image changed"},
                           std::pair{"Prove the release", "nothing: compares running images and the release"}};
    Plan plan = JobServer::plan(id);
    for (size_t i = 0; i < steps.size(); ++i) {
        plan.steps[qsizetype(i)].title = QString::fromLatin1(steps[i].first);
        plan.steps[qsizetype(i)].touches = QString::fromLatin1(steps[i].second);
    }
    return plan;
}

std::shared_ptr<RemoteHost> JobServer::connect()
{
    const std::lock_guard lock(m_mutex);
    return std::make_shared<Connection>(shared_from_this(), m_epoch);
}

ServerMonitor::Connector JobServer::connector()
{
    return [server = shared_from_this()](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> {
        {
            const std::lock_guard lock(server->m_mutex);
            if (server->m_isAway)
                return fail(ErrorCode::Unreachable, QStringLiteral("There is no route to eu1.bouncepro.example:22."),
                            QStringLiteral("Check this machine's network and VPN, and the server's address."));
        }
        return server->connect();
    };
}

void JobServer::edit(const QString &id, const std::function<void(Job &)> &change)
{
    const std::lock_guard lock(m_mutex);
    Job &job = m_jobs[id];
    if (job.summary.id.isEmpty()) {
        job.summary.id = id;
        job.summary.state = JobState::Running;
        job.summary.action = id.section(QLatin1Char('-'), 1, -2);
        job.summary.subject = QStringLiteral("8f3c2a1");
        job.summary.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
        job.summary.started = now();
        job.summary.steps = 3;
    }
    change(job);
    m_changed.notify_all();
}

JobServer::Job JobServer::job(const QString &id) const
{
    const std::lock_guard lock(m_mutex);
    return m_jobs.value(id);
}

void JobServer::setAgo(std::chrono::milliseconds ago)
{
    m_ago = ago.count();
}

QDateTime JobServer::now() const
{
    return QDateTime::currentDateTimeUtc().addMSecs(-m_ago);
}

void JobServer::begin(const Plan &plan, JobState state)
{
    edit(plan.id, [&](Job &job) {
        job.plan = toJson(plan);
        job.summary.action = plan.action;
        job.summary.subject = plan.subject;
        job.summary.actor = plan.actor;
        job.summary.steps = int(plan.steps.size());
        job.summary.state = state;
    });
}

void JobServer::event(const QString &id, int step, const char *kind, int exitCode)
{
    edit(id, [&](Job &job) {
        const bool hasCode = QByteArray(kind) == "end" || QByteArray(kind) == "undone";
        job.summary.step = step;
        job.events << QByteArray::number(job.events.size() + 1) + '\t' + stamp(now()) + '\t' +
                          QByteArray::number(step) + '\t' + kind + '\t' +
                          (hasCode ? QByteArray::number(exitCode) : QByteArray("-")) + '\t' +
                          QByteArray::number(job.output.size());
        if (QByteArray(kind) == "undo")
            job.summary.state = JobState::Undoing;
    });
}

void JobServer::write(const QString &id, const QByteArray &output)
{
    edit(id, [&](Job &job) { job.output += output; });
}

void JobServer::end(const QString &id, JobState state, const char *reason, int step)
{
    edit(id, [&](Job &job) {
        job.summary.state = state;
        if (state == JobState::Interrupted)
            return;
        job.summary.ended = now();
        job.summary.reason = QString::fromLatin1(reason);
        job.summary.step = step > 0 ? step : job.summary.step;
        job.result = {{"state", nameOf(state).toLatin1()},
                      {"step", QByteArray::number(job.summary.step)},
                      {"exit", state == JobState::Succeeded ? "0" : "1"},
                      {"started", stamp(job.summary.started)},
                      {"ended", stamp(job.summary.ended)},
                      {"reason", reason}};
    });
}

void JobServer::loseConnections()
{
    const std::lock_guard lock(m_mutex);
    ++m_epoch;
    m_isAway = true;
    m_changed.notify_all();
}

void JobServer::comeBack()
{
    const std::lock_guard lock(m_mutex);
    m_isAway = false;
    m_changed.notify_all();
}

void JobServer::setAnswer(const QString &script, const QByteArray &answer)
{
    const std::lock_guard lock(m_mutex);
    m_answers[script] = answer;
}

void JobServer::setStatus(const QByteArray &lines)
{
    const std::lock_guard lock(m_mutex);
    m_status = lines;
}

void JobServer::setFile(const QString &path, const QByteArray &bytes)
{
    const std::lock_guard lock(m_mutex);
    m_files[path] = bytes;
}

void JobServer::setQueue(const QByteArray &frames)
{
    const std::lock_guard lock(m_mutex);
    m_queue = frames;
    m_changed.notify_all();
}

void JobServer::setHeld(bool isHeld)
{
    const std::lock_guard lock(m_mutex);
    m_isHeld = isHeld;
    m_changed.notify_all();
}

void JobServer::setEmpty(bool isEmpty)
{
    const std::lock_guard lock(m_mutex);
    m_isEmpty = isEmpty;
}

void JobServer::refuseStart(int exitCode, const QByteArray &answer)
{
    const std::lock_guard lock(m_mutex);
    m_refusal = Output{exitCode, answer, {}};
}

QStringList JobServer::questions() const
{
    const std::lock_guard lock(m_mutex);
    return m_questions;
}

QByteArray JobServer::redaction() const
{
    const std::lock_guard lock(m_mutex);
    return m_redaction;
}

Output JobServer::list(int most) const
{
    Output output;
    for (auto it = m_jobs.cend(); it != m_jobs.cbegin() && most-- > 0;) {
        const JobSummary &s = (--it)->summary;
        const QList<QByteArray> fields{s.id.toUtf8(),
                                       nameOf(s.state).toUtf8(),
                                       s.action.toUtf8(),
                                       s.subject.toUtf8(),
                                       s.actor.toUtf8(),
                                       stamp(s.started),
                                       stamp(s.ended),
                                       QByteArray::number(s.step),
                                       QByteArray::number(s.steps),
                                       QByteArray::number(s.exitCode),
                                       s.reason.isEmpty() ? QByteArray("-") : s.reason.toUtf8(),
                                       stamp(s.due),
                                       s.approval.isEmpty() ? QByteArray("-") : s.approval.toUtf8()};
        output.out += fields.join('\t') + '\n';
    }
    return output;
}

Output JobServer::start(const QString &id, const QByteArray &bundle)
{
    if (m_refusal)
        return *std::exchange(m_refusal, std::nullopt);
    const auto file = [&](const QByteArray &name) {
        const qsizetype at = bundle.indexOf('\t' + name + '\n');
        const qsizetype line = bundle.lastIndexOf('\n', at) + 1;
        return at < 0 ? QByteArray()
                      : bundle.mid(at + name.size() + 2, bundle.mid(line, at - line).split('\t').value(1).toLongLong());
    };
    Job job;
    job.plan = file("plan.json");
    m_redaction = file("redact");
    const auto plan = planFromJson(job.plan);
    if (!plan)
        return {65, {}, "bad plan"};
    job.summary.id = id;
    job.summary.state = JobState::Running;
    job.summary.action = plan->action;
    job.summary.subject = plan->subject;
    job.summary.actor = plan->actor;
    job.summary.steps = int(plan->steps.size());
    m_isEmpty = false;
    const auto waits = parseKeyValues(file("pending"));
    if (waits.isEmpty()) {
        job.summary.started = now();
        m_jobs[id] = job;
        return {0, "job\t" + id.toUtf8() + "\nstate\trunning\n", {}};
    }
    if (file("check").isEmpty())
        return {2, {}, "no check"};
    job.summary.state = JobState::Pending;
    job.summary.due = QDateTime::fromString(waits.value(QStringLiteral("due")), Qt::ISODate);
    if (waits.value(QStringLiteral("approval")) != QLatin1String("-"))
        job.summary.approval = waits.value(QStringLiteral("approval"));
    m_jobs[id] = job;
    return {0, "job\t" + id.toUtf8() + "\nstate\tpending\n", {}};
}

// With the lock held.
Result<Output> JobServer::run(const Command &command)
{
    const QStringList &argv = command.argv();
    if (argv.value(1) == QLatin1String("-s")) {
        QString script;
        for (const auto &[name, text] : remoteScripts())
            if (command.inputBytes().reveal().endsWith(text)) // others may stand before it
                script = name;
        m_questions << script;
        if (script == QLatin1String("probe.sh"))
            return Output{0,
                          "format\t1\ntime\t" + QByteArray::number(QDateTime::currentSecsSinceEpoch()) +
                              "\nhost\teu1\nproject\tbouncepro\nowner\tdeploy\n" +
                              (m_isEmpty ? QByteArray() : "state\t" + stateDirectory.toUtf8() + '\n') + m_status,
                          {}};
        if (script == QLatin1String("state.sh")) {
            if (m_isEmpty && argv.last() == QLatin1String("look"))
                return Output{};
            return Output{0, "state\t" + stateDirectory.toUtf8() + "\nbin\tpresent\n", {}};
        }
        return Output{0, m_answers.value(script), {}};
    }
    const QString sub = argv.value(2), id = argv.value(4);
    m_questions << QStringLiteral("job.sh ") + sub;
    if (sub == QLatin1String("list"))
        return list(argv.value(4).toInt());
    if (sub == QLatin1String("start") || sub == QLatin1String("submit"))
        return start(id, command.inputBytes().reveal());
    if (const QString said = QStringLiteral("job.sh ") + sub; m_answers.contains(said))
        return Output{0, m_answers.value(said), {}};
    if (sub == QLatin1String("act")) {
        m_questions.last() += QLatin1Char(' ') + argv.mid(5).join(QLatin1Char(' '));
        const bool arms = argv.value(5) == QLatin1String("arm");
        return m_refusal && !arms ? *std::exchange(m_refusal, std::nullopt) : Output{};
    }
    if (!m_jobs.contains(id))
        return Output{66, {}, "no such job"};
    Job &job = m_jobs[id];
    const auto state = [&] { return "state\t" + nameOf(job.summary.state).toUtf8() + '\n'; };
    if (sub == QLatin1String("approve")) {
        if (m_refusal)
            return *std::exchange(m_refusal, std::nullopt);
        if (!job.summary.isWaiting())
            return Output{2, state(), {}};
        job.summary.approval = QStringLiteral("approved");
        if (!job.summary.due.isValid())
            job.summary.state = JobState::Running;
        m_changed.notify_all();
        return Output{0, "job\t" + id.toUtf8() + '\n' + state(), {}};
    }
    if (sub == QLatin1String("cancel") && job.summary.isWaiting()) {
        job.summary.state = JobState::Cancelled;
        job.summary.ended = now();
        job.summary.reason = QStringLiteral("cancelled");
        job.result = {{"state", "cancelled"}, {"step", "0"},           {"exit", "0"},
                      {"started", "-"},       {"ended", stamp(now())}, {"reason", "cancelled"}};
        m_changed.notify_all();
        return Output{0, "cancel\trequested\n" + state() + "step\t0\neffect\twithdrawn\n", {}};
    }
    if (sub == QLatin1String("cancel")) {
        if (isFinal(job.summary.state))
            return Output{2, state(), {}};
        return Output{0, "cancel\trequested\n" + state() + "step\t1\neffect\t" + job.effect + '\n', {}};
    }
    if (sub == QLatin1String("recover")) {
        if (job.summary.state != JobState::Interrupted)
            return Output{2, state(), {}};
        job.summary.state = JobState::Running;
        m_changed.notify_all();
        return Output{0, "job\t" + id.toUtf8() + '\n' + state(), {}};
    }
    return Output{2, {}, "bad subcommand"};
}

void JobServer::note(const QString &question)
{
    const std::lock_guard lock(m_mutex);
    m_questions << question;
}

// As resources/remote/queue.sh does it.
Result<Output> JobServer::wait(const RemoteHost::Sink &sink, Connection &connection, std::stop_token stop)
{
    QByteArray said;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, stop, [&] { return connection.isBroken() || m_queue != said; });
        if (connection.isBroken())
            return lost();
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        said = m_queue;
        lock.unlock();
        sink(said);
        lock.lock();
        if (said.endsWith("granted\n"))
            return Output{};
    }
}

// As resources/remote/follow.sh does it.
Result<Output> JobServer::follow(const Command &command, const RemoteHost::Sink &sink, Connection &connection,
                                 std::stop_token stop)
{
    const QString id = command.argv().value(4);
    qint64 offset = command.argv().value(5).toLongLong();
    int sequence = command.argv().value(6).toInt();
    std::unique_lock lock(m_mutex);
    if (connection.isBroken())
        return lost();
    m_questions << QStringLiteral("job.sh follow %1 %2").arg(offset).arg(sequence);
    std::optional<JobState> shown;
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        if (connection.isBroken())
            return lost();
        if (!m_jobs.contains(id))
            return Output{66, {}, {}};
        const Job &job = m_jobs[id];
        QByteArray frames;
        const bool isOver = !job.result.isEmpty();
        const auto showState = [&] {
            if (shown != job.summary.state)
                frames += "S\t" + nameOf(job.summary.state).toUtf8() + '\n';
            shown = job.summary.state;
        };
        if (!isOver && job.summary.state != JobState::Interrupted)
            showState();
        if (job.output.size() > offset) {
            const QByteArray rest = job.output.mid(offset);
            frames += "O " + QByteArray::number(offset) + ' ' + QByteArray::number(rest.size()) + '\n' + rest;
            offset = job.output.size();
        }
        for (; sequence < job.events.size(); ++sequence)
            frames += "E\t" + job.events[sequence] + '\n';
        showState();
        if (isOver) {
            frames += "R\n";
            for (auto it = job.result.cbegin(); it != job.result.cend(); ++it)
                frames += it.key() + '\t' + it.value() + '\n';
        }
        const bool ends = isOver || job.summary.state == JobState::Interrupted;
        if (!frames.isEmpty()) {
            lock.unlock();
            sink(frames);
            lock.lock();
        }
        if (ends)
            return Output{};
        const auto hasNews = [&, size = offset, count = sequence] {
            const Job &now = m_jobs[id];
            return connection.isBroken() || now.output.size() != size || now.events.size() != count ||
                   !now.result.isEmpty() || now.summary.state != *shown;
        };
        m_changed.wait(lock, stop, hasNews);
    }
}

} // namespace bouncepro
