// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/sshconfig.h"

#include "ssh/process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QMultiMap>

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
    for (const char *proxy : {"proxyjump", "proxycommand"})
        if (isSet(proxy))
            return fail(ErrorCode::Invalid,
                        tr("The SSH configuration reaches %1 through %2, which this version does not support.")
                            .arg(value("hostname"), QString::fromLatin1(proxy) == QLatin1String("proxyjump")
                                                        ? QStringLiteral("ProxyJump")
                                                        : QStringLiteral("ProxyCommand")),
                        tr("Connect from a machine that reaches the server directly, or forward a local port through "
                           "the jump host with ssh -L and connect to that port (with HostKeyAlias)."),
                        value(proxy));

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
    settings.methods = allowedMethods(value("preferredauthentications"));
    for (const auto &[method, option] : {std::pair("publickey", "pubkeyauthentication"),
                                         std::pair("keyboard-interactive", "kbdinteractiveauthentication"),
                                         std::pair("password", "passwordauthentication")})
        if (value(option) == QLatin1String("no"))
            settings.methods.removeAll(method);
    return settings;
}

Result<SshSettings> resolve(const SshTarget &target, std::stop_token stop)
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

} // namespace bouncepro
