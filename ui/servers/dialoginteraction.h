#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"
#include "ssh/interaction.h"
#include "ssh/mailbox.h"

#include <QPointer>
#include <QWidget>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>

class QDialog;

namespace bouncepro {

/// One question on its way to the person and back; the worker waits on it.
class PendingQuestion
{
public:
    /// Any thread; the first answer counts. nullopt: none is given.
    void answer(std::optional<Answers> given);
    /// Blocks until answered or stopped.
    std::optional<Answers> wait(const std::stop_token &stop);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_isAnswered = false;
    std::optional<Answers> m_given;
};

/// The GUI thread's end of questions from workers: shows each as a dialog of the window, one after the other, and
/// never blocks. Its death answers all with no.
class DialogAsker : public QObject
{
    Q_OBJECT

public:
    /// hint: what happens to a secret that is given, as a sentence.
    explicit DialogAsker(QString hint, QObject *parent = nullptr);
    ~DialogAsker() override;
    /// The window whose dialogs they are.
    void setWindow(QWidget *window) { m_window = window; }

    /// Makes, on any thread, the person of one connection to a server of that environment, where it is known. The
    /// person's questions end with stop. May outlive the asker.
    using Sender = std::function<std::shared_ptr<Interaction>(std::optional<Environment>, std::stop_token)>;
    Sender sender() const;

Q_SIGNALS:
    void askingChanged(bool asking);

private:
    friend class DialogInteraction;
    struct Waiting
    {
        std::shared_ptr<PendingQuestion> question;
        std::function<QDialog *()> make;
    };
    void ask(Waiting waiting);
    void next();
    void withdraw(const std::shared_ptr<PendingQuestion> &question);

    QPointer<QWidget> m_window;
    const QString m_hint;
    Mailbox m_mailbox;
    QList<Waiting> m_waiting;
    Waiting m_open;
    QPointer<QDialog> m_dialog;
};

} // namespace bouncepro
