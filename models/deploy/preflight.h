#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDateTime>
#include <QList>
#include <QMap>

#include <optional>

namespace bouncepro {

struct DeployContext;
struct Plan;

/// Room on a file system, in bytes.
struct Space
{
    qint64 free = 0;
    qint64 total = 0;
    bool operator==(const Space &) const = default;
};

/// What resources/remote/preflight.sh saw; each absent where it is not known.
struct PreflightFacts
{
    QMap<QString, Space> spaces; ///< of "images" and "state"
    qint64 imageBytes = 0;       ///< of the images that run; 0: not known
    std::optional<bool> liveRestore;
    QDateTime backup; ///< UTC, of the newest one
    QString backupPath;
    QString noBackup;                              ///< the directory and what is the matter with it
    QDateTime certificate;                         ///< UTC, when it expires
    QString noCertificate;                         ///< its path, where there is none
    std::optional<QString> reboot;                 ///< packages that want the system started anew; may be empty
    QStringList migrations;                        ///< that the target brings
    QList<std::pair<QString, QDateTime>> migrated; ///< in the database, oldest first; UTC
    QString noMigrated;                            ///< why that is not known
    QStringList hooks;                             ///< of the target for a deploy, of the checkout for a rollback
    QString targetInvalid;                         ///< what Compose says of the target's compose file

    /// Takes the fields of a line; false where it is none of preflight.sh.
    bool take(const QStringList &fields);
    bool operator==(const PreflightFacts &) const = default;
};

enum class FindingLevel {
    Good,
    Notice,  ///< to be known
    Warning, ///< to be thought about first
    Blocker, ///< the plan cannot be started
};
QString nameOf(FindingLevel level);

/// One thing that was looked at before a plan is started. Text is safe to show.
struct Finding
{
    QString id; ///< disk, memory, backup, ...
    FindingLevel level = FindingLevel::Good;
    QString what;
    QString remedy; ///< empty where nothing is to be done
    bool operator==(const Finding &) const = default;
};

void sortWorstFirst(QList<Finding> &findings);

/// What is to be said of a plan of deploy or rollback before it is started, the worst first.
QList<Finding> preflight(const DeployContext &context, const Plan &plan);

} // namespace bouncepro
