#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/transcript.h"

#include <condition_variable>
#include <mutex>
#include <optional>

namespace bouncepro {

/// A RemoteHost that answers from a transcript. Equal questions get their answers in the order of the recording, and
/// the last one again after that; a question that was not recorded gets NotFound, which names it. A stream
/// that the recording cancelled goes on in silence until it is stopped. Thread-safe, the
/// settings too: tests turn them while a worker waits.
class ReplayHost : public RemoteHost
{
public:
    explicit ReplayHost(Transcript transcript) : m_transcript(std::move(transcript)) {}

    /// Every call takes this long; a change counts for calls that wait already.
    void setDelay(std::chrono::milliseconds delay);
    /// Batches of streams come when they came in the recording, instead of at once.
    void setRealTime(bool on);
    /// What was never recorded is answered with that error, in place of one that names the question.
    void setUnrecorded(const Error &error);
    /// Calls whose question contains word end with that error, until recover().
    void failAt(const QString &word, const Error &error);
    /// Every call, waiting ones too, ends with Disconnected until recover().
    void disconnect();
    void recover();
    /// The questions so far, in order.
    QStringList questions() const;

    HostIdentity identity() const override { return m_transcript.identity; }
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
    Result<Exchange> answer(const Exchange &question, std::stop_token stop);
    Result<void> waitUntil(std::chrono::steady_clock::time_point begin, std::optional<std::chrono::milliseconds> fixed,
                           const QString &question, std::stop_token stop);
    tl::unexpected<Error> unsupported(const QString &what) const;

    const Transcript m_transcript;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::chrono::milliseconds m_delay{0};
    bool m_realTime = false;
    bool m_disconnected = false;
    std::optional<Error> m_unrecorded;
    QList<std::pair<QString, Error>> m_failures;
    QList<bool> m_used; // by exchange
    QStringList m_questions;
};

} // namespace bouncepro
