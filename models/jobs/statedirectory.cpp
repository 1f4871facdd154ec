// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/statedirectory.h"

#include "models/jobs/jobrecord.h"
#include "models/servers/remotescripts.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace bouncepro {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("StateDirectory", text);
}

tl::unexpected<Error> cannotWrite(const Output &output, const QString &where)
{
    const QString detail = QString::fromUtf8(output.err).trimmed();
    if (detail.contains(QLatin1String("No space left")) || detail.contains(QLatin1String("quota")))
        return fail(ErrorCode::NoSpace, tr("The disk that holds %1 is full. Nothing was started.").arg(where),
                    tr("Make space on the server (`docker system df` shows what images take), then try again."),
                    detail);
    return fail(ErrorCode::PermissionDenied, tr("%1 cannot be written. Nothing was started.").arg(where),
                tr("Log in as the owner of the stack, or give this account the group bouncepro."), detail);
}
} // namespace

QByteArray bundle(const QList<BundleFile> &files)
{
    QByteArray bytes;
    for (const BundleFile &file : files) {
        bytes += QByteArray::number(file.mode, 8) + '\t' + QByteArray::number(file.bytes.size()) + '\t' +
                 file.path.toUtf8() + '\n';
        bytes += file.bytes;
    }
    return bytes + "end\n";
}

namespace {
QByteArray scriptsBundle()
{
    QList<BundleFile> files;
    for (const auto &[name, text] : remoteScripts())
        files << BundleFile{name, 0640, text};
    return bundle(files);
}
} // namespace

QByteArray remoteScriptsHash()
{
    static const QByteArray hash = QCryptographicHash::hash(scriptsBundle(), QCryptographicHash::Sha256).toHex();
    return hash;
}

Command StateDirectory::script(const QString &name, const QStringList &arguments) const
{
    return Command(QStringList{QStringLiteral("sh"), bin + QLatin1Char('/') + name} + arguments);
}

namespace {

Result<std::optional<StateDirectory>> locate(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                             const QString &privilege, std::stop_token stop)
{
    const QString sha = QString::fromLatin1(remoteScriptsHash());
    Command find{
        QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), profile.stack, project, sha, privilege};
    auto found = host.run(find.input(Secret(remoteScript(QStringLiteral("state.sh")))), stop);
    if (!found)
        return fail(found.error());
    if (found->exitCode != 0)
        return cannotWrite(*found, profile.stack);
    const auto values = parseKeyValues(found->out);
    if (!values.contains(QStringLiteral("state")))
        return std::nullopt;
    const StateDirectory state{values[QStringLiteral("state")],
                               values[QStringLiteral("state")] + QStringLiteral("/bin/") + sha};
    if (values[QStringLiteral("bin")] == QLatin1String("present"))
        return state;
    Command receive{QStringLiteral("sh"),
                    QStringLiteral("-c"),
                    QString::fromUtf8(remoteScript(QStringLiteral("receive.sh"))),
                    QStringLiteral("receive.sh"),
                    QStringLiteral("--content-addressed"),
                    state.bin};
    auto received = host.run(receive.input(Secret(scriptsBundle())), stop);
    if (!received)
        return fail(received.error());
    if (received->exitCode != 0)
        return cannotWrite(*received, state.path);
    return state;
}

} // namespace

Result<std::optional<StateDirectory>> findState(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                                std::stop_token stop)
{
    return locate(host, profile, project, QStringLiteral("look"), stop);
}

Result<StateDirectory> expectState(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                   std::stop_token stop)
{
    auto found = findState(host, profile, project, stop);
    if (!found)
        return fail(found.error());
    if (*found)
        return **found;
    const bool asRoot = profile.privilege == Privilege::SudoWithoutPassword ||
                        (profile.privilege == Privilege::Root && host.identity().user == QLatin1String("root"));
    const QString path =
        asRoot ? QStringLiteral("/var/lib/bouncepro/") + project : profile.stack + QStringLiteral("/.bouncepro");
    return StateDirectory{path, path + QStringLiteral("/bin/") + QString::fromLatin1(remoteScriptsHash())};
}

Result<StateDirectory> prepareState(RemoteHost &host, const ServerProfile &profile, const QString &project,
                                    std::stop_token stop)
{
    const QString privilege = profile.privilege == Privilege::Root                  ? QStringLiteral("root")
                              : profile.privilege == Privilege::SudoWithoutPassword ? QStringLiteral("sudo")
                                                                                    : QStringLiteral("none");
    auto state = locate(host, profile, project, privilege, stop);
    if (!state)
        return fail(state.error());
    if (!*state)
        return fail(ErrorCode::Protocol, tr("%1 did not say where it keeps its jobs.").arg(profile.name));
    return **state;
}

} // namespace bouncepro
