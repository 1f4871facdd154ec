// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/releasesmodel.h"

#include "models/jobs/jobsentence.h"
#include "models/servers/wording.h"

#include <array>

namespace bouncepro {

namespace {

QString stateText(ReleaseState state)
{
    switch (state) {
    case ReleaseState::Current:
        return ReleasesModel::tr("serves now");
    case ReleaseState::Good:
        return ReleasesModel::tr("has served");
    case ReleaseState::NeverProven:
        return ReleasesModel::tr("never proven");
    case ReleaseState::Bad:
        return ReleasesModel::tr("failed");
    }
    return {};
}

QString commits(int count)
{
    return count == 1 ? ReleasesModel::tr("1 commit") : ReleasesModel::tr("%1 commits").arg(count);
}

} // namespace

QString nameOf(ReleaseState state)
{
    static constexpr std::array names = {"Current", "Good", "NeverProven", "Bad"};
    static_assert(names.size() == size_t(ReleaseState::Bad) + 1);
    return QString::fromLatin1(names[size_t(state)]);
}

QString distanceText(const Distance &distance)
{
    if (distance.ahead == 0 && distance.behind == 0)
        return ReleasesModel::tr("the same commit");
    if (distance.ahead == 0)
        return ReleasesModel::tr("%1 behind").arg(commits(distance.behind));
    if (distance.behind == 0)
        return ReleasesModel::tr("%1 ahead").arg(commits(distance.ahead));
    return ReleasesModel::tr("%1 ahead, %2 behind").arg(commits(distance.ahead)).arg(distance.behind);
}

void ReleasesModel::setReleases(const DeployFacts &facts, const std::optional<Changes> &changes,
                                const QSet<QString> &failedJobs)
{
    QList<Row> rows;
    for (const Release &release : facts.releases) {
        Row row{release, ReleaseState::NeverProven, {}};
        if (release.id == facts.current)
            row.state = ReleaseState::Current;
        else if (release.state == QLatin1String("good"))
            row.state = ReleaseState::Good;
        else if (failedJobs.contains(release.job))
            row.state = ReleaseState::Bad;
        if (changes && changes->distances.contains(release.commit))
            row.distance = changes->distances.value(release.commit);
        rows << row;
    }
    if (rows == m_rows)
        return;
    const bool sameRows = rows.size() == m_rows.size() &&
                          std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                     [](const Row &a, const Row &b) { return a.release.id == b.release.id; });
    if (!sameRows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    m_rows = std::move(rows);
    Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
}

int ReleasesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QString ReleasesModel::differs(const Row &row) const
{
    return row.distance && row.state != ReleaseState::Current ? distanceText(*row.distance) : QString();
}

QVariant ReleasesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    const Release &release = row.release;
    switch (role) {
    case Qt::DisplayRole:
    case IdRole:
        return visibleText(release.id, 80);
    case Qt::AccessibleTextRole: {
        QStringList parts{visibleText(release.id, 80), stateText(row.state), visibleText(release.subject),
                          momentText(release.created)};
        if (const QString text = differs(row); !text.isEmpty())
            parts << text;
        return parts.join(QStringLiteral(", "));
    }
    case Qt::ToolTipRole:
        return asRichText(visibleText(release.subject, 1000) + QLatin1Char('\n') + visibleText(release.commit, 64) +
                          QLatin1Char('\n') + exactMomentText(release.created));
    case CommitRole:
        return visibleText(release.commit, 64);
    case ShortCommitRole:
        return visibleText(release.commit.left(7));
    case SubjectRole:
        return visibleText(release.subject);
    case StateRole:
        return int(row.state);
    case StateTextRole:
        return stateText(row.state);
    case CreatedRole:
        return release.created;
    case ActorRole:
        return shortActor(release.actor);
    case ActorWholeRole:
        return visibleText(release.actor);
    case JobRole:
        return visibleText(release.job, 100);
    case ImagesKeptRole:
        return release.imagesKept;
    case AheadRole:
        return row.distance ? row.distance->ahead : -1;
    case BehindRole:
        return row.distance ? row.distance->behind : -1;
    case DiffersRole:
        return differs(row);
    case CanRollBackRole:
        return row.state != ReleaseState::Current;
    }
    return {};
}

QHash<int, QByteArray> ReleasesModel::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{IdRole, "id"},
                  {CommitRole, "commit"},
                  {ShortCommitRole, "shortCommit"},
                  {SubjectRole, "subject"},
                  {StateRole, "state"},
                  {StateTextRole, "stateText"},
                  {CreatedRole, "created"},
                  {ActorRole, "actor"},
                  {ActorWholeRole, "actorWhole"},
                  {JobRole, "job"},
                  {ImagesKeptRole, "imagesKept"},
                  {AheadRole, "ahead"},
                  {BehindRole, "behind"},
                  {DiffersRole, "differs"},
                  {CanRollBackRole, "canRollBack"}});
    return names;
}

} // namespace bouncepro
