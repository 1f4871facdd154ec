#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDateTime>
#include <QString>

namespace bouncepro {

/// Text from a server on one line for a person: control characters, bidirectional controls, zero-width characters and
/// line ends are shown as what they are ("⟨ESC⟩", "⟨U+202E⟩"), not obeyed; past limit characters it ends in "…".
QString visibleText(const QString &remote, qsizetype limit = 200);
/// The same for text of several lines: line feeds and tabs stay.
QString visibleLines(const QString &remote, qsizetype limit = 20000);
/// Plain text for a place that would take it for rich text (tool tips).
QString asRichText(const QString &plain);

/// A release as a person knows it: by its name; one that was made from a commit, or named after one, by its short hash.
QString releaseText(const QString &release, qsizetype limit = 40);

/// An age or a duration in one unit: "under 1 s", "2 s", "4 min", "31 h", "12 d".
QString ageText(qint64 seconds);
/// How long ago: "just now", "4 min ago".
QString agoText(qint64 seconds);
/// How long an answer took: "under 1 ms", "3.5 ms", "184 ms", "2.40 s".
QString millisecondsText(double milliseconds);
/// Three significant digits with a decimal unit: "38 MB", "1.21 GB".
QString bytesText(qint64 bytes);
/// Local time as a person says it: "today 02:30", "yesterday 14:02", "Mon 9 Nov, 11:05"; "–" where invalid.
QString momentText(const QDateTime &moment, const QDateTime &now = QDateTime::currentDateTimeUtc());
/// The same moment with its zone, and in UTC, for a tool tip.
QString exactMomentText(const QDateTime &moment);

} // namespace bouncepro
