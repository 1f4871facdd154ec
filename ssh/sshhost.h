#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/interaction.h"
#include "ssh/remotehost.h"
#include "ssh/sshtarget.h"

#include <chrono>

namespace bouncepro {

class Link;

enum class HostState {
    Connecting,
    Connected,
    Waiting, ///< before the next try of a stream that follow() resumes
    Disconnected,
};
QString nameOf(HostState state);

struct HostStatus
{
    HostState state = HostState::Disconnected;
    std::chrono::milliseconds retryIn{0}; ///< Waiting: until the next try
    QString reason;                       ///< Disconnected, Waiting: what happened
};

/// A server over SSH. Made by connect; from then on every call that finds the connection broken connects again, once,
/// with the same checks. Any worker may call; the connection lives on an I/O thread of its own choice and is dropped,
/// without waiting, with the last reference. Secrets that were given are kept in memory for reconnecting until then.
class SshHost : public RemoteHost
{
public:
    using Listener = std::function<void(const HostStatus &status)>;

    /// Resolves the target, connects, checks the host key and logs in; blocks the calling worker. The listener is
    /// called on whichever thread has news, never two at a time, and must not block.
    static Result<std::shared_ptr<SshHost>> connect(const SshTarget &target, std::shared_ptr<Interaction> interaction,
                                                    std::stop_token stop = {}, Listener listener = {});
    ~SshHost() override;

    HostIdentity identity() const override;
    Result<Output> run(const Command &command, std::stop_token stop = {}) override;
    Result<Output> stream(const Command &command, const Sink &sink, std::stop_token stop = {}) override;
    Result<int> terminal(const Command &command, const std::shared_ptr<TerminalInput> &input, const Sink &sink,
                         std::stop_token stop = {}) override;
    Result<RemoteFile> readFile(const QString &path, qint64 limit, std::stop_token stop = {}) override;
    Result<QByteArray> replaceFile(const QString &path, const QByteArray &bytes, const ReplaceOptions &options,
                                   std::stop_token stop = {}) override;
    Result<void> download(const QString &remotePath, const QString &localPath, const Progress &progress,
                          std::stop_token stop = {}) override;
    Result<void> upload(const QString &localPath, const QString &remotePath, int mode, const Progress &progress,
                        std::stop_token stop = {}) override;
    Result<std::unique_ptr<Forward>> forward(const QString &host, int port, std::stop_token stop = {}) override;

    HostStatus status() const;
    /// What the known hosts files hold that could not be used, as found while connecting; for a person.
    QStringList warnings() const;
    /// Tells the listener that a stream will be tried again (follow() does).
    void announceRetry(std::chrono::milliseconds in, const QString &reason);

private:
    struct Shared;
    explicit SshHost(std::shared_ptr<Shared> shared) : m_shared(std::move(shared)) {}
    Result<std::shared_ptr<Link>> link(const std::stop_token &stop);
    Result<Output> exec(const Command &command, const Sink *sink, const std::stop_token &stop);
    std::shared_ptr<Shared> m_shared;
};

} // namespace bouncepro
