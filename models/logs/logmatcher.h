#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/logentry.h"
#include "ssh/result.h"

#include <QRegularExpression>
#include <QStringMatcher>

namespace bouncepro {

/// What lines are searched for: a text, without regard to case, or /an expression/. It is looked for in the message and
/// in the line as it was written.
class LogMatcher
{
public:
    LogMatcher() = default;
    /// An empty text matches all lines. Errors: Invalid, with what is wrong with the expression and where.
    static Result<LogMatcher> create(const QString &text);

    bool isEmpty() const { return m_text.isEmpty(); }
    const QString &text() const { return m_text; }
    bool matches(const LogEntry &entry) const;
    /// Start and length of each hit, in order; at most 100.
    QList<QPair<int, int>> hits(const QString &message) const;

private:
    bool isIn(const QString &text) const;
    QString m_text;
    QStringMatcher m_words;
    QRegularExpression m_expression;
    bool m_isExpression = false;
};

} // namespace bouncepro
