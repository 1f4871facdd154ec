// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/healthanswer.h"

#include "models/health/healthmonitor.h"
#include "models/servers/remotescripts.h"

#include <cmath>

namespace bouncepro {

QByteArray healthAnswer(const QMap<QString, QByteArray> &others)
{
    QByteArray answer = "format\t1\n";
    for (const HealthEndpoint &endpoint : healthEndpoints()) {
        const QByteArray said = others.value(endpoint.key(), "200\t12.000\t{\"status\":\"ok\"}");
        const bool isImpossible = said.startsWith("impossible");
        answer += (isImpossible ? "impossible\t" : "check\t") + endpoint.service.toUtf8() + '\t' +
                  endpoint.path.toUtf8() + '\t' + nameOf(endpoint.vantage).toUtf8() + '\t' +
                  (isImpossible ? said.mid(11) : said) + '\n';
    }
    return answer + "end\n";
}

Exchange healthExchange(const QString &project)
{
    const Command command = Command({QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), project})
                                .input(Secret(remoteScript(QStringLiteral("health.sh"))));
    Exchange exchange = Exchange::asked(ExchangeKind::Run, command);
    exchange.output.out = healthAnswer();
    return exchange;
}

Result<void> fillHealthStore(const QString &folder, const ServerProfile &profile, int days)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const qint64 span = days * HealthHistory::fullMs, step = HealthHistory::bucketMs;
    HealthHistory history;
    QList<HealthSample> samples;
    for (qint64 left = span; left > step; left -= step) {
        HealthSample sample{now.addMSecs(-left), {}};
        const double hours = double(left) / 3600'000;
        const bool isDown = hours > 6 && hours < 6.3;    // payload
        const bool isCut = hours > 20.1 && hours < 20.6; // nginx
        for (const HealthEndpoint &endpoint : healthEndpoints()) {
            const bool isHost = endpoint.vantage == Vantage::Host;
            HealthCheck check{.endpoint = endpoint, .wasPossible = true, .status = 200};
            const double wave = std::sin(hours * 1.3) * 4 + std::sin(hours * 17) * 3;
            check.milliseconds =
                (isHost ? 24 : 14) + wave + (hours < 7 && hours > 5 ? 60 * (1 - std::abs(hours - 6)) : 0);
            if (isDown && endpoint.path.endsWith(QLatin1String("/ready"))) {
                check.status = 503;
                check.failing = QStringList{QStringLiteral("database")};
            } else if (isCut && isHost) {
                check.status = 502;
            }
            sample.checks << check;
        }
        history.add(sample);
        samples << sample;
    }
    HealthStore store(folder, HealthMonitor::serverOf(profile));
    if (const auto loaded = store.load(now.addDays(-days)); !loaded)
        return fail(loaded.error());
    return store.append(samples, history.takeChangedIncidents());
}

} // namespace bouncepro
