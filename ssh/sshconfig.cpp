// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/sshconfig.h"

#include "ssh/process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QMultiMap>
#include <QRegularExpression>
#include <QUrl>

#include <pwd.h>
#include <unistd.h>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SshConfig", text);
}

// As ssh does: the home of the password database, not $HOME.
QString homeOfUser()
{
    std::vector<char> buffer(16384);
    passwd entry{};
    passwd *found = nullptr;
    if (getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QFile::decodeName(found->pw_dir);
    return QDir::homePath();
}

QString expanded(QString path, const QString &home, const SshSettings &settings)
{
    if (path == QLatin1String("~") || path.startsWith(QLatin1String("~/")))
        path.replace(0, 1, home);
    if (path.startsWith(QLatin1String("${HOME}")))
        path.replace(0, 7, home);
    QString result;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (path[i] != u'%' || i + 1 == path.size()) {
            result += path[i];
            continue;
        }
        switch (path[++i].unicode()) {
        case 'd':
            result += home;
            break;
        case 'h':
            result += settings.host;
            break;
        case 'k':
            result += settings.hostKeyAlias.isEmpty() ? settings.host : settings.hostKeyAlias;
            break;
        case 'p':
            result += QString::number(settings.port);
            break;
        case 'r':
            result += settings.user;
            break;
        case 'i':
            result += QString::number(getuid());
            break;
        case 'u':
            result += QFileInfo(home).fileName();
            break;
        case '%':
            result += u'%';
            break;
        default:
            result += u'%', result += path[i];
        }
    }
    return result;
}

// ssh -G prints a list of files separated by spaces and unquoted: a word that begins no path continues the one before.
QStringList splitFiles(const QString &line)
{
    QStringList files;
    for (const QString &word : line.split(u' ', Qt::SkipEmptyParts)) {
        if (files.isEmpty() || word.startsWith(u'/') || word.startsWith(u'~') || word.startsWith(QLatin1String("${")))
            files << word;
        else
            files.last() += u' ' + word;
    }
    files.removeAll(QStringLiteral("none"));
    return files;
}

QString agentSocket(const QString &configured, const QString &home, const SshSettings &settings)
{
    if (configured == QLatin1String("none"))
        return {};
    if (configured.isEmpty() || configured == QLatin1String("SSH_AUTH_SOCK"))
        return QFile::decodeName(qgetenv("SSH_AUTH_SOCK"));
    if (configured.startsWith(u'$') && !configured.startsWith(QLatin1String("${")))
        return QFile::decodeName(qgetenv(configured.mid(1).toLatin1().constData()));
    return expanded(configured, home, settings);
}

// In ssh's order, unless another is configured.
QByteArrayList allowedMethods(const QString &preferred)
{
    const QByteArrayList known{"publickey", "keyboard-interactive", "password"};
    if (preferred.isEmpty())
        return known;
    QByteArrayList methods = preferred.toLatin1().split(',');
    methods.removeIf([&](const QByteArray &method) { return !known.contains(method); });
    return methods;
}

} // namespace

QString SshSettings::knownHostsName() const
{
    if (!hostKeyAlias.isEmpty())
        return hostKeyAlias;
    const QString name = host.toLower();
    return port == 22 ? name : QStringLiteral("[%1]:%2").arg(name).arg(port);
}

Result<SshSettings> parseSettings(const QByteArray &answer, const QString &home)
{
    QMultiMap<QString, QString> values;
    QStringList identities;
    for (const QByteArray &line : answer.split('\n')) {
        const qsizetype space = line.indexOf(' ');
        if (space <= 0)
            continue;
        const QString key = QString::fromUtf8(line.left(space)).toLower();
        const QString value = QString::fromUtf8(line.mid(space + 1)).trimmed();
        if (key == QLatin1String("identityfile"))
            identities << value;
        values.insert(key, value);
    }
    const auto value = [&values](const char *key) { return values.value(QString::fromLatin1(key)); };
    const auto isYes = [&value](const char *key) {
        return value(key) == QLatin1String("yes") || value(key) == QLatin1String("true");
    };
    const auto isSet = [&value](const char *key) {
        return !value(key).isEmpty() && value(key) != QLatin1String("none");
    };
    if (isSet("proxycommand"))
        return fail(ErrorCode::Invalid,
                    tr("The SSH configuration reaches %1 through ProxyCommand, which this version does not support.")
                        .arg(value("hostname")),
                    tr("Use ProxyJump where the command only goes through another SSH server; or forward a local port "
                       "with ssh -L and connect to that port (with HostKeyAlias)."),
                    value("proxycommand"));

    SshSettings settings;
    settings.host = value("hostname");
    settings.user = value("user");
    settings.port = value("port").toInt();
    if (settings.host.isEmpty() || settings.user.isEmpty() || settings.port < 1 || settings.port > 65535)
        return fail(ErrorCode::Invalid, tr("The SSH configuration gives no host, port or user."), {},
                    QString::fromUtf8(answer.left(500)));
    settings.hostKeyAlias = isSet("hostkeyalias") ? value("hostkeyalias") : QString();
    settings.identitiesOnly = isYes("identitiesonly");
    for (const QString &file : std::as_const(identities)) {
        const QString path = expanded(file, home, settings);
        if (QFileInfo(path).isFile() && !settings.identityFiles.contains(path))
            settings.identityFiles << path;
    }
    settings.identityAgent = agentSocket(value("identityagent"), home, settings);
    for (const QString &file : splitFiles(value("userknownhostsfile")))
        settings.knownHostsFiles << expanded(file, home, settings);
    settings.newKeysFile = settings.knownHostsFiles.value(0);
    for (const QString &file : splitFiles(value("globalknownhostsfile")))
        settings.knownHostsFiles << expanded(file, home, settings);
    settings.hashKnownHosts = isYes("hashknownhosts");
    settings.hostKeyAlgorithms = value("hostkeyalgorithms").toLatin1().split(',');
    if (const int seconds = value("connecttimeout").toInt(); seconds > 0)
        settings.connectTimeout = std::chrono::seconds(seconds);
    if (const int seconds = value("serveraliveinterval").toInt(); seconds > 0)
        settings.aliveInterval = std::chrono::seconds(seconds);
    if (const int count = value("serveralivecountmax").toInt(); count > 0)
        settings.aliveCountMax = count;
    if (isSet("proxyjump"))
        settings.proxyJump = expanded(value("proxyjump").replace(QLatin1String("%n"), value("host")), home, settings);
    settings.methods = allowedMethods(value("preferredauthentications"));
    for (const auto &[method, option] : {std::pair("publickey", "pubkeyauthentication"),
                                         std::pair("keyboard-interactive", "kbdinteractiveauthentication"),
                                         std::pair("password", "passwordauthentication")})
        if (value(option) == QLatin1String("no"))
            settings.methods.removeAll(method);
    return settings;
}

Result<SshSettings> resolve(const SshTarget &target, std::stop_token stop, const QString &jumps)
{
    const QString destination = target.destination.trimmed();
    const auto isOdd = [](QChar c) { return c.unicode() <= ' ' || c.unicode() == 0x7f; };
    if (destination.isEmpty() || destination.startsWith(u'-') ||
        std::any_of(destination.cbegin(), destination.cend(), isOdd) || target.port < 0 || target.port > 65535)
        return fail(
            ErrorCode::Invalid, tr("\"%1\" is no server to connect to.").arg(target.destination),
            tr("Give a host name, user@host, or an alias of your SSH configuration, and a port from 1 to 65535."));
    QStringList arguments{QStringLiteral("-G")};
    if (!target.configFile.isEmpty())
        arguments << QStringLiteral("-F") << target.configFile;
    if (target.port > 0)
        arguments << QStringLiteral("-p") << QString::number(target.port);
    if (!jumps.isEmpty())
        arguments << QStringLiteral("-J") << jumps;
    arguments << QStringLiteral("--") << destination;
    const auto answer = runLocal(QStringLiteral("ssh"), arguments, std::chrono::seconds(15), stop);
    if (!answer)
        return fail(answer.error());
    if (answer->exitCode != 0)
        return fail(ErrorCode::Invalid, tr("The SSH configuration cannot be used for \"%1\".").arg(destination),
                    tr("Correct the configuration file; `ssh -G %1` shows the same error.").arg(destination),
                    QString::fromUtf8(answer->err).trimmed());
    return parseSettings(answer->out, homeOfUser());
}

Result<SshTarget> parseJump(const QString &jump)
{
    QString rest = jump.trimmed();
    const bool isUri = rest.startsWith(QLatin1String("ssh://"), Qt::CaseInsensitive);
    if (isUri) {
        rest = rest.mid(6);
        if (rest.endsWith(u'/'))
            rest.chop(1);
    }
    const qsizetype at = rest.lastIndexOf(u'@');
    QString user = at < 0 ? QString() : rest.left(at);
    if (isUri)
        user = QUrl::fromPercentEncoding(user.section(u';', 0, 0).toUtf8());
    rest = rest.mid(at + 1);
    static const QRegularExpression form(
        QRegularExpression::anchoredPattern(QStringLiteral("(?:\\[([^\\[\\]]+)\\]|([^\\[\\]:/]+))(?::(\\d{1,5}))?")));
    const auto match = form.match(rest);
    const QString host = match.captured(1) + match.captured(2);
    const int port = match.captured(3).toInt();
    const bool portIsGood = match.captured(3).isEmpty() || (port > 0 && port <= 65535);
    if (!match.hasMatch() || at == 0 || !portIsGood || user.startsWith(u'-') || host.startsWith(u'-'))
        return fail(ErrorCode::Invalid, tr("\"%1\" is no jump host.").arg(jump),
                    tr("Correct ProxyJump in the SSH configuration: [user@]host[:port], or ssh://[user@]host[:port]."));
    return SshTarget{user.isEmpty() ? host : user + u'@' + host, port, {}};
}

Error atJumpHost(const SshSettings &jump, const SshSettings &target, const Error &error)
{
    if (error.code == ErrorCode::Cancelled)
        return error;
    return {error.code,
            tr("The way to %1 ends at the jump host %2. %3").arg(target.host, jump.knownHostsName(), error.message),
            error.detail, error.remedy};
}

Result<QList<SshSettings>> resolveRoute(const SshTarget &target, std::stop_token stop)
{
    const auto settings = resolve(target, stop);
    if (!settings)
        return fail(settings.error());
    QList<SshSettings> route{*settings};
    while (!route.first().proxyJump.isEmpty()) {
        const QString &jumps = route.first().proxyJump;
        const qsizetype comma = jumps.lastIndexOf(u',');
        auto hop = parseJump(jumps.mid(comma + 1));
        if (!hop)
            return fail(hop.error());
        hop->configFile = target.configFile;
        // The hops before the last one are given to it, as ssh does; they then count before its own configuration.
        const auto found = resolve(*hop, stop, jumps.left(std::max<qsizetype>(comma, 0)));
        const bool isCircle =
            found ? std::any_of(route.cbegin(), route.cend(),
                                [&](const SshSettings &known) {
                                    return known.host == found->host && known.port == found->port &&
                                           known.user == found->user;
                                })
                  : found.error().detail.contains(QLatin1String("jumphost loop")); // ssh's own word for it
        if (isCircle)
            return fail(ErrorCode::Invalid,
                        tr("The jump hosts of %1 go in a circle: %2 stands on the way to itself.")
                            .arg(settings->host, hop->destination),
                        tr("Set ProxyJump none for %1 in the SSH configuration.").arg(hop->destination), jumps);
        if (!found)
            return fail(found.error().code,
                        tr("The way to %1 leads through the jump host %2. %3")
                            .arg(settings->host, hop->destination, found.error().message),
                        found.error().remedy, found.error().detail);
        if (route.size() > maxJumpHosts)
            return fail(ErrorCode::Invalid,
                        tr("The way to %1 has more than %2 jump hosts.").arg(settings->host).arg(maxJumpHosts),
                        tr("Shorten ProxyJump in the SSH configuration."), jumps);
        route.prepend(*found);
    }
    return route;
}

} // namespace bouncepro
