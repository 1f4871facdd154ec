#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/transcript.h"

#include <mutex>

namespace bouncepro {

/// A RemoteHost that passes everything on to another and keeps it for replay. Inputs are kept as hashes only, and the
/// given secrets are taken out of everything else (raw, base64 and percent-encoded; values under 6 characters are not).
/// Downloads, uploads and forwards are passed on and not recorded.
class RecordingHost : public RemoteHost
{
public:
    /// scriptsHash: of the remote scripts in use, so that a later replay can tell that they changed.
    RecordingHost(std::shared_ptr<RemoteHost> host, QByteArray scriptsHash, QList<Secret> secrets);

    /// What was recorded so far.
    Transcript transcript() const;

    HostIdentity identity() const override { return m_host->identity(); }
    Result<Output> run(const Command &command, std::stop_token stop = {}) override;
    Result<Output> stream(const Command &command, const Sink &sink, std::stop_token stop = {}) override;
    Result<RemoteFile> readFile(const QString &path, qint64 limit, std::stop_token stop = {}) override;
    Result<QByteArray> replaceFile(const QString &path, const QByteArray &bytes, const ReplaceOptions &options,
                                   std::stop_token stop = {}) override;
    Result<void> download(const QString &remotePath, const QString &localPath, const Progress &progress,
                          std::stop_token stop = {}) override;
    Result<void> upload(const QString &localPath, const QString &remotePath, int mode, const Progress &progress,
                        std::stop_token stop = {}) override;
    Result<std::unique_ptr<Forward>> forward(const QString &host, int port, std::stop_token stop = {}) override;

private:
    Exchange asked(ExchangeKind kind, const Command &command) const;
    void keep(Exchange exchange);
    QByteArray scrubbed(QByteArray bytes) const;
    QString scrubbed(const QString &text) const;
    void scrub(QList<Exchange::Batch> &batches) const;

    const std::shared_ptr<RemoteHost> m_host;
    QList<Secret> m_forms; // every form of every secret, the longest first
    mutable std::mutex m_mutex;
    Transcript m_transcript;
};

} // namespace bouncepro
