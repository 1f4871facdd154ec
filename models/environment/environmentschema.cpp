// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentschema.h"
#include "models/environment/environmentdocument.h"
#include "models/jobs/redaction.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentSchema", text);
}

const QHash<QString, EnvironmentType> types{
    {QStringLiteral("text"), EnvironmentType::Text},     {QStringLiteral("integer"), EnvironmentType::Integer},
    {QStringLiteral("number"), EnvironmentType::Number}, {QStringLiteral("boolean"), EnvironmentType::Boolean},
    {QStringLiteral("choice"), EnvironmentType::Choice}, {QStringLiteral("url"), EnvironmentType::Url},
    {QStringLiteral("email"), EnvironmentType::Email},   {QStringLiteral("host"), EnvironmentType::Host},
    {QStringLiteral("path"), EnvironmentType::Path},     {QStringLiteral("duration"), EnvironmentType::Duration},
    {QStringLiteral("cidr"), EnvironmentType::Cidr},     {QStringLiteral("phone"), EnvironmentType::Phone},
    {QStringLiteral("dsn"), EnvironmentType::Dsn},       {QStringLiteral("image"), EnvironmentType::Image}};

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue entry : value.toArray())
        list << entry.toString();
    return list;
}

std::optional<double> number(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

EnvironmentKey keyOf(const QJsonObject &object)
{
    const auto field = [&](const char *name) { return object[QLatin1String(name)]; };
    EnvironmentKey key;
    key.name = field("name").toString();
    key.group = field("group").toString();
    key.description = field("description").toString();
    key.type = types.value(field("type").toString());
    key.list = field("list").toBool();
    key.unit = field("unit").toString();
    key.values = strings(field("values"));
    key.min = number(field("min"));
    key.max = number(field("max"));
    key.pattern = field("pattern").toString();
    key.minLength = field("min_length").toInt();
    key.schemes = strings(field("schemes"));
    key.livePrefixes = strings(field("modes")[QLatin1String("live")]);
    key.testPrefixes = strings(field("modes")[QLatin1String("test")]);
    key.required = field("required").toBool();
    const QJsonObject conditions = field("required_when").toObject();
    for (auto it = conditions.begin(); it != conditions.end(); ++it)
        key.requiredWhen[it.key()] = it.value().toString();
    key.secret = field("secret").toBool();
    key.credential = field("credential").toBool();
    key.issuer = field("issuer").toString();
    if (const QJsonValue rule = field("generate"); rule.isObject())
        key.generate = {rule[QLatin1String("kind")].toString(), rule[QLatin1String("bytes")].toInt()};
    key.services = strings(field("services"));
    key.applies = field("applies").isArray() ? strings(field("applies")) : QStringList{QStringLiteral("start")};
    key.setIn = field("set_in").toString(QStringLiteral(".env.production"));
    if (field("default").isString())
        key.defaultValue = field("default").toString();
    key.example = field("example").toString();
    key.derive = field("derive").toString();
    key.aliases = strings(field("aliases"));
    return key;
}

} // namespace

Result<EnvironmentSchema> EnvironmentSchema::parse(const QByteArray &json)
{
    const auto invalid = [](const QString &why) {
        return fail(ErrorCode::Invalid, tr("The schema of the environment cannot be read: %1").arg(why),
                    tr("Use one of format 1."));
    };
    QJsonParseError error;
    const QJsonObject file = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        return invalid(error.errorString());
    if (file[QLatin1String("format")].toInt() != 1)
        return invalid(tr("it is of another format."));
    EnvironmentSchema schema;
    QSet<QString> groups;
    for (const QJsonValue group : file[QLatin1String("groups")].toArray()) {
        schema.m_groups.append({group[QLatin1String("name")].toString(), group[QLatin1String("title")].toString(),
                                group[QLatin1String("description")].toString()});
        groups << schema.m_groups.last().name;
    }
    for (const QJsonValue value : file[QLatin1String("keys")].toArray()) {
        const EnvironmentKey key = keyOf(value.toObject());
        if (!types.contains(value[QLatin1String("type")].toString()) || !groups.contains(key.group))
            return invalid(tr("%1 is of an unknown type or group.").arg(key.name));
        for (const QString &name : QStringList{key.name} + key.aliases) {
            if (name.isEmpty() || schema.m_byName.contains(name))
                return invalid(tr("the name \"%1\" is empty or stands there twice.").arg(name));
            schema.m_byName[name] = schema.m_keys.size();
        }
        schema.m_keys << key;
    }
    return schema;
}

const EnvironmentSchema &EnvironmentSchema::builtIn()
{
    static const EnvironmentSchema schema = [] {
        QFile file(QStringLiteral(":/schema/environment.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("The schema of the environment is not part of this program.");
        auto parsed = parse(file.readAll());
        if (!parsed)
            qFatal("%s", qPrintable(parsed.error().message));
        return *parsed;
    }();
    return schema;
}

const EnvironmentKey *EnvironmentSchema::find(const QString &name) const
{
    const auto index = m_byName.constFind(name);
    return index == m_byName.constEnd() ? nullptr : &m_keys[*index];
}

QStringList EnvironmentSchema::groupOf(const QString &name) const
{
    const EnvironmentKey *own = find(name);
    QStringList names;
    for (const EnvironmentKey &key : m_keys)
        if (own && key.group == own->group)
            names << (&key == own ? name : key.name); // an alias stands where its key would
    return names;
}

bool EnvironmentSchema::isRead(const QString &name, const QString &service, const QStringList &services) const
{
    const EnvironmentKey *key = find(name);
    if (!key)
        return true;
    if (!key->applies.contains(QLatin1String("start")))
        return false;
    // Where services have other names it is not known which of them is meant.
    return key->services.contains(service) ||
           std::none_of(key->services.begin(), key->services.end(),
                        [&](const QString &reader) { return services.contains(reader); });
}

QSet<QString> EnvironmentSchema::credentials() const
{
    QSet<QString> names;
    for (const EnvironmentKey &key : m_keys)
        if (key.credential) {
            names << key.name;
            for (const QString &alias : key.aliases)
                names << alias;
        }
    return names;
}

QSet<QString> EnvironmentSchema::secretsOf(const EnvironmentDocument &document) const
{
    QSet<QString> secrets;
    QList<QByteArray> values;
    for (const EnvironmentEntry &entry : document.entries()) {
        const EnvironmentKey *known = find(entry.key);
        // The redaction knows names of secrets, and passwords in URLs.
        QMap<QString, QString> asked;
        if (!known)
            asked[entry.key] = QStringLiteral("a value that is long enough");
        if (entry.value.reveal().contains("://"))
            asked[QString()] = QString::fromUtf8(entry.value.reveal());
        if ((known && known->secret) || !secretValues(asked).isEmpty()) {
            secrets << entry.key;
            if (entry.value.reveal().size() >= 6 && values.size() < 200) // more would take too long to look for
                values << entry.value.reveal();
        }
    }
    for (const EnvironmentEntry &entry : document.entries())
        if (std::any_of(values.begin(), values.end(),
                        [&](const QByteArray &value) { return entry.value.reveal().contains(value); }))
            secrets << entry.key;
    return secrets;
}

} // namespace bouncepro
