#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/mailbox.h"
#include "ssh/result.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>

namespace bouncepro {

/// Our own pool of at most 64 worker threads, grown as needed; flows run here. (Qt's default pool has as many threads
/// as the machine has cores: two followed jobs would starve every poll.)
class WorkerPool
{
public:
    static constexpr int maxThreads = 64;
    /// Any thread. Tasks past the 64th wait their turn.
    static void run(std::function<void()> task);
    /// True on a worker of the pool.
    static bool isWorker();
};

/// A started flow, held by whoever may want to cancel it; dropping it changes nothing.
class Operation
{
public:
    Operation() = default;
    explicit Operation(std::shared_ptr<std::stop_source> source) : m_source(std::move(source)) {}
    /// Asks the flow to end; its result (as a rule Cancelled) still arrives.
    void stop()
    {
        if (m_source)
            m_source->request_stop();
    }
    bool isStarted() const { return m_source != nullptr; }

private:
    std::shared_ptr<std::stop_source> m_source;
};

/// The owner's end of one flow: lives with the owner, and its death before the result stops the flow.
class Completion : public Mailbox
{
    Q_OBJECT

public:
    Completion(QObject *owner, std::shared_ptr<std::stop_source> source);
    ~Completion() override;
    /// Owner's thread: calls back once with the result and goes.
    void finish(void *outcome);
    std::function<void(void *outcome)> done; ///< destroyed on the owner's thread, with all that it captured

private:
    std::shared_ptr<std::stop_source> m_source;
};

/// Runs work on a worker and hands its result, once, to done on the owner's thread (the calling one); never if the
/// owner dies first, in which case the work is asked to stop. Nothing can wait for it: a worker must not start one.
template <class Work, class Done>
Operation start(QObject *owner, Work work, Done done)
{
    Q_ASSERT_X(!WorkerPool::isWorker(), "start", "a flow must not hang on another flow of the pool");
    using Outcome = std::invoke_result_t<Work, std::stop_token>;
    auto source = std::make_shared<std::stop_source>();
    auto *completion = new Completion(owner, source);
    completion->done = [done = std::move(done)](void *outcome) mutable {
        done(std::move(*static_cast<Outcome *>(outcome)));
    };
    WorkerPool::run(
        [completion, sender = completion->sender(), token = source->get_token(), work = std::move(work)]() mutable {
            auto outcome = std::make_shared<Outcome>(work(token));
            sender.post([completion, outcome] { completion->finish(outcome.get()); }); // runs only while it lives
        });
    return Operation(std::move(source));
}

} // namespace bouncepro
