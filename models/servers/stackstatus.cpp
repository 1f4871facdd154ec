// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/stackstatus.h"

#include "models/servers/remotescripts.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>

#include <algorithm>
#include <functional>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("StackStatus", text);
}

std::optional<qint64> number(const QString &word)
{
    bool ok = false;
    const qint64 value = word.toLongLong(&ok);
    return ok ? std::optional(value) : std::nullopt;
}

ServiceStatus service(const QStringList &f)
{
    return {.name = f.value(1),
            .containerId = f.value(2),
            .image = f.value(3),
            .imageId = f.value(4),
            .state = f.value(5),
            .health = f.value(6),
            .started = QDateTime::fromString(f.value(7), Qt::ISODateWithMs).toUTC(),
            .restarts = f.value(8).toInt(),
            .exitCode = f.value(9).toInt(),
            .cpuMicroseconds = number(f.value(10)),
            .memoryBytes = number(f.value(11)),
            .memoryLimit = number(f.value(12))};
}

} // namespace

Result<StackStatus> parseProbe(const QByteArray &answer)
{
    StackStatus status;
    bool format = false;
    const auto freeze = [&status]() -> Freeze & { return status.freeze ? *status.freeze : status.freeze.emplace(); };
    const QHash<QString, std::function<void(const QStringList &)>> readers{
        {QStringLiteral("format"), [&](const QStringList &f) { format = f.value(1) == QLatin1String("1"); }},
        {QStringLiteral("time"),
         [&](const QStringList &f) { status.time = QDateTime::fromSecsSinceEpoch(f.value(1).toLongLong(), Qt::UTC); }},
        {QStringLiteral("host"), [&](const QStringList &f) { status.host = f.value(1); }},
        {QStringLiteral("boot"), [&](const QStringList &f) { status.bootId = f.value(1); }},
        {QStringLiteral("load"), [&](const QStringList &f) { status.load = f.value(1).toDouble(); }},
        {QStringLiteral("uptime"), [&](const QStringList &f) { status.uptimeSeconds = f.value(1).toLongLong(); }},
        {QStringLiteral("disk"),
         [&](const QStringList &f) {
             status.diskTotal = f.value(1).toLongLong();
             status.diskFree = f.value(2).toLongLong();
         }},
        // kB, as /proc/meminfo has it
        {QStringLiteral("MemTotal"),
         [&](const QStringList &f) { status.memoryTotal = f.value(1).toLongLong() * 1024; }},
        {QStringLiteral("MemAvailable"),
         [&](const QStringList &f) { status.memoryFree = f.value(1).toLongLong() * 1024; }},
        {QStringLiteral("docker"), [&](const QStringList &f) { status.docker = f.value(1); }},
        {QStringLiteral("compose"), [&](const QStringList &f) { status.compose = f.value(1); }},
        {QStringLiteral("project"), [&](const QStringList &f) { status.project = f.value(1); }},
        {QStringLiteral("state"), [&](const QStringList &f) { status.state = f.value(1); }},
        {QStringLiteral("owner"), [&](const QStringList &f) { status.owner = f.value(1); }},
        {QStringLiteral("branch"), [&](const QStringList &f) { status.branch = f.value(1); }},
        {QStringLiteral("commit"), [&](const QStringList &f) { status.commit = f.value(1); }},
        {QStringLiteral("subject"), [&](const QStringList &f) { status.subject = f.value(1); }},
        {QStringLiteral("changes"), [&](const QStringList &f) { status.changes = f.value(1).toInt(); }},
        {QStringLiteral("release"), [&](const QStringList &f) { status.release = f.value(1); }},
        {QStringLiteral("maintenance"),
         [&](const QStringList &f) {
             status.maintenance =
                 Maintenance{QDateTime::fromString(f.value(1), Qt::ISODate), f.value(2), f.value(3), {}};
         }},
        {QStringLiteral("maintenance-allow"),
         [&](const QStringList &f) {
             if (status.maintenance)
                 status.maintenance->allowed << f.value(1);
         }},
        {QStringLiteral("freeze-reason"), [&](const QStringList &f) { freeze().reason = f.value(1); }},
        {QStringLiteral("freeze-actor"), [&](const QStringList &f) { freeze().actor = f.value(1); }},
        {QStringLiteral("freeze-since"),
         [&](const QStringList &f) { freeze().since = QDateTime::fromString(f.value(1), Qt::ISODate); }},
        {QStringLiteral("freeze-until"),
         [&](const QStringList &f) { freeze().until = QDateTime::fromString(f.value(1), Qt::ISODate); }},
        {QStringLiteral("service"), [&](const QStringList &f) { status.services << service(f); }},
        {QStringLiteral("ready"),
         [&](const QStringList &f) {
             const QString body = f.mid(3).join(QLatin1Char('\t'));
             status.readiness << Readiness{f.value(1), f.value(2).toInt(),
                                           QJsonDocument::fromJson(body.toUtf8())[QLatin1String("release")].toString(),
                                           body};
         }},
        {QStringLiteral("problem"),
         [&](const QStringList &f) {
             status.problems << Problem{f.value(1), f.value(2)};
         }},
    };
    for (const QByteArray &line : answer.split('\n')) {
        const QStringList fields = QString::fromUtf8(line).split(QLatin1Char('\t'));
        if (const auto reader = readers.find(fields.first()); reader != readers.end())
            (*reader)(fields);
    }
    if (!format)
        return fail(ErrorCode::Protocol, tr("The server's answer to the probe makes no sense."),
                    tr("Log in by hand and look what its shell prints; then try again."),
                    QString::fromUtf8(answer.left(600)));
    std::sort(status.services.begin(), status.services.end(),
              [](const auto &a, const auto &b) { return a.name < b.name; });
    std::sort(status.readiness.begin(), status.readiness.end(),
              [](const auto &a, const auto &b) { return a.service < b.service; });
    return status;
}

Error StackStatus::errorFor(const Problem &problem, const ServerProfile &profile) const
{
    struct Wording
    {
        ErrorCode code;
        const char *message;
        const char *remedy;
    };
    static const QHash<QString, Wording> wordings{
        {QStringLiteral("no-stack"),
         {ErrorCode::NotFound,
          QT_TRANSLATE_NOOP("StackStatus", "There is no directory %2 on %1, or this login may not enter it."),
          QT_TRANSLATE_NOOP("StackStatus", "Give the path of the stack's checkout in the server's profile.")}},
        {QStringLiteral("no-git"),
         {ErrorCode::Invalid,
          QT_TRANSLATE_NOOP("StackStatus", "%2 on %1 is not a git checkout that this login can use."),
          QT_TRANSLATE_NOOP("StackStatus", "Give the path of the checkout itself, and log in as its owner.")}},
        {QStringLiteral("no-docker"),
         {ErrorCode::Missing,
          QT_TRANSLATE_NOOP("StackStatus", "Docker is not installed on %1, or not in the login's PATH."),
          QT_TRANSLATE_NOOP("StackStatus", "Install Docker Engine with the Compose plugin on the server.")}},
        {QStringLiteral("docker-down"),
         {ErrorCode::Unreachable, QT_TRANSLATE_NOOP("StackStatus", "Docker Engine on %1 does not answer."),
          QT_TRANSLATE_NOOP("StackStatus",
                            "Start it: `sudo systemctl start docker`; then look at `journalctl -u docker`.")}},
        {QStringLiteral("docker-denied"),
         {ErrorCode::PermissionDenied, QT_TRANSLATE_NOOP("StackStatus", "This login may not use Docker on %1."),
          QT_TRANSLATE_NOOP("StackStatus",
                            "Add it to the group docker (`sudo usermod -aG docker LOGIN`) and connect again.")}},
        {QStringLiteral("no-compose"),
         {ErrorCode::Missing, QT_TRANSLATE_NOOP("StackStatus", "Docker on %1 has no Compose v2."),
          QT_TRANSLATE_NOOP(
              "StackStatus",
              "Install the plugin: `sudo apt-get install docker-compose-plugin` (docker-compose on Debian).")}},
        {QStringLiteral("compose-file"),
         {ErrorCode::Invalid, QT_TRANSLATE_NOOP("StackStatus", "The compose file of %2 on %1 is not usable."),
          QT_TRANSLATE_NOOP(
              "StackStatus",
              "Mend what the details say; check with: `docker compose -f docker-compose.prod.yml config`.")}},
        {QStringLiteral("no-tool"),
         {ErrorCode::Missing, QT_TRANSLATE_NOOP("StackStatus", "%1 lacks the command %3."),
          QT_TRANSLATE_NOOP("StackStatus", "Install git, util-linux and coreutils on the server.")}},
    };
    const auto it = wordings.find(problem.word);
    if (it == wordings.end())
        return {ErrorCode::Protocol,
                tr("%1 reports a problem that this version does not know: %2").arg(profile.name, problem.word),
                problem.detail,
                {}};
    QString message =
        tr(it->message).replace(QLatin1String("%1"), profile.name).replace(QLatin1String("%2"), profile.stack);
    const QString &destination = profile.target.destination;
    QString remedy = tr(it->remedy);
    if (const qsizetype at = destination.lastIndexOf(QLatin1Char('@')); at > 0) // else ssh_config knows who logs in
        remedy.replace(QLatin1String("LOGIN"), destination.left(at));
    return {it->code, message.replace(QLatin1String("%3"), problem.detail), problem.detail, remedy};
}

Result<StackStatus> probe(RemoteHost &host, const ServerProfile &profile, ProbeDepth depth, std::stop_token stop)
{
    Command command{QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), profile.stack,
                    profile.composeFile};
    if (depth == ProbeDepth::WithReadiness)
        command = Command(command.argv() + QStringList{QStringLiteral("ready")});
    auto output = host.run(
        command.input(Secret(remoteScript(QStringLiteral("probe.sh")))).timeout(std::chrono::seconds(60)), stop);
    if (!output)
        return fail(output.error());
    return parseProbe(output->out);
}

Result<StackStatus> probeUsable(RemoteHost &host, const ServerProfile &profile, ProbeDepth depth, std::stop_token stop)
{
    auto status = probe(host, profile, depth, stop);
    if (status && !status->problems.isEmpty())
        return fail(status->errorFor(status->problems.first(), profile));
    return status;
}

} // namespace bouncepro
