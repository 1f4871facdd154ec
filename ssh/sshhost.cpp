// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/sshhost.h"

#include "ssh/connection.h"
#include "ssh/exectask.h"
#include "ssh/forwarding.h"
#include "ssh/iothreads.h"
#include "ssh/link.h"
#include "ssh/rememberingsecrets.h"
#include "ssh/remotefiles.h"
#include "ssh/terminaltask.h"

#include <QCoreApplication>

#include <array>
#include <condition_variable>

namespace bouncepro {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("SshHost", text);
}
} // namespace

QString nameOf(HostState state)
{
    static constexpr std::array names = {"Connecting", "Connected", "Waiting", "Disconnected"};
    return QString::fromLatin1(names[size_t(state)]);
}

// What the host shares with its session's thread, which may report a loss after the host is gone.
struct SshHost::Shared
{
    SshTarget target;
    std::unique_ptr<Interaction> interaction; // used by the worker that connects alone
    Listener listener;

    mutable std::mutex mutex; // of all that follows
    std::condition_variable_any changed;
    std::shared_ptr<Link> link;
    bool connecting = false;
    int failures = 0; // counts failed tries, so that those who waited for one share its error
    std::optional<Error> lastError;
    HostIdentity identity;
    QStringList warnings;

    mutable std::mutex statusMutex; // not held together with the other one
    std::mutex listenerMutex;
    HostStatus status;

    void announce(const HostStatus &news)
    {
        const std::lock_guard order(listenerMutex);
        {
            const std::lock_guard lock(statusMutex);
            status = news;
        }
        if (listener)
            listener(news);
    }

    Result<std::shared_ptr<Link>> connect(const std::shared_ptr<Shared> &self, const std::stop_token &stop)
    {
        announce({HostState::Connecting, {}, {}});
        auto made = establish(target, *interaction, stop);
        if (!made) {
            announce({HostState::Disconnected, {}, made.error().message});
            return fail(made.error());
        }
        const std::weak_ptr weak = self;
        auto fresh = Link::adopt(
            std::move(made->transport), made->alive,
            [weak](const Error &error) {
                if (const auto alive = weak.lock())
                    alive->announce({HostState::Disconnected, {}, error.message});
            },
            made->through);
        {
            const std::lock_guard lock(mutex);
            identity = made->identity;
            warnings = made->warnings;
        }
        announce({HostState::Connected, {}, {}});
        return fresh;
    }
};

Result<std::shared_ptr<SshHost>> SshHost::connect(const SshTarget &target, std::shared_ptr<Interaction> interaction,
                                                  std::stop_token stop, Listener listener)
{
    auto shared = std::make_shared<Shared>();
    shared->target = target;
    shared->interaction = std::make_unique<RememberingSecrets>(std::move(interaction));
    shared->listener = std::move(listener);
    std::shared_ptr<SshHost> host(new SshHost(shared));
    if (const auto link = host->link(stop); !link)
        return fail(link.error());
    return host;
}

SshHost::~SshHost()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->link.reset();
}

// The living connection, or a new one. One worker connects; those who come meanwhile wait for what it gets.
Result<std::shared_ptr<Link>> SshHost::link(const std::stop_token &stop)
{
    Q_ASSERT_X(!IoThreads::isCurrent(), "SshHost", "a worker's call on a connection's thread");
    Shared &shared = *m_shared;
    std::unique_lock lock(shared.mutex);
    const int failures = shared.failures;
    while (shared.connecting) {
        if (!shared.changed.wait(lock, stop, [&] { return !shared.connecting; }))
            return fail(ErrorCode::Cancelled, tr("Cancelled."));
        if (shared.failures != failures)
            return fail(*shared.lastError);
    }
    if (shared.link && shared.link->isAlive())
        return shared.link;
    shared.link.reset();
    shared.connecting = true;
    lock.unlock();
    auto fresh = shared.connect(m_shared, stop);
    lock.lock();
    shared.connecting = false;
    if (fresh)
        shared.link = *fresh;
    else if (fresh.error().code != ErrorCode::Cancelled) { // whoever waits tries for itself after a cancelled one
        shared.lastError = fresh.error();
        ++shared.failures;
    }
    shared.changed.notify_all();
    return fresh;
}

Result<Output> SshHost::exec(const Command &command, const Sink *sink, const std::stop_token &stop)
{
    for (int attempt = 1;; ++attempt) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, tr("Cancelled."));
        const auto link = this->link(stop);
        if (!link)
            return fail(link.error());
        const auto task = std::make_shared<ExecTask>(command, sink ? ExecTask::Kind::Stream : ExecTask::Kind::Run);
        (*link)->add(task);
        auto output = [&] {
            const std::stop_callback onStop(stop, [&] {
                (*link)->cancel(task, {ErrorCode::Cancelled,
                                       tr("The command was cancelled."),
                                       {},
                                       tr("It was ended on the server; it may have done part of its work.")});
            });
            return task->await(sink, [&] { (*link)->wake(); });
        }();
        // Nothing had reached the server: the connection was found broken, and one new one is tried.
        if (!output && output.error().code == ErrorCode::Disconnected && !task->wasSent() && attempt == 1)
            continue;
        return output;
    }
}

Result<Output> SshHost::run(const Command &command, std::stop_token stop)
{
    return exec(command, nullptr, stop);
}

Result<Output> SshHost::stream(const Command &command, const Sink &sink, std::stop_token stop)
{
    return exec(command, &sink, stop);
}

// Nothing is tried again: what a person typed belongs to the terminal that he saw.
Result<int> SshHost::terminal(const Command &command, const std::shared_ptr<TerminalInput> &input, const Sink &sink,
                              std::stop_token stop)
{
    const auto link = this->link(stop);
    if (!link)
        return fail(link.error());
    const auto task = std::make_shared<TerminalTask>(command, input);
    input->setWaker([link = *link] { link->wake(); });
    (*link)->add(task);
    auto code = [&] {
        const std::stop_callback onStop(stop, [&] {
            (*link)->cancel(task, {ErrorCode::Cancelled, tr("The terminal was closed."), {}, {}});
        });
        return task->await(sink, [&] { (*link)->wake(); });
    }();
    input->setWaker({});
    return code;
}

Result<RemoteFile> SshHost::readFile(const QString &path, qint64 limit, std::stop_token stop)
{
    return readRemoteFile(*this, path, limit, stop);
}

Result<QByteArray> SshHost::replaceFile(const QString &path, const QByteArray &bytes, const ReplaceOptions &options,
                                        std::stop_token stop)
{
    return replaceRemoteFile(*this, path, bytes, options, stop);
}

HostIdentity SshHost::identity() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->identity;
}

HostStatus SshHost::status() const
{
    const std::lock_guard lock(m_shared->statusMutex);
    return m_shared->status;
}

QStringList SshHost::warnings() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->warnings;
}

void SshHost::announceRetry(std::chrono::milliseconds in, const QString &reason)
{
    m_shared->announce({HostState::Waiting, in, reason});
}

Result<std::unique_ptr<Forward>> SshHost::forward(const QString &host, int port, std::stop_token stop)
{
    auto link = this->link(stop);
    if (!link)
        return fail(link.error());
    return SocketForward::create(std::move(*link), host, port, stop);
}

} // namespace bouncepro
