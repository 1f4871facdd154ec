// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/containerterminal.h"

#include "models/jobs/jobs.h"
#include "models/jobs/statedirectory.h"

#include <condition_variable>
#include <mutex>

namespace bouncepro {

namespace {

constexpr qsizetype longestReason = 200;
constexpr qsizetype slice = 4096; // bytes at once: in the worst case each second one scrolls the whole screen

struct Wish
{
    ServerProfile profile;
    QString project, service;
    std::optional<Arming> arming;
};

Result<void> audit(RemoteHost &host, const StateDirectory &state, const Wish &wish, const QString &outcome,
                   std::stop_token stop)
{
    const QString reason = wish.arming ? wish.arming->reason.simplified().left(longestReason) : QString();
    const QString subject = reason.isEmpty() ? wish.service : QStringLiteral("%1 (%2)").arg(wish.service, reason);
    return writeAct(host, state, {QStringLiteral("terminal"), subject, outcome}, stop);
}

// First the line in the audit, then the terminal; a line for its end wherever one can still be written.
Result<int> run(RemoteHost &host, const Wish &wish, const std::shared_ptr<TerminalInput> &input,
                const RemoteHost::Sink &sink, std::stop_token stop)
{
    if (auto may = mayChange(wish.profile, wish.arming, QDateTime::currentDateTimeUtc()); !may)
        return fail(may.error());
    const auto state = prepareState(host, wish.profile, wish.project, stop);
    if (!state)
        return fail(state.error());
    if (auto begun = audit(host, *state, wish, QStringLiteral("opened"), stop); !begun)
        return fail(begun.error());
    auto code = host.terminal(containerShell(wish.profile, wish.project, wish.service), input, sink, stop);
    if (!code && code.error().code == ErrorCode::Disconnected)
        return code;
    // Also of a terminal that was closed: that stop is not meant for the audit.
    if (auto ended = audit(host, *state, wish, QStringLiteral("ended"), {}); !ended && code)
        return fail(ended.error());
    return code;
}

} // namespace

Command containerShell(const ServerProfile &profile, const QString &project, const QString &service)
{
    const auto word = [](const char *text) { return QString::fromLatin1(text); };
    return Command({word("docker"), word("compose"), word("-p"), project, word("-f"), profile.composeFile, word("exec"),
                    word("-e"), word("TERM=xterm-256color"), word("-e"), word("LANG=C.UTF-8"), word("--"), service,
                    word("sh"), word("-c"), word("command -v bash >/dev/null 2>&1 && exec bash; exec sh")})
        .in(profile.stack);
}

/// Holds the worker until what it handed over was worked upon.
struct ContainerTerminal::Gate
{
    std::mutex mutex;
    std::condition_variable_any changed;
    bool isBusy = false;

    bool enter(std::stop_token stop)
    {
        std::unique_lock lock(mutex);
        if (!changed.wait(lock, stop, [this] { return !isBusy; }))
            return false;
        isBusy = true;
        return true;
    }
    void leave()
    {
        const std::lock_guard lock(mutex);
        isBusy = false;
        changed.notify_all();
    }
};

ContainerTerminal::ContainerTerminal(ServerMonitor &monitor, const QString &service,
                                     const std::optional<Arming> &arming, QSize size, QObject *parent)
    : QObject(parent),
      m_input(std::make_shared<TerminalInput>(size)),
      m_gate(std::make_shared<Gate>())
{
    const auto &status = monitor.view().status;
    const Wish wish{monitor.profile(), status ? status->project : QString(), service, arming};
    const auto deliver = [this, gate = m_gate](const QByteArray &batch) {
        setState(State::Open);
        Q_EMIT printed(batch);
        gate->leave();
    };
    m_operation = start(
        this,
        [host = monitor.host(), wish, input = m_input, gate = m_gate, sender = m_mailbox.sender(),
         deliver](std::stop_token stop) -> Result<int> {
            if (!host)
                return fail(ErrorCode::Disconnected, tr("%1 is not connected.").arg(wish.profile.name),
                            tr("Wait until the connection is back, then open the terminal again."));
            const auto sink = [&](const QByteArray &batch) {
                for (qsizetype at = 0; at < batch.size() && gate->enter(stop); at += slice)
                    sender.post([deliver, bytes = batch.mid(at, slice)] { deliver(bytes); });
            };
            return run(*host, wish, input, sink, stop);
        },
        [this](Result<int> code) {
            m_end = std::move(code);
            setState(State::Ended);
        });
}

ContainerTerminal::~ContainerTerminal() = default;

void ContainerTerminal::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged();
}

} // namespace bouncepro
