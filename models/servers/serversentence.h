#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/servermonitor.h"

namespace bouncepro {

/// The shapes by which a state is drawn, everywhere the same.
enum class Mark { Well, Warning, Down, Running, Waiting, Unknown, NotConnected, Skipped };
QString nameOf(Mark mark);

/// A server's state in plain words.
struct ServerSentence
{
    Mark mark = Mark::Unknown;
    QString title;        ///< "All four services are healthy"
    QString evidence;     ///< what it rests on, and its age: "Serving 8f3c2a1. Seen 2 s ago"
    bool isStale = false; ///< what is shown may no longer be so
};

/// now in UTC. All text is safe to show: what came from the server has no control characters.
ServerSentence describe(const ServerView &view, const ServerProfile &profile, const QDateTime &now);

/// The same in a few words for a list of servers, with the mark of describe: "Healthy, 2.14.3", "Unreachable for 4
/// min", "Not connected".
QString shortState(const ServerView &view, const ServerProfile &profile, const QDateTime &now);

/// Why nothing can be asked of the server now, as a sentence: "eu is unreachable."; empty while it is connected.
QString awayText(const ServerView &view, const ServerProfile &profile);

/// Of Lost and Failed: what still holds, as a sentence.
QString stateOfThings(const ServerView &view);
/// Of Lost and Failed: what is to be done, as the error says or else by its kind.
QString remedyText(const ServerView &view);

/// "PRODUCTION", "STAGING", "DEVELOPMENT".
QString tagText(Environment environment);

/// Everything about an error for a report that is sent on: server, time, message, remedy, details.
QString errorReport(const ServerView &view, const ServerProfile &profile, const QDateTime &now);

} // namespace bouncepro
