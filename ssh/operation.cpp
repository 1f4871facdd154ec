// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/operation.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace bouncepro {

namespace {

thread_local bool onWorker = false;

struct Pool
{
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<std::function<void()>> tasks;
    int threads = 0;
    int idle = 0;

    void work()
    {
        onWorker = true;
        std::unique_lock lock(mutex);
        for (;;) {
            ++idle;
            wake.wait(lock, [this] { return !tasks.empty(); });
            --idle;
            std::function<void()> task = std::move(tasks.front());
            tasks.pop_front();
            lock.unlock();
            task();
            task = nullptr;
            lock.lock();
        }
    }
};

// Never destroyed: its threads are detached, and one may still be inside a system call when the program ends.
Pool &pool()
{
    static Pool *const the = new Pool;
    return *the;
}

} // namespace

void WorkerPool::run(std::function<void()> task)
{
    Pool &the = pool();
    const std::lock_guard lock(the.mutex);
    the.tasks.push_back(std::move(task));
    if (the.idle < int(the.tasks.size()) && the.threads < maxThreads) {
        ++the.threads;
        std::thread([&the] { the.work(); }).detach();
    }
    the.wake.notify_one();
}

bool WorkerPool::isWorker()
{
    return onWorker;
}

Completion::Completion(QObject *owner, std::shared_ptr<std::stop_source> source)
    : Mailbox(owner),
      m_source(std::move(source))
{
}

Completion::~Completion()
{
    if (m_source)
        m_source->request_stop();
}

void Completion::finish(void *outcome)
{
    m_source.reset(); // finished: going is no reason to stop anything
    deleteLater();    // after done, which may itself delete the owner and this with it
    const auto callback = std::exchange(done, nullptr);
    callback(outcome);
}

} // namespace bouncepro
