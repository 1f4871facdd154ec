// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/environmentsource.h"
#include "app/ctl/localfile.h"
#include "models/environment/effectiveenvironment.h"
#include "models/environment/environmentscan.h"
#include "models/servers/stackstatus.h"
#include "models/environment/secretgenerator.h"

#include <QCoreApplication>

#include <algorithm>
#include <unistd.h>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

Result<LocalFile> openFile(const Call &call, LocalFile::For purpose)
{
    return LocalFile::open(call.options.value(QStringLiteral("file")), purpose, call.stop);
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

} // namespace

Result<int> envList(Call &call)
{
    auto source = readSource(call);
    if (!source)
        return fail(source.error());
    const bool all = call.options.isSet(QStringLiteral("show-secrets"));
    QJsonArray variables, inherited;
    QList<QStringList> rows{{tr("KEY"), tr("VALUE"), tr("LINE")}};
    QHash<QString, SecretAge> ages; // by file and key
    QStringList notes;
    if (source->profile) {
        rows.first() << tr("FILE") << tr("SINCE");
        auto history = historyOf(call, {*source->profile, source->host});
        if (!history)
            return fail(history.error());
        for (const SecretAge &age : secretAges(*history))
            ages.insert(age.file + QLatin1Char(' ') + age.key, age);
        for (const EnvironmentFinding &finding : ageFindings(*history, QDateTime::currentDateTimeUtc()))
            notes << finding.what + QLatin1Char(' ') + finding.remedy;
    }
    for (const auto &[file, document] : std::as_const(source->documents)) {
        const QSet<QString> secrets = schema().secretsOf(document);
        for (const QString &key : document.keys()) {
            const EnvironmentEntry &entry = *document.find(key);
            const Shown value = entry.given ? shown(entry.value, all || !secrets.contains(key))
                                            : Shown{{}, tr("(from around the file)")};
            rows << QStringList{key, oneLine(value.text), QString::number(entry.line)};
            QJsonObject object{{QStringLiteral("key"), key},
                               {QStringLiteral("value"), value.json},
                               {QStringLiteral("line"), entry.line},
                               {QStringLiteral("secret"), secrets.contains(key)}};
            if (source->profile) {
                rows.last() << file << QString();
                object[QStringLiteral("file")] = file;
                if (const auto age = ages.constFind(file + QLatin1Char(' ') + key); age != ages.constEnd()) {
                    rows.last().last() = (age->isExact ? tr("%1") : tr("%1 or before")).arg(localTime(age->since));
                    object[QStringLiteral("since")] = age->since.toString(Qt::ISODate);
                    object[QStringLiteral("sinceIsExact")] = age->isExact;
                }
            }
            if (!entry.given)
                inherited << key;
            else
                variables << object;
        }
    }
    for (const QString &note : std::as_const(notes))
        call.printer.remark(note);
    QJsonObject answer{{QStringLiteral("variables"), variables}, {QStringLiteral("inherited"), inherited}};
    if (source->profile)
        answer[QStringLiteral("notes")] = QJsonArray::fromStringList(notes);
    call.printer.answer(table(rows), answer);
    return Done;
}

Result<int> envGet(Call &call)
{
    auto source = readSource(call);
    if (!source)
        return fail(source.error());
    const QString &key = call.arguments.first();
    const QString file = source->profile ? source->environment.fileOf(key) : source->documents.first().file;
    const EnvironmentDocument *document = source->find(file);
    if (auto found = known(document ? *document : EnvironmentDocument(), key); !found)
        return fail(found.error());
    const EnvironmentEntry &entry = *document->find(key);
    if (!entry.given)
        return fail(ErrorCode::NotFound, tr("%1 gets its value from around the file.").arg(key),
                    tr("Look at the environment that Compose is started in."));
    const bool secret = schema().secretsOf(*document).contains(key);
    if (secret && !call.options.isSet(QStringLiteral("show-secrets")))
        return fail(ErrorCode::Invalid, tr("%1 is a secret.").arg(key), tr("Add --show-secrets to see it."));
    const QString value = text(entry.value);
    QJsonObject object{{QStringLiteral("key"), key},
                       {QStringLiteral("value"), value},
                       {QStringLiteral("line"), entry.line},
                       {QStringLiteral("secret"), secret}};
    if (source->profile)
        object[QStringLiteral("file")] = file;
    // One line break more, which env set takes off again.
    call.printer.answer((isatty(STDOUT_FILENO) ? visible(value) : value) + QLatin1Char('\n'), object);
    return Done;
}

Result<int> envSet(Call &call)
{
    if (!call.options.isSet(QStringLiteral("file")))
        return setOnServer(call);
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

    const QStringList remarks = remarksOn(key, *value);
    for (const QString &remark : remarks)
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
    if (!call.options.isSet(QStringLiteral("file")))
        return unsetOnServer(call);
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

namespace {

// From the version to the file that stands there.
Result<int> diffWithVersion(Call &call, const QString &id)
{
    if (call.options.isSet(QStringLiteral("file")))
        return fail(ErrorCode::Invalid, tr("Only a server keeps versions."), tr("Leave --file out."));
    auto server = call.server();
    if (!server)
        return fail(server.error());
    auto history = historyOf(call, *server);
    if (!history)
        return fail(history.error());
    auto version = history->find(id);
    if (!version)
        return fail(version.error());
    ChangesTable table(call, true);
    table.add(version->file, history->now.document(version->file, version->text.reveal()),
              history->now.document(version->file));
    call.printer.answer(table.text(), {{QStringLiteral("changes"), table.array()}});
    return Done;
}

} // namespace

Result<int> envDiff(Call &call)
{
    const QString with = call.options.value(QStringLiteral("with")),
                  version = call.options.value(QStringLiteral("since"));
    if (int(!with.isEmpty()) + int(!version.isEmpty()) + int(!call.arguments.isEmpty()) != 1)
        return fail(ErrorCode::Invalid, tr("With what is it to be compared?"),
                    tr("Name a file, another server with --with, or a version with --since."));
    if (!version.isEmpty())
        return diffWithVersion(call, version);
    auto source = readSource(call);
    if (!source)
        return fail(source.error());
    ChangesTable table(call, source->profile.has_value());
    if (with.isEmpty()) {
        auto other = LocalFile::open(call.arguments.first(), LocalFile::For::Reading, call.stop);
        if (!other)
            return fail(other.error());
        // Of a server it is the file that the services are given.
        const NamedDocument &before = source->documents.last();
        const EnvironmentDocument after = source->profile ? source->environment.document(before.file, other->bytes())
                                                          : EnvironmentDocument(other->bytes());
        if (auto accepted = after.accepted(); !accepted)
            return fail(accepted.error());
        table.add(before.file, before.document, after);
    } else {
        auto other = openServerSource(call, with);
        if (!other)
            return fail(other.error());
        QStringList files;
        for (const auto &side : {source->documents, other->documents})
            for (const NamedDocument &named : side)
                if (!files.contains(named.file))
                    files << named.file;
        const bool isFile = !source->profile.has_value();
        for (const QString &file : std::as_const(files)) {
            const EnvironmentDocument *before = isFile ? &source->documents.first().document : source->find(file),
                                      *after = other->find(isFile ? other->documents.last().file : file);
            table.add(file, before ? *before : EnvironmentDocument(), after ? *after : EnvironmentDocument());
            if (isFile)
                break;
        }
    }
    call.printer.answer(table.text(), {{QStringLiteral("changes"), table.array()}});
    return Done;
}

Result<int> envValidate(Call &call)
{
    const QString where = call.options.value(QStringLiteral("environment"));
    ValidationContext context;
    for (const Environment environment : {Environment::Staging, Environment::Development})
        if (where == nameOf(environment))
            context.environment = environment;
    if (!where.isEmpty() && where != nameOf(context.environment))
        return fail(ErrorCode::Invalid, tr("There is no environment \"%1\".").arg(where),
                    tr("Use production, staging or development."));
    auto source = openSource(call);
    if (!source)
        return fail(source.error());
    if (source->profile && where.isEmpty())
        context.environment = source->profile->environment;
    QJsonArray array;
    QString told;
    bool valid = true;
    const auto tell = [&](const QString &file, const QList<EnvironmentFinding> &findings) {
        for (const EnvironmentFinding &finding : findings) {
            QJsonObject object{{QStringLiteral("severity"), nameOf(finding.severity)},
                               {QStringLiteral("kind"), nameOf(finding.kind)},
                               {QStringLiteral("key"), finding.key},
                               {QStringLiteral("line"), finding.line},
                               {QStringLiteral("column"), finding.column},
                               {QStringLiteral("what"), finding.what},
                               {QStringLiteral("remedy"), finding.remedy}};
            if (!file.isEmpty())
                object[QStringLiteral("file")] = file;
            array << object;
            QString place = file.isEmpty() ? QString() : file + QStringLiteral(", ");
            if (finding.line)
                place += finding.column ? tr("line %1, column %2: ").arg(finding.line).arg(finding.column)
                                        : tr("line %1: ").arg(finding.line);
            else if (!file.isEmpty())
                place = file + QStringLiteral(": ");
            told +=
                tr("%1: %2%3\n  What to do: %4\n").arg(nameOf(finding.severity), place, finding.what, finding.remedy);
            valid = valid && finding.severity != FindingSeverity::Error;
        }
    };
    for (const auto &[file, document] : std::as_const(source->documents)) {
        if (source->profile)
            context.file = file == QLatin1String(".env") ? file : QStringLiteral(".env.production");
        tell(source->profile ? file : QString(), validated(document, schema(), context));
    }
    tell({}, modeFindings(source->environment));
    if (source->profile) {
        auto history = historyOf(call, {*source->profile, source->host});
        if (!history)
            return fail(history.error());
        tell({}, ageFindings(*history, QDateTime::currentDateTimeUtc()));
    }
    call.printer.answer(array.isEmpty() ? tr("Nothing is wrong with it.") : visible(told),
                        {{QStringLiteral("valid"), valid}, {QStringLiteral("findings"), array}});
    return valid ? Done : Failed;
}

Result<int> envEffective(Call &call)
{
    auto server = call.server();
    if (!server)
        return fail(server.error());
    auto status = probeUsable(*server->host, server->profile, ProbeDepth::Services, call.stop);
    if (!status)
        return fail(status.error());
    auto services = readEffectiveEnvironment(*server->host, server->profile, status->project, call.stop);
    if (!services)
        return fail(services.error());
    const QString only = call.arguments.value(0);
    if (!only.isEmpty() &&
        std::none_of(services->begin(), services->end(), [&](const EffectiveService &s) { return s.service == only; }))
        return fail(ErrorCode::NotFound, tr("The stack has no service %1.").arg(only),
                    tr("List them: bounceproctl status"));
    const bool all = call.options.isSet(QStringLiteral("show-secrets"));
    QJsonArray array;
    QList<QStringList> rows{{tr("SERVICE"), tr("KEY"), tr("WOULD BE GIVEN"), tr("RUNS WITH"), tr("DRIFT")}};
    QStringList anew;
    for (const EffectiveService &service : std::as_const(*services)) {
        if (!only.isEmpty() && service.service != only)
            continue;
        const QStringList drift = service.drift();
        QJsonArray values;
        for (const EffectiveValue &value : service.values) {
            const auto cell = [&](const std::optional<Secret> &v) {
                return v ? shown(*v, all || !value.isSecret) : Shown{QJsonValue(), tr("(none)")};
            };
            const Shown wanted = cell(value.wanted), running = cell(value.running);
            const bool drifts = drift.contains(value.key);
            values << QJsonObject{{QStringLiteral("key"), value.key},        {QStringLiteral("wanted"), wanted.json},
                                  {QStringLiteral("running"), running.json}, {QStringLiteral("secret"), value.isSecret},
                                  {QStringLiteral("drift"), drifts},         {QStringLiteral("read"), value.isRead}};
            if (!only.isEmpty() || drifts) // of all services only what is to be done
                rows << QStringList{service.service, value.key, oneLine(wanted.text), oneLine(running.text),
                                    !drifts        ? QString()
                                    : value.isRead ? tr("drift")
                                                   : tr("drift, not read")};
        }
        if (service.mustBeMadeAnew())
            anew << service.service;
        array << QJsonObject{{QStringLiteral("service"), service.service},
                             {QStringLiteral("containers"), QJsonArray::fromStringList(service.containers)},
                             {QStringLiteral("drift"), QJsonArray::fromStringList(drift)},
                             {QStringLiteral("mustBeMadeAnew"), service.mustBeMadeAnew()},
                             {QStringLiteral("values"), values}};
    }
    QString text = rows.size() > 1 ? table(rows) : tr("Every container runs with what the files say.\n");
    if (!anew.isEmpty())
        text +=
            tr("To be made anew, since they read what has changed: %1. A deploy does that, or `docker compose up -d` "
               "on the server.\n")
                .arg(anew.join(tr(", ")));
    call.printer.answer(text, {{QStringLiteral("services"), array}});
    return Done;
}

Result<int> envScan(Call &call)
{
    auto source = openServerSource(call);
    if (!source)
        return fail(source.error());
    auto status = probe(*source->host, *source->profile, ProbeDepth::Services, call.stop);
    if (!status)
        return fail(status.error());
    auto scan = scanEnvironment(*source->host, *source->profile, source->environment, status->project, call.stop);
    if (!scan)
        return fail(scan.error());
    QJsonArray array;
    QString told;
    for (const ScanFinding &finding : std::as_const(scan->findings)) {
        array << QJsonObject{{QStringLiteral("kind"), finding.kind},
                             {QStringLiteral("where"), finding.where},
                             {QStringLiteral("keys"), QJsonArray::fromStringList(finding.keys)},
                             {QStringLiteral("what"), finding.what},
                             {QStringLiteral("remedy"), finding.remedy}};
        told += tr("%1\n  What to do: %2\n").arg(finding.what, finding.remedy);
    }
    if (array.isEmpty())
        told = tr("No secret stands where it should not: compose files, %1 commits, %2 files that everybody may read, "
                  "containers, images, processes.\n")
                   .arg(scan->commits)
                   .arg(scan->files);
    call.printer.answer(visible(told), {{QStringLiteral("findings"), array},
                                        {QStringLiteral("commits"), scan->commits},
                                        {QStringLiteral("files"), scan->files}});
    return array.isEmpty() ? Done : Failed;
}

Result<int> secretGenerate(Call &call)
{
    const QString &what = call.arguments.first();
    const QString wanted = call.arguments.value(1);
    bool isNumber = false;
    const int size = wanted.toInt(&isNumber);
    const std::optional<GeneratedKind> kind = secretKindOf(what);
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
