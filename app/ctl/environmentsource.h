#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "models/environment/environmenthistory.h"
#include "models/environment/environmentschema.h"

#include <QJsonArray>

namespace bouncepro::ctl {

/// An environment file by its name; that of --file has its path.
struct NamedDocument
{
    QString file;
    EnvironmentDocument document;
};

/// Where a command of `env` looks: the file of --file on this machine, else the files of a server.
struct EnvironmentSource
{
    QList<NamedDocument> documents;
    std::optional<ServerProfile> profile; ///< of a server alone
    ServerEnvironment environment;        ///< the same
    std::shared_ptr<RemoteHost> host;     ///< the same

    const EnvironmentDocument *find(const QString &file) const;
};

/// Errors: those of opening and reading. It may hold what Compose rejects.
Result<EnvironmentSource> openSource(const Call &call);
Result<EnvironmentSource> openServerSource(const Call &call, const QString &server = {});
/// The same, where Compose takes all of it. Errors: Invalid.
Result<EnvironmentSource> readSource(const Call &call);

const EnvironmentSchema &schema();
QString text(const Secret &value);
QString oneLine(QString value);
/// A value as it may be shown: null in JSON and [secret] in text where it may not.
struct Shown
{
    QJsonValue json;
    QString text;
};
Shown shown(const Secret &value, bool mayBeSeen);

/// Changes by file, for a person and for a script; secrets only with --show-secrets.
class ChangesTable
{
public:
    explicit ChangesTable(const Call &call, bool withFile);
    void add(const QString &file, const EnvironmentDocument &before, const EnvironmentDocument &after);
    bool isEmpty() const { return m_array.isEmpty(); }
    QString text() const;
    QJsonArray array() const { return m_array; }

private:
    bool m_all;
    bool m_withFile;
    QJsonArray m_array;
    QList<QStringList> m_rows;
};

/// The value from --value-file, else from standard input; one line break at its end is none of it. Errors: Invalid
/// (there is none), NotFound, TooLarge.
Result<Secret> newValue(const Call &call);
Result<void> known(const EnvironmentDocument &document, const QString &key);
/// Refuses an edit that leaves a reference without the value that it needs; what was so before is still to be filled
/// in.
Result<void> noNewFault(const EnvironmentDocument &before, const EnvironmentDocument &after, const QString &remedy);
/// What there is to say of a new value: readers that take it for another, and what the schema says.
QStringList remarksOn(const QString &key, const Secret &value);

/// The history of the server's files.
Result<EnvironmentHistory> historyOf(const Call &call, const ConnectedServer &server);

/// env set and unset where a server is meant.
Result<int> setOnServer(Call &call);
Result<int> unsetOnServer(Call &call);

} // namespace bouncepro::ctl
