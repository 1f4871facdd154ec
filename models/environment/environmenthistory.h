#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/serverenvironment.h"

namespace bouncepro {

/// A version of an environment file, and the change that made it.
struct EnvironmentVersion
{
    QString id; ///< TIME-HASH of its end as the server keeps it; "now" for the one that stands there
    QString file;
    QByteArray hash;
    Secret text;
    QDateTime since; ///< UTC; invalid: not known, as for the first one and after an edit by hand
    QDateTime until; ///< UTC, when another took its place; invalid: it stands there
    QString actor;   ///< as claimed; empty: not known
    QString reason;
    QString job;
    QString action;  ///< environment, rollback, rotate
    QString subject; ///< of that job: the keys
    bool isCurrent() const { return !until.isValid(); }
};

/// The versions of all files, newest first, .env before others of the same time.
struct EnvironmentHistory
{
    QList<EnvironmentVersion> versions;
    ServerEnvironment now;

    /// By its id, or what it begins with where that is one alone. Errors: NotFound, Invalid (it means several).
    Result<EnvironmentVersion> find(const QString &id) const;
};

/// Since when a secret has its value.
struct SecretAge
{
    QString key;
    QString file;
    QDateTime since;      ///< UTC
    bool isExact = false; ///< else it is at least so old
};
/// Of all secrets that are set, in the order of the files.
QList<SecretAge> secretAges(const EnvironmentHistory &history);
/// Secrets that have their value for more than 180 days, as notes.
QList<EnvironmentFinding> ageFindings(const EnvironmentHistory &history, const QDateTime &now);

/// Reads the answer of environment-history. Errors: those of parseServerEnvironment.
Result<EnvironmentHistory> parseEnvironmentHistory(const QByteArray &answer, const QString &server);

/// Reads them in one round trip. state: the state directory; empty where no job ever ran. Errors: those of
/// readServerEnvironment.
Result<EnvironmentHistory> readEnvironmentHistory(RemoteHost &host, const ServerProfile &profile, const QString &state,
                                                  std::stop_token stop);

} // namespace bouncepro
