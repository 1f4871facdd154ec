// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthcheck.h"

#include "models/servers/remotescripts.h"
#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace bouncepro {

namespace {

constexpr double slowMilliseconds = 2000;
constexpr qsizetype longestText = 400;

QString tr(const char *text)
{
    return QCoreApplication::translate("Health", text);
}

bool isGoodWord(const QString &word)
{
    static const QStringList good{QString(),
                                  QStringLiteral("ok"),
                                  QStringLiteral("ready"),
                                  QStringLiteral("healthy"),
                                  QStringLiteral("up"),
                                  QStringLiteral("pass"),
                                  QStringLiteral("alive")};
    return good.contains(word.toLower());
}

std::optional<double> number(const QJsonValue &value)
{
    return value.isDouble() && std::isfinite(value.toDouble()) && value.toDouble() >= 0
               ? std::optional(value.toDouble())
               : std::nullopt;
}

// The fields that all applications of the stack share: status, release, uptime, checks.NAME.status, memory.
void readBody(HealthCheck &check, const QString &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body.toUtf8()).object();
    const QJsonObject checks = object[QLatin1String("checks")].toObject();
    check.said = object[QLatin1String("status")].toString().left(longestText);
    check.release = object[QLatin1String("release")].toString().left(longestText);
    check.uptimeSeconds = number(object[QLatin1String("uptime")]);
    const QJsonObject memory = checks[QLatin1String("memory")].toObject(object[QLatin1String("memory")].toObject());
    check.memoryUsedMb = number(memory[QLatin1String("usedMb")]);
    check.memoryLimitMb = number(memory[QLatin1String("limitMb")]);
    for (auto it = checks.begin(); it != checks.end() && check.failing.size() < 10; ++it)
        if (!isGoodWord(it.value().toObject()[QLatin1String("status")].toString()))
            check.failing << it.key().left(60);
    if (object[QLatin1String("database")].isObject() && !isGoodWord(check.said))
        check.failing << QStringLiteral("database");
}

// check SERVICE PATH VANTAGE STATUS MILLISECONDS BODY, or impossible SERVICE PATH VANTAGE WHY
void readLine(HealthCheck &check, const QStringList &f)
{
    if (f.first() == QLatin1String("impossible")) {
        check.reason = f.mid(4).join(u' ').left(longestText);
        return;
    }
    bool ok = false;
    const int status = f.value(4).toInt(&ok);
    if (!ok || status < 0 || status > 999)
        return;
    check.wasPossible = true;
    check.status = status;
    const double took = f.value(5).toDouble(&ok);
    if (ok && status != 0 && std::isfinite(took) && took >= 0)
        check.milliseconds = took;
    const QString body = f.mid(6).join(u' ');
    if (status == 0)
        check.reason = body.left(longestText);
    else
        readBody(check, body);
}

} // namespace

QString nameOf(Vantage vantage)
{
    return vantage == Vantage::Container ? QStringLiteral("container") : QStringLiteral("host");
}

QString HealthEndpoint::key() const
{
    return service + u' ' + path + u' ' + nameOf(vantage);
}

bool HealthEndpoint::operator<(const HealthEndpoint &other) const
{
    return std::tie(service, path, vantage) < std::tie(other.service, other.path, other.vantage);
}

QString nameOf(HealthVerdict verdict)
{
    static constexpr std::array names = {"Ok", "Warn", "Fail", "Unknown"};
    static_assert(names.size() == size_t(HealthVerdict::Unknown) + 1);
    return QString::fromLatin1(names[size_t(verdict)]);
}

const QList<HealthEndpoint> &healthEndpoints()
{
    static const QList<HealthEndpoint> all{
        {QStringLiteral("payload"), QStringLiteral("/health"), Vantage::Container},
        {QStringLiteral("payload"), QStringLiteral("/health/db"), Vantage::Container},
        {QStringLiteral("payload"), QStringLiteral("/health/ready"), Vantage::Container},
        {QStringLiteral("nuxt"), QStringLiteral("/api/health"), Vantage::Container},
        {QStringLiteral("payload"), QStringLiteral("/health"), Vantage::Host},
        {QStringLiteral("payload"), QStringLiteral("/health/ready"), Vantage::Host},
    };
    return all;
}

HealthVerdict HealthCheck::verdict() const
{
    if (!wasPossible || (status == 404 && endpoint.vantage == Vantage::Container))
        return HealthVerdict::Unknown;
    if (status >= 300 && status < 400)
        return HealthVerdict::Unknown;
    if (status == 404 || status == 429)
        return HealthVerdict::Warn;
    if (status < 200 || status >= 400)
        return HealthVerdict::Fail;
    return isGoodWord(said) && failing.isEmpty() && milliseconds.value_or(0) <= slowMilliseconds ? HealthVerdict::Ok
                                                                                                 : HealthVerdict::Warn;
}

bool HealthCheck::isSlow() const
{
    return verdict() == HealthVerdict::Warn && status >= 200 && status < 300 && isGoodWord(said) && failing.isEmpty();
}

QString HealthCheck::text() const
{
    if (!wasPossible)
        return reason.isEmpty() ? tr("Not possible here") : tr("Not possible here: %1").arg(visibleText(reason, 200));
    if (status == 0)
        return reason.isEmpty() ? tr("No answer") : tr("No answer: %1").arg(visibleText(reason, 200));
    if (status == 404 && endpoint.vantage == Vantage::Container)
        return tr("No such endpoint");
    if (status >= 300 && status < 400)
        return tr("%1: sends elsewhere").arg(status);
    const QString why = !failing.isEmpty()  ? failing.join(QStringLiteral(", "))
                        : !isGoodWord(said) ? said
                        : isSlow()          ? tr("slow")
                                            : QString();
    return why.isEmpty() ? QString::number(status) : tr("%1: %2").arg(status).arg(visibleText(why, 120));
}

Result<QList<HealthCheck>> parseHealth(const QByteArray &answer)
{
    QList<HealthCheck> checks;
    for (const HealthEndpoint &endpoint : healthEndpoints())
        checks << HealthCheck{.endpoint = endpoint};
    bool format = false, isWhole = false;
    for (const QByteArray &line : answer.split('\n')) {
        const QStringList f = QString::fromUtf8(line).split(u'\t');
        if (f.first() == QLatin1String("format"))
            format = f.value(1) == QLatin1String("1");
        if (f.first() == QLatin1String("end"))
            isWhole = true;
        if (f.first() != QLatin1String("check") && f.first() != QLatin1String("impossible"))
            continue;
        const auto it = std::find_if(checks.begin(), checks.end(), [&](const HealthCheck &check) {
            return check.endpoint.service == f.value(1) && check.endpoint.path == f.value(2) &&
                   nameOf(check.endpoint.vantage) == f.value(3);
        });
        if (it != checks.end() && !it->wasPossible)
            readLine(*it, f);
    }
    if (!format || !isWhole)
        return fail(ErrorCode::Protocol, tr("The server's answer to the health check makes no sense."),
                    tr("Log in by hand and look at what its shell prints; then try again."),
                    QString::fromUtf8(answer.left(600)));
    return checks;
}

Result<HealthSample> checkHealth(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                 std::stop_token stop)
{
    const Command command = Command({QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), project})
                                .input(Secret(remoteScript(QStringLiteral("health.sh"))))
                                .limit(256 * 1024)
                                .timeout(std::chrono::seconds(40));
    const auto answer = runChecked(host, command, tr("Asking the health of %1").arg(profile.name), stop);
    if (!answer)
        return fail(answer.error());
    const auto checks = parseHealth(*answer);
    if (!checks)
        return fail(checks.error());
    return HealthSample{QDateTime::currentDateTimeUtc(), *checks};
}

} // namespace bouncepro
