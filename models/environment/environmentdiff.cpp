// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentdiff.h"

namespace bouncepro {

namespace {

// The entry that gives a container the key; nullptr for none.
const EnvironmentEntry *given(const EnvironmentDocument &document, const QString &key)
{
    const EnvironmentEntry *entry = document.find(key);
    return entry && entry->given ? entry : nullptr;
}

// Whether both say the same of the key. Another quoting of one value does; references count as they are written, for
// what they refer to is compared by its own key.
bool sayTheSame(const EnvironmentDocument &a, const EnvironmentDocument &b, const QString &key)
{
    const EnvironmentEntry *one = a.find(key), *other = b.find(key);
    if (!one || !other)
        return one == other;
    const bool inherited = one->form == EnvironmentForm::Inherited;
    if (inherited || one->refers || other->refers || other->form == EnvironmentForm::Inherited)
        return inherited == (other->form == EnvironmentForm::Inherited) && a.written(*one) == b.written(*other);
    return one->value == other->value;
}

std::optional<Secret> valueOf(const EnvironmentDocument &document, const QString &key)
{
    const EnvironmentEntry *entry = document.find(key);
    return entry ? std::optional(entry->value) : std::nullopt;
}

// Makes the key what it is in `document`, written as there.
EnvironmentEdit editTo(const EnvironmentDocument &document, const QString &key, const QStringList &order)
{
    EnvironmentEdit edit{.key = key, .group = order};
    const EnvironmentEntry *entry = document.find(key);
    if (entry && entry->form == EnvironmentForm::Inherited)
        edit.inherited = true;
    else if (entry && entry->refers)
        edit.written = Secret(document.written(*entry));
    else if (entry)
        edit.value = entry->value;
    return edit;
}

// All that is no statement, to see whether more than values changed.
QByteArray aroundStatements(const EnvironmentDocument &document)
{
    QByteArray text;
    qsizetype at = 0;
    for (const EnvironmentEntry &entry : document.entries()) {
        text += QByteArrayView(document.text()).sliced(at, entry.begin - at);
        at = entry.end;
    }
    text += QByteArrayView(document.text()).sliced(at);
    QByteArrayList lines;
    for (const QByteArray &line : text.split('\n'))
        if (!line.trimmed().isEmpty())
            lines << line.trimmed();
    return lines.join('\n');
}

} // namespace

QString nameOf(EnvironmentChangeKind kind)
{
    switch (kind) {
    case EnvironmentChangeKind::Added:
        return QStringLiteral("added");
    case EnvironmentChangeKind::Removed:
        return QStringLiteral("removed");
    case EnvironmentChangeKind::Changed:
        return QStringLiteral("changed");
    }
    return {};
}

QList<EnvironmentChange> changes(const EnvironmentDocument &before, const EnvironmentDocument &after)
{
    QList<EnvironmentChange> all;
    for (const QString &key : after.keys()) {
        const EnvironmentEntry *now = given(after, key), *then = given(before, key);
        if (now && !then)
            all.append({key, EnvironmentChangeKind::Added, {}, now->value, now->line});
        else if (now && !(now->value == then->value))
            all.append({key, EnvironmentChangeKind::Changed, then->value, now->value, now->line});
    }
    for (const QString &key : before.keys())
        if (const EnvironmentEntry *then = given(before, key); then && !given(after, key))
            all.append({key, EnvironmentChangeKind::Removed, then->value, {}, then->line});
    return all;
}

Result<MergedEnvironment> merged(const EnvironmentDocument &base, const EnvironmentDocument &mine,
                                 const EnvironmentDocument &theirs, const QHash<QString, ConflictChoice> &choices)
{
    for (const EnvironmentDocument *document : {&base, &mine, &theirs})
        if (auto fine = document->accepted(); !fine)
            return fail(fine.error());
    MergedEnvironment result;
    QList<EnvironmentEdit> edits;
    const QStringList order = mine.keys();
    QStringList keys = order;
    for (const QString &key : base.keys())
        if (!mine.find(key))
            keys << key;
    for (const QString &key : std::as_const(keys)) {
        if (sayTheSame(base, mine, key) || sayTheSame(mine, theirs, key))
            continue;
        const bool conflict = !sayTheSame(base, theirs, key);
        if (conflict && !choices.contains(key))
            result.conflicts.append({key, valueOf(base, key), valueOf(mine, key), valueOf(theirs, key)});
        if (conflict && choices.value(key, ConflictChoice::Theirs) == ConflictChoice::Theirs)
            continue;
        result.taken << key;
        edits.append(editTo(mine, key, order));
    }
    if (theirs.text() == base.text()) { // nobody else was here: mine, byte for byte
        result.document = mine;
        return result;
    }
    auto document = edits.isEmpty() ? theirs : theirs.edited(edits);
    if (!document)
        return fail(document.error());
    result.document = *document;
    result.lostText = aroundStatements(mine) != aroundStatements(base);
    return result;
}

} // namespace bouncepro
