#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentdiff.h"
#include "models/environment/environmentvalidation.h"
#include "models/servers/serverprofile.h"
#include "ssh/remotehost.h"

#include <QDateTime>

namespace bouncepro {

/// An environment file of a stack as it was read.
struct ServerEnvironmentFile
{
    QString name; ///< .env.production, .env
    Secret text;
    QByteArray hash; ///< of the text, but for the release that .env pins: what a change of it expects
    QString owner;
    int mode = 0;           ///< permission bits
    QDateTime changed = {}; ///< UTC, of the file
};

/// The environment files that Compose reads in a stack, .env first; those that git brings are not among them.
struct ServerEnvironment
{
    QList<ServerEnvironmentFile> files;

    const ServerEnvironmentFile *find(const QString &name) const;
    /// The file as a document, with the variables of .env around it; empty where there is none.
    EnvironmentDocument document(const QString &name) const;
    /// The same for a text that shall take its place.
    EnvironmentDocument document(const QString &name, const QByteArray &text) const;
    /// The file in which a key stands, else where a new one belongs: in .env or the one that the services are given.
    QString fileOf(const QString &key) const;
    /// It holds secrets, and more than its owner may read or change it.
    bool isExposed(const QString &name) const;
};

/// Reads them in one round trip; changes nothing. Errors: NotFound (no such stack, or none of the files is there),
/// PermissionDenied (names the file and its owner), and those of the transport.
Result<ServerEnvironment> readServerEnvironment(RemoteHost &host, const ServerProfile &profile, std::stop_token stop);

/// Asks environment.sh for one of its looks; its answer. project and state (the directory): where it looks there.
/// Errors: NotFound (no such stack), RemoteExit and those of the transport.
struct EnvironmentLook
{
    QString name;
    QString project = QStringLiteral("-");
    QString state = {};
};
Result<QByteArray> askEnvironment(RemoteHost &host, const ServerProfile &profile, const EnvironmentLook &look,
                                  std::stop_token stop);

/// Reads the answer of resources/remote/environment.sh. Errors: Protocol, NotFound, PermissionDenied.
Result<ServerEnvironment> parseServerEnvironment(const QByteArray &answer, const QString &server);

/// What a file's mode lets others do that holds a secret; empty where nothing is wrong.
QList<EnvironmentFinding> modeFindings(const ServerEnvironment &environment);

/// Joins what was made of a file with what others made of it meanwhile: reads it anew. The second is the file as it is
/// now; its hash is what the next try expects. Errors: those of readServerEnvironment and of merged.
struct RebasedEnvironment
{
    MergedEnvironment merged;
    ServerEnvironment now;
};
Result<RebasedEnvironment> rebased(RemoteHost &host, const ServerProfile &profile, const QString &name,
                                   const EnvironmentDocument &base, const EnvironmentDocument &mine,
                                   const QHash<QString, ConflictChoice> &choices, std::stop_token stop);

} // namespace bouncepro
