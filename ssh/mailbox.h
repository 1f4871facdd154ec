#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QObject>

#include <functional>
#include <memory>

namespace bouncepro {

/// The one crossing between threads: messages posted from anywhere run, in order, on the thread that made the mailbox.
/// A std::mutex queue woken by an eventfd, and not queued Qt signals: ThreadSanitizer sees its locks, while it gives
/// false reports for the ones inside the distribution's Qt.
class Mailbox : public QObject
{
    Q_OBJECT

public:
    using Message = std::function<void()>;

    /// The sending end: copyable, usable from any thread, and valid after the mailbox is gone.
    class Sender
    {
    public:
        Sender() = default;
        /// False when the mailbox is gone; the message is dropped then.
        bool post(Message message) const;

    private:
        friend class Mailbox;
        struct Queue;
        std::shared_ptr<Queue> m_queue;
    };

    /// To be made on a thread with a Qt event loop.
    explicit Mailbox(QObject *parent = nullptr);
    /// Messages not yet run are dropped.
    ~Mailbox() override;

    Sender sender() const { return m_sender; }

private:
    void drain();
    Sender m_sender;
};

} // namespace bouncepro
