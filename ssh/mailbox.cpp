// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/mailbox.h"

#include <QSocketNotifier>

#include <sys/eventfd.h>
#include <unistd.h>

#include <deque>
#include <mutex>

namespace bouncepro {

struct Mailbox::Sender::Queue
{
    std::mutex mutex;
    std::deque<Message> messages;
    bool open = true;
    // Closed with the last sender, not with the mailbox: a late post must not write into a reused descriptor.
    const int wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);

    Queue() = default;
    Queue(const Queue &) = delete;
    Queue &operator=(const Queue &) = delete;
    ~Queue() { ::close(wake); }
};

bool Mailbox::Sender::post(Message message) const
{
    if (!m_queue)
        return false;
    const std::lock_guard lock(m_queue->mutex);
    if (!m_queue->open)
        return false;
    m_queue->messages.push_back(std::move(message));
    if (m_queue->messages.size() == 1)
        eventfd_write(m_queue->wake, 1); // cannot fail before 2^64 - 1 wakes
    return true;
}

Mailbox::Mailbox(QObject *parent) : QObject(parent)
{
    m_sender.m_queue = std::make_shared<Sender::Queue>();
    auto *notifier = new QSocketNotifier(m_sender.m_queue->wake, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &Mailbox::drain);
}

Mailbox::~Mailbox()
{
    std::deque<Message> dropped; // destroyed after the lock is gone: a message may own anything
    const std::lock_guard lock(m_sender.m_queue->mutex);
    m_sender.m_queue->open = false;
    dropped.swap(m_sender.m_queue->messages);
}

void Mailbox::drain()
{
    const std::shared_ptr<Sender::Queue> queue = m_sender.m_queue; // a message may delete this mailbox
    std::deque<Message> batch;
    {
        const std::lock_guard lock(queue->mutex);
        eventfd_t ignored = 0;
        eventfd_read(queue->wake, &ignored);
        batch.swap(queue->messages);
    }
    for (Message &message : batch) {
        {
            const std::lock_guard lock(queue->mutex);
            if (!queue->open)
                return;
        }
        message();
        message = nullptr;
    }
}

} // namespace bouncepro
