// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/sshconfig.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace bouncepro {

namespace {

constexpr int maxDepth = 16; // ssh's own bound on nested Includes
constexpr qint64 maxBytes = 1024 * 1024;

// ssh_config(5): keyword and arguments, apart by blanks or one '='; double quotes hold an argument together.
QStringList words(const QString &line)
{
    QStringList result;
    QString word;
    bool quoted = false, open = false;
    for (const QChar c : line) {
        if (c == u'"') {
            quoted = !quoted;
            open = true;
        } else if (!quoted && (c.isSpace() || (c == u'=' && result.size() + (open ? 1 : 0) <= 1))) {
            if (open)
                result << word;
            word.clear();
            open = false;
        } else if (!quoted && !open && c == u'#') {
            break;
        } else {
            word += c;
            open = true;
        }
    }
    if (open)
        result << word;
    return result;
}

void collect(const QString &path, const QDir &base, int depth, QStringList &aliases)
{
    QFile file(path);
    if (depth > maxDepth || !QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return;
    for (const QByteArray &line : file.read(maxBytes).split('\n')) {
        const QStringList parts = words(QString::fromUtf8(line));
        if (parts.size() < 2)
            continue;
        const QString keyword = parts[0].toLower();
        if (keyword == QLatin1String("host")) {
            for (const QString &alias : parts.mid(1))
                if (!alias.contains(u'*') && !alias.contains(u'?') && !alias.startsWith(u'!') &&
                    !aliases.contains(alias))
                    aliases << alias;
        } else if (keyword == QLatin1String("include")) {
            for (QString pattern : parts.mid(1)) {
                if (pattern.startsWith(QLatin1String("~/")))
                    pattern.replace(0, 1, QDir::homePath());
                const QFileInfo info(base.absoluteFilePath(pattern));
                const QDir folder = info.dir();
                for (const QString &name : folder.entryList({info.fileName()}, QDir::Files | QDir::Hidden, QDir::Name))
                    collect(folder.absoluteFilePath(name), base, depth + 1, aliases);
            }
        }
    }
}

} // namespace

QStringList configuredAliases(const QString &configFile)
{
    QStringList aliases;
    const QDir home(QDir::homePath() + QStringLiteral("/.ssh")); // relative Includes start here
    collect(configFile.isEmpty() ? home.absoluteFilePath(QStringLiteral("config")) : configFile, home, 0, aliases);
    return aliases;
}

} // namespace bouncepro
