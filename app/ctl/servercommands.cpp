// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands.h"
#include "app/settings.h"
#include "models/logs/followlogs.h"
#include "ssh/hostkeys.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

QString option(const Call &call, const char *name)
{
    return call.options.value(QLatin1String(name));
}

Result<int> saved(Call &call, const Result<void> &result, const QString &text, const QList<ServerProfile> &servers)
{
    if (!result)
        return fail(result.error());
    call.printer.answer(text, QJsonDocument::fromJson(formatProfiles(servers)).object());
    return Done;
}

} // namespace

Result<int> servers(Call &call)
{
    auto list = Settings::servers();
    if (!list)
        return fail(list.error());
    QList<QStringList> rows{{tr("NAME"), tr("ENVIRONMENT"), tr("DESTINATION"), tr("STACK"), tr("ROOT")}};
    for (const ServerProfile &p : *list)
        rows << QStringList{p.name, nameOf(p.environment),
                            p.target.destination +
                                (p.target.port ? QStringLiteral(":%1").arg(p.target.port) : QString()),
                            p.stack, nameOf(p.privilege)};
    call.printer.answer(
        list->isEmpty() ? tr("No server is known yet. Add one: bounceproctl servers add NAME DESTINATION --stack PATH")
                        : table(rows),
        QJsonDocument::fromJson(formatProfiles(*list)).object());
    return Done;
}

Result<int> serversAdd(Call &call)
{
    auto list = Settings::servers();
    if (!list)
        return fail(list.error());
    QJsonObject object{{QStringLiteral("name"), call.arguments[0]}, {QStringLiteral("destination"), call.arguments[1]}};
    for (const char *name : {"stack", "environment", "privilege"})
        if (call.options.isSet(QLatin1String(name)))
            object[QLatin1String(name)] = option(call, name);
    if (call.options.isSet(QStringLiteral("compose-file")))
        object[QStringLiteral("composeFile")] = option(call, "compose-file");
    if (call.options.isSet(QStringLiteral("ssh-config")))
        object[QStringLiteral("sshConfig")] = option(call, "ssh-config");
    if (call.options.isSet(QStringLiteral("four-eyes")))
        object[QStringLiteral("fourEyes")] = true;
    if (call.options.isSet(QStringLiteral("port")))
        object[QStringLiteral("port")] = option(call, "port").toInt();
    // The same reader as the settings file, so that the same rules hold.
    auto added = parseProfiles(
        QJsonDocument(QJsonObject{{QStringLiteral("format"), 1}, {QStringLiteral("servers"), QJsonArray{object}}})
            .toJson());
    if (!added)
        return fail(added.error());
    const QString &name = added->first().name;
    if (std::any_of(list->begin(), list->end(), [&](const ServerProfile &p) { return p.name == name; }))
        return fail(Error{ErrorCode::Conflict,
                          tr("There is a server \"%1\" already.").arg(name),
                          {},
                          tr("Remove it first: bounceproctl servers remove %1").arg(name)});
    *list << added->first();
    return saved(call, Settings::saveServers(*list), tr("Added %1.").arg(name), *list);
}

Result<int> serversRemove(Call &call)
{
    auto list = Settings::servers();
    if (!list)
        return fail(list.error());
    const QString &name = call.arguments.first();
    if (!list->removeIf([&](const ServerProfile &p) { return p.name == name; }))
        return fail(Error{ErrorCode::NotFound,
                          tr("There is no server \"%1\" in the list.").arg(name),
                          {},
                          tr("List them: bounceproctl servers")});
    return saved(call, Settings::saveServers(*list),
                 tr("Removed %1 from the list; nothing was changed on the server.").arg(name), *list);
}

Result<int> status(Call &call)
{
    auto server = call.server();
    if (!server)
        return fail(server.error());
    auto status = probe(*server->host, server->profile, ProbeDepth::WithReadiness, call.stop);
    if (!status)
        return fail(status.error());
    call.printer.answer(statusText(server->profile, *status), toJsonObject(*status));
    if (!status->problems.isEmpty())
        return exitCode(status->errorFor(status->problems.first(), server->profile).code);
    const bool well = !status->services.isEmpty() && std::all_of(status->services.begin(), status->services.end(),
                                                                 [](const auto &s) { return s.isWell(); });
    return well ? Done : Failed;
}

Result<int> logs(Call &call)
{
    auto server = call.server();
    if (!server)
        return fail(server.error());
    auto status = probeUsable(*server->host, server->profile, ProbeDepth::Services, call.stop);
    if (!status)
        return fail(status.error());
    const LogOptions wanted{call.arguments, option(call, "tail").toInt(), call.options.isSet(QStringLiteral("follow"))};
    const auto print = [&](const QList<LogLine> &lines) {
        for (const LogLine &line : lines)
            call.printer.answer(
                visible(QStringLiteral("%1  %2 %3 %4")
                            .arg(line.time.toLocalTime().toString(QStringLiteral("HH:mm:ss.zzz")),
                                 line.container.leftJustified(12), nameOf(line.level).leftJustified(5), line.message)),
                toJsonObject(line));
    };
    QList<LogLine> past; // Compose prints the past container by container
    const auto show = [&](const QList<LogLine> &lines) { wanted.follow ? print(lines) : past.append(lines); };
    auto followed = followLogs(
        *server->host, server->profile, status->project, wanted, show,
        [&](const Error &error, std::chrono::seconds wait) {
            call.printer.remark(
                tr("The connection is lost (%1) Next try in %2 s.").arg(error.message).arg(wait.count()));
        },
        call.stop);
    std::stable_sort(past.begin(), past.end(), [](const auto &a, const auto &b) { return a.stamp < b.stamp; });
    print(past);
    if (!followed && followed.error().code == ErrorCode::Cancelled)
        return Stopped;
    return followed ? int(Done) : call.printer.error(followed.error());
}

Result<int> hostkeyCheck(Call &call)
{
    auto key = HostKey::parse(option(call, "key").toUtf8());
    if (!key)
        return fail(key.error());
    auto known =
        KnownHosts::lookUp(call.arguments.first(), call.options.values(QStringLiteral("known-hosts")), call.stop);
    if (!known)
        return fail(known.error());
    for (const QString &warning : known->warnings())
        call.printer.remark(warning);
    const HostKeyDecision decision = known->decide(*key);
    call.printer.answer(nameOf(decision.verdict), {{QStringLiteral("verdict"), nameOf(decision.verdict)},
                                                   {QStringLiteral("fingerprint"), key->fingerprint()},
                                                   {QStringLiteral("file"), decision.file},
                                                   {QStringLiteral("line"), decision.line}});
    switch (decision.verdict) {
    case HostKeyVerdict::Trusted:
        return Done;
    case HostKeyVerdict::Unknown:
        return HostKeyUnknown;
    case HostKeyVerdict::Changed:
        return HostKeyMismatch;
    case HostKeyVerdict::Revoked:
        return HostKeyRevoked;
    }
    return Internal;
}

} // namespace bouncepro::ctl
