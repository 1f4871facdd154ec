#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/changes.h"

#include <QAbstractListModel>

namespace bouncepro {

/// The commits that a deploy would bring, newest first; whole snapshots in. Text is safe to show.
class CommitsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        HashRole = Qt::UserRole, ///< whole
        ShortHashRole,           ///< 7 characters
        SubjectRole,             ///< also the display role
        AuthorRole,
        InitialsRole,  ///< "AL" of Anna Lind
        TimeRole,      ///< QDateTime UTC
        AgeRole,       ///< "4 min", as of now
        FileCountRole, ///< int; -1: not known, or a merge
        FilesTextRole, ///< "3 files", "merge", or empty where not known
        FilesRole,     ///< QStringList: "M payload/src/server.js"; at most 500
    };

    using QAbstractListModel::QAbstractListModel;

    /// changes: absent where they could not be read.
    void setCommits(const QList<Commit> &commits, const std::optional<Changes> &changes);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    struct Row
    {
        Commit commit;
        std::optional<CommitChanges> changes;
        bool operator==(const Row &) const = default;
    };
    QString filesText(const Row &row) const;

    QList<Row> m_rows;
};

/// "AL" of Anna Lind; "?" where the name has no letter.
QString initials(const QString &name);

} // namespace bouncepro
