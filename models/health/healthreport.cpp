// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthreport.h"

#include "models/servers/wording.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Health", text);
}

QString askedText(const QDateTime &then, const QDateTime &now)
{
    return tr("Asked %1.").arg(agoText(then.secsTo(now)));
}

using Checks = QList<HealthCheck>;

Checks with(const Checks &checks, HealthVerdict verdict)
{
    Checks found;
    std::copy_if(checks.begin(), checks.end(), std::back_inserter(found),
                 [verdict](const HealthCheck &check) { return check.verdict() == verdict; });
    return found;
}

Checks from(const Checks &checks, Vantage vantage)
{
    Checks found;
    std::copy_if(checks.begin(), checks.end(), std::back_inserter(found),
                 [vantage](const HealthCheck &check) { return check.endpoint.vantage == vantage; });
    return found;
}

// The worst there is; what is not known counts where nothing else does.
HealthVerdict worstOf(const Checks &checks)
{
    for (const auto verdict : {HealthVerdict::Fail, HealthVerdict::Warn, HealthVerdict::Ok})
        if (!with(checks, verdict).isEmpty())
            return verdict;
    return HealthVerdict::Unknown;
}

QString tookText(const HealthCheck &check)
{
    return check.milliseconds ? millisecondsText(*check.milliseconds) : QString();
}

// "payload /health, /health/ready answered 503; nuxt /api/health: No answer." What is said of several is said once.
QString listed(const Checks &checks)
{
    struct Said
    {
        QString service, what;
        QStringList paths;
        bool isAnswer;
    };
    QList<Said> all;
    for (const HealthCheck &check : checks) {
        const QString what = check.isSlow() ? tookText(check) : check.text();
        if (all.isEmpty() || all.last().service != check.endpoint.service || all.last().what != what)
            all << Said{check.endpoint.service, what, {}, check.status > 0 && !check.isSlow()};
        all.last().paths << check.endpoint.path;
    }
    QStringList parts;
    for (const Said &said : std::as_const(all))
        parts << (said.isAnswer ? tr("%1 %2 answered %3") : tr("%1 %2: %3"))
                     .arg(said.service, said.paths.join(QStringLiteral(", ")), said.what);
    return parts.join(QStringLiteral("; ")) + QLatin1Char('.');
}

// An answer that nginx gives in place of the application's.
bool isOfGateway(const HealthCheck &check)
{
    return check.status >= 502 && check.status <= 504 && check.said.isEmpty() && check.failing.isEmpty();
}

HealthFinding ofContainers(const Checks &checks)
{
    HealthFinding finding{markOf(worstOf(checks)), tr("In the containers"), {}};
    switch (worstOf(checks)) {
    case HealthVerdict::Ok:
        finding.what = tr("The applications are well.");
        break;
    case HealthVerdict::Unknown:
        finding.what = checks.isEmpty() ? tr("Nothing was asked there.") : listed(checks.mid(0, 1));
        break;
    default:
        finding.what = listed(with(checks, worstOf(checks)));
        break;
    }
    return finding;
}

HealthFinding ofNginx(const Checks &checks, bool isApplicationWell)
{
    HealthFinding finding{markOf(worstOf(checks)), tr("Through nginx"), {}};
    const Checks failed = with(checks, HealthVerdict::Fail);
    if (!failed.isEmpty() && std::all_of(failed.begin(), failed.end(), [](const auto &c) { return c.status == 0; }))
        finding.what = tr("nginx does not answer on the server's port 80.");
    else if (!failed.isEmpty() && std::any_of(failed.begin(), failed.end(), isOfGateway))
        finding.what =
            isApplicationWell
                ? tr("nginx answers %1: it does not reach payload, which is well.").arg(failed.first().status)
                : tr("nginx answers %1, since payload does not.").arg(failed.first().status);
    else if (worstOf(checks) == HealthVerdict::Ok)
        finding.what = tr("nginx passes questions on to payload.");
    else if (worstOf(checks) == HealthVerdict::Unknown)
        finding.what = checks.isEmpty() ? tr("Nothing was asked there.") : listed(checks.mid(0, 1));
    else
        finding.what = listed(with(checks, worstOf(checks)));
    return finding;
}

QString titleOfFailure(const HealthCheck &worst)
{
    const QString service = worst.endpoint.service;
    if (worst.status == 0)
        return tr("%1 does not answer").arg(service);
    QStringList names; // a title has room for a few short ones
    for (const QString &name : worst.failing.mid(0, 3))
        names << visibleText(name, 24);
    if (worst.failing.size() > names.size())
        names << tr("%1 more").arg(worst.failing.size() - names.size());
    const QString why = names.isEmpty() ? QString::number(worst.status) : names.join(QLatin1String(", "));
    return worst.endpoint.path.endsWith(QLatin1String("/ready")) ? tr("%1 is up, but not ready: %2").arg(service, why)
                                                                 : tr("%1 is not well: %2").arg(service, why);
}

QString titleOfNginx(const Checks &failed, bool isApplicationWell)
{
    const bool isSilent = std::all_of(failed.begin(), failed.end(), [](const auto &c) { return c.status == 0; });
    if (isApplicationWell)
        return isSilent ? tr("The applications are well, but nginx does not answer")
                        : tr("The applications are well, but nginx does not pass questions on");
    return isSilent ? tr("nginx does not answer") : tr("nginx answers %1").arg(failed.first().status);
}

QString titleOfWarning(const Checks &warned)
{
    const HealthCheck &first = warned.first();
    if (first.isSlow())
        return tr("%1 answers slowly: %2").arg(first.endpoint.service, tookText(first));
    if (first.endpoint.vantage == Vantage::Host && first.status == 404)
        return tr("nginx does not show %1").arg(first.endpoint.path);
    if (first.status == 429)
        return tr("nginx limits the questions for %1's health").arg(first.endpoint.service);
    return tr("%1 asks for a look: %2").arg(first.endpoint.service, first.text());
}

QString remedyOfWarning(const HealthCheck &first)
{
    const QString service = first.endpoint.service;
    if (first.isSlow())
        return tr("Look at the CPU and memory of %1 on the Overview, then at its lines on the Logs page.").arg(service);
    if (first.endpoint.vantage == Vantage::Host && first.status == 404)
        return tr("Let nginx pass %1 on to %2 where it is to be asked from outside; what the container answers counts.")
            .arg(first.endpoint.path, service);
    if (first.status == 429)
        return tr("Take the health endpoints out of the limits in nginx's configuration.");
    return tr("Look at %1's lines on the Logs page.").arg(service);
}

QString remedyOfFailure(const Checks &failed, bool isNginx)
{
    if (isNginx)
        return tr("Look at nginx's lines on the Logs page, then restart nginx on the Overview.");
    const HealthCheck &worst = failed.first();
    if (worst.status == 0)
        return tr("Start %1 on the Overview where it is down. Its lines on the Logs page tell why it does not answer.")
            .arg(worst.endpoint.service);
    return tr("Look at %1's lines on the Logs page. A release that came just before is the first suspect: roll back on "
              "the Deploy page.")
        .arg(worst.endpoint.service);
}

// "4 of 6 checks are well"; of those that have a result.
QString countText(const Checks &checks)
{
    const auto unknown = with(checks, HealthVerdict::Unknown).size();
    const auto known = checks.size() - unknown;
    if (known == 0)
        return tr("No check has a result.");
    const QString well = (known == 1 ? tr("%1 of %2 check is well") : tr("%1 of %2 checks are well"))
                             .arg(with(checks, HealthVerdict::Ok).size())
                             .arg(known);
    return unknown == 0   ? tr("%1.").arg(well)
           : unknown == 1 ? tr("%1, 1 has no result.").arg(well)
                          : tr("%1, %2 have no result.").arg(well).arg(unknown);
}

} // namespace

Mark markOf(HealthVerdict verdict)
{
    switch (verdict) {
    case HealthVerdict::Ok:
        return Mark::Well;
    case HealthVerdict::Warn:
        return Mark::Warning;
    case HealthVerdict::Fail:
        return Mark::Down;
    case HealthVerdict::Unknown:
        break;
    }
    return Mark::Unknown;
}

QString textOf(Vantage vantage)
{
    return vantage == Vantage::Host ? tr("through nginx") : tr("in its container");
}

QString textOf(const HealthEndpoint &endpoint)
{
    return tr("%1 %2 %3").arg(endpoint.service, endpoint.path, textOf(endpoint.vantage));
}

HealthReport assess(const HealthSample &sample, const HealthHistory &history, const QDateTime &now)
{
    const Checks inside = from(sample.checks, Vantage::Container), outside = from(sample.checks, Vantage::Host);
    const bool isApplicationWell = worstOf(inside) == HealthVerdict::Ok;
    HealthReport report;
    report.down = int(with(sample.checks, HealthVerdict::Fail).size());
    report.warned = int(with(sample.checks, HealthVerdict::Warn).size());
    report.findings = {{Mark::Well, tr("From here"), tr("The server answers over SSH.")},
                       ofNginx(outside, isApplicationWell),
                       ofContainers(inside)};

    // What fails inside is the cause of what fails outside.
    const Checks failedInside = with(inside, HealthVerdict::Fail);
    const bool isNginx = failedInside.isEmpty();
    const Checks failed = isNginx ? with(outside, HealthVerdict::Fail) : failedInside;
    const int known = int(sample.checks.size() - with(sample.checks, HealthVerdict::Unknown).size());
    report.sentence.mark = markOf(worstOf(sample.checks));
    if (!failed.isEmpty())
        report.sentence.title = isNginx ? titleOfNginx(failed, isApplicationWell) : titleOfFailure(failed.first());
    else if (report.warned > 0)
        report.sentence.title = titleOfWarning(with(sample.checks, HealthVerdict::Warn));
    else if (known == 0)
        report.sentence.title = tr("The health endpoints cannot be asked here");
    else
        report.sentence.title = tr("All health endpoints answer well");
    if (report.down > 0)
        report.remedy = remedyOfFailure(failed, isNginx);
    else if (report.warned > 0)
        report.remedy = remedyOfWarning(with(sample.checks, HealthVerdict::Warn).first());

    // Since when: the newest change of those that make the state.
    QDateTime since;
    for (const HealthCheck &check : sample.checks)
        if (check.verdict() == worstOf(sample.checks))
            since = since.isValid() ? std::max(since, history.since(check.endpoint)) : history.since(check.endpoint);
    QStringList evidence{countText(sample.checks)};
    if (known > 0 && since.isValid())
        evidence << tr("Unchanged since %1.").arg(momentText(since, now));
    evidence << askedText(sample.time, now);
    report.sentence.evidence = evidence.join(QLatin1Char(' '));
    return report;
}

HealthReport describe(const HealthMonitor &health, const QDateTime &now)
{
    const ServerView &view = health.server().view();
    const ServerProfile &profile = health.server().profile();
    const bool isConnected = view.state == ConnectionState::Connected;
    HealthReport report;
    if (health.sample())
        report = assess(*health.sample(), health.history(), now);
    if (!isConnected) {
        const ServerSentence sentence = describe(view, profile, now);
        const QDateTime last = health.sample() ? health.sample()->time : health.history().newest();
        report.sentence = {sentence.mark, sentence.title,
                           last.isValid() ? tr("%1 What is below may no longer be so.").arg(askedText(last, now))
                                          : sentence.evidence,
                           true};
        const bool isTried = view.state == ConnectionState::Connecting || view.state == ConnectionState::Idle;
        const QString way = isTried ? sentence.title + QLatin1Char('.')
                                    : tr("This machine does not reach the server: it may be well all the same.");
        report.findings = QList<HealthFinding>{{sentence.mark, tr("From here"), way}} + report.findings.mid(1);
        report.remedy = isTried ? QString() : remedyText(view); // what failed before is not what is to be mended now
    } else if (health.error()) {
        report.sentence = {Mark::Warning, tr("The health of %1 cannot be asked").arg(visibleText(profile.name, 60)),
                           health.state() == LoadState::Failed ? tr("It is asked again every 15 s.")
                                                               : visibleText(health.error()->message, 300),
                           true};
        report.remedy = visibleText(health.error()->remedy, 400);
    } else if (!health.sample()) {
        report.sentence = {Mark::Running, tr("Asking the health of %1").arg(visibleText(profile.name, 60)),
                           tr("Its endpoints are asked every 15 s.")};
    } else {
        report.sentence.isStale = health.state() == LoadState::Stale;
    }
    return report;
}

} // namespace bouncepro
