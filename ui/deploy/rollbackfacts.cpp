// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/rollbackfacts.h"

#include "models/servers/wording.h"
#include "ui/look/text.h"

namespace bouncepro {

namespace {

QString listed(const QStringList &names)
{
    return visibleText(names.join(QStringLiteral(", ")), 600);
}

QString upperFirst(const QString &text)
{
    return text.left(1).toUpper() + text.mid(1);
}

} // namespace

RollbackFacts::RollbackFacts(const RollbackPreview &preview, QWidget *parent) : FactGrid(parent)
{
    setObjectName(QStringLiteral("rollbackFacts"));
    const auto say = [this](const QString &label, const char *name, const QString &value) {
        return add(label, value, QLatin1String(name));
    };
    say(tr("Environment"), "rollbackEnvironment",
        preview.restored.isEmpty() ? tr("Stays as it is")
                                   : tr("Go back to the values of then: %1").arg(listed(preview.restored)));
    if (!preview.keptAsNow.isEmpty())
        say(tr("Credentials"), "rollbackCredentials", tr("Stay as they are today: %1").arg(listed(preview.keptAsNow)));
    if (!preview.absent.isEmpty())
        say(tr("Credentials"), "rollbackAbsent", tr("Gone today, and stay away: %1").arg(listed(preview.absent)));
    say(tr("nginx"), "rollbackNginx",
        preview.nginxFiles.isEmpty()
            ? tr("Stays as it is")
            : tr("Go back: %1. Certificates, rates, allow list and blocks stay.").arg(listed(preview.nginxFiles)));
    if (preview.changesCompose)
        say(tr("Compose file"), "rollbackCompose", tr("Goes back"));
    say(tr("Images"), "rollbackImages",
        preview.imagesKept ? tr("Kept: nothing is built") : tr("Gone: they are built again"));
    Text *database = say(tr("Database"), "rollbackDatabase", upperFirst(preview.database.text));
    if (preview.database.kind != MigrationVerdict::CodeOnly)
        database->setTone(Tone::Warn);
    if (preview.backup.isValid())
        say(tr("Backup then"), "rollbackBackup",
            tr("%1, %2").arg(momentText(preview.backup), visibleText(preview.backupPath)));
}

} // namespace bouncepro
