// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/iothreads.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <future>
#include <mutex>

namespace bouncepro {

namespace {
thread_local QObject *currentRoot = nullptr;
std::mutex instanceMutex;
std::unique_ptr<IoThreads> theInstance;
} // namespace

class IoThreads::Thread : public QThread
{
public:
    Thread()
    {
        setObjectName(QStringLiteral("ssh-io"));
        auto ready = m_ready.get_future();
        m_ended = m_end.get_future();
        start();
        m_sender = ready.get();
    }

    ~Thread() override
    {
        m_sender.post([] { QThread::currentThread()->quit(); });
        m_ended.wait();
        wait();
    }

    Mailbox::Sender sender() const { return m_sender; }

protected:
    void run() override
    {
        {
            QObject root;
            Mailbox mailbox;
            currentRoot = &root;
            m_ready.set_value(mailbox.sender());
            exec();
        }
        currentRoot = nullptr;
        m_end.set_value();
    }

private:
    std::promise<Mailbox::Sender> m_ready;
    std::promise<void> m_end;
    std::future<void> m_ended;
    Mailbox::Sender m_sender;
};

IoThreads::IoThreads()
{
    const int count = std::clamp(QThread::idealThreadCount(), 2, 4);
    for (int i = 0; i < count; ++i)
        m_threads.push_back(std::make_unique<Thread>());
}

IoThreads::~IoThreads() = default;

IoThreads &IoThreads::instance()
{
    const std::lock_guard lock(instanceMutex);
    if (!theInstance) {
        theInstance.reset(new IoThreads);
        // An event loop must not outlive the application object; whatever still hangs on it is closed with it.
        qAddPostRoutine([] {
            std::unique_ptr<IoThreads> ending;
            {
                const std::lock_guard inner(instanceMutex);
                ending = std::move(theInstance);
            }
        });
    }
    return *theInstance;
}

Mailbox::Sender IoThreads::next()
{
    const std::lock_guard lock(instanceMutex);
    return m_threads[m_next++ % m_threads.size()]->sender();
}

bool IoThreads::isCurrent()
{
    return currentRoot != nullptr;
}

QObject *IoThreads::root()
{
    return currentRoot;
}

} // namespace bouncepro
