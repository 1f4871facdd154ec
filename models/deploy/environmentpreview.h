#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploy.h"
#include "models/environment/serverenvironment.h"

namespace bouncepro {

/// A file as it was read, and what shall stand in its place.
struct NewEnvironmentFile
{
    QString name;
    QByteArray expected; ///< hash of what was read; empty: there was none
    Secret text;
};

/// What a person wants to change.
struct EnvironmentUpdate
{
    QList<NewEnvironmentFile> files;
    QString reason; ///< why, one line, for the history; never a secret
};

/// What the change means to one service, as Compose resolves both: the keys that it is given otherwise, and whether
/// anything but its environment differs.
struct ServiceEffect
{
    QString service;
    QStringList keys;
    bool otherwise = false;
    bool operator==(const ServiceEffect &) const = default;
};

/// What differs between two models of Compose (config --format json), service by service.
QList<ServiceEffect> effectsOf(const QByteArray &before, const QByteArray &after);

/// Everything that the plan is made of; pure values.
struct EnvironmentContext
{
    DeployContext deploy;
    EnvironmentUpdate update;
    ServerEnvironment now;
    QList<ServiceEffect> effects;
    /// The files as they will be.
    ServerEnvironment next() const;
};

/// What the change does, for a person to see first. Names of keys, never values of secrets.
struct EnvironmentPreview
{
    QMap<QString, QList<EnvironmentChange>> changes; ///< by file
    QSet<QString> secrets;                           ///< of those keys: what must not be shown
    QStringList beside;                              ///< services that are made anew without downtime
    QStringList replaced;                            ///< services that are away while they are made anew
    QStringList spared;       ///< services that are given a changed key, and do not read it: they run on
    QStringList building;     ///< keys that count at a build: the release is built again
    QStringList atNextRun;    ///< keys that scripts read at their next run
    QStringList atFirstStart; ///< keys that count at the first start of the database alone
    QStringList unread;       ///< keys that no service is given
    QStringList closed;       ///< files that others may read: they get the mode 0600
    int downtimeSeconds = 0;
    QString noSwitch; ///< why services are replaced in place, for a person; empty: they are not

    /// A line for each thing that there is to say; safe to show.
    QStringList lines() const;
};

/// Reads what a plan needs: what readDeployContext reads, the files, and what Compose makes of both. Errors: Conflict
/// (a file is not the one that was read: merge with rebased()), Invalid (we or Compose reject a new text), and those of
/// readDeployContext and readServerEnvironment.
Result<EnvironmentContext> readEnvironmentContext(RemoteHost &host, const ServerProfile &profile,
                                                  const EnvironmentUpdate &update, std::stop_token stop);

/// Errors: Invalid where we reject one of the texts.
Result<EnvironmentPreview> previewEnvironment(const EnvironmentContext &context);

} // namespace bouncepro
