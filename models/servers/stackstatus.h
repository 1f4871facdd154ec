#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"
#include "ssh/remotehost.h"

#include <QDateTime>

#include <optional>

namespace bouncepro {

/// One container of the stack.
struct ServiceStatus
{
    QString name;        ///< the Compose service
    QString containerId; ///< full
    QString image;       ///< as named in the compose file
    QString imageId;     ///< sha256:...
    QString state;       ///< running, exited, restarting, created, paused, dead
    QString health;      ///< healthy, unhealthy, starting, none
    QDateTime started;   ///< UTC
    int restarts = 0;
    int exitCode = 0;
    std::optional<qint64> cpuMicroseconds; ///< used since its start
    std::optional<qint64> memoryBytes;
    std::optional<qint64> memoryLimit; ///< absent: none

    bool isWell() const
    {
        return state == QLatin1String("running") &&
               (health == QLatin1String("healthy") || health == QLatin1String("none"));
    }
    bool operator==(const ServiceStatus &) const = default;
};

/// What an application answered when it was asked whether it is ready.
struct Readiness
{
    QString service;
    int status = 0;  ///< HTTP; 0: no answer
    QString release; ///< that it says it is; empty where it does not say
    QString body;    ///< JSON, one line
    bool operator==(const Readiness &) const = default;
};

/// A note that stops deploys for a while: who, why, and until when.
struct Freeze
{
    QString reason;
    QString actor;   ///< as claimed
    QDateTime since; ///< UTC
    QDateTime until; ///< UTC, by the server's clock; it then means nothing any more
    bool operator==(const Freeze &) const = default;
};

/// The site is closed for visitors.
struct Maintenance
{
    QDateTime since; ///< UTC
    QString actor;
    QString reason;
    QStringList allowed; ///< addresses and networks that go on seeing the site
    bool operator==(const Maintenance &) const = default;
};

/// One thing that stands in the way, as probe.sh names it.
struct Problem
{
    QString word;
    QString detail;
    bool operator==(const Problem &) const = default;
};

/// A server as one probe saw it.
struct StackStatus
{
    QDateTime time; ///< of the server's clock, UTC
    QString host;
    QString bootId;
    double load = 0;
    qint64 uptimeSeconds = 0;
    qint64 diskTotal = 0; ///< bytes, of the file system that holds the stack
    qint64 diskFree = 0;
    qint64 memoryTotal = 0; ///< bytes; 0: not known
    qint64 memoryFree = 0;  ///< bytes that programs could still get
    QString docker;
    QString compose;
    QString project;
    QString state; ///< the STATE directory; empty: none yet
    QString owner; ///< Unix account that owns the checkout
    QString branch;
    QString commit;
    QString subject; ///< of that commit
    int changes = 0; ///< files changed by hand in the checkout
    QString release; ///< pinned in .env
    QList<ServiceStatus> services;
    QList<Readiness> readiness;
    QList<Problem> problems;
    std::optional<Maintenance> maintenance;
    std::optional<Freeze> freeze; ///< as it stands in STATE, also one that has run out

    bool isFrozen() const { return freeze && time < freeze->until; }
    /// A word for a problem, with its remedy, as an error that a person can act upon.
    Error errorFor(const Problem &problem, const ServerProfile &profile) const;
    bool operator==(const StackStatus &) const = default;
};

/// Reads the answer of resources/remote/probe.sh. Errors: Protocol. Unknown keys are passed over.
Result<StackStatus> parseProbe(const QByteArray &answer);

enum class ProbeDepth { Services, WithReadiness };

/// Looks at a server in one round trip; changes nothing. Problems of the server are findings, not errors.
Result<StackStatus> probe(RemoteHost &host, const ServerProfile &profile, ProbeDepth depth, std::stop_token stop);

/// The same, but whatever keeps the stack from being operated is an error: no stack, no docker, no permission...
Result<StackStatus> probeUsable(RemoteHost &host, const ServerProfile &profile, ProbeDepth depth, std::stop_token stop);

} // namespace bouncepro
