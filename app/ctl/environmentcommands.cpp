// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/commands.h"
#include "app/ctl/localfile.h"
#include "models/environment/environmentdiff.h"
#include "models/environment/environmentquoting.h"
#include "models/environment/environmentvalidation.h"
#include "models/environment/secretgenerator.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <unistd.h>

namespace bouncepro::ctl {

namespace {

constexpr qint64 largestValue = 1 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

const EnvironmentSchema &schema()
{
    return EnvironmentSchema::builtIn();
}

QString text(const Secret &value)
{
    return QString::fromUtf8(value.reveal());
}

Result<LocalFile> openFile(const Call &call, LocalFile::For purpose)
{
    const QString path = call.options.value(QStringLiteral("file"));
    if (path.isEmpty())
        return fail(ErrorCode::Invalid, tr("Which environment file is meant?"), tr("Name it with --file."));
    return LocalFile::open(path, purpose, call.stop);
}

// The file of --file, locked until it is replaced, and what stands in it.
struct Editing
{
    LocalFile file;
    EnvironmentDocument before;
};
Result<Editing> openToEdit(const Call &call)
{
    auto file = openFile(call, LocalFile::For::Replacing);
    if (!file)
        return fail(file.error());
    EnvironmentDocument before(file->bytes());
    if (auto readable = before.wellFormed(); !readable)
        return fail(readable.error());
    return Editing{std::move(*file), std::move(before)};
}

// What Compose reads in the file of --file. Errors: those of opening, Invalid where Compose rejects it.
Result<EnvironmentDocument> readFile(const Call &call)
{
    auto file = openFile(call, LocalFile::For::Reading);
    if (!file)
        return fail(file.error());
    EnvironmentDocument document(file->bytes());
    if (auto accepted = document.accepted(); !accepted)
        return fail(accepted.error());
    return document;
}

// The value from --value-file, else from standard input; one line break at its end is none of it.
Result<Secret> newValue(const Call &call)
{
    const QString path = call.options.value(QStringLiteral("value-file"));
    QFile file(path);
    if (path.isEmpty() && isatty(STDIN_FILENO))
        return fail(ErrorCode::Invalid, tr("The value is read from standard input, and that is a terminal."),
                    tr("Pipe it in, or name a file with --value-file."));
    if (path.isEmpty() ? !file.open(STDIN_FILENO, QIODevice::ReadOnly) : !file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, tr("The value cannot be read."), tr("Check the path."), file.errorString());
    QByteArray bytes = file.read(largestValue + 1);
    if (bytes.size() > largestValue)
        return fail(ErrorCode::TooLarge, tr("The value is larger than 1 MB."), tr("Give a shorter one."));
    if (bytes.isEmpty()) // what should have written it may have failed
        return fail(ErrorCode::Invalid, tr("There is no value to read."),
                    tr("Give one; a line break alone stands for the empty value."));
    if (bytes.endsWith('\n'))
        bytes.chop(bytes.endsWith("\r\n") ? 2 : 1);
    return Secret(std::move(bytes));
}

Result<void> known(const EnvironmentDocument &document, const QString &key)
{
    if (document.find(key))
        return {};
    return fail(ErrorCode::NotFound, tr("%1 does not stand in the file.").arg(key),
                tr("List what does: bounceproctl env list"));
}

// Refuses an edit that leaves a reference without the value that it needs; what was so before is still to be filled in.
Result<void> noNewFault(const EnvironmentDocument &before, const EnvironmentDocument &after, const QString &remedy)
{
    if (after.faults().size() <= before.faults().size())
        return {};
    auto error = after.accepted();
    error.error().remedy = remedy;
    return error;
}

// A value as it may be shown: null in JSON and [secret] in text where it may not.
struct Shown
{
    QJsonValue json;
    QString text;
};
QString oneLine(QString value)
{
    return value.replace(QLatin1Char('\n'), QStringLiteral("\\n"));
}
Shown shown(const Secret &value, bool mayBeSeen)
{
    return mayBeSeen ? Shown{text(value), text(value)} : Shown{QJsonValue(), tr("[secret]")};
}

} // namespace

Result<int> envList(Call &call)
{
    auto document = readFile(call);
    if (!document)
        return fail(document.error());
    const QSet<QString> secrets = schema().secretsOf(*document);
    const bool all = call.options.isSet(QStringLiteral("show-secrets"));
    QJsonArray variables, inherited;
    QList<QStringList> rows{{tr("KEY"), tr("VALUE"), tr("LINE")}};
    for (const QString &key : document->keys()) {
        const EnvironmentEntry &entry = *document->find(key);
        const Shown value =
            entry.given ? shown(entry.value, all || !secrets.contains(key)) : Shown{{}, tr("(from around the file)")};
        rows << QStringList{key, oneLine(value.text), QString::number(entry.line)};
        if (!entry.given)
            inherited << key;
        else
            variables << QJsonObject{{QStringLiteral("key"), key},
                                     {QStringLiteral("value"), value.json},
                                     {QStringLiteral("line"), entry.line},
                                     {QStringLiteral("secret"), secrets.contains(key)}};
    }
    call.printer.answer(table(rows),
                        {{QStringLiteral("variables"), variables}, {QStringLiteral("inherited"), inherited}});
    return Done;
}

Result<int> envGet(Call &call)
{
    auto document = readFile(call);
    if (!document)
        return fail(document.error());
    const QString &key = call.arguments.first();
    if (auto found = known(*document, key); !found)
        return fail(found.error());
    const EnvironmentEntry &entry = *document->find(key);
    if (!entry.given)
        return fail(ErrorCode::NotFound, tr("%1 gets its value from around the file.").arg(key),
                    tr("Look at the environment that Compose is started in."));
    const bool secret = schema().secretsOf(*document).contains(key);
    if (secret && !call.options.isSet(QStringLiteral("show-secrets")))
        return fail(ErrorCode::Invalid, tr("%1 is a secret.").arg(key), tr("Add --show-secrets to see it."));
    const QString value = text(entry.value);
    // One line break more, which env set takes off again.
    call.printer.answer((isatty(STDOUT_FILENO) ? visible(value) : value) + QLatin1Char('\n'),
                        {{QStringLiteral("key"), key},
                         {QStringLiteral("value"), value},
                         {QStringLiteral("line"), entry.line},
                         {QStringLiteral("secret"), secret}});
    return Done;
}

Result<int> envSet(Call &call)
{
    const QString &key = call.arguments.first();
    auto value = newValue(call); // before the file is locked: a person may type it
    if (!value)
        return fail(value.error());
    auto editing = openToEdit(call);
    if (!editing)
        return fail(editing.error());
    auto &[file, before] = *editing;
    auto after = before.set(key, *value, schema().groupOf(key));
    if (!after)
        return fail(after.error());
    if (auto kept = noNewFault(before, *after, tr("Give another value; nothing is changed.")); !kept)
        return fail(kept.error());
    const EnvironmentEntry *old = before.find(key);
    const QString change = !old                             ? QStringLiteral("added")
                           : after->text() == before.text() ? QStringLiteral("unchanged")
                                                            : QStringLiteral("changed");
    if (after->text() != before.text())
        if (auto written = file.replace(after->text()); !written)
            return fail(written.error());

    QStringList remarks;
    if (const auto written = writtenValue(*value); written && written->misreadBy)
        remarks << remarkOn(written->misreadBy);
    if (const EnvironmentKey *about = schema().find(key); about && !value->isEmpty())
        if (const QString complaint = complaintAbout(*about, text(*value)); !complaint.isEmpty())
            remarks << tr("The value of %1 is not right. %2").arg(key, complaint);
    for (const QString &remark : std::as_const(remarks))
        call.printer.remark(remark);
    const int line = after->find(key)->line;
    call.printer.answer(tr("%1 is %2, in line %3.").arg(key, change).arg(line),
                        {{QStringLiteral("key"), key},
                         {QStringLiteral("change"), change},
                         {QStringLiteral("line"), line},
                         {QStringLiteral("remarks"), QJsonArray::fromStringList(remarks)}});
    return Done;
}

Result<int> envUnset(Call &call)
{
    auto editing = openToEdit(call);
    if (!editing)
        return fail(editing.error());
    auto &[file, before] = *editing;
    const QString &key = call.arguments.first();
    if (auto found = known(before, key); !found)
        return fail(found.error());
    auto after = before.unset(key);
    if (!after)
        return fail(after.error());
    if (auto kept = noNewFault(before, *after, tr("Change what refers to it first; nothing is changed.")); !kept)
        return fail(kept.error());
    if (auto written = file.replace(after->text()); !written)
        return fail(written.error());
    call.printer.answer(tr("%1 is taken out.").arg(key),
                        {{QStringLiteral("key"), key}, {QStringLiteral("change"), QStringLiteral("removed")}});
    return Done;
}

Result<int> envDiff(Call &call)
{
    auto before = readFile(call);
    if (!before)
        return fail(before.error());
    auto other = LocalFile::open(call.arguments.first(), LocalFile::For::Reading, call.stop);
    if (!other)
        return fail(other.error());
    const EnvironmentDocument after(other->bytes());
    if (auto accepted = after.accepted(); !accepted)
        return fail(accepted.error());
    QSet<QString> secrets = schema().secretsOf(*before);
    secrets.unite(schema().secretsOf(after));
    const bool all = call.options.isSet(QStringLiteral("show-secrets"));
    QJsonArray array;
    QList<QStringList> rows{{tr("KEY"), tr("CHANGE"), tr("BEFORE"), tr("AFTER"), tr("LINE")}};
    for (const EnvironmentChange &change : changes(*before, after)) {
        const bool mayBeSeen = all || !secrets.contains(change.key);
        const bool had = change.kind != EnvironmentChangeKind::Added,
                   has = change.kind != EnvironmentChangeKind::Removed;
        const Shown then = had ? shown(change.before, mayBeSeen) : Shown(),
                    now = has ? shown(change.after, mayBeSeen) : Shown();
        array << QJsonObject{{QStringLiteral("key"), change.key},
                             {QStringLiteral("change"), nameOf(change.kind)},
                             {QStringLiteral("before"), then.json},
                             {QStringLiteral("after"), now.json},
                             {QStringLiteral("secret"), secrets.contains(change.key)},
                             {QStringLiteral("line"), change.line}};
        rows << QStringList{change.key, nameOf(change.kind), oneLine(then.text), oneLine(now.text),
                            QString::number(change.line)};
    }
    call.printer.answer(array.isEmpty() ? tr("Both say the same.") : table(rows), {{QStringLiteral("changes"), array}});
    return Done;
}

Result<int> envValidate(Call &call)
{
    auto file = openFile(call, LocalFile::For::Reading);
    if (!file)
        return fail(file.error());
    ValidationContext context;
    const QString where = call.options.value(QStringLiteral("environment"));
    for (const Environment environment : {Environment::Staging, Environment::Development})
        if (where == nameOf(environment))
            context.environment = environment;
    if (!where.isEmpty() && where != nameOf(context.environment))
        return fail(ErrorCode::Invalid, tr("There is no environment \"%1\".").arg(where),
                    tr("Use production, staging or development."));
    const QList<EnvironmentFinding> findings = validated(EnvironmentDocument(file->bytes()), schema(), context);
    QJsonArray array;
    QString told;
    for (const EnvironmentFinding &finding : findings) {
        array << QJsonObject{{QStringLiteral("severity"), nameOf(finding.severity)},
                             {QStringLiteral("kind"), nameOf(finding.kind)},
                             {QStringLiteral("key"), finding.key},
                             {QStringLiteral("line"), finding.line},
                             {QStringLiteral("column"), finding.column},
                             {QStringLiteral("what"), finding.what},
                             {QStringLiteral("remedy"), finding.remedy}};
        const QString place = !finding.line    ? QString()
                              : finding.column ? tr("line %1, column %2: ").arg(finding.line).arg(finding.column)
                                               : tr("line %1: ").arg(finding.line);
        told += tr("%1: %2%3\n  What to do: %4\n").arg(nameOf(finding.severity), place, finding.what, finding.remedy);
    }
    const bool valid = std::none_of(findings.begin(), findings.end(),
                                    [](const auto &f) { return f.severity == FindingSeverity::Error; });
    call.printer.answer(findings.isEmpty() ? tr("Nothing is wrong with the file.") : visible(told),
                        {{QStringLiteral("valid"), valid}, {QStringLiteral("findings"), array}});
    return valid ? Done : Failed;
}

Result<int> secretGenerate(Call &call)
{
    const QString &what = call.arguments.first();
    const QString wanted = call.arguments.value(1);
    bool isNumber = false;
    const int size = wanted.toInt(&isNumber);
    const std::optional<SecretKind> kind = secretKindOf(what);
    const EnvironmentKey *key = schema().find(what);
    if ((!kind && !key) || (!wanted.isEmpty() && (!isNumber || !kind)))
        return fail(ErrorCode::Invalid, tr("There is no such kind or size of secrets."),
                    tr("Use %1, or a key of the environment.").arg(secretKinds().join(QStringLiteral(", "))));
    auto secret = kind ? generateSecret(*kind, isNumber ? std::optional(size) : std::nullopt) : generateSecretFor(*key);
    if (!secret)
        return fail(secret.error());
    call.printer.remark(tr("%1 bits").arg(secret->bits, 0, 'f', 0));
    const QString publicKey = QString::fromLatin1(secret->publicKey);
    QJsonObject object{{QStringLiteral("kind"), what},
                       {QStringLiteral("secret"), text(secret->value)},
                       {QStringLiteral("bits"), secret->bits}};
    if (!publicKey.isEmpty())
        object[QStringLiteral("publicKey")] = publicKey;
    call.printer.answer(text(secret->value) + publicKey, object);
    return Done;
}

} // namespace bouncepro::ctl
