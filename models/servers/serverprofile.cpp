// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/serverprofile.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace bouncepro {

namespace {

constexpr std::array environments = {"production", "staging", "development"};
constexpr std::array privileges = {"none", "sudo", "sudo-password", "root"};

QString tr(const char *text)
{
    return QCoreApplication::translate("ServerProfile", text);
}

template <class Names>
int indexOf(const Names &names, const QString &word)
{
    for (size_t i = 0; i < names.size(); ++i)
        if (word == QLatin1String(names[i]))
            return int(i);
    return -1;
}

Result<ServerProfile> parseProfile(const QJsonObject &object)
{
    ServerProfile profile;
    profile.name = object[QLatin1String("name")].toString();
    profile.target.destination = object[QLatin1String("destination")].toString();
    profile.target.port = object[QLatin1String("port")].toInt();
    profile.target.configFile = object[QLatin1String("sshConfig")].toString();
    profile.stack = object[QLatin1String("stack")].toString(profile.stack);
    profile.composeFile = object[QLatin1String("composeFile")].toString(profile.composeFile);
    const int environment =
        indexOf(environments, object[QLatin1String("environment")].toString(nameOf(profile.environment)));
    const int privilege = indexOf(privileges, object[QLatin1String("privilege")].toString(nameOf(profile.privilege)));
    if (environment < 0 || privilege < 0)
        return fail(ErrorCode::Invalid,
                    tr("The server \"%1\" has an unknown %2.")
                        .arg(profile.name, environment < 0 ? tr("environment") : tr("privilege")),
                    tr("Use one of: %1.")
                        .arg(environment < 0 ? QStringLiteral("production, staging, development")
                                             : QStringLiteral("none, sudo, sudo-password, root")));
    profile.environment = Environment(environment);
    profile.privilege = Privilege(privilege);
    if (auto valid = validate(profile); !valid)
        return fail(valid.error());
    return profile;
}

} // namespace

QString nameOf(Environment environment)
{
    return QString::fromLatin1(environments[size_t(environment)]);
}
QString nameOf(Privilege privilege)
{
    return QString::fromLatin1(privileges[size_t(privilege)]);
}

Result<void> validate(const ServerProfile &profile)
{
    const auto invalid = [&](const QString &what, const QString &remedy) {
        return fail(ErrorCode::Invalid, tr("The server \"%1\" %2.").arg(profile.name, what), remedy);
    };
    if (profile.name.trimmed().isEmpty() || profile.name != profile.name.trimmed())
        return invalid(tr("needs a name without spaces at its ends"), tr("Give it a name, for example bouncepro-eu."));
    // A destination that starts with a dash would be an option to ssh.
    if (profile.target.destination.isEmpty() || profile.target.destination.startsWith(QLatin1Char('-')) ||
        profile.target.destination.contains(QLatin1Char('\n')))
        return invalid(tr("has no usable destination"),
                       tr("Write what you would type after ssh: user@host or an alias."));
    if (profile.target.port < 0 || profile.target.port > 65535)
        return invalid(tr("has the port %1").arg(profile.target.port),
                       tr("Ports go from 1 to 65535; 0 means as ssh_config says."));
    if (!profile.stack.startsWith(QLatin1Char('/')))
        return invalid(tr("has the stack path \"%1\"").arg(profile.stack),
                       tr("Give the absolute path of the checkout on the server."));
    return {};
}

Result<QList<ServerProfile>> parseProfiles(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return fail(ErrorCode::Invalid, tr("The list of servers is not a JSON object (at byte %1).").arg(error.offset),
                    tr("Repair or move the file away; it is never overwritten while it cannot be read."),
                    error.errorString());
    if (const int format = document[QLatin1String("format")].toInt(); format != 1)
        return fail(ErrorCode::Invalid,
                    tr("The list of servers has format %1; this program reads format 1.").arg(format),
                    tr("Use the version of the program that wrote it."));
    QList<ServerProfile> profiles;
    for (const QJsonValue value : document[QLatin1String("servers")].toArray()) {
        auto profile = parseProfile(value.toObject());
        if (!profile)
            return fail(profile.error());
        profiles << *profile;
    }
    return profiles;
}

QByteArray formatProfiles(const QList<ServerProfile> &profiles)
{
    QJsonArray servers;
    for (const ServerProfile &profile : profiles) {
        QJsonObject object{{QStringLiteral("name"), profile.name},
                           {QStringLiteral("destination"), profile.target.destination},
                           {QStringLiteral("stack"), profile.stack},
                           {QStringLiteral("composeFile"), profile.composeFile},
                           {QStringLiteral("environment"), nameOf(profile.environment)},
                           {QStringLiteral("privilege"), nameOf(profile.privilege)}};
        if (profile.target.port)
            object[QStringLiteral("port")] = profile.target.port;
        if (!profile.target.configFile.isEmpty())
            object[QStringLiteral("sshConfig")] = profile.target.configFile;
        servers << object;
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), 1}, {QStringLiteral("servers"), servers}}).toJson();
}

} // namespace bouncepro
