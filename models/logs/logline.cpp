// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logline.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace bouncepro {

QString nameOf(LogLevel level)
{
    static constexpr std::array names = {"trace", "debug", "info", "warn", "error", "fatal", ""};
    return QString::fromLatin1(names[size_t(level)]);
}

namespace {

// METHOD PATH STATUS of a request, from pino-http's req and res or the access log's own fields; empty: not a request.
QString requestText(const QJsonObject &object)
{
    const QJsonObject request = object[QLatin1String("req")].toObject(object);
    const QString method = request[QLatin1String("method")].toString();
    const QString path = request[QLatin1String("url")].toString(object[QLatin1String("uri")].toString());
    const QJsonObject response = object[QLatin1String("res")].toObject(object);
    const int status = response[QLatin1String("statusCode")].toInt(object[QLatin1String("status")].toInt());
    if (method.isEmpty() || path.isEmpty())
        return {};
    return status ? QStringLiteral("%1 %2 %3").arg(method, path).arg(status)
                  : QStringLiteral("%1 %2").arg(method, path);
}

// pino-http's responseTime is in milliseconds, nginx' request_time in seconds, as a number or as text.
void readAnswer(LogLine &line, const QJsonObject &object)
{
    const auto number = [](const QJsonValue &value) {
        return value.isString() ? value.toString().toDouble() : value.toDouble(-1);
    };
    line.status = int(number(object[QLatin1String("res")].toObject(object)[QLatin1String("statusCode")]));
    if (line.status <= 0)
        line.status = int(number(object[QLatin1String("status")]));
    line.status = line.status >= 100 && line.status < 600 ? line.status : 0;
    double took = number(object[QLatin1String("responseTime")]);
    if (took < 0 && object.contains(QLatin1String("request_time")))
        took = 1000 * number(object[QLatin1String("request_time")]);
    if (took >= 0)
        line.milliseconds = int(std::min(took + 0.5, 1e9));
}

void readJson(LogLine &line)
{
    if (!line.raw.startsWith('{'))
        return;
    const QJsonObject object = QJsonDocument::fromJson(line.raw).object();
    const QString request = requestText(object);
    if (!request.isEmpty())
        line.message = request;
    const QJsonValue level = object[QLatin1String("level")];
    if (level.isDouble()) { // pino's numbers: 10 trace, 20 debug ... 60 fatal
        line.level = LogLevel(std::clamp(level.toInt() / 10 - 1, 0, 5));
    } else if (level.isString()) {
        for (int i = 0; i <= int(LogLevel::Fatal); ++i)
            if (nameOf(LogLevel(i)) == level.toString().toLower())
                line.level = LogLevel(i);
    }
    if (!request.isEmpty())
        readAnswer(line, object);
    if (const QJsonValue message = object[QLatin1String("msg")]; message.isString())
        line.message = request.isEmpty() ? message.toString() : message.toString() + QStringLiteral(": ") + request;
}

} // namespace

std::optional<LogLine> parseLogLine(const QByteArray &text)
{
    const qsizetype bar = text.indexOf("| ");
    if (bar <= 0)
        return {};
    const qsizetype space = text.indexOf(' ', bar + 2);
    LogLine line;
    line.stamp = space < 0 ? text.mid(bar + 2) : text.mid(bar + 2, space - bar - 2);
    line.time = QDateTime::fromString(QString::fromLatin1(line.stamp), Qt::ISODateWithMs).toUTC();
    if (!line.time.isValid())
        return {};
    // Compose 2.26 writes "erase line" before each line, into pipes too.
    const QByteArray erase = "\x1b[2K";
    line.container = QString::fromUtf8(text.left(bar).replace(erase, {})).trimmed();
    line.service = line.container.section(QLatin1Char('-'), 0, -2);
    line.raw = space < 0 ? QByteArray() : text.mid(space + 1);
    line.message = QString::fromUtf8(line.raw);
    readJson(line);
    return line;
}

} // namespace bouncepro
