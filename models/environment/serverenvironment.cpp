// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/serverenvironment.h"

#include "models/environment/environmentschema.h"
#include "models/servers/remotescripts.h"
#include "models/servers/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ServerEnvironment", text);
}

const QString dotEnv = QStringLiteral(".env");
const QString usual = QStringLiteral(".env.production");

} // namespace

const ServerEnvironmentFile *ServerEnvironment::find(const QString &name) const
{
    const auto it = std::find_if(files.begin(), files.end(), [&](const auto &file) { return file.name == name; });
    return it == files.end() ? nullptr : &*it;
}

EnvironmentDocument ServerEnvironment::document(const QString &name) const
{
    const ServerEnvironmentFile *file = find(name);
    return document(name, file ? file->text.reveal() : QByteArray());
}

EnvironmentDocument ServerEnvironment::document(const QString &name, const QByteArray &text) const
{
    const ServerEnvironmentFile *around = name == dotEnv ? nullptr : find(dotEnv);
    return EnvironmentDocument(text, around ? EnvironmentDocument(around->text.reveal()).values()
                                            : QHash<QString, QByteArray>());
}

QString ServerEnvironment::fileOf(const QString &key) const
{
    for (const ServerEnvironmentFile &file : files)
        if (document(file.name).find(key))
            return file.name;
    const EnvironmentKey *known = EnvironmentSchema::builtIn().find(key);
    if (known && known->setIn == dotEnv)
        return dotEnv;
    const auto other = std::find_if(files.begin(), files.end(), [](const auto &file) { return file.name != dotEnv; });
    return find(usual) || other == files.end() ? usual : other->name;
}

bool ServerEnvironment::isExposed(const QString &name) const
{
    const ServerEnvironmentFile *file = find(name);
    return file && (file->mode & 0177) != 0 && !EnvironmentSchema::builtIn().secretsOf(document(name)).isEmpty();
}

Result<ServerEnvironment> parseServerEnvironment(const QByteArray &answer, const QString &server)
{
    ServerEnvironment environment;
    for (const QByteArray &line : answer.split('\n')) {
        const QByteArrayList f = line.split('\t');
        const QString name = QString::fromUtf8(f.value(1));
        if (f.first() == "unreadable")
            return fail(ErrorCode::PermissionDenied,
                        tr("%1 on %2 belongs to %3 and may not be read by you.")
                            .arg(visibleText(name, 80), server, visibleText(QString::fromUtf8(f.value(2)), 80)),
                        tr("Log in as %1.").arg(visibleText(QString::fromUtf8(f.value(2)), 80)));
        if (f.first() != "file")
            continue;
        bool isMode = false;
        const auto bytes = QByteArray::fromBase64Encoding(f.value(6), QByteArray::AbortOnBase64DecodingErrors);
        const int mode = f.value(4).toInt(&isMode, 8);
        if (f.size() != 7 || !isMode || !bytes || !name.startsWith(dotEnv) || name.contains(QLatin1Char('/')))
            return fail(ErrorCode::Protocol, tr("The answer of %1 about its environment makes no sense.").arg(server),
                        tr("Try again."));
        environment.files << ServerEnvironmentFile{.name = name,
                                                   .text = Secret(*bytes),
                                                   .hash = f.value(2),
                                                   .owner = QString::fromUtf8(f.value(3)),
                                                   .mode = mode,
                                                   .changed =
                                                       QDateTime::fromSecsSinceEpoch(f.value(5).toLongLong(), Qt::UTC)};
    }
    if (environment.files.isEmpty())
        return fail(ErrorCode::NotFound, tr("%1 has no environment file.").arg(server),
                    tr("Make .env.production from the kit's .env.production.example first."));
    return environment;
}

Result<QByteArray> askEnvironment(RemoteHost &host, const ServerProfile &profile, const EnvironmentLook &look,
                                  std::stop_token stop)
{
    // By standard input: before its first job a server has no scripts of ours.
    Command command{QStringLiteral("sh"),
                    QStringLiteral("-s"),
                    QStringLiteral("--"),
                    profile.stack,
                    look.project,
                    profile.composeFile,
                    look.name};
    command.set(QStringLiteral("STATE"), look.state)
        .input(Secret(remoteScript(QStringLiteral("environment.sh")) + remoteScript(QStringLiteral("deploy.sh"))))
        .timeout(std::chrono::minutes(1));
    auto output = host.run(command, stop);
    if (!output)
        return fail(output.error());
    if (output->exitCode == 66)
        return fail(ErrorCode::NotFound, tr("There is no stack in %1 on %2.").arg(profile.stack, profile.name),
                    tr("Correct the path in the server's profile."));
    if (output->exitCode != 0)
        return fail(
            ErrorCode::RemoteExit,
            tr("Reading the environment failed on %1 with exit code %2.").arg(profile.name).arg(output->exitCode),
            tr("See the details."), QString::fromUtf8(output->err).trimmed());
    return output->out;
}

Result<ServerEnvironment> readServerEnvironment(RemoteHost &host, const ServerProfile &profile, std::stop_token stop)
{
    auto answer = askEnvironment(host, profile, {QStringLiteral("environment-files")}, stop);
    if (!answer)
        return fail(answer.error());
    return parseServerEnvironment(*answer, profile.name);
}

QList<EnvironmentFinding> modeFindings(const ServerEnvironment &environment)
{
    QList<EnvironmentFinding> findings;
    for (const ServerEnvironmentFile &file : environment.files)
        if (environment.isExposed(file.name))
            findings << EnvironmentFinding{
                .severity = FindingSeverity::Warning,
                .kind = FindingKind::Permissions,
                .what = tr("%1 holds secrets, and others than %2 may read or change it (mode %3).")
                            .arg(file.name, visibleText(file.owner, 80))
                            .arg(file.mode, 4, 8, QLatin1Char('0')),
                .remedy = tr("The next change through the console sets 0600; by hand: chmod 600 %1").arg(file.name)};
    return findings;
}

Result<RebasedEnvironment> rebased(RemoteHost &host, const ServerProfile &profile, const QString &name,
                                   const EnvironmentDocument &base, const EnvironmentDocument &mine,
                                   const QHash<QString, ConflictChoice> &choices, std::stop_token stop)
{
    auto now = readServerEnvironment(host, profile, stop);
    if (!now)
        return fail(now.error());
    auto joined = merged(base, mine, now->document(name), choices);
    if (!joined)
        return fail(joined.error());
    return RebasedEnvironment{*joined, *now};
}

} // namespace bouncepro
