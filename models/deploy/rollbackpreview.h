#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/release.h"

namespace bouncepro {

/// An environment file as a rollback writes it.
struct RestoredFile
{
    QString name;        ///< .env.production
    QByteArray expected; ///< hash of the file that it takes the place of, as deploy.sh counts it
    Secret text;
    QStringList restored;  ///< keys that get the value of then, or go since there was none
    QStringList keptAsNow; ///< credentials whose value of then is another: today's stays
    QStringList absent;    ///< credentials that are gone today: they stay away
    QStringList readers;   ///< services besides the built ones that get a restored key, and are made anew
    /// Its name in the job's folder for secret files.
    QString secretName() const { return QStringLiteral("environment") + name; }
};

/// The files of the environment in which going back to the release changes a value that is no credential. Errors:
/// Invalid where Compose rejects the file of then or of now.
Result<QList<RestoredFile>> restoredFiles(const DeployFacts &facts, const Release &target);

/// What going back to a release changes besides its images, for a person to see first. Names of keys, never values.
struct RollbackPreview
{
    QString release;
    QStringList restored, keptAsNow, absent; ///< keys, of all environment files
    QStringList nginxFiles;                  ///< that are others in the release's commit; nginx/local stays
    bool changesCompose = false;
    bool imagesKept = true;
    QStringList recreated; ///< services besides the built ones that are made anew; empty where all are replaced anyway
    MigrationVerdict database;
    QDateTime backup; ///< UTC, the newest one when the release was recorded; invalid: not known
    QString backupPath;

    /// A line for each thing that there is to say; safe to show.
    QStringList lines() const;
};

/// Services besides the built ones that a switch to that commit, with these files, makes anew.
QStringList recreatedServices(const DeployFacts &facts, const QString &commit, const QList<RestoredFile> &files);
/// For how long they are away, together.
int secondsAway(const QStringList &recreated);

/// Errors: those of restoredFiles.
Result<RollbackPreview> previewRollback(const DeployFacts &facts, const Release &target);

} // namespace bouncepro
