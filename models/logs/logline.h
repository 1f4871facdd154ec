#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace bouncepro {

enum class LogLevel { Trace, Debug, Info, Warn, Error, Fatal, Unknown };
QString nameOf(LogLevel level);

/// One line of a container's log.
struct LogLine
{
    QString container; ///< payload-1
    QString service;   ///< payload
    QDateTime time;    ///< UTC, when Docker received it
    LogLevel level = LogLevel::Unknown;
    QString message;  ///< for pino's and nginx' JSON what a person reads, else the line
    QByteArray raw;   ///< the line as the application wrote it
    QByteArray stamp; ///< Docker's time as text, to the nanosecond
    int status = 0;        ///< HTTP, of a request that was answered; 0: none
    int milliseconds = -1; ///< that the request took; -1: not said
};

/// Reads one line of `docker compose logs --timestamps --no-color`: CONTAINER | RFC3339NANO TEXT; the text may be
/// pino's JSON (level 10..60, msg; pino-http adds req and res) or that of an access log (method, uri, status). nullopt
/// for what is not such a line (Compose's own remarks).
std::optional<LogLine> parseLogLine(const QByteArray &line);

} // namespace bouncepro
