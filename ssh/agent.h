#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/hostkeys.h"

#include <memory>
#include <stop_token>

namespace bouncepro {

/// A connection to an ssh-agent on its Unix socket (draft-miller-ssh-agent). Blocks the calling worker, with limits:
/// libssh2's own agent client waits without end on one that does not answer.
class Agent
{
public:
    /// Errors: NotFound (nothing listens there).
    static Result<std::unique_ptr<Agent>> connect(const QString &socketPath, std::stop_token stop);
    ~Agent();
    Agent(const Agent &) = delete;
    Agent &operator=(const Agent &) = delete;

    /// The public keys that it holds, at most 100.
    Result<QList<HostKey>> identities();
    /// Signs; the agent may ask a person first. Answers the signature's bytes without its type.
    Result<QByteArray> sign(const HostKey &key, const QByteArray &data, quint32 flags);

private:
    explicit Agent(int socket, std::stop_token stop) : m_socket(socket), m_stop(std::move(stop)) {}
    Result<QByteArray> ask(const QByteArray &message, std::chrono::seconds limit);
    int m_socket;
    std::stop_token m_stop;
};

} // namespace bouncepro
