#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/serverenvironment.h"

namespace bouncepro {

/// A variable of one service: what Compose would give it, and what its container was made with.
struct EffectiveValue
{
    QString key;
    std::optional<Secret> wanted;  ///< none: it would not be given it
    std::optional<Secret> running; ///< none: it does not have it, or it does not run; of several the one that differs
    bool isSecret = false;         ///< not to be shown
    bool isRead = true;            ///< the service looks at it when it starts
    bool isSame() const { return wanted == running; }
};

/// One service with its variables, by name; what only its image brings is not among them.
struct EffectiveService
{
    QString service;
    QStringList containers; ///< names of those that run
    QList<EffectiveValue> values;
    /// Keys in which a container differs from what the files say; empty where none runs.
    QStringList drift() const;
    /// It reads one of them, so it has to be made anew: a restart alone does not read the files again.
    bool mustBeMadeAnew() const;
};

/// Reads the answer of environment-effective. Errors: Protocol.
Result<QList<EffectiveService>> parseEffectiveEnvironment(const QByteArray &answer);

/// Asks the server in one round trip; changes nothing. project: of the stack, as the probe tells it.
Result<QList<EffectiveService>> readEffectiveEnvironment(RemoteHost &host, const ServerProfile &profile,
                                                         const QString &project, std::stop_token stop);

} // namespace bouncepro
