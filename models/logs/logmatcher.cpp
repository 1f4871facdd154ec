// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logmatcher.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

constexpr int mostHits = 100;
// An expression that tries for ever on one line counts as none there: the window must not stand still.
const QString bounded = QStringLiteral("(*LIMIT_MATCH=20000)");

} // namespace

Result<LogMatcher> LogMatcher::create(const QString &text)
{
    LogMatcher matcher;
    matcher.m_text = text;
    if (text.size() < 3 || !text.startsWith(QLatin1Char('/')) || !text.endsWith(QLatin1Char('/'))) {
        matcher.m_words = QStringMatcher(text, Qt::CaseInsensitive);
        return matcher;
    }
    const QString pattern = text.mid(1, text.size() - 2);
    matcher.m_isExpression = true;
    matcher.m_expression.setPattern(bounded + pattern);
    matcher.m_expression.setPatternOptions(QRegularExpression::CaseInsensitiveOption);
    if (!matcher.m_expression.isValid()) {
        const auto at =
            std::clamp<qsizetype>(matcher.m_expression.patternErrorOffset() - bounded.size(), 0, pattern.size());
        return fail(ErrorCode::Invalid,
                    QCoreApplication::translate("Logs", "The expression is not complete at character %1: %2.")
                        .arg(at + 1)
                        .arg(matcher.m_expression.errorString()),
                    QCoreApplication::translate("Logs", "Mend it, or leave out the slashes to look for it as text."));
    }
    matcher.m_expression.optimize();
    return matcher;
}

bool LogMatcher::isIn(const QString &text) const
{
    return m_isExpression ? m_expression.match(text).hasMatch() : m_words.indexIn(text) >= 0;
}

bool LogMatcher::matches(const LogEntry &entry) const
{
    return isEmpty() || isIn(entry.message) || (entry.raw != entry.message && isIn(entry.raw));
}

QList<QPair<int, int>> LogMatcher::hits(const QString &message) const
{
    QList<QPair<int, int>> hits;
    if (isEmpty())
        return hits;
    if (m_isExpression) {
        for (auto it = m_expression.globalMatch(message); it.hasNext() && hits.size() < mostHits;) {
            const auto match = it.next();
            if (match.capturedLength() > 0)
                hits << qMakePair(int(match.capturedStart()), int(match.capturedLength()));
        }
        return hits;
    }
    for (qsizetype at = 0; hits.size() < mostHits && (at = m_words.indexIn(message, at)) >= 0; at += m_text.size())
        hits << qMakePair(int(at), int(m_text.size()));
    return hits;
}

} // namespace bouncepro
