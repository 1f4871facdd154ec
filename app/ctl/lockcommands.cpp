// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/openjobs.h"
#include "models/jobs/freeze.h"
#include "models/jobs/lock.h"
#include "models/jobs/when.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

QJsonObject toJsonObject(const LockHolder &holder)
{
    return {{QStringLiteral("job"), holder.job},
            {QStringLiteral("action"), holder.action},
            {QStringLiteral("subject"), holder.subject},
            {QStringLiteral("actor"), holder.actor},
            {QStringLiteral("since"), holder.since.toUTC().toString(Qt::ISODate)},
            {QStringLiteral("left"), holder.isLeft}};
}

QString sentence(const LockHolder &holder)
{
    if (holder.job.isEmpty())
        return tr("held, by whom is not known");
    const QString what = tr("%1: %2 %3 by %4, since %5")
                             .arg(holder.job, holder.action, holder.subject, holder.actor, localTime(holder.since));
    return holder.isLeft ? tr("%1; the job is over, and something that it started keeps the lock").arg(what) : what;
}

} // namespace

Result<void> waitForTurn(Call &call, RemoteHost &host, const StateDirectory &state, const QString &ticket)
{
    const auto told = [&](const QueuePlace &place) {
        QJsonArray holders;
        QStringList names;
        for (const LockHolder &holder : place.holders) {
            holders << toJsonObject(holder);
            names << sentence(holder);
        }
        if (call.printer.json())
            call.printer.answer({}, {{QStringLiteral("event"), QStringLiteral("waiting")},
                                     {QStringLiteral("position"), place.position},
                                     {QStringLiteral("holders"), holders}});
        else
            call.printer.remark(tr("Waiting for the lock, number %1. %2")
                                    .arg(place.position)
                                    .arg(names.join(QStringLiteral("; ")))
                                    .trimmed());
    };
    return waitForLock(
        host, state, ticket, told,
        [&](const Error &error, std::chrono::seconds wait) {
            call.printer.remark(
                tr("The connection is lost (%1) Next try in %2 s.").arg(error.message).arg(wait.count()));
        },
        call.stop);
}

Result<int> lockShow(Call &call)
{
    auto server = openServer(call);
    if (!server)
        return fail(server.error());
    LockState lock;
    if (server->state) {
        auto read = readLock(*server->host, *server->state, call.stop);
        if (!read)
            return fail(read.error());
        lock = *read;
    }
    const QString word = !lock.held                       ? QStringLiteral("free")
                         : *lock.held == LockKind::Shared ? QStringLiteral("shared")
                                                          : QStringLiteral("exclusive");
    QString text = tr("The lock of %1 is %2.\n").arg(server->profile.name, word);
    QJsonArray holders;
    for (const LockHolder &holder : lock.holders) {
        text += QStringLiteral("  ") + visible(sentence(holder)) + QLatin1Char('\n');
        holders << toJsonObject(holder);
    }
    call.printer.answer(text, {{QStringLiteral("lock"), word}, {QStringLiteral("holders"), holders}});
    return Done;
}

Result<int> lockBreak(Call &call)
{
    auto armed = openArmed(call);
    if (!armed)
        return fail(armed.error());
    const Server &server = armed->server;
    const QString &id = call.arguments.first();
    auto state = breakLock(*server.host, server.profile, armed->arming, *server.state, id,
                           call.options.value(QStringLiteral("reason")), call.stop);
    if (!state)
        return fail(state.error());
    call.printer.answer(*state == JobState::Interrupted
                            ? tr("What %1 ran is ended. Bring it to its end: bounceproctl job recover %1").arg(id)
                            : tr("What %1 left behind is ended; it is %2.").arg(id, nameOf(*state)),
                        {{QStringLiteral("job"), id}, {QStringLiteral("state"), nameOf(*state)}});
    return Done;
}

Result<int> freeze(Call &call)
{
    auto until = parseWhen(call.options.value(QStringLiteral("until")), QDateTime::currentDateTimeUtc());
    if (!until)
        return fail(until.error());
    auto armed = openArmed(call, Make::State);
    if (!armed)
        return fail(armed.error());
    const QString reason = call.options.value(QStringLiteral("reason"));
    const Server &server = armed->server;
    if (auto frozen =
            freezeDeploys(*server.host, server.profile, armed->arming, *server.state, reason, *until, call.stop);
        !frozen)
        return fail(frozen.error());
    call.printer.answer(tr("Deploys on %1 are stopped until %2.").arg(server.profile.name, localTime(*until)),
                        {{QStringLiteral("until"), until->toString(Qt::ISODate)}, {QStringLiteral("reason"), reason}});
    return Done;
}

Result<int> unfreeze(Call &call)
{
    auto armed = openArmed(call);
    if (!armed)
        return fail(armed.error());
    const Server &server = armed->server;
    if (auto lifted = unfreezeDeploys(*server.host, server.profile, armed->arming, *server.state, call.stop); !lifted)
        return fail(lifted.error());
    call.printer.answer(tr("Deploys on %1 are possible again.").arg(server.profile.name),
                        {{QStringLiteral("frozen"), false}});
    return Done;
}

} // namespace bouncepro::ctl
