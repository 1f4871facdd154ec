#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"
#include "ssh/sshtarget.h"

#include <QList>

namespace bouncepro {

enum class Environment { Production, Staging, Development };

/// How root is reached on the server.
enum class Privilege { None, SudoWithoutPassword, SudoWithPassword, Root };

/// One server as the operator knows it; holds no secret.
struct ServerProfile
{
    QString name;
    SshTarget target;
    QString stack = QStringLiteral("/opt/bouncepro");                ///< absolute path of the checkout on the server
    QString composeFile = QStringLiteral("docker-compose.prod.yml"); ///< relative to the stack
    Environment environment = Environment::Production;               ///< the careful choice where nothing is said
    Privilege privilege = Privilege::None;
    bool fourEyes = false; ///< on production a second operator, with another key, has to approve each change
    bool operator==(const ServerProfile &) const = default;
};

QString nameOf(Environment environment);
QString nameOf(Privilege privilege);

/// Profiles as the settings file keeps them: {"format":1,"servers":[{"name","destination",...}]}.
/// Errors: Invalid, naming the server and the field.
Result<QList<ServerProfile>> parseProfiles(const QByteArray &json);
QByteArray formatProfiles(const QList<ServerProfile> &profiles);

enum class ProfileField { Name, Destination, Port, SshConfig, Stack, ComposeFile };
QString nameOf(ProfileField field);

/// What is wrong with one field of a profile, for the form that shows it.
struct FieldError
{
    ProfileField field = ProfileField::Name;
    QString what;   ///< goes on after the server's name: "has no usable destination"
    QString remedy; ///< a sentence
    bool operator==(const FieldError &) const = default;
};

/// Every field that cannot be used, at most one finding each: empty name, option-like destination, relative stack
/// path...
QList<FieldError> fieldErrors(const ServerProfile &profile);

/// Invalid with the first of fieldErrors.
Result<void> validate(const ServerProfile &profile);

} // namespace bouncepro
