#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/logline.h"

#include <QList>

namespace bouncepro {

/// The kinds that a person tells levels apart by.
enum class LevelGroup { Error, Warning, Info, Debug, Other };
inline constexpr int levelGroups = int(LevelGroup::Other) + 1;
QString nameOf(LevelGroup group);
LevelGroup groupOf(LogLevel level);
/// "Error", "Warning", "Info", "Debug", "Other".
QString wordOf(LevelGroup group);

/// One line as it is kept and shown: bounded, and all text safe to show (visibleText).
struct LogEntry
{
    static constexpr qsizetype longestMessage = 4000; ///< characters
    static constexpr qsizetype longestRaw = 16000;

    qint64 time = 0; ///< milliseconds since the epoch
    LogLevel level = LogLevel::Unknown;
    QString service;
    QString container;
    QString message;
    QString raw;   ///< the line as the application wrote it
    int took = -1; ///< milliseconds that a request took; -1: none, or not said

    /// What it takes in memory, about.
    qsizetype bytes() const { return qsizetype(sizeof(LogEntry)) + 2 * (message.size() + raw.size()); }
};

/// The level of lines that name none comes from the answer's status, else from the words that nginx and PostgreSQL use.
LogEntry entryOf(const LogLine &line);

/// "INF", "ERR"; "–" where the level is not known.
QString levelWord(LogLevel level);
/// Local time of day to the millisecond.
QString timeText(qint64 time);
/// The whole line as a sentence, and as it is copied: time, level, service, message.
QString sentenceOf(const LogEntry &entry);
QString copyText(const LogEntry &entry);

struct LogField
{
    QString name; ///< "req.method"
    QString value;
};
/// All that a line says: when and where from, then the fields of its JSON in their order, objects taken apart; at most
/// 200 fields, values of at most 4000 characters.
QList<LogField> fieldsOf(const LogEntry &entry);

} // namespace bouncepro
