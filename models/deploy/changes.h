#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploy.h"

#include <QHash>

namespace bouncepro {

/// A file that a commit, or a deploy, changes.
struct FileChange
{
    QChar status; ///< git's letter: A added, M modified, D deleted, T its type
    QString path; ///< as git quotes it
    bool operator==(const FileChange &) const = default;
};

struct CommitChanges
{
    QList<FileChange> files; ///< at most 500
    int fileCount = 0;       ///< of all
    bool isMerge = false;    ///< its files came with its parents' commits
    bool operator==(const CommitChanges &) const = default;
};

/// How far a commit is from the one that runs.
struct Distance
{
    int ahead = 0;  ///< commits that it has more
    int behind = 0; ///< commits that it lacks
    bool operator==(const Distance &) const = default;
};

/// What stands between the commit that runs and others.
struct Changes
{
    QHash<QString, CommitChanges> commits; ///< of the commits that would arrive, by hash
    QList<FileChange> changed;             ///< files that differ in the end; at most 5000
    int changedCount = 0;                  ///< of all
    QHash<QString, Distance> distances;    ///< of the releases' commits, by hash
};

/// Reads the answer of resources/remote/changes.sh; lines that do not fit are passed over.
Changes parseChanges(const QByteArray &answer);

/// Asks the server in one round trip; changes nothing.
Result<Changes> readChanges(RemoteHost &host, const DeployContext &context, std::stop_token stop);

} // namespace bouncepro
