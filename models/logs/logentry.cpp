// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logentry.h"

#include "models/servers/wording.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace bouncepro {

namespace {

constexpr qsizetype mostFields = 200;
constexpr qsizetype longestValue = 4000;
constexpr int deepest = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("Logs", text);
}

// Nearly every line is plain ASCII: it needs no look at each character's category.
QString safe(const QString &text, qsizetype limit)
{
    const bool isPlain = text.size() <= limit && std::all_of(text.begin(), text.end(), [](QChar c) {
                             return c.unicode() >= 0x20 && c.unicode() < 0x7f;
                         });
    return isPlain ? text : visibleText(text, limit);
}

// A message of several lines on one: its first, and how many are behind it in the details.
QString firstLine(const QString &message)
{
    const QString text = message.trimmed();
    const auto end = text.indexOf(QLatin1Char('\n'));
    if (end < 0)
        return safe(text, LogEntry::longestMessage);
    return tr("%1 (+%2 lines)").arg(safe(text.left(end), LogEntry::longestMessage)).arg(text.count(QLatin1Char('\n')));
}

// nginx writes [error], PostgreSQL ERROR: near the line's beginning.
LogLevel levelInWords(const QByteArray &line)
{
    static constexpr std::pair<const char *, LogLevel> words[] = {
        {"[emerg]", LogLevel::Fatal}, {"[alert]", LogLevel::Fatal}, {"[crit]", LogLevel::Fatal},
        {"[error]", LogLevel::Error}, {"[warn]", LogLevel::Warn},   {"[notice]", LogLevel::Info},
        {"[info]", LogLevel::Info},   {"PANIC:", LogLevel::Fatal},  {"FATAL:", LogLevel::Fatal},
        {"ERROR:", LogLevel::Error},  {"WARNING:", LogLevel::Warn}, {"LOG:", LogLevel::Info},
        {"DETAIL:", LogLevel::Info},  {"HINT:", LogLevel::Info},    {"STATEMENT:", LogLevel::Info},
        {"DEBUG:", LogLevel::Debug}};
    const QByteArray head = line.left(80);
    for (const auto &[word, level] : words)
        if (head.contains(word))
            return level;
    return LogLevel::Unknown;
}

LogLevel levelOf(const LogLine &line)
{
    if (line.level != LogLevel::Unknown)
        return line.level;
    if (line.status > 0)
        return line.status >= 500 ? LogLevel::Error : line.status == 429 ? LogLevel::Warn : LogLevel::Info;
    return levelInWords(line.raw);
}

void addFields(QList<LogField> &fields, const QString &name, const QJsonValue &value, int depth)
{
    if (fields.size() >= mostFields)
        return;
    if (value.isObject() && depth < deepest) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            addFields(fields, name.isEmpty() ? it.key() : name + QLatin1Char('.') + it.key(), it.value(), depth + 1);
        return;
    }
    QString text;
    if (value.isObject())
        text = QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    else if (value.isArray())
        text = QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    else if (value.isDouble())
        text = QString::number(value.toDouble(), 'g', 15);
    else
        text = value.toVariant().toString();
    fields << LogField{visibleText(name, 80), visibleLines(text, longestValue)};
}

} // namespace

QString nameOf(LevelGroup group)
{
    static constexpr std::array names = {"error", "warning", "info", "debug", "other"};
    static_assert(names.size() == size_t(levelGroups));
    return QString::fromLatin1(names[size_t(group)]);
}

LevelGroup groupOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Fatal:
    case LogLevel::Error:
        return LevelGroup::Error;
    case LogLevel::Warn:
        return LevelGroup::Warning;
    case LogLevel::Info:
        return LevelGroup::Info;
    case LogLevel::Debug:
    case LogLevel::Trace:
        return LevelGroup::Debug;
    case LogLevel::Unknown:
        break;
    }
    return LevelGroup::Other;
}

QString wordOf(LevelGroup group)
{
    const std::array words = {tr("Error"), tr("Warning"), tr("Info"), tr("Debug"), tr("Other")};
    return words[size_t(group)];
}

LogEntry entryOf(const LogLine &line)
{
    LogEntry entry;
    entry.time = line.time.toMSecsSinceEpoch();
    entry.level = levelOf(line);
    entry.service = safe(line.service, 60);
    entry.container = safe(line.container, 80);
    entry.message = firstLine(line.message.left(4 * LogEntry::longestMessage));
    entry.raw = safe(QString::fromUtf8(line.raw.left(4 * LogEntry::longestRaw)), LogEntry::longestRaw);
    if (entry.raw == entry.message)
        entry.raw = entry.message; // one text in memory, not two
    entry.took = line.milliseconds;
    return entry;
}

QString levelWord(LogLevel level)
{
    static constexpr std::array words = {"TRC", "DBG", "INF", "WRN", "ERR", "FTL"};
    return level == LogLevel::Unknown ? QStringLiteral("–") : QString::fromLatin1(words[size_t(level)]);
}

QString timeText(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString sentenceOf(const LogEntry &entry)
{
    return tr("%1, %2, %3: %4").arg(timeText(entry.time), wordOf(groupOf(entry.level)), entry.service, entry.message);
}

QString copyText(const LogEntry &entry)
{
    return QStringList{QDateTime::fromMSecsSinceEpoch(entry.time, Qt::UTC).toString(Qt::ISODateWithMs),
                       levelWord(entry.level), entry.service, entry.message}
        .join(QLatin1Char(' '));
}

QList<LogField> fieldsOf(const LogEntry &entry)
{
    QList<LogField> fields{
        {tr("time"), exactMomentText(QDateTime::fromMSecsSinceEpoch(entry.time, Qt::UTC))},
        {tr("container"), entry.container},
    };
    const QJsonDocument json = QJsonDocument::fromJson(entry.raw.toUtf8());
    if (json.isObject())
        addFields(fields, {}, json.object(), 0);
    else
        fields << LogField{tr("line"), entry.raw};
    return fields;
}

} // namespace bouncepro
