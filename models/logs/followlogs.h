#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/logline.h"
#include "models/servers/serverprofile.h"
#include "ssh/remotehost.h"

#include <QHash>
#include <QStringList>

#include <memory>

namespace bouncepro {

/// How far the lines of each container were read; lives on when a following ends.
struct LogPosition
{
    QHash<QString, QByteArray> last; ///< stamp of the last line, by container
    QByteArray latest;               ///< of all
};

struct LogOptions
{
    QStringList services; ///< empty: all
    int tail = 100;       ///< lines of the past, per container
    bool follow = false;
    /// Goes on behind it, and keeps it up to date; used by one call at a time. Null: begins anew.
    std::shared_ptr<LogPosition> position;
};

/// Shows a stack's logs, and with follow goes on until stopped, over as many connections as it takes: after a lost
/// connection it goes on behind the last line of each container. Batches come on this thread; none is dropped.
/// onRetry tells that the connection is lost and when the next try comes.
Result<void> followLogs(RemoteHost &host, const ServerProfile &profile, const QString &project,
                        const LogOptions &options, const std::function<void(const QList<LogLine> &)> &sink,
                        const std::function<void(const Error &, std::chrono::seconds)> &onRetry, std::stop_token stop);

} // namespace bouncepro
