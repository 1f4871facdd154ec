// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/conversation.h"

#include <QCoreApplication>

#include <sys/socket.h>

#include <cstdlib>
#include <cstring>

namespace bouncepro {

namespace {

// A person may have to confirm on a telephone before the server goes on.
constexpr auto roundLimit = std::chrono::seconds(75);

QString tr(const char *text)
{
    return QCoreApplication::translate("Authentication", text);
}

template <class Text>
QByteArray bytesOf(const Text *text, qsizetype length)
{
    return QByteArray(reinterpret_cast<const char *>(text), text ? length : 0);
}

void responseCallback(const char *name, int nameLength, const char *instruction, int instructionLength, int count,
                      const LIBSSH2_USERAUTH_KBDINT_PROMPT *prompts, LIBSSH2_USERAUTH_KBDINT_RESPONSE *responses,
                      void **abstract)
{
    RawRound round{bytesOf(name, nameLength), bytesOf(instruction, instructionLength), {}};
    for (int i = 0; i < count; ++i)
        round.lines << RawRound::Line{bytesOf(prompts[i].text, qsizetype(prompts[i].length)), prompts[i].echo != 0};
    const auto answers = static_cast<Conversation *>(Transport::contextOf(abstract))->answer(round);
    for (size_t i = 0; i < answers.size(); ++i) {
        const QByteArray &bytes = answers[i].reveal();
        auto *copy = static_cast<char *>(std::malloc(size_t(bytes.size()) + 1)); // libssh2 frees it
        std::memcpy(copy, bytes.constData(), size_t(bytes.size()) + 1);
        responses[i].text = copy;
        responses[i].length = decltype(responses[i].length)(bytes.size());
    }
}

} // namespace

Conversation::Conversation(Transport &transport, const SshSettings &settings, Interaction &interaction,
                           const std::stop_token &stop, int attempt)
    : m_transport(transport),
      m_interaction(interaction),
      m_stop(stop),
      m_user(settings.user.toUtf8()),
      m_question{settings.user, settings.host, settings.port, {}, {}, {}, attempt},
      m_passwordQuestion{SecretKind::Password, settings.user, settings.host, settings.port, {}, attempt}
{
}

long Conversation::run()
{
    m_transport.setContext(this);
    long rc = 0;
    int rounds = 0;
    do { // each round has its own time limit, which does not count while the person thinks
        rounds = m_rounds;
        rc = m_transport.complete(roundLimit, m_stop, [this] {
            return libssh2_userauth_keyboard_interactive_ex(m_transport.session(), m_user.constData(),
                                                            unsigned(m_user.size()), responseCallback);
        });
    } while (rc == LIBSSH2_ERROR_TIMEOUT && m_rounds != rounds);
    m_transport.setContext(nullptr);
    return m_stop.stop_requested() && rc != 0 ? Transport::stopped : rc;
}

Answers Conversation::answer(const RawRound &round)
{
    if (++m_rounds > maxRounds)
        return hangUp(
            {ErrorCode::Protocol,
             tr("%1 does not stop asking: %2 rounds of questions to log in.").arg(m_question.host).arg(maxRounds),
             {},
             tr("Ask the server's administrator, or log in with a key.")});
    auto question = readRound(round, m_question);
    if (!question)
        return hangUp(question.error());
    if (question->prompts.isEmpty()) {
        m_notes << question->name << question->instruction;
        return {};
    }
    ++m_asked;
    std::optional<Answers> answers;
    if (m_asked == 1 && m_notes.join(QString()).isEmpty() && asksPassword(*question)) {
        m_password = m_interaction.secret(m_passwordQuestion);
        if (m_password)
            answers = Answers{*m_password};
    } else {
        m_notes << question->instruction;
        m_notes.removeAll(QString());
        question->instruction = m_notes.join(u'\n').right(maxInstructionBytes);
        answers = m_interaction.answers(*question);
    }
    m_notes.clear();
    if (answers && qsizetype(answers->size()) == question->prompts.size())
        return std::move(*answers);
    return hangUp({ErrorCode::AuthFailed,
                   tr("%1 asks questions to log %2 in (keyboard-interactive), and they were not answered.")
                       .arg(m_question.host, m_question.user),
                   question->prompts[0].text,
                   tr("Connect where the questions can be answered, or log in with a key. "
                      "`KbdInteractiveAuthentication no` in the SSH configuration leaves this way out.")});
}

Answers Conversation::hangUp(const Error &error)
{
    m_end = error;
    ::shutdown(m_transport.socket(), SHUT_RDWR);
    return {};
}

} // namespace bouncepro
