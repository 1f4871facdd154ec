#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/remotehost.h"

#include <QList>

namespace bouncepro {

enum class ExchangeKind { Run, Stream, ReadFile, ReplaceFile };
QString nameOf(ExchangeKind kind);

/// One call of a RemoteHost and its answer.
struct Exchange
{
    struct Batch
    {
        qint64 milliseconds = 0; ///< since the call
        QByteArray bytes;
        bool operator==(const Batch &) const = default;
    };

    ExchangeKind kind = ExchangeKind::Run;
    // What was asked.
    QStringList argv;
    QString directory;
    QMap<QString, QString> environment;
    QByteArray inputSha256;   ///< hex; empty: no input, or an input that held a secret
    bool secretInput = false; ///< the input held a secret: nothing of it is kept, and any input matches
    QString path;             ///< of ReadFile and ReplaceFile
    // What was answered.
    qint64 milliseconds = 0; ///< how long it took
    Output output;
    QList<Batch> batches;  ///< of Stream
    QByteArray fileSha256; ///< of ReadFile and ReplaceFile; the bytes of ReadFile are output.out
    int fileMode = 0;
    std::optional<Error> error;

    static Exchange asked(ExchangeKind kind, const Command &command);
    static Exchange asked(ExchangeKind kind, const QString &path);
    /// The question for a person: "sh -s -- /opt/bouncepro docker-compose.prod.yml".
    QString question() const;
    /// True where the two ask the same, whatever their answers; inputs are compared by hash.
    bool asksLike(const Exchange &other) const;
    /// The same, but for the input.
    bool asksLikeButForInput(const Exchange &other) const;
};

/// Recorded exchanges with one server, for replay: format 1 of a JSON file.
struct Transcript
{
    HostIdentity identity;
    QByteArray scriptsHash; ///< of the remote scripts that it was recorded with
    QList<Exchange> exchanges;

    QByteArray toJson() const;
    /// Errors: Invalid.
    static Result<Transcript> fromJson(const QByteArray &json);
    /// A file of at most 64 MB. Errors: NotFound, Invalid, TooLarge.
    static Result<Transcript> load(const QString &file);
    /// Writes the file whole, 0600. Errors: PermissionDenied.
    Result<void> save(const QString &file) const;
    /// Conflict where it was recorded with other scripts than those of hash.
    Result<void> checkScripts(const QByteArray &hash) const;
};

} // namespace bouncepro
