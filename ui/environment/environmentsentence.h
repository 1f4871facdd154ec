#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentdesk.h"
#include "models/servers/serversentence.h"

namespace bouncepro {

/// How a file of the environment stands, as the head of its page says it. All text is safe to show.
ServerSentence environmentSentence(const EnvironmentDesk &desk, const EnvironmentEditor &editor,
                                   const ServerMonitor &monitor, const QDateTime &now);

/// What stands beside the page's name: "3 not applied", "1 missing"; and whether that is to be heeded.
struct EnvironmentBadge
{
    QString text;
    std::optional<Mark> mark;
};
EnvironmentBadge environmentBadge(const EnvironmentDesk &desk);

} // namespace bouncepro
