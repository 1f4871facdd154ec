// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/dialoginteraction.h"

#include "ui/servers/questiondialogs.h"

#include <algorithm>
#include <utility>

namespace bouncepro {

void PendingQuestion::answer(std::optional<Answers> given)
{
    const std::lock_guard lock(m_mutex);
    if (m_isAnswered)
        return;
    m_isAnswered = true;
    m_given = std::move(given);
    m_changed.notify_all();
}

std::optional<Answers> PendingQuestion::wait(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [this] { return m_isAnswered; });
    m_isAnswered = true; // a late answer is not kept
    return std::exchange(m_given, std::nullopt);
}

namespace {

// Answers with no when a message that holds it is dropped unread, because nobody is there any more to ask.
struct Ticket
{
    std::shared_ptr<PendingQuestion> question;
    explicit Ticket(std::shared_ptr<PendingQuestion> q) : question(std::move(q)) {}
    ~Ticket()
    {
        if (question)
            question->answer(std::nullopt);
    }
};

} // namespace

/// The worker's end. The asker may be gone at any time; its mailbox then takes nothing any more.
class DialogInteraction : public Interaction
{
public:
    DialogInteraction(DialogAsker *asker, Mailbox::Sender sender, std::optional<Environment> environment,
                      std::stop_token stop)
        : m_asker(asker),
          m_sender(std::move(sender)),
          m_environment(environment),
          m_stop(std::move(stop))
    {
    }

    bool acceptHostKey(const HostKeyQuestion &question) override
    {
        return ask([question](QWidget *window, const QString &) { return new HostKeyDialog(question, window); })
            .has_value();
    }

    std::optional<Secret> secret(const SecretQuestion &question) override
    {
        auto given =
            ask([question](QWidget *window, const QString &hint) { return new SecretDialog(question, hint, window); });
        return given ? std::optional(std::move(given->front())) : std::nullopt;
    }

    std::optional<Answers> answers(const PromptsQuestion &question) override
    {
        return ask([question](QWidget *window, const QString &) { return new PromptsDialog(question, window); });
    }

private:
    template <class Make>
    std::optional<Answers> ask(Make make)
    {
        const auto question = std::make_shared<PendingQuestion>();
        // m_asker is used by messages of its own mailbox only: they run on its thread while it lives.
        const bool sent = m_sender.post(
            [asker = m_asker, make, environment = m_environment, ticket = std::make_shared<Ticket>(question)] {
                asker->ask({std::exchange(ticket->question, nullptr), [asker, make, environment]() -> QDialog * {
                                QuestionDialog *dialog = make(asker->m_window, asker->m_hint);
                                dialog->setEnvironment(environment);
                                return dialog;
                            }});
            });
        if (!sent)
            return std::nullopt;
        auto given = question->wait(m_stop);
        m_sender.post([asker = m_asker, question] { asker->withdraw(question); });
        return given;
    }

    DialogAsker *const m_asker;
    const Mailbox::Sender m_sender;
    const std::optional<Environment> m_environment;
    const std::stop_token m_stop;
};

DialogAsker::DialogAsker(QString hint, QObject *parent) : QObject(parent), m_hint(std::move(hint)) {}

DialogAsker::~DialogAsker()
{
    if (m_open.question)
        m_open.question->answer(std::nullopt);
    for (const Waiting &waiting : std::as_const(m_waiting))
        waiting.question->answer(std::nullopt);
    delete m_dialog;
}

DialogAsker::Sender DialogAsker::sender() const
{
    return [asker = const_cast<DialogAsker *>(this),
            mailbox = m_mailbox.sender()](std::optional<Environment> environment, std::stop_token stop) {
        return std::make_shared<DialogInteraction>(asker, mailbox, environment, std::move(stop));
    };
}

void DialogAsker::ask(Waiting waiting)
{
    m_waiting << std::move(waiting);
    next();
}

void DialogAsker::next()
{
    if (m_dialog || m_waiting.isEmpty())
        return;
    m_open = m_waiting.takeFirst();
    m_dialog = m_open.make();
    connect(m_dialog, &QDialog::finished, this, [this] {
        m_open.question->answer(static_cast<QuestionDialog *>(m_dialog.data())->given());
        m_open = {};
        m_dialog = nullptr;
        Q_EMIT askingChanged(false);
        next();
    });
    Q_EMIT askingChanged(true);
    m_dialog->open();
}

// The worker has its answer, or needs none any more.
void DialogAsker::withdraw(const std::shared_ptr<PendingQuestion> &question)
{
    if (m_open.question == question && m_dialog)
        m_dialog->reject();
    m_waiting.removeIf([&](const Waiting &waiting) { return waiting.question == question; });
}

} // namespace bouncepro
