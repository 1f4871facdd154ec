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
const QSet<QString> ofTheConsole{QStringLiteral("RELEASE")};

QString names(const QStringList &keys)
{
    return visibleText(keys.join(tr(", ")), 600);
}

} // namespace

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
                              .absent = ofPeople(restored->absent)};
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
                               : tr("Of the environment these get their value of then: %1.").arg(names(restored)));
    if (!keptAsNow.isEmpty())
        all << tr("These credentials were others then, and stay those of today: %1.").arg(names(keptAsNow));
    if (!absent.isEmpty())
        all << tr("These credentials are gone today, and stay away: %1.").arg(names(absent));
    if (!nginxFiles.isEmpty())
        all << tr("Of nginx these files go back: %1. Certificates and nginx/local stay.").arg(names(nginxFiles));
    if (changesCompose)
        all << tr("The compose file goes back.");
    all << (imagesKept ? tr("Its images are kept: nothing is built.")
                       : tr("Its images are gone: they are built again."));
    all << database.text.left(1).toUpper() + database.text.mid(1) +
               (database.text.endsWith(QLatin1Char('.')) ? QString() : QStringLiteral("."));
    if (backup.isValid())
        all << tr("The newest backup when it was deployed: %1, %2.").arg(momentText(backup), visibleText(backupPath));
    return all;
}

} // namespace bouncepro
