#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/interaction.h"

#include <memory>
#include <utility>
#include <vector>

namespace bouncepro {

/// Asks the person once: a secret that worked is kept for the next connect of the same host. Used by one worker at a
/// time.
class RememberingSecrets : public Interaction
{
public:
    explicit RememberingSecrets(std::shared_ptr<Interaction> person) : m_person(std::move(person)) {}

    bool acceptHostKey(const HostKeyQuestion &question) override { return m_person->acceptHostKey(question); }

    std::optional<Secret> secret(const SecretQuestion &question) override
    {
        for (const auto &[known, secret] : m_kept)
            if (question.attempt == 1 && known == question)
                return secret;
        return m_person->secret(question);
    }

    std::optional<Answers> answers(const PromptsQuestion &question) override { return m_person->answers(question); }

    void secretAccepted(const SecretQuestion &question, const Secret &secret) override
    {
        forget(question);
        m_kept.emplace_back(first(question), secret);
        m_person->secretAccepted(question, secret);
    }

    void secretRejected(const SecretQuestion &question) override
    {
        forget(question);
        m_person->secretRejected(question);
    }

private:
    static SecretQuestion first(SecretQuestion question)
    {
        question.attempt = 1;
        return question;
    }
    void forget(const SecretQuestion &question)
    {
        std::erase_if(m_kept, [&](const auto &kept) { return kept.first == first(question); });
    }

    std::shared_ptr<Interaction> m_person;
    std::vector<std::pair<SecretQuestion, Secret>> m_kept;
};

} // namespace bouncepro
