// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/carryout.h"
#include "app/ctl/environmentsource.h"
#include "models/deploy/rotation.h"
#include "models/environment/secretgenerator.h"

#include <QCoreApplication>

#include <unistd.h>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

QJsonObject toJsonObject(const EnvironmentPreview &preview)
{
    const auto array = [](const QStringList &names) { return QJsonArray::fromStringList(names); };
    return {{QStringLiteral("withoutDowntime"), array(preview.beside)},
            {QStringLiteral("replaced"), array(preview.replaced)},
            {QStringLiteral("downtimeSeconds"), preview.downtimeSeconds},
            {QStringLiteral("spared"), array(preview.spared)},
            {QStringLiteral("building"), array(preview.building)},
            {QStringLiteral("atNextRun"), array(preview.atNextRun)},
            {QStringLiteral("atFirstStart"), array(preview.atFirstStart)},
            {QStringLiteral("unread"), array(preview.unread)},
            {QStringLiteral("closed"), array(preview.closed)}};
}

// The documents that shall stand there, made of those that do. Asked again where the plan is made again.
using Edit = std::function<Result<QMap<QString, EnvironmentDocument>>(const ConnectedServer &server,
                                                                      const ServerEnvironment &now)>;

// Made of what is to be changed; planEnvironment, or another that is made of the same.
using PlanMaker = std::function<Result<Plan>(const EnvironmentContext &context)>;

Result<Planned> planOf(Call &call, const ConnectedServer &server, const Edit &edit, const PlanMaker &maker)
{
    auto soak = soakSeconds(call);
    if (!soak)
        return fail(soak.error());
    auto now = readServerEnvironment(*server.host, server.profile, call.stop);
    if (!now)
        return fail(now.error());
    auto edited = edit(server, *now);
    if (!edited)
        return fail(edited.error());
    EnvironmentUpdate update{.files = {}, .reason = call.options.value(QStringLiteral("reason"))};
    ChangesTable table(call, true);
    for (auto it = edited->begin(); it != edited->end(); ++it) {
        const ServerEnvironmentFile *present = now->find(it.key());
        update.files << NewEnvironmentFile{it.key(), present ? present->hash : QByteArray(), Secret(it->text())};
        table.add(it.key(), now->document(it.key()), *it);
    }
    auto context = readEnvironmentContext(*server.host, server.profile, update, call.stop);
    if (!context)
        return fail(context.error());
    context->deploy.soakSeconds = *soak;
    auto plan = maker(*context);
    if (!plan)
        return fail(plan.error());
    auto preview = previewEnvironment(*context);
    if (!preview)
        return fail(preview.error());
    if (plan->action == QLatin1String("rotate")) // which changes the database too
        preview->atFirstStart.clear();
    QJsonObject object = toJsonObject(*preview);
    object[QStringLiteral("changes")] = table.array();
    Planned planned{context->deploy, *plan, preview->lines(), {{QStringLiteral("environment"), object}}};
    if (!table.isEmpty())
        planned.lines.prepend(table.text());
    return planned;
}

// Says what will be done before it is.
Result<int> change(Call &call, const Edit &edit, const PlanMaker &maker = planEnvironment)
{
    return carryOut(call, [&](const ConnectedServer &server) {
        auto planned = planOf(call, server, edit, maker);
        if (planned && !call.options.isSet(QStringLiteral("dry-run")) &&
            !call.options.isSet(QStringLiteral("as-script"))) {
            call.printer.remark(planned->lines.join(QLatin1Char('\n')));
            if (call.printer.json()) {
                QJsonObject object = planned->more[QStringLiteral("environment")].toObject();
                object[QStringLiteral("event")] = QStringLiteral("planned");
                call.printer.answer({}, object);
            }
        }
        return planned;
    });
}

} // namespace

Result<int> setOnServer(Call &call)
{
    const QString &key = call.arguments.first();
    auto value = newValue(call);
    if (!value)
        return fail(value.error());
    for (const QString &remark : remarksOn(key, *value))
        call.printer.remark(remark);
    return change(
        call, [&](const ConnectedServer &, const ServerEnvironment &now) -> Result<QMap<QString, EnvironmentDocument>> {
            const QString file = now.fileOf(key);
            const EnvironmentDocument before = now.document(file);
            if (auto readable = before.wellFormed(); !readable)
                return fail(readable.error());
            auto after = before.set(key, *value, schema().groupOf(key));
            if (!after)
                return fail(after.error());
            if (auto kept = noNewFault(before, *after, tr("Give another value; nothing is changed.")); !kept)
                return fail(kept.error());
            return QMap<QString, EnvironmentDocument>{{file, *after}};
        });
}

Result<int> unsetOnServer(Call &call)
{
    const QString &key = call.arguments.first();
    return change(
        call, [&](const ConnectedServer &, const ServerEnvironment &now) -> Result<QMap<QString, EnvironmentDocument>> {
            const QString file = now.fileOf(key);
            const EnvironmentDocument before = now.document(file);
            if (auto readable = before.wellFormed(); !readable)
                return fail(readable.error());
            if (auto found = known(before, key); !found)
                return fail(found.error());
            auto after = before.unset(key);
            if (!after)
                return fail(after.error());
            if (auto kept = noNewFault(before, *after, tr("Change what refers to it first; nothing is changed."));
                !kept)
                return fail(kept.error());
            return QMap<QString, EnvironmentDocument>{{file, *after}};
        });
}

Result<int> envHistory(Call &call)
{
    auto server = call.server();
    if (!server)
        return fail(server.error());
    auto history = historyOf(call, *server);
    if (!history)
        return fail(history.error());
    QJsonArray array;
    QList<QStringList> rows{{tr("VERSION"), tr("FILE"), tr("SINCE"), tr("WHO"), tr("WHY"), tr("WHAT")}};
    for (const EnvironmentVersion &v : std::as_const(history->versions)) {
        const auto time = [](const QDateTime &t) {
            return t.isValid() ? QJsonValue(t.toString(Qt::ISODate)) : QJsonValue();
        };
        array << QJsonObject{{QStringLiteral("id"), v.id},
                             {QStringLiteral("file"), v.file},
                             {QStringLiteral("sha256"), QString::fromLatin1(v.hash)},
                             {QStringLiteral("since"), time(v.since)},
                             {QStringLiteral("until"), time(v.until)},
                             {QStringLiteral("actor"), v.actor},
                             {QStringLiteral("reason"), v.reason},
                             {QStringLiteral("job"), v.job},
                             {QStringLiteral("action"), v.action},
                             {QStringLiteral("subject"), v.subject},
                             {QStringLiteral("current"), v.isCurrent()}};
        rows << QStringList{
            v.id,    v.file,   v.since.isValid() ? localTime(v.since) : tr("not known"),
            v.actor, v.reason, v.subject.isEmpty() ? QString() : v.action + QLatin1Char(' ') + v.subject};
    }
    call.printer.answer(table(rows), {{QStringLiteral("versions"), array}});
    return Done;
}

Result<int> envRestore(Call &call)
{
    return change(
        call,
        [&](const ConnectedServer &server, const ServerEnvironment &) -> Result<QMap<QString, EnvironmentDocument>> {
            auto history = historyOf(call, server);
            if (!history)
                return fail(history.error());
            auto version = history->find(call.arguments.first());
            if (!version)
                return fail(version.error());
            const EnvironmentDocument before = history->now.document(version->file),
                                      after = history->now.document(version->file, version->text.reveal());
            QStringList returning;
            for (const EnvironmentChange &change : changes(before, after))
                if (const EnvironmentKey *key = schema().find(change.key); key && key->credential)
                    returning << change.key;
            if (!returning.isEmpty())
                call.printer.remark(
                    tr("These credentials get their value of then, which others may not take any more: %1.")
                        .arg(returning.join(tr(", "))));
            return QMap<QString, EnvironmentDocument>{{version->file, after}};
        });
}

Result<int> envRotate(Call &call)
{
    const QString &key = call.arguments.first();
    auto guide = rotationGuide(key);
    if (!guide)
        return fail(guide.error());
    const bool isGiven = call.options.isSet(QStringLiteral("value-file"));
    if (!guide->isOurs && !isGiven && isatty(STDIN_FILENO))
        return fail(ErrorCode::Invalid, tr("%1 is made by others.").arg(key),
                    guide->before.join(QLatin1Char(' ')) + QLatin1Char(' ') +
                        tr("Then pipe it in: `bounceproctl env rotate %1`").arg(key));
    auto value = Result<Secret>(Secret());
    if (guide->isOurs && !isGiven) {
        auto made = generateSecretFor(*schema().find(key));
        value = made ? Result<Secret>(made->value) : fail(made.error());
    } else {
        value = newValue(call);
    }
    if (!value)
        return fail(value.error());
    const QString complaint = complaintAbout(*schema().find(key), text(*value));
    if (!complaint.isEmpty())
        return fail(ErrorCode::Invalid, tr("The new value of %1 is not right. %2").arg(key, complaint),
                    tr("Give another one; nothing is changed."));
    for (const QString &line : std::as_const(guide->before))
        call.printer.remark(line);
    const auto edit = [&](const ConnectedServer &,
                          const ServerEnvironment &now) -> Result<QMap<QString, EnvironmentDocument>> {
        auto update = rotatedFiles(now, key, *value);
        if (!update)
            return fail(update.error());
        QMap<QString, EnvironmentDocument> documents;
        for (const NewEnvironmentFile &file : std::as_const(update->files))
            documents.insert(file.name, now.document(file.name, file.text.reveal()));
        return documents;
    };
    auto done = change(call, edit, [&](const EnvironmentContext &context) { return planRotation(context, key); });
    if (done && *done == Done)
        for (const QString &line : std::as_const(guide->after))
            call.printer.remark(line);
    return done;
}

} // namespace bouncepro::ctl
