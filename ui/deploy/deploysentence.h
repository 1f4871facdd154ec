#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploydesk.h"
#include "models/servers/serversentence.h"

namespace bouncepro {

/// What a page says at its head.
struct HeadSentence
{
    Mark mark = Mark::Unknown;
    QString title;
    QString evidence;
};

/// What is ready to deploy, or why that is not known. All text is safe to show.
HeadSentence deploySentence(const DeployDesk &desk, const ServerMonitor &monitor, const QDateTime &now);
/// How a job stands, its result, and what to do next. seen: UTC, when the server last answered.
HeadSentence jobHeadSentence(const JobWatch &watch, const QDateTime &seen, const QDateTime &now);

/// "read 12 s ago".
QString readText(const DeployDesk &desk, const QDateTime &now);

} // namespace bouncepro
