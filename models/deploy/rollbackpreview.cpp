// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/rollbackpreview.h"

#include "models/environment/environmentrestore.h"
#include "models/environment/environmentschema.h"
#include "models/servers/wording.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RollbackPreview", text);
}

// What a deploy writes into .env itself: it says how the stack runs, not with what.
const QSet<QString> ofTheConsole{QStringLiteral("RELEASE"), QStringLiteral("PAYLOAD_REPLICAS"),
                                 QStringLiteral("NUXT_REPLICAS")};

QString names(const QStringList &keys)
{
    return visibleText(keys.join(tr(", ")), 600);
}

} // namespace

namespace {

// Those of the others that get one of the keys from this file. What a container is given stands in the resolved model,
// with a dollar doubled; a key that comes back goes to whom all others of the file go.
QStringList readersOf(const DeployFacts &facts, const EnvironmentDocument &today, const QStringList &keys)
{
    const auto gets = [&](const QString &service, const EnvironmentEntry &entry, bool ofThisValue) {
        const auto given = facts.variables.constFind(entry.key + QLatin1Char('@') + service);
        return given != facts.variables.constEnd() &&
               (!ofThisValue ||
                *given == QString::fromUtf8(entry.value.reveal()).replace(QLatin1Char('$'), QStringLiteral("$$")));
    };
    QStringList readers;
    for (const QString &service : facts.others) {
        const bool getsAll =
            std::all_of(today.entries().begin(), today.entries().end(),
                        [&](const EnvironmentEntry &entry) { return !entry.given || gets(service, entry, false); });
        if (std::any_of(keys.begin(), keys.end(), [&](const QString &key) {
                const EnvironmentEntry *entry = today.find(key);
                return entry && entry->given ? gets(service, *entry, true) : getsAll;
            }))
            readers << service;
    }
    return readers;
}

} // namespace

QStringList recreatedServices(const DeployFacts &facts, const QString &commit, const QList<RestoredFile> &files)
{
    if (!facts.noSwitch().isEmpty())
        return {};
    QStringList all = facts.recreated(commit);
    for (const RestoredFile &file : files)
        all << file.readers;
    all.sort();
    all.removeDuplicates();
    return all;
}

// As measured: nginx that ends by its signal, and a database whose clients connect again.
int secondsAway(const QStringList &recreated)
{
    int seconds = 0;
    for (const QString &service : recreated)
        seconds += service == QLatin1String("nginx") ? 1 : 2;
    return seconds;
}

Result<QList<RestoredFile>> restoredFiles(const DeployFacts &facts, const Release &target)
{
    static const QString dotEnv = QStringLiteral(".env");
    static const QSet<QString> stay = EnvironmentSchema::builtIn().credentials() + ofTheConsole;
    QList<RestoredFile> files;
    QHash<QString, QByteArray> aroundThen, aroundNow; // .env comes first: the references of the others look there
    for (auto it = facts.files.begin(); it != facts.files.end(); ++it) {
        const auto now = facts.contents.constFind(it.value());
        if (now == facts.contents.constEnd())
            continue;
        const EnvironmentDocument today(now->reveal(), aroundNow);
        if (it.key() == dotEnv)
            aroundThen = aroundNow = today.values();
        const QByteArray then = target.environment.value(it.key(), it.value());
        const auto kept = facts.contents.constFind(then);
        if (then == it.value() || kept == facts.contents.constEnd())
            continue;
        auto restored = restoredFrom(it.key() == dotEnv ? EnvironmentDocument(kept->reveal())
                                                        : EnvironmentDocument(kept->reveal(), aroundThen),
                                     today, stay);
        if (!restored) {
            Error error = restored.error();
            error.message = tr("%1 cannot be restored: %2").arg(it.key(), error.message);
            return fail(error);
        }
        if (it.key() == dotEnv)
            aroundThen = restored->document.values();
        if (restored->restored.isEmpty())
            continue;
        const auto ofPeople = [](QStringList keys) {
            keys.removeIf([](const QString &key) { return ofTheConsole.contains(key); });
            return keys;
        };
        files << RestoredFile{.name = it.key(),
                              .expected = it.value(),
                              .text = Secret(restored->document.text()),
                              .restored = restored->restored,
                              .keptAsNow = ofPeople(restored->keptAsNow),
                              .absent = ofPeople(restored->absent),
                              // Where the compose file puts the values of .env is not known: any of them may change.
                              .readers =
                                  it.key() == dotEnv ? facts.others : readersOf(facts, today, restored->restored)};
    }
    return files;
}

Result<RollbackPreview> previewRollback(const DeployFacts &facts, const Release &target)
{
    auto files = restoredFiles(facts, target);
    if (!files)
        return fail(files.error());
    RollbackPreview preview{.release = target.id,
                            .nginxFiles = target.differs,
                            .imagesKept = target.imagesKept,
                            .recreated = recreatedServices(facts, target.commit, *files),
                            .database = migrationVerdict(facts, target),
                            .backup = target.backup,
                            .backupPath = target.backupPath};
    preview.nginxFiles.removeIf([](const QString &path) { return !path.startsWith(QLatin1String("nginx/")); });
    preview.changesCompose = preview.nginxFiles.size() < target.differs.size();
    for (const RestoredFile &file : *files) {
        preview.restored << file.restored;
        preview.keptAsNow << file.keptAsNow;
        preview.absent << file.absent;
    }
    for (QStringList *keys : {&preview.restored, &preview.keptAsNow, &preview.absent})
        keys->removeDuplicates();
    return preview;
}

QStringList RollbackPreview::lines() const
{
    QStringList all;
    all << (restored.isEmpty() ? tr("The environment stays as it is.")
                               : tr("Of the environment these go back to the values of then: %1.").arg(names(restored)));
    if (!keptAsNow.isEmpty())
        all << tr("These credentials were others then, and stay as they are today: %1.").arg(names(keptAsNow));
    if (!absent.isEmpty())
        all << tr("These credentials are gone today, and stay away: %1.").arg(names(absent));
    if (!nginxFiles.isEmpty())
        all << tr("Of nginx these files go back: %1. Certificates and nginx/local stay.").arg(names(nginxFiles));
    if (changesCompose)
        all << tr("The compose file goes back.");
    if (!recreated.isEmpty())
        all << tr("Made anew, so away for about %1 s: %2.").arg(secondsAway(recreated)).arg(names(recreated));
    all << (imagesKept ? tr("Its images are kept: nothing is built.")
                       : tr("Its images are gone: they are built again."));
    all << database.text.left(1).toUpper() + database.text.mid(1) +
               (database.text.endsWith(QLatin1Char('.')) ? QString() : QStringLiteral("."));
    if (backup.isValid())
        all << tr("The newest backup when it was deployed: %1, %2.").arg(momentText(backup), visibleText(backupPath));
    return all;
}

} // namespace bouncepro
