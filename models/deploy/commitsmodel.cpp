// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/commitsmodel.h"

#include "models/servers/wording.h"

#include <algorithm>

namespace bouncepro {

QString initials(const QString &name)
{
    const QStringList words = visibleText(name, 80).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QString letters;
    const auto add = [&](const QString &word) {
        const auto it = std::find_if(word.begin(), word.end(), [](QChar c) { return c.isLetterOrNumber(); });
        if (it != word.end())
            letters += it->toUpper();
    };
    if (!words.isEmpty())
        add(words.first());
    if (words.size() > 1)
        add(words.last());
    return letters.isEmpty() ? QStringLiteral("?") : letters;
}

void CommitsModel::setCommits(const QList<Commit> &commits, const std::optional<Changes> &changes)
{
    QList<Row> rows;
    for (const Commit &commit : commits) {
        Row row{commit, {}};
        if (changes && changes->commits.contains(commit.hash))
            row.changes = changes->commits.value(commit.hash);
        rows << row;
    }
    if (rows == m_rows)
        return; // a refresh that brought nothing leaves selection and place
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int CommitsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString CommitsModel::filesText(const Row &row) const
{
    if (!row.changes)
        return {};
    if (row.changes->isMerge)
        return tr("merge");
    return row.changes->fileCount == 1 ? tr("1 file") : tr("%1 files").arg(row.changes->fileCount);
}

QVariant CommitsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    const Commit &commit = row.commit;
    const qint64 seconds = commit.time.secsTo(QDateTime::currentDateTimeUtc());
    switch (role) {
    case Qt::DisplayRole:
    case SubjectRole:
        return visibleText(commit.subject);
    case Qt::AccessibleTextRole: {
        QStringList parts{visibleText(commit.hash.left(7)), visibleText(commit.subject), visibleText(commit.author, 80),
                          agoText(seconds)};
        if (row.changes)
            parts << filesText(row);
        return parts.join(QStringLiteral(", "));
    }
    case Qt::ToolTipRole:
        return asRichText(visibleText(commit.subject, 1000) + QLatin1Char('\n') + visibleText(commit.hash, 64) +
                          QLatin1Char('\n') + exactMomentText(commit.time));
    case HashRole:
        return visibleText(commit.hash, 64);
    case ShortHashRole:
        return visibleText(commit.hash.left(7));
    case AuthorRole:
        return visibleText(commit.author, 80);
    case InitialsRole:
        return initials(commit.author);
    case TimeRole:
        return commit.time;
    case AgeRole:
        return seconds < 1 ? tr("now") : ageText(seconds);
    case FileCountRole:
        return row.changes && !row.changes->isMerge ? row.changes->fileCount : -1;
    case FilesTextRole:
        return filesText(row);
    case FilesRole: {
        QStringList files;
        if (row.changes)
            for (const FileChange &file : row.changes->files)
                files << visibleText(QStringLiteral("%1 %2").arg(file.status).arg(file.path), 300);
        return files;
    }
    }
    return {};
}

QHash<int, QByteArray> CommitsModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{HashRole, "hash"},
                  {ShortHashRole, "shortHash"},
                  {SubjectRole, "subject"},
                  {AuthorRole, "author"},
                  {InitialsRole, "initials"},
                  {TimeRole, "time"},
                  {AgeRole, "age"},
                  {FileCountRole, "fileCount"},
                  {FilesTextRole, "filesText"},
                  {FilesRole, "files"}});
    return names;
}

} // namespace bouncepro
