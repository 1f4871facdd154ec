// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/connectioncheck.h"

#include "models/servers/serversentence.h"
#include "models/servers/wording.h"
#include "ssh/reachability.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace bouncepro {

using std::chrono::milliseconds;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionCheck", text);
}

// The step that an error of connecting belongs to. Name and port were tried before.
CheckStep stepOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Unreachable:
        return CheckStep::Port;
    case ErrorCode::AuthFailed:
    case ErrorCode::KeyUnusable:
        return CheckStep::Login;
    default:
        return CheckStep::HostKey;
    }
}

std::optional<CheckStep> stepOf(const Problem &problem)
{
    if (problem.word == QLatin1String("no-docker") || problem.word == QLatin1String("docker-down") ||
        problem.word == QLatin1String("docker-denied"))
        return CheckStep::Docker;
    if (problem.word == QLatin1String("no-compose"))
        return CheckStep::Compose;
    return CheckStep::Stack;
}

// The findings as they come, and the time since the step began.
class Log
{
public:
    Log(ConnectionReport &report, const std::function<void(const CheckFinding &)> &onFinding)
        : m_report(report),
          m_onFinding(onFinding)
    {
        for (int step = 0; step < checkStepCount; ++step)
            m_report.findings << CheckFinding{.step = CheckStep(step)};
    }
    void begin(CheckStep step)
    {
        m_began = std::chrono::steady_clock::now();
        set({.step = step, .state = CheckState::Running});
    }
    void pass(CheckStep step, const QString &finding, CheckState state = CheckState::Passed, bool isTimed = true)
    {
        set({.step = step, .state = state, .finding = finding, .took = isTimed ? elapsed() : std::nullopt});
    }
    void failAt(CheckStep step, const Error &error)
    {
        set({.step = step, .state = CheckState::Failed, .took = elapsed(), .error = error});
        for (int later = int(step) + 1; later < checkStepCount; ++later)
            set({.step = CheckStep(later), .state = CheckState::Skipped});
    }

private:
    std::optional<milliseconds> elapsed() const
    {
        return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - m_began);
    }
    void set(const CheckFinding &finding)
    {
        m_report.findings[int(finding.step)] = finding;
        if (m_onFinding)
            m_onFinding(finding);
    }
    ConnectionReport &m_report;
    const std::function<void(const CheckFinding &)> &m_onFinding;
    std::chrono::steady_clock::time_point m_began;
};

// Where the stack is not where the profile says, but others were found.
Error withSuggestion(Error error, const QList<FoundStack> &stacks)
{
    QStringList paths;
    for (const FoundStack &stack : stacks)
        if (stack.looksLikeOurs)
            paths << visibleText(stack.path);
    if (!paths.isEmpty() && error.code == ErrorCode::NotFound)
        error.remedy =
            tr("Use a stack that was found on this server: %1.").arg(paths.mid(0, 5).join(QStringLiteral(", ")));
    return error;
}

QString stackText(const StackStatus &status, const ServerProfile &profile)
{
    const QString what =
        status.release.isEmpty() ? visibleText(status.commit.left(7)) : visibleText(status.release, 40);
    const QString where = tr("%1, project %2").arg(visibleText(profile.stack), visibleText(status.project, 60));
    return what.isEmpty() ? where : tr("%1, %2").arg(where, what);
}

QString loginText(const HostIdentity &identity)
{
    const QString user = visibleText(identity.user, 60);
    if (identity.keyFingerprint.isEmpty())
        return user;
    return tr("%1, by %2").arg(user, visibleText(identity.keyFingerprint, 100));
}

} // namespace

QString titleOf(CheckStep step)
{
    static constexpr std::array titles = {
        QT_TRANSLATE_NOOP("ConnectionCheck", "Name resolves"), QT_TRANSLATE_NOOP("ConnectionCheck", "Port answers"),
        QT_TRANSLATE_NOOP("ConnectionCheck", "Host key"),      QT_TRANSLATE_NOOP("ConnectionCheck", "Login"),
        QT_TRANSLATE_NOOP("ConnectionCheck", "Shell answers"), QT_TRANSLATE_NOOP("ConnectionCheck", "Docker"),
        QT_TRANSLATE_NOOP("ConnectionCheck", "Compose"),       QT_TRANSLATE_NOOP("ConnectionCheck", "Stack found"),
        QT_TRANSLATE_NOOP("ConnectionCheck", "Stack health")};
    static_assert(titles.size() == size_t(checkStepCount));
    return tr(titles[size_t(step)]);
}

QString nameOf(CheckState state)
{
    static constexpr std::array names = {"Waiting", "Running", "Passed", "Warned", "Failed", "Skipped"};
    static_assert(names.size() == size_t(CheckState::Skipped) + 1);
    return QString::fromLatin1(names[size_t(state)]);
}

bool ConnectionReport::hasPassed() const
{
    return !findings.isEmpty() && std::all_of(findings.begin(), findings.end(), [](const CheckFinding &finding) {
        return finding.state == CheckState::Passed || finding.state == CheckState::Warned;
    });
}

ConnectionDoors ConnectionDoors::real(ServerMonitor::Connector connect)
{
    // This machine reaches the first host of the way alone: a jump host, where there is one.
    return {[](const SshTarget &target, std::stop_token stop) -> Result<SshSettings> {
                auto route = resolveRoute(target, stop);
                if (!route)
                    return fail(route.error());
                return route->first();
            },
            [](const SshSettings &settings, std::stop_token stop) {
                return addressesOf(settings.host, settings.connectTimeout, stop);
            },
            [](const SshSettings &settings, std::stop_token stop) {
                return bouncepro::reach(settings.host, settings.port, settings.connectTimeout, stop);
            },
            std::move(connect)};
}

ConnectionReport checkConnection(const ServerProfile &profile, const ConnectionDoors &doors,
                                 const std::function<void(const CheckFinding &)> &onFinding, std::stop_token stop)
{
    ConnectionReport report;
    Log log(report, onFinding);
    const auto failed = [&](CheckStep step, const Error &error) {
        log.failAt(step, error);
        return report;
    };

    log.begin(CheckStep::Name);
    const auto settings = doors.settings(profile.target, stop);
    if (!settings)
        return failed(CheckStep::Name, settings.error());
    const auto addresses = doors.lookUp(*settings, stop);
    if (!addresses)
        return failed(CheckStep::Name, addresses.error());
    log.pass(CheckStep::Name, tr("%1 is %2").arg(settings->host, addresses->mid(0, 4).join(QStringLiteral(", "))));

    log.begin(CheckStep::Port);
    if (const auto reached = doors.reach(*settings, stop); !reached)
        return failed(CheckStep::Port, reached.error());
    log.pass(CheckStep::Port, tr("Port %1").arg(settings->port));

    // One connection for both steps: what it says tells how far it came.
    log.begin(CheckStep::HostKey);
    auto connected = doors.connect(stop);
    if (!connected) {
        const CheckStep step = stepOf(connected.error().code);
        if (step == CheckStep::Login)
            log.pass(CheckStep::HostKey, tr("Accepted"), CheckState::Passed, false);
        return failed(step, connected.error());
    }
    report.host = *connected;
    const HostIdentity identity = report.host->identity();
    log.pass(CheckStep::HostKey, visibleText(identity.hostKey, 120), CheckState::Passed, false);
    log.pass(CheckStep::Login, loginText(identity));

    log.begin(CheckStep::Shell);
    const auto survey = surveyStacks(*report.host, profile.name, stop);
    if (!survey)
        return failed(CheckStep::Shell, survey.error());
    report.stacks = survey->stacks;
    log.pass(CheckStep::Shell, tr("As %1").arg(visibleText(survey->login, 60)));

    log.begin(CheckStep::Docker);
    for (const Problem &problem : survey->problems)
        if (stepOf(problem) == CheckStep::Docker)
            return failed(CheckStep::Docker, StackStatus().errorFor(problem, profile));
    log.pass(CheckStep::Docker, tr("Docker Engine %1").arg(visibleText(survey->docker, 40)), CheckState::Passed, false);
    for (const Problem &problem : survey->problems)
        if (stepOf(problem) == CheckStep::Compose)
            return failed(CheckStep::Compose, StackStatus().errorFor(problem, profile));
    log.pass(CheckStep::Compose, tr("Compose %1").arg(visibleText(survey->compose, 40)), CheckState::Passed, false);

    log.begin(CheckStep::Stack);
    auto status = probe(*report.host, profile, ProbeDepth::WithReadiness, stop);
    if (!status)
        return failed(CheckStep::Stack, status.error());
    if (!status->problems.isEmpty())
        return failed(CheckStep::Stack,
                      withSuggestion(status->errorFor(status->problems.first(), profile), report.stacks));
    report.status = *status;
    log.pass(CheckStep::Stack, stackText(*status, profile));

    ServerView view;
    view.state = ConnectionState::Connected;
    view.status = *status;
    view.seen = QDateTime::currentDateTimeUtc();
    const ServerSentence sentence = describe(view, profile, view.seen);
    log.pass(CheckStep::Health, sentence.title, sentence.mark == Mark::Well ? CheckState::Passed : CheckState::Warned,
             false);
    return report;
}

} // namespace bouncepro
