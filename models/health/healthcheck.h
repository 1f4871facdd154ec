#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"
#include "ssh/remotehost.h"

#include <QDateTime>

#include <optional>

namespace bouncepro {

/// From where an endpoint is asked.
enum class Vantage {
    Container, ///< inside the application's own container: the application alone
    Host,      ///< from the server through nginx: the way that visitors take
};
QString nameOf(Vantage vantage);

/// One question: an application's endpoint, asked from one place.
struct HealthEndpoint
{
    QString service; ///< whose endpoint it is
    QString path;
    Vantage vantage = Vantage::Container;
    /// Also its key in the store: "payload /health container".
    QString key() const;
    bool operator==(const HealthEndpoint &) const = default;
    bool operator<(const HealthEndpoint &other) const;
};

/// The endpoints that are asked, in the order in which they are shown.
const QList<HealthEndpoint> &healthEndpoints();

enum class HealthVerdict { Ok, Warn, Fail, Unknown };
QString nameOf(HealthVerdict verdict);

/// What one endpoint answered.
struct HealthCheck
{
    HealthEndpoint endpoint;
    bool wasPossible = false;           ///< false: the server lacks what it takes to ask; nothing is known
    int status = 0;                     ///< HTTP; 0: no answer
    std::optional<double> milliseconds; ///< absent: no answer, or not measured
    QString reason;                     ///< why there is no answer, or why it was not possible; the server's words
    QString said;                       ///< the body's "status": ok, ready, not-ready...
    QString release;                    ///< that the application says it is
    std::optional<double> uptimeSeconds;
    std::optional<double> memoryUsedMb;
    std::optional<double> memoryLimitMb;
    QStringList failing; ///< names of the body's checks that are not ok

    /// Fail: no answer, or an error. Warn: redirected, limited, slower than 2 s, or not ok in its own words. Unknown:
    /// not possible, or an application without this endpoint.
    HealthVerdict verdict() const;
    /// Warn for nothing but the time that it took.
    bool isSlow() const;
    /// In a few words, safe to show: "200", "200: slow", "503: database", "No answer: connection refused".
    QString text() const;
};

/// All endpoints, asked at once.
struct HealthSample
{
    QDateTime time; ///< UTC, this machine's clock
    QList<HealthCheck> checks;
};

/// Reads the answer of resources/remote/health.sh: one check for each of healthEndpoints, Unknown where no line is
/// about it. Errors: Protocol.
Result<QList<HealthCheck>> parseHealth(const QByteArray &answer);

/// Asks all endpoints in one round trip; changes nothing. What an endpoint answers is a finding, not an error.
Result<HealthSample> checkHealth(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                 std::stop_token stop);

} // namespace bouncepro
