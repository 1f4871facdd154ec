// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/jump.h"

#include "ssh/tunneltask.h"

#include <QCoreApplication>

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Jump", text);
}

// What the worker waits for.
struct Opening
{
    std::mutex mutex;
    std::condition_variable_any changed;
    bool isOver = false;
    std::optional<Error> error;

    void end(const std::optional<Error> &with)
    {
        const std::lock_guard lock(mutex);
        isOver = true;
        error = with;
        changed.notify_all();
    }
};

} // namespace

Result<int> tunnel(const Link &jump, const SshSettings &next, const std::stop_token &stop)
{
    const QString place = QStringLiteral("%1:%2").arg(next.host).arg(next.port);
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        return fail(ErrorCode::Internal, tr("No socket could be made for the way to %1.").arg(place), {},
                    QString::fromLocal8Bit(std::strerror(errno)));
    const auto opening = std::make_shared<Opening>();
    jump.withSession([opening, far = ends[1], host = next.host, port = next.port](Session *session) {
        if (session)
            session->add(std::make_shared<TunnelTask>(*session, far, host, port,
                                                      [opening](const auto &error) { opening->end(error); }));
        else
            ::close(far);
        if (!session)
            opening->end(Error{ErrorCode::Disconnected, tr("The connection was closed."), {}, {}});
    });
    std::unique_lock lock(opening->mutex);
    const bool isOver = opening->changed.wait_for(lock, stop, next.connectTimeout, [&] { return opening->isOver; });
    std::optional<Error> error = opening->error;
    if (stop.stop_requested())
        error = Error{ErrorCode::Cancelled, tr("Connecting to %1 was cancelled.").arg(place), {}, {}};
    else if (!isOver)
        error = Error{ErrorCode::Timeout,
                      tr("It did not answer in time."),
                      {},
                      tr("Check that %1 is up as seen from there, and that no firewall drops the packets.").arg(place)};
    if (!error)
        return ends[0];
    ::close(ends[0]); // the tunnel ends, too
    if (error->code != ErrorCode::Cancelled && error->code != ErrorCode::Disconnected)
        error->message = tr("Next is %1. %2").arg(place, error->message);
    return fail(*error);
}

} // namespace bouncepro
