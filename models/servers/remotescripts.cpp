// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/remotescripts.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace bouncepro {

const QList<std::pair<QString, QByteArray>> &remoteScripts()
{
    static const auto scripts = [] {
        QList<std::pair<QString, QByteArray>> all;
        const QDir folder(QStringLiteral(":/remote"));
        for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly))
                qFatal("The script %s is not part of this program.", qPrintable(name));
            all.emplaceBack(name, file.readAll());
        }
        return all;
    }();
    return scripts;
}

QByteArray remoteScript(const QString &name)
{
    const auto &all = remoteScripts();
    const auto it = std::find_if(all.begin(), all.end(), [&](const auto &script) { return script.first == name; });
    Q_ASSERT(it != all.end());
    return it->second;
}

} // namespace bouncepro
