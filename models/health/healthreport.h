#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/healthmonitor.h"
#include "models/servers/serversentence.h"

namespace bouncepro {

Mark markOf(HealthVerdict verdict);
/// "through nginx", "in its container".
QString textOf(Vantage vantage);
/// "payload /health/ready through nginx".
QString textOf(const HealthEndpoint &endpoint);

/// What is known of one part of the way from here to an application. Text is safe to show.
struct HealthFinding
{
    Mark mark = Mark::Unknown;
    QString where; ///< "From here", "Through nginx", "In the containers"
    QString what;  ///< a sentence
    bool operator==(const HealthFinding &) const = default;
};

/// A server's health in plain words: whether it is the application, the network, or only the way from here.
struct HealthReport
{
    ServerSentence sentence;
    QList<HealthFinding> findings; ///< of the parts of the way that are known, from here to the containers
    QString remedy;                ///< a sentence; empty: nothing is to be done
    int down = 0;                  ///< checks that fail: an endpoint is asked from more than one place
    int warned = 0;
};

/// What an answer says, as of its time; history tells since when. now in UTC.
HealthReport assess(const HealthSample &sample, const HealthHistory &history, const QDateTime &now);
/// The same with the connection's state, and where nothing was answered yet.
HealthReport describe(const HealthMonitor &health, const QDateTime &now);

} // namespace bouncepro
