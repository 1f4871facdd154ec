#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QSet>
#include <QStringList>

#include <optional>

namespace bouncepro {

class EnvironmentDocument;

enum class EnvironmentType {
    Text,
    Integer,
    Number,
    Boolean,
    Choice,
    Url,
    Email,
    Host,
    Path,
    Duration,
    Cidr,
    Phone,
    Dsn,
    Image
};

/// How we make a value: so many random bytes in this form ("random-base64", "random-base64url", "random-hex").
struct GenerateRule
{
    QString kind;
    int bytes = 0;
};

/// All that is known of one variable; resources/schema/README.md says what each field means.
struct EnvironmentKey
{
    QString name;
    QString group;
    QString description;
    EnvironmentType type = EnvironmentType::Text;
    bool list = false;
    QString unit;
    QStringList values;
    std::optional<double> min, max;
    QString pattern;
    int minLength = 0;
    QStringList schemes;
    QStringList livePrefixes, testPrefixes; ///< of its modes
    bool required = false;
    QMap<QString, QString> requiredWhen;
    bool secret = false;
    bool credential = false;
    QString issuer; ///< empty: we make it ourselves
    std::optional<GenerateRule> generate;
    QStringList services;
    QStringList applies; ///< build, start, run, init
    QString setIn;       ///< .env.production, .env or stack
    std::optional<QString> defaultValue;
    QString example;
    QString derive;
    QStringList aliases;
};

struct EnvironmentGroup
{
    QString name;
    QString title;
    QString description;
};

/// What is known of the variables of a BouncePro stack.
class EnvironmentSchema
{
public:
    /// Reads environment.json. Errors: Invalid where it is not of format 1 or names a type or group that is not known.
    static Result<EnvironmentSchema> parse(const QByteArray &json);
    /// The one of this program.
    static const EnvironmentSchema &builtIn();

    const QList<EnvironmentGroup> &groups() const { return m_groups; }
    const QList<EnvironmentKey> &keys() const { return m_keys; }
    /// By its name or an alias; nullptr where it is not known.
    const EnvironmentKey *find(const QString &name) const;
    /// The names of the key's group in their order, for EnvironmentDocument::set; empty where it is not known.
    QStringList groupOf(const QString &name) const;
    /// Whether that one of a stack's services looks at the key when it starts. What is not known may be read by all.
    bool isRead(const QString &key, const QString &service, const QStringList &services) const;
    /// The keys, with their aliases, whose value a rollback leaves as it is today.
    QSet<QString> credentials() const;
    /// The keys of a document whose value is not to be shown: known secrets, what has the name of one, a URL with a
    /// password, and what holds the value of another one of these.
    QSet<QString> secretsOf(const EnvironmentDocument &document) const;

private:
    QList<EnvironmentGroup> m_groups;
    QList<EnvironmentKey> m_keys;
    QHash<QString, qsizetype> m_byName; // aliases too
};

/// What is wrong with a value of that key, for a person, and without the value; empty where it is right.
QString complaintAbout(const EnvironmentKey &key, const QString &value);

} // namespace bouncepro
