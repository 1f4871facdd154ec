// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentrestore.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentDocument", text);
}

Result<void> accepted(const EnvironmentDocument &document, const QString &which)
{
    auto result = document.accepted();
    if (!result)
        result.error().message = which + QLatin1Char(' ') + result.error().message;
    return result;
}

// Both absent, or the same to a container.
bool agree(const EnvironmentEntry *a, const EnvironmentEntry *b)
{
    return !a || !b ? a == b : a->given == b->given && a->value == b->value;
}

// Makes the credentials those of `now`. Most edits: a value. References of the kept file to credentials then give
// today's.
Result<EnvironmentDocument> withCredentialsOf(const EnvironmentDocument &document, const EnvironmentDocument &now,
                                              const QSet<QString> &credentials)
{
    QList<EnvironmentEdit> edits;
    for (const QString &key : document.keys())
        if (credentials.contains(key) && !now.find(key))
            edits.append({.key = key});
    QStringList order = now.keys();
    for (const QString &key : std::as_const(order)) {
        const EnvironmentEntry *today = now.find(key);
        if (!credentials.contains(key) || agree(document.find(key), today))
            continue;
        EnvironmentEdit edit{.key = key, .group = order};
        if (today->given)
            edit.value = today->value;
        else
            edit.inherited = true;
        edits.append(edit);
    }
    return edits.isEmpty() ? document : document.edited(edits);
}

} // namespace

Result<RestoredEnvironment> restoredFrom(const EnvironmentDocument &kept, const EnvironmentDocument &now,
                                         const QSet<QString> &credentials)
{
    if (auto fine = accepted(kept, tr("The file of the kept release:")); !fine)
        return fail(fine.error());
    if (auto fine = accepted(now, tr("The file as it is now:")); !fine)
        return fail(fine.error());
    // Whole values first: what refers to them may be right by then, and keeps its line.
    QSet<QString> whole;
    for (const QString &key : credentials)
        if (const EnvironmentEntry *entry = kept.find(key); !entry || !entry->refers)
            whole.insert(key);
    auto document = withCredentialsOf(kept, now, whole);
    if (document)
        document = withCredentialsOf(*document, now, credentials);
    if (!document)
        return fail(document.error());
    if (auto fine = accepted(*document, tr("The restored file:")); !fine)
        return fail(fine.error());

    RestoredEnvironment result{*document, {}, {}, {}};
    QStringList keys = kept.keys();
    for (const QString &key : now.keys())
        if (!kept.find(key))
            keys << key;
    for (const QString &key : std::as_const(keys)) {
        if (!credentials.contains(key)) {
            if (!agree(document->find(key), now.find(key)))
                result.restored << key;
        } else if (!now.find(key)) {
            result.absent << key;
        } else if (!agree(kept.find(key), now.find(key))) {
            result.keptAsNow << key;
        }
        if (credentials.contains(key) && !agree(document->find(key), now.find(key)))
            return fail(ErrorCode::Invalid, tr("%1 does not get its value of today in the restored file.").arg(key),
                        tr("Edit the file by hand."));
    }
    return result;
}

} // namespace bouncepro
