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

void readPino(LogLine &line)
{
    if (!line.raw.startsWith('{'))
        return;
    const QJsonObject object = QJsonDocument::fromJson(line.raw).object();
    const QJsonValue level = object[QLatin1String("level")];
    if (level.isDouble()) { // pino's numbers: 10 trace, 20 debug ... 60 fatal
        line.level = LogLevel(std::clamp(level.toInt() / 10 - 1, 0, 5));
    } else if (level.isString()) {
        for (int i = 0; i <= int(LogLevel::Fatal); ++i)
            if (nameOf(LogLevel(i)) == level.toString().toLower())
                line.level = LogLevel(i);
    }
    if (const QJsonValue message = object[QLatin1String("msg")]; message.isString())
        line.message = message.toString();
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
    readPino(line);
    return line;
}

} // namespace bouncepro
