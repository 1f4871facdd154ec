#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/interaction.h"
#include "ssh/prompts.h"
#include "ssh/sshconfig.h"
#include "ssh/transport.h"

namespace bouncepro {

/// One try of keyboard-interactive login: the server asks, round after round, until it lets us in or refuses. Rounds
/// without prompts are answered by themselves. The worker that connects waits inside for the person.
class Conversation
{
public:
    Conversation(Transport &transport, const SshSettings &settings, Interaction &interaction,
                 const std::stop_token &stop, int attempt);

    /// Answers as Transport::complete.
    long run();

    /// The server asked at least one line.
    bool hasAsked() const { return m_asked > 0; }
    /// All that it asked was the account's password, through Interaction::secret.
    bool hasAskedPasswordOnly() const { return m_asked == 1 && m_password; }
    const std::optional<Secret> &password() const { return m_password; }
    const SecretQuestion &passwordQuestion() const { return m_passwordQuestion; }
    /// Why no answer was sent. libssh2 cannot be kept from sending one, so that the connection is over then.
    const std::optional<Error> &end() const { return m_end; }

    /// For libssh2's callback.
    Answers answer(const RawRound &round);

private:
    Answers hangUp(const Error &error);

    Transport &m_transport;
    Interaction &m_interaction;
    const std::stop_token m_stop;
    const QByteArray m_user;
    PromptsQuestion m_question; // who asks whom
    SecretQuestion m_passwordQuestion;
    QStringList m_notes; // of rounds without prompts, for the next question
    std::optional<Secret> m_password;
    int m_rounds = 0;
    int m_asked = 0; // rounds with prompts
    std::optional<Error> m_end;
};

} // namespace bouncepro
