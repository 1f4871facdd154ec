#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/interaction.h"
#include "ssh/result.h"

#include <memory>

namespace bouncepro {

/// Where secrets are kept between connections: a keychain, or memory. One entry for each kind, login, host, port and
/// key file. Calls block a worker thread, never the GUI thread; thread-safe.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    /// nullopt: none is kept.
    virtual Result<std::optional<Secret>> read(const SecretQuestion &question) = 0;
    virtual Result<void> write(const SecretQuestion &question, const Secret &secret) = 0;
    /// Fine where none is kept.
    virtual Result<void> remove(const SecretQuestion &question) = 0;

    /// The entry's name, for example "password deploy@example.org:22"; holds no secret.
    static QString entryOf(const SecretQuestion &question);
};

/// A person whose secrets are kept (answers to a server's own questions are not): a store is asked first, a right
/// answer goes into it, a wrong one out of it. A store that fails costs a question, not the connection; the failure is
/// logged.
class StoredInteraction : public Interaction
{
public:
    StoredInteraction(std::shared_ptr<Interaction> person, std::shared_ptr<SecretStore> store)
        : m_person(std::move(person)),
          m_store(std::move(store))
    {
    }
    bool acceptHostKey(const HostKeyQuestion &question) override { return m_person->acceptHostKey(question); }
    std::optional<Secret> secret(const SecretQuestion &question) override;
    std::optional<Answers> answers(const PromptsQuestion &question) override { return m_person->answers(question); }
    void secretAccepted(const SecretQuestion &question, const Secret &secret) override;
    void secretRejected(const SecretQuestion &question) override;

private:
    const std::shared_ptr<Interaction> m_person;
    const std::shared_ptr<SecretStore> m_store;
};

} // namespace bouncepro
