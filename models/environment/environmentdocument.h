#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentparser.h"
#include "ssh/result.h"

#include <memory>
#include <optional>

namespace bouncepro {

/// What shall become of a key. With neither a value nor a written form it is taken out, every time that it stands
/// there.
struct EnvironmentEdit
{
    QString key;
    std::optional<Secret> value;   ///< to be quoted as it needs
    std::optional<Secret> written; ///< with its quotes and references, in place of value
    bool inherited = false;        ///< the name alone
    QStringList group;             ///< keys among which a new one belongs, in order
};

/// The text of an environment file and what Compose reads in it. A value: an edit gives another document, in which each
/// byte that was not edited is as before. Copies share; texts are wiped when the last one goes.
class EnvironmentDocument
{
public:
    EnvironmentDocument() : EnvironmentDocument(QByteArray()) {}
    /// Takes any bytes. `around`: variables of the shell and of .env, which come first in references.
    explicit EnvironmentDocument(const QByteArray &text, const QHash<QString, QByteArray> &around = {});

    const QByteArray &text() const { return d->text.reveal(); }
    const QList<EnvironmentEntry> &entries() const { return d->parsed.entries; }
    /// The entry that counts: the last of that key; nullptr for none.
    const EnvironmentEntry *find(const QString &key) const;
    /// The keys in the order of the file, each once.
    QStringList keys() const;
    /// The values by key, as what is around another file: that of .env for the one of .env.production.
    QHash<QString, QByteArray> values() const;
    /// The value as written: with quotes and references.
    QByteArray written(const EnvironmentEntry &entry) const;
    /// What Compose rejects; with any of these it starts nothing.
    const QList<EnvironmentFault> &faults() const { return d->parsed.faults; }
    /// The first fault as an error, with line and column. Errors: Invalid.
    Result<void> accepted() const;
    /// The same, but of the form alone: references that need a value which is still to be filled in are fine.
    Result<void> wellFormed() const;

    /// The value of a key, where it stands; a new key behind a line "#KEY=", else behind the nearest key of its group,
    /// else at the end. Errors: those of edited.
    Result<EnvironmentDocument> set(const QString &key, const Secret &value, const QStringList &group = {}) const;
    /// Without the key: all its lines. Errors: NotFound, and those of edited.
    Result<EnvironmentDocument> unset(const QString &key) const;
    /// All edits at once, at most one a key. Errors: Invalid for a name or value that cannot be written, and where an
    /// edit would change how another line is read; then nothing is changed.
    Result<EnvironmentDocument> edited(const QList<EnvironmentEdit> &edits) const;

private:
    struct Data
    {
        Secret text;
        QHash<QString, QByteArray> around;
        ParsedEnvironment parsed;
    };
    std::shared_ptr<const Data> d;
};

} // namespace bouncepro
