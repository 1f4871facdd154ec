// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/effectiveenvironment.h"

#include "models/environment/environmentquoting.h"
#include "models/environment/environmentschema.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace bouncepro {

namespace {

using Variables = QMap<QString, Secret>;

// "NAME=VALUE" each, as Docker tells them.
Variables variablesOf(const QByteArray &json)
{
    Variables variables;
    for (const QJsonValue value : QJsonDocument::fromJson(json).array()) {
        const QString text = value.toString();
        variables.insert(text.section(QLatin1Char('='), 0, 0), Secret(text.section(QLatin1Char('='), 1).toUtf8()));
    }
    return variables;
}

// As Compose resolves them: a dollar is written twice; null is what the shell around would give.
Variables wantedOf(const QJsonObject &environment)
{
    Variables variables;
    for (auto it = environment.begin(); it != environment.end(); ++it)
        if (!it.value().isNull())
            variables.insert(it.key(),
                             Secret(it.value().toString().replace(QLatin1String("$$"), QLatin1String("$")).toUtf8()));
    return variables;
}

QSet<QString> secretsOf(const Variables &variables)
{
    QByteArray text;
    for (auto it = variables.begin(); it != variables.end(); ++it)
        if (const auto written = writtenValue(it.value()))
            text += it.key().toUtf8() + '=' + written->text.reveal() + '\n';
    return EnvironmentSchema::builtIn().secretsOf(EnvironmentDocument(text));
}

std::optional<Secret> valueOf(const Variables &variables, const QString &key)
{
    const auto it = variables.constFind(key);
    return it == variables.constEnd() ? std::nullopt : std::optional(*it);
}

} // namespace

QStringList EffectiveService::drift() const
{
    QStringList keys;
    for (const EffectiveValue &value : values)
        if (!containers.isEmpty() && !value.isSame())
            keys << value.key;
    return keys;
}

bool EffectiveService::mustBeMadeAnew() const
{
    return !containers.isEmpty() && std::any_of(values.begin(), values.end(), [](const EffectiveValue &value) {
        return value.isRead && !value.isSame();
    });
}

Result<QList<EffectiveService>> parseEffectiveEnvironment(const QByteArray &answer)
{
    QJsonObject model;
    QMap<QString, QList<Variables>> made; // by service, with what is the image's own left out
    QMap<QString, QStringList> names;
    for (const QByteArray &line : answer.split('\n')) {
        const QByteArrayList f = line.split('\t');
        if (f.first() == "model")
            model = QJsonDocument::fromJson(QByteArray::fromBase64(f.value(1)))[QLatin1String("services")].toObject();
        if (f.first() != "container" || f.size() != 5)
            continue;
        const QString service = QString::fromUtf8(f[1]);
        const Variables ofImage = variablesOf(QByteArray::fromBase64(f[4]));
        const QJsonObject wanted = model[service][QLatin1String("environment")].toObject();
        Variables variables = variablesOf(QByteArray::fromBase64(f[3]));
        for (auto it = ofImage.begin(); it != ofImage.end(); ++it)
            if (!wanted.contains(it.key()) && valueOf(variables, it.key()) == it.value())
                variables.remove(it.key());
        made[service] << variables;
        names[service] << QString::fromUtf8(f[2]);
    }
    if (model.isEmpty())
        return fail(
            ErrorCode::Protocol,
            QCoreApplication::translate("EffectiveEnvironment", "The answer about the services makes no sense."),
            QCoreApplication::translate("EffectiveEnvironment", "Check on the server: `docker compose config`."));
    QList<EffectiveService> services;
    for (auto it = model.begin(); it != model.end(); ++it) {
        EffectiveService service{it.key(), names.value(it.key()), {}};
        const Variables wanted = wantedOf(it.value()[QLatin1String("environment")].toObject());
        const QList<Variables> containers = made.value(it.key());
        QStringList keys = wanted.keys();
        QSet<QString> secrets = secretsOf(wanted);
        for (const Variables &container : containers) {
            keys << container.keys();
            secrets += secretsOf(container);
        }
        keys.sort();
        keys.removeDuplicates();
        for (const QString &key : std::as_const(keys)) {
            EffectiveValue value{.key = key,
                                 .wanted = valueOf(wanted, key),
                                 .running = containers.isEmpty() ? std::nullopt : valueOf(containers.first(), key),
                                 .isSecret = secrets.contains(key),
                                 .isRead = EnvironmentSchema::builtIn().isRead(key, it.key(), model.keys())};
            for (const Variables &container : containers)
                if (value.isSame())
                    value.running = valueOf(container, key);
            service.values << value;
        }
        services << service;
    }
    return services;
}

Result<QList<EffectiveService>> readEffectiveEnvironment(RemoteHost &host, const ServerProfile &profile,
                                                         const QString &project, std::stop_token stop)
{
    auto answer =
        askEnvironment(host, profile, {.name = QStringLiteral("environment-effective"), .project = project}, stop);
    if (!answer)
        return fail(answer.error());
    return parseEffectiveEnvironment(*answer);
}

} // namespace bouncepro
