#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/stackstatus.h"

namespace bouncepro {

/// A stack that was found on a server, for the profile that will name it.
struct FoundStack
{
    QString path;        ///< absolute
    QString composeFile; ///< relative to path where it lies below it
    QString project;     ///< Compose's name of it; empty where nothing of it was ever started
    QStringList services;
    int running = 0; ///< containers
    int total = 0;
    /// It has the services of BouncePro: payload, nuxt, nginx and postgres. For a folder nothing is known.
    bool looksLikeOurs = false;
    bool operator==(const FoundStack &) const = default;
};

/// What a server has to run stacks with, and the stacks.
struct StackSurvey
{
    QString login;
    QString docker;
    QString compose;
    QList<Problem> problems;
    QList<FoundStack> stacks; ///< BouncePro's first, then by path; at most 50
    bool operator==(const StackSurvey &) const = default;
};

/// Reads the answer of resources/remote/stacks.sh. Errors: Protocol. Unknown and malformed lines are passed over.
Result<StackSurvey> parseStacks(const QByteArray &answer);

/// Looks for the stacks of a server in one round trip; changes nothing. Problems of the server are findings.
Result<StackSurvey> surveyStacks(RemoteHost &host, const QString &serverName, std::stop_token stop);

/// The stacks that look like BouncePro's, and /opt/bouncepro where a checkout lies there. What stands in the way of
/// looking is an error where nothing was found.
Result<QList<FoundStack>> findStacks(RemoteHost &host, const QString &serverName, std::stop_token stop);

} // namespace bouncepro
