#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/preflight.h"
#include "ssh/result.h"
#include "ssh/secret.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMap>

#include <optional>

namespace bouncepro {

/// The image of one service in a release.
struct ReleaseImage
{
    QString service;
    QString reference; ///< repository:release
    QString id;        ///< sha256:...
    bool operator==(const ReleaseImage &) const = default;
};

/// A release as the server's STATE/releases/ID records it.
struct Release
{
    QString id;
    QString commit;
    QString subject; ///< of the commit
    QString job;     ///< that made it
    QString actor;
    QDateTime created; ///< UTC
    QString state;     ///< good: it has served; built: made, never proven
    QString previous;  ///< the id of what served when it was made; empty: not known
    QList<ReleaseImage> images;
    QStringList migrations; ///< names of the files that it brought; empty: not known
    bool imagesKept = true; ///< all of them are still on the server: a rollback needs no build
    QDateTime backup;       ///< UTC, the newest one when the release was recorded; invalid: not known
    QString backupPath;
    QMap<QString, QByteArray> environment; ///< hash by file, as kept with the release
    QStringList differs;                   ///< the compose file and files of nginx that are others in its commit
    bool operator==(const Release &) const = default;
};

/// A commit that a deploy would bring.
struct Commit
{
    QString hash;
    QString author;
    QDateTime time; ///< UTC
    QString subject;
    bool operator==(const Commit &) const = default;
};

/// A service that is built from the checkout, and how its image is named.
struct BuiltService
{
    QString name;
    QString image;         ///< as the compose file names it with RELEASE set to the placeholder
    int replicas = 1;      ///< containers of a release
    int port = 0;          ///< where nginx finds it by a map in nginx/local; 0: not by a map
    bool scales = false;   ///< the compose file takes its number from .env
    QString noSwitch = {}; ///< why a second one cannot run beside it, for a person; empty: it can
    /// The image of that release, and the name by which the compose file finds it.
    QString reference(const QString &release) const;
    QString live(const QString &release) const;
    /// SERVICE=REF=LIVE, as deploy.sh takes it.
    QString word(const QString &release) const;
};

/// What a plan needs to know of a server; read in one round trip by `deploy.sh facts`.
struct DeployFacts
{
    QString branch;
    QString commit;          ///< of the live checkout
    QString target;          ///< the commit that was asked for; empty: not found
    QString fetchFailure;    ///< empty: the origin answered
    QList<Commit> incoming;  ///< newest first
    QList<Release> releases; ///< newest first
    QString current;         ///< id of the release whose images run; empty: none on record, as after an update by hand
    QString recorded;        ///< the id that the last job left as the current one
    QList<BuiltService> services;     ///< in the order in which they start
    QStringList others;               ///< services that are not built
    QMap<QString, QString> variables; ///< of all services, resolved; for redaction alone, holds secrets

    QMap<QString, QByteArray> files;    ///< hash of the compose file and of the environment files as they are
    QHash<QByteArray, Secret> contents; ///< by hash, of the environment files that a rollback would change
    PreflightFacts preflight;

    QStringList drifted;                      ///< of the others, what Compose would make anew as the files are
    QMap<QString, QString> composeFiles;      ///< by commit, of target and releases: its compose file's hash
    QMap<QString, QStringList> changedOthers; ///< by such a hash: which of the others are not as here
    bool canClose = false;                    ///< nginx has what a maintenance page takes
    QString pullZone;                         ///< of the CDN that is purged after a deploy; empty: none
    int replacedSeconds = 0;                  ///< how long the last replacement in place took; 0: not known

    const Release *release(const QString &id) const;
    /// The good one that served when the current one was made, or before that; without such a record the newest that is
    /// older. One that was gone back from is not it. nullptr: none.
    const Release *releaseBefore() const;
    /// Services besides the built ones that a move to that commit makes anew, so that they are away for a moment.
    QStringList recreated(const QString &byCommit) const;
    bool isBuilt(const QString &service) const;
    /// Why a deploy has to stop what runs before it starts the new, for a person; empty: it switches without downtime.
    QString noSwitch() const;
};

/// What going back to a release means for the database, which is never migrated downwards.
struct MigrationVerdict
{
    enum Kind {
        CodeOnly,      ///< the release knows every migration that has run
        DatabaseAhead, ///< it does not know some
        Unknown,
    };
    Kind kind = Unknown;
    QStringList ahead; ///< names of those
    QDateTime since;   ///< UTC, when the first of them ran
    QString text;      ///< for a person, safe to show
    QString remedy;    ///< empty where nothing is to be done
};
MigrationVerdict migrationVerdict(const DeployFacts &facts, const Release &target);

/// Errors: Protocol; Invalid where the compose file builds nothing.
Result<DeployFacts> parseDeployFacts(const QByteArray &answer, const QString &project);

} // namespace bouncepro
