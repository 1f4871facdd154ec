// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentvalidation.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <numeric>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentValidation", text);
}

// How many letters to change, put in or take out.
int distance(const QString &a, const QString &b)
{
    QList<int> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0]++;
        for (qsizetype j = 0; j < b.size(); ++j)
            diagonal = std::exchange(row[j + 1], std::min({row[j + 1] + 1, row[j] + 1, diagonal + (a[i] != b[j])}));
    }
    return row.last();
}

class Validation
{
public:
    Validation(const EnvironmentDocument &document, const EnvironmentSchema &schema, const ValidationContext &context)
        : m_document(document),
          m_schema(schema),
          m_context(context)
    {
    }

    QList<EnvironmentFinding> run()
    {
        for (const EnvironmentFault &fault : m_document.faults())
            m_findings.append({FindingSeverity::Error,
                               FindingKind::Rejected,
                               {},
                               fault.line,
                               fault.column,
                               tr("Compose rejects the file here: %1").arg(fault.message),
                               tr("Correct this; until then no container starts with the file.")});
        for (const EnvironmentEntry &entry : m_document.entries())
            check(entry);
        for (const EnvironmentKey &key : m_schema.keys()) {
            checkDerived(key);
            checkMode(key);
        }
        checkDatabase();
        checkServerUrl();
        std::stable_sort(m_findings.begin(), m_findings.end(),
                         [](const auto &a, const auto &b) { return a.line < b.line; });
        for (const EnvironmentKey &key : m_schema.keys())
            checkPresence(key);
        return std::move(m_findings);
    }

private:
    // The entry of a key under its name or an alias, if it has a value.
    const EnvironmentEntry *entryOf(const EnvironmentKey &key) const
    {
        for (const QString &name : QStringList{key.name} + key.aliases)
            if (const EnvironmentEntry *entry = m_document.find(name); entry && !entry->value.isEmpty())
                return entry;
        return nullptr;
    }

    QString valueOf(const QString &name) const
    {
        const EnvironmentKey *key = m_schema.find(name);
        const EnvironmentEntry *entry = key ? entryOf(*key) : nullptr;
        return entry ? QString::fromUtf8(entry->value.reveal()) : QString();
    }

    void add(FindingSeverity severity, FindingKind kind, const QString &key, const QString &what, const QString &remedy)
    {
        const EnvironmentEntry *entry = m_document.find(key);
        m_findings.append({severity, kind, key, entry ? entry->line : 0, 0, what, remedy});
    }

    void check(const EnvironmentEntry &entry)
    {
        if (entry.key.isEmpty()) {
            m_findings.append({FindingSeverity::Error,
                               FindingKind::Value,
                               {},
                               entry.line,
                               0,
                               tr("Compose takes what stands here for the value of a variable without a name."),
                               tr("Give it a name, or end the line with a line break where it is one.")});
            return;
        }
        const EnvironmentEntry *counts = m_document.find(entry.key);
        if (counts != &entry) {
            m_findings.append({FindingSeverity::Warning, FindingKind::Duplicate, entry.key, entry.line, 0,
                               tr("%1 stands in line %2 again, and that one counts.").arg(entry.key).arg(counts->line),
                               tr("Take this line out.")});
            return;
        }
        const EnvironmentKey *key = m_schema.find(entry.key);
        if (!key)
            return addUnknown(entry.key);
        if (key->name != entry.key && m_document.find(key->name))
            add(FindingSeverity::Warning, FindingKind::Duplicate, entry.key,
                tr("%1 is another name of %2, which stands in the file too.").arg(entry.key, key->name),
                tr("Keep the one that your stack reads."));
        if (key->setIn != m_context.file)
            add(FindingSeverity::Warning, FindingKind::Misplaced, entry.key,
                key->setIn == QLatin1String("stack")
                    ? tr("The stack itself sets %1: this line does nothing, or contradicts it.").arg(entry.key)
                    : tr("%1 is read from %2, not from here.").arg(entry.key, key->setIn),
                tr("Take it out here."));
        if (entry.value.isEmpty()) // as if it were not there
            return;
        const QString value = QString::fromUtf8(entry.value.reveal());
        if (const QString complaint = complaintAbout(*key, value); !complaint.isEmpty())
            add(FindingSeverity::Error, FindingKind::Value, entry.key,
                tr("The value of %1 is not right. %2").arg(entry.key, complaint),
                key->example.isEmpty() ? key->description : tr("For example: %1").arg(key->example));
        static const QRegularExpression placeholder(
            QStringLiteral("change.?me|replace.?me|your[_-]|placeholder|\\bexample\\b|xxxx|<[a-z _-]+>"),
            QRegularExpression::CaseInsensitiveOption);
        if (key->secret && placeholder.match(value).hasMatch())
            add(FindingSeverity::Warning, FindingKind::Value, entry.key,
                tr("The value of %1 looks like one that is still to be filled in.").arg(entry.key), origin(*key));
    }

    static QString origin(const EnvironmentKey &key)
    {
        if (key.generate)
            return tr("Generate one: %1").arg(key.description);
        return key.issuer.isEmpty() ? key.description : tr("%1 gives it out. %2").arg(key.issuer, key.description);
    }

    void addUnknown(const QString &name)
    {
        QString near; // a file with many variables of its own needs no guesses
        for (qsizetype i = 0; m_unknown < 50 && i < m_schema.keys().size() && near.isEmpty(); ++i)
            if (const QString &known = m_schema.keys()[i].name; name.size() > 5 && distance(known, name) <= 2)
                near = known;
        ++m_unknown;
        add(near.isEmpty() ? FindingSeverity::Note : FindingSeverity::Warning, FindingKind::Unknown, name,
            tr("%1 is no variable of this stack.").arg(name),
            near.isEmpty() ? tr("Leave it where your own code reads it.") : tr("Is %1 meant?").arg(near));
    }

    // Whether each condition holds; a key that is not set has its default.
    bool isWanted(const EnvironmentKey &key) const
    {
        if (key.required || key.requiredWhen.isEmpty())
            return key.required;
        for (auto it = key.requiredWhen.begin(); it != key.requiredWhen.end(); ++it) {
            const EnvironmentKey *other = m_schema.find(it.key());
            QString value = valueOf(it.key());
            if (value.isEmpty() && other)
                value = other->defaultValue.value_or(QString());
            if (it.value() == QLatin1String("*") ? value.isEmpty() : value != it.value())
                return false;
        }
        return true;
    }

    void checkPresence(const EnvironmentKey &key)
    {
        if (key.setIn != m_context.file || entryOf(key) || !isWanted(key))
            return;
        const EnvironmentEntry *empty = m_document.find(key.name);
        if (empty && !empty->given)
            return add(FindingSeverity::Warning, FindingKind::Missing, key.name,
                       tr("%1 gets its value from around the file, which cannot be seen here.").arg(key.name),
                       tr("Write the value behind it."));
        QStringList why;
        for (auto it = key.requiredWhen.begin(); it != key.requiredWhen.end(); ++it)
            why << (it.value() == QLatin1String("*") ? tr("%1 is set").arg(it.key())
                                                     : tr("%1 is %2").arg(it.key(), it.value()));
        add(FindingSeverity::Error, FindingKind::Missing, key.name,
            why.isEmpty() ? tr("%1 is missing: the stack does not serve without it.").arg(key.name)
                          : tr("%1 is missing, since %2.").arg(key.name, why.join(tr(" and "))),
            origin(key));
    }

    // What follows from other values; not the database's address, which is looked at part by part.
    void checkDerived(const EnvironmentKey &key)
    {
        const EnvironmentEntry *entry = entryOf(key);
        if (key.derive.isEmpty() || !entry || key.secret || key.setIn != m_context.file)
            return;
        static const QRegularExpression reference(QStringLiteral("\\$\\{(\\w+)\\}"));
        QString expected = key.derive;
        QStringList sources;
        for (auto it = reference.globalMatch(key.derive); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            if (valueOf(match.captured(1)).isEmpty())
                return;
            expected.replace(match.captured(), valueOf(match.captured(1)));
            if (!sources.contains(match.captured(1)))
                sources << match.captured(1);
        }
        const QString value = QString::fromUtf8(entry->value.reveal());
        const QStringList parts = value.split(QLatin1Char(','));
        const QStringList wanted = expected.split(QLatin1Char(','));
        const bool agrees =
            key.list ? std::all_of(wanted.begin(), wanted.end(), [&](const auto &part) { return parts.contains(part); })
                     : value == expected;
        if (!agrees)
            add(FindingSeverity::Warning, FindingKind::Disagreement, entry->key,
                tr("%1 does not go with %2.").arg(entry->key, sources.join(QStringLiteral(", "))),
                tr("As a rule it is %1.").arg(key.derive));
    }

    void checkMode(const EnvironmentKey &key)
    {
        const EnvironmentEntry *entry = entryOf(key);
        const QString value = valueOf(key.name);
        const auto begins = [&](const QStringList &prefixes) {
            return std::any_of(prefixes.begin(), prefixes.end(),
                               [&](const auto &prefix) { return value.startsWith(prefix); });
        };
        const bool live = begins(key.livePrefixes), test = begins(key.testPrefixes);
        if (!live && !test)
            return;
        const bool production = m_context.environment == Environment::Production;
        if (live && !production)
            add(FindingSeverity::Error, FindingKind::Mode, entry->key,
                tr("%1 is a live key, and this is %2.").arg(entry->key, nameOf(m_context.environment)),
                tr("Use the test key here: a live one moves real money."));
        else if (test && production)
            add(FindingSeverity::Warning, FindingKind::Mode, entry->key,
                tr("%1 is a test key, and this is production.").arg(entry->key),
                tr("Use the live key here: with this one nobody pays."));
        auto &first = m_modes[key.group];
        if (first.first.isEmpty())
            first = {entry->key, live};
        else if (first.second != live)
            add(FindingSeverity::Error, FindingKind::Mode, entry->key,
                tr("%1 and %2 are of different modes, live and test.").arg(first.first, entry->key),
                tr("Take both from the same mode."));
    }

    void checkDatabase()
    {
        const EnvironmentKey *key = m_schema.find(QStringLiteral("DATABASE_URI"));
        const EnvironmentEntry *entry = key ? entryOf(*key) : nullptr;
        const QUrl url(entry ? QString::fromUtf8(entry->value.reveal()) : QString(), QUrl::StrictMode);
        if (!entry || !url.isValid())
            return;
        const std::pair<const char *, QString> parts[] = {{"POSTGRES_USER", url.userName(QUrl::FullyDecoded)},
                                                          {"POSTGRES_PASSWORD", url.password(QUrl::FullyDecoded)},
                                                          {"POSTGRES_DB", url.path(QUrl::FullyDecoded).mid(1)}};
        for (const auto &[word, part] : parts) {
            const QString name = QString::fromLatin1(word);
            if (!valueOf(name).isEmpty() && valueOf(name) != part)
                add(FindingSeverity::Error, FindingKind::Disagreement, entry->key,
                    tr("%1 does not agree with %2: Payload could not use the database.").arg(entry->key, name),
                    tr("It is %1, with each part percent-encoded where it needs to be.").arg(key->derive));
        }
    }

    void checkServerUrl()
    {
        const QString name = QStringLiteral("PAYLOAD_PUBLIC_SERVER_URL");
        const QString host = QUrl(valueOf(name)).host();
        if (m_context.certificateNames.isEmpty() || host.isEmpty())
            return;
        const QString wildcard = QStringLiteral("*.") + host.section(QLatin1Char('.'), 1);
        if (!m_context.certificateNames.contains(host, Qt::CaseInsensitive) &&
            !m_context.certificateNames.contains(wildcard, Qt::CaseInsensitive))
            add(FindingSeverity::Error, FindingKind::Disagreement, name,
                tr("The certificate is not for %1, the host of %2.").arg(host, name),
                tr("It is for %1.").arg(m_context.certificateNames.join(QStringLiteral(", "))));
    }

    const EnvironmentDocument &m_document;
    const EnvironmentSchema &m_schema;
    const ValidationContext &m_context;
    QList<EnvironmentFinding> m_findings;
    int m_unknown = 0;
    QHash<QString, std::pair<QString, bool>> m_modes; // by group the first key with a mode, and whether it is live
};

} // namespace

QString nameOf(FindingSeverity severity)
{
    switch (severity) {
    case FindingSeverity::Error:
        return QStringLiteral("error");
    case FindingSeverity::Warning:
        return QStringLiteral("warning");
    case FindingSeverity::Note:
        return QStringLiteral("note");
    }
    return {};
}

QString nameOf(FindingKind kind)
{
    switch (kind) {
    case FindingKind::Rejected:
        return QStringLiteral("rejected");
    case FindingKind::Missing:
        return QStringLiteral("missing");
    case FindingKind::Unknown:
        return QStringLiteral("unknown");
    case FindingKind::Duplicate:
        return QStringLiteral("duplicate");
    case FindingKind::Misplaced:
        return QStringLiteral("misplaced");
    case FindingKind::Value:
        return QStringLiteral("value");
    case FindingKind::Disagreement:
        return QStringLiteral("disagreement");
    case FindingKind::Mode:
        return QStringLiteral("mode");
    case FindingKind::Permissions:
        return QStringLiteral("permissions");
    case FindingKind::Age:
        return QStringLiteral("age");
    }
    return {};
}

QList<EnvironmentFinding> validated(const EnvironmentDocument &document, const EnvironmentSchema &schema,
                                    const ValidationContext &context)
{
    return Validation(document, schema, context).run();
}

} // namespace bouncepro
