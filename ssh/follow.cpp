// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/follow.h"

#include "ssh/sshhost.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace bouncepro {

namespace {

constexpr std::chrono::milliseconds firstWait{1000}, longestWait{30000};

bool mayPass(ErrorCode code)
{
    return code == ErrorCode::Disconnected || code == ErrorCode::Timeout || code == ErrorCode::Unreachable ||
           code == ErrorCode::Penalized;
}

} // namespace

Result<Output> follow(RemoteHost &host, const std::function<Command()> &next, const RemoteHost::Sink &sink,
                      const std::function<void(const Error &, std::chrono::seconds)> &onRetry, std::stop_token stop)
{
    auto wait = firstWait;
    const RemoteHost::Sink watched = [&](const QByteArray &batch) {
        wait = firstWait;
        sink(batch);
    };
    for (;;) {
        auto output = host.stream(next(), watched, stop);
        if (output || !mayPass(output.error().code))
            return output;
        // At random, so that many consoles do not come back to a server all at once.
        const auto pause = wait - std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(wait.count() / 4)));
        wait = std::min(wait * 2, longestWait);
        if (auto *ssh = dynamic_cast<SshHost *>(&host))
            ssh->announceRetry(pause, output.error().message);
        if (onRetry)
            onRetry(output.error(), std::chrono::ceil<std::chrono::seconds>(pause));
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, pause, [] { return false; });
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, QCoreApplication::translate("Follow", "Following was cancelled."));
    }
}

} // namespace bouncepro
