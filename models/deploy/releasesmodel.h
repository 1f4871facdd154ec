#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/changes.h"

#include <QAbstractListModel>
#include <QSet>

namespace bouncepro {

enum class ReleaseState {
    Current,     ///< it serves
    Good,        ///< it has served
    NeverProven, ///< built, and nobody knows how it would do
    Bad,         ///< the job that made it failed
};
QString nameOf(ReleaseState state);

/// The releases of one server, newest first; whole snapshots in. Text is safe to show.
class ReleasesModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole, ///< also the display role
        CommitRole,            ///< whole
        ShortCommitRole,       ///< 7 characters
        SubjectRole,           ///< of the commit
        StateRole,             ///< ReleaseState as int
        StateTextRole,         ///< "serves now", "has served", ...
        CreatedRole,           ///< QDateTime UTC
        ActorRole,             ///< the person, short
        ActorWholeRole,        ///< as recorded
        JobRole,               ///< id of the job that made it
        ImagesKeptRole,        ///< bool: a rollback needs no build
        AheadRole,             ///< int, commits that it has and what runs has not; -1: not known
        BehindRole,            ///< int, the other way round
        DiffersRole,           ///< "3 commits behind"; empty where not known, and for the one that serves
        CanRollBackRole,       ///< bool: another than the one that serves
    };

    using QAbstractListModel::QAbstractListModel;

    /// failedJobs: ids of the jobs that did not succeed. changes: absent where they could not be read.
    void setReleases(const DeployFacts &facts, const std::optional<Changes> &changes, const QSet<QString> &failedJobs);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    struct Row
    {
        Release release;
        ReleaseState state = ReleaseState::NeverProven;
        std::optional<Distance> distance;
        bool operator==(const Row &) const = default;
    };
    QString differs(const Row &row) const;

    QList<Row> m_rows;
};

/// "2 commits ahead, 3 behind", "the same commit".
QString distanceText(const Distance &distance);

} // namespace bouncepro
