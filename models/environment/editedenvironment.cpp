// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/editedenvironment.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EditedEnvironment", text);
}

bool isWorse(const EnvironmentFinding &a, const EnvironmentFinding &b)
{
    return a.severity < b.severity;
}

bool isSame(const EnvironmentFinding &a, const EnvironmentFinding &b)
{
    return a.severity == b.severity && a.kind == b.kind && a.line == b.line && a.what == b.what && a.remedy == b.remedy;
}

class Looker
{
public:
    Looker(EditedEnvironment &look, const EnvironmentSchema &schema) : m_look(look), m_schema(schema)
    {
        for (const EnvironmentFinding &finding : look.findings)
            m_findings[finding.key] << finding;
        for (const EnvironmentChange &change : look.changes)
            m_changes[change.key] = change.kind;
    }

    void run()
    {
        for (const EnvironmentGroup &group : m_schema.groups()) {
            EnvironmentSection section{group.title, group.description, {}};
            for (const EnvironmentKey &key : m_schema.keys())
                if (key.group == group.name)
                    for (const QString &name : QStringList{key.name} + key.aliases)
                        add(section, name, &key);
            keep(section);
        }
        EnvironmentSection own{tr("Not in the schema"), tr("Read by your own code, or by nobody."), {}};
        for (const QString &key : inOrder())
            if (!key.isEmpty() && !m_schema.find(key))
                add(own, key, nullptr);
        keep(own);
    }

private:
    void add(EnvironmentSection &section, const QString &name, const EnvironmentKey *known)
    {
        const EnvironmentEntry *entry = m_look.mine.find(name);
        const auto change = m_changes.constFind(name);
        const auto findings = m_findings.constFind(name);
        const bool isMissing = findings != m_findings.constEnd() &&
                               std::any_of(findings->begin(), findings->end(), [](const EnvironmentFinding &finding) {
                                   return finding.kind == FindingKind::Missing;
                               });
        if (!entry && change == m_changes.constEnd() && !isMissing)
            return;
        EnvironmentItem item{.key = name, .known = known, .isThere = entry != nullptr, .isMissing = isMissing};
        item.isSecret = m_look.secrets.contains(name) || (known && known->secret);
        item.line = entry ? entry->line : 0;
        if (change != m_changes.constEnd())
            item.change = *change;
        if (findings != m_findings.constEnd())
            item.findings = *findings;
        section.items << item;
    }

    // Keys that were taken out stay where they stood.
    QStringList inOrder() const
    {
        QStringList keys = m_look.mine.keys();
        qsizetype at = 0;
        for (const QString &key : m_look.base.keys()) {
            if (!m_look.mine.find(key))
                keys.insert(at++, key);
            else if (const qsizetype found = keys.indexOf(key, at); found >= 0)
                at = found + 1;
        }
        return keys;
    }

    void keep(const EnvironmentSection &section)
    {
        if (!section.items.isEmpty())
            m_look.sections << section;
    }

    EditedEnvironment &m_look;
    const EnvironmentSchema &m_schema;
    QHash<QString, QList<EnvironmentFinding>> m_findings;
    QHash<QString, EnvironmentChangeKind> m_changes;
};

bool isSecretName(const QByteArray &name, const EnvironmentSchema &schema)
{
    const QByteArray line = name + "=a-value-that-is-long-enough";
    return !schema.secretsOf(EnvironmentDocument(line)).isEmpty();
}

// A line that is commented out is read as if it were not. Of one that Compose rejects the name tells what stands behind
// it, and on the lines below.
void hideInComments(const QByteArray &text, qsizetype from, qsizetype to, const EnvironmentSchema &schema,
                    QList<EnvironmentRange> &hidden, bool &isOpen)
{
    static const QRegularExpression statement(QStringLiteral("^\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*[=:]"));
    for (qsizetype begin = from; begin < to;) {
        qsizetype end = text.indexOf('\n', begin);
        if (end < 0 || end > to)
            end = to;
        const qsizetype hash = text.indexOf('#', begin);
        if (hash >= 0 && hash < end && QByteArrayView(text).sliced(hash, end - hash).contains('=')) {
            const EnvironmentDocument line(text.mid(hash + 1, end - hash - 1));
            const QSet<QString> secrets = schema.secretsOf(line);
            for (const EnvironmentEntry &entry : line.entries())
                if (secrets.contains(entry.key) && entry.valueEnd > entry.valueBegin)
                    hidden.append({hash + 1 + entry.valueBegin, hash + 1 + entry.valueEnd});
        }
        const QByteArray rest = text.mid(begin, end - begin);
        const bool isRejected = !rest.trimmed().isEmpty() && !rest.trimmed().startsWith('#');
        const QRegularExpressionMatch match =
            isRejected ? statement.match(QString::fromLatin1(rest)) : QRegularExpressionMatch();
        if (match.hasMatch())
            isOpen = isSecretName(match.captured(1).toLatin1(), schema);
        const qsizetype behind = match.hasMatch() ? match.capturedEnd() : 0;
        const qsizetype shownEnd = rest.endsWith('\r') ? rest.size() - 1 : rest.size();
        if (isRejected && isOpen && shownEnd > behind)
            hidden.append({begin + behind, begin + shownEnd});
        begin = end + 1;
    }
}

// Values of secrets, of each statement of the key, and what is commented out.
QList<EnvironmentRange> hiddenIn(const EnvironmentDocument &document, const QSet<QString> &secrets,
                                 const EnvironmentSchema &schema)
{
    QList<EnvironmentRange> hidden;
    qsizetype at = 0;
    bool isOpen = false; // a secret whose quote does not end
    for (const EnvironmentEntry &entry : document.entries()) {
        hideInComments(document.text(), at, entry.begin, schema, hidden, isOpen);
        isOpen = isOpen && entry.form == EnvironmentForm::Inherited; // a part of it looks like a name alone
        if (isOpen)
            hidden.append({entry.begin, entry.end});
        else if (secrets.contains(entry.key) && entry.valueEnd > entry.valueBegin)
            hidden.append({entry.valueBegin, entry.valueEnd});
        hideInComments(document.text(), entry.valueEnd, entry.end, schema, hidden, isOpen);
        at = entry.end;
    }
    hideInComments(document.text(), at, document.text().size(), schema, hidden, isOpen);
    return hidden;
}

} // namespace

bool EnvironmentItem::operator==(const EnvironmentItem &other) const
{
    return key == other.key && known == other.known && isThere == other.isThere && isSecret == other.isSecret &&
           isMissing == other.isMissing && change == other.change && line == other.line &&
           std::equal(findings.begin(), findings.end(), other.findings.begin(), other.findings.end(), isSame);
}

const EnvironmentItem *EditedEnvironment::item(const QString &key) const
{
    for (const EnvironmentSection &section : sections)
        for (const EnvironmentItem &item : section.items)
            if (item.key == key)
                return &item;
    return nullptr;
}

EditedEnvironment lookAt(const EnvironmentDocument &base, const EnvironmentDocument &mine,
                         const EnvironmentSchema &schema, const ValidationContext &context)
{
    EditedEnvironment look;
    look.base = base;
    look.mine = mine;
    look.findings = validated(mine, schema, context);
    std::stable_sort(look.findings.begin(), look.findings.end(), isWorse);
    look.changes = changes(base, mine);
    look.secrets = schema.secretsOf(mine) | schema.secretsOf(base);
    look.hidden = hiddenIn(mine, look.secrets, schema);
    Looker(look, schema).run();
    return look;
}

} // namespace bouncepro
