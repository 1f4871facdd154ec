#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/secretstore.h"

#include <QString>

#include <chrono>
#include <map>
#include <mutex>

namespace bouncepro {

/// Secrets for this run of the program only.
class MemoryStore : public SecretStore
{
public:
    Result<std::optional<Secret>> read(const SecretQuestion &question) override;
    Result<void> write(const SecretQuestion &question, const Secret &secret) override;
    Result<void> remove(const SecretQuestion &question) override;

private:
    std::mutex m_mutex;
    std::map<QString, Secret> m_secrets;
};

/// The desktop's keychain. Where there is none, secrets are kept for this run only, never in plain text on disk. Its
/// jobs run on a thread with an event loop of its own; callers, which are workers, wait at most the time limit.
class Keychain : public SecretStore
{
public:
    explicit Keychain(std::chrono::milliseconds limit = std::chrono::seconds(20));
    ~Keychain() override;

    Result<std::optional<Secret>> read(const SecretQuestion &question) override;
    Result<void> write(const SecretQuestion &question, const Secret &secret) override;
    Result<void> remove(const SecretQuestion &question) override;

    /// False once a call has found no keychain: from then on memory is used.
    bool isAvailable() const;

private:
    class Jobs;
    struct Answer;
    enum class Act { Read, Write, Remove };
    Result<Answer> run(Act act, const SecretQuestion &question, const Secret &secret);

    const std::chrono::milliseconds m_limit;
    const std::unique_ptr<Jobs> m_jobs;
    MemoryStore m_memory;
    mutable std::mutex m_mutex;
    bool m_isAvailable = true;
};

} // namespace bouncepro
