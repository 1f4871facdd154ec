// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/serverprofile.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace bouncepro {

namespace {

constexpr std::array environments = {"production", "staging", "development"};
constexpr int longestName = 100;
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
    profile.fourEyes = object[QLatin1String("fourEyes")].toBool();
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

QString nameOf(ProfileField field)
{
    static constexpr std::array names = {"name", "destination", "port", "sshConfig", "stack", "composeFile"};
    static_assert(names.size() == size_t(ProfileField::ComposeFile) + 1);
    return QString::fromLatin1(names[size_t(field)]);
}

QList<FieldError> fieldErrors(const ServerProfile &profile)
{
    QList<FieldError> errors;
    const auto add = [&](ProfileField field, const QString &what, const QString &remedy) {
        errors << FieldError{field, what, remedy};
    };
    const auto hasControl = [](const QString &text) {
        return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    };
    if (profile.name.trimmed().isEmpty() || profile.name != profile.name.trimmed())
        add(ProfileField::Name, tr("needs a name without spaces at its ends"),
            tr("Give it a name, for example bouncepro-eu."));
    else if (hasControl(profile.name) || profile.name.size() > longestName)
        add(ProfileField::Name, tr("needs a name of at most %1 visible characters").arg(longestName),
            tr("Give it a name, for example bouncepro-eu."));
    // A destination that starts with a dash would be an option to ssh.
    if (profile.target.destination.isEmpty() || profile.target.destination.startsWith(QLatin1Char('-')) ||
        hasControl(profile.target.destination) || profile.target.destination.contains(QLatin1Char(' ')))
        add(ProfileField::Destination, tr("has no usable destination"),
            tr("Write what you would type after ssh: user@host or an alias."));
    if (profile.target.port < 0 || profile.target.port > 65535)
        add(ProfileField::Port, tr("has the port %1").arg(profile.target.port),
            tr("Ports go from 1 to 65535; 0 means as ssh_config says."));
    if (hasControl(profile.target.configFile) || profile.target.configFile.startsWith(QLatin1Char('-')))
        add(ProfileField::SshConfig, tr("has an unusable SSH configuration file"),
            tr("Give the path of a file, or leave it empty for your own ~/.ssh/config."));
    if (!profile.stack.startsWith(QLatin1Char('/')) || hasControl(profile.stack))
        add(ProfileField::Stack, tr("has the stack path \"%1\"").arg(profile.stack),
            tr("Give the absolute path of the checkout on the server."));
    if (profile.composeFile.isEmpty() || profile.composeFile.startsWith(QLatin1Char('-')) ||
        hasControl(profile.composeFile))
        add(ProfileField::ComposeFile, tr("has the compose file \"%1\"").arg(profile.composeFile),
            tr("Give its path in the stack, for example docker-compose.prod.yml."));
    return errors;
}

Result<void> validate(const ServerProfile &profile)
{
    const auto errors = fieldErrors(profile);
    if (errors.isEmpty())
        return {};
    return fail(ErrorCode::Invalid, tr("The server \"%1\" %2.").arg(profile.name, errors.first().what),
                errors.first().remedy);
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
        if (profile.fourEyes)
            object[QStringLiteral("fourEyes")] = true;
        if (profile.target.port)
            object[QStringLiteral("port")] = profile.target.port;
        if (!profile.target.configFile.isEmpty())
            object[QStringLiteral("sshConfig")] = profile.target.configFile;
        servers << object;
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), 1}, {QStringLiteral("servers"), servers}}).toJson();
}

} // namespace bouncepro
