// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/deployrows.h"

#include "models/deploy/commitsmodel.h"
#include "models/deploy/releasesmodel.h"
#include "models/servers/serversentence.h"
#include "models/servers/wording.h"
#include "ui/look/roles.h"

#include <utility>

namespace bouncepro {

namespace {

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace

QVariant CommitRows::data(const QModelIndex &index, int role) const
{
    const auto of = [&](int theirs) { return QIdentityProxyModel::data(index, theirs); };
    switch (role) {
    case TagRole:
        return of(CommitsModel::ShortHashRole);
    case TrailRole:
        return m_isShort ? of(CommitsModel::InitialsRole)
                         : joined({of(CommitsModel::InitialsRole).toString(),
                                   of(CommitsModel::FilesTextRole).toString(), of(CommitsModel::AgeRole).toString()});
    default:
        return of(role);
    }
}

void ReleaseRows::setOld(bool isOld)
{
    if (std::exchange(m_isOld, isOld) != isOld && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

QVariant ReleaseRows::data(const QModelIndex &index, int role) const
{
    const auto of = [&](int theirs) { return QIdentityProxyModel::data(index, theirs); };
    const auto state = ReleaseState(of(ReleasesModel::StateRole).toInt());
    switch (role) {
    case Qt::DisplayRole:
        return releaseText(of(ReleasesModel::IdRole).toString(), 80);
    case TagRole: {
        const QString hash = of(ReleasesModel::ShortCommitRole).toString();
        return of(ReleasesModel::IdRole).toString().contains(hash) ? QVariant() : hash;
    }
    case SecondRole:
        return joined({momentText(of(ReleasesModel::CreatedRole).toDateTime()), of(ReleasesModel::ActorRole).toString(),
                       state == ReleaseState::Good ? QString() : of(ReleasesModel::DiffersRole).toString(),
                       of(ReleasesModel::SubjectRole).toString()});
    case MarkRole:
        switch (state) {
        case ReleaseState::Current:
            return int(m_isOld ? Mark::Unknown : Mark::Well);
        case ReleaseState::Good:
            return int(Mark::Waiting);
        case ReleaseState::NeverProven:
            return int(Mark::Unknown);
        case ReleaseState::Bad:
            break;
        }
        return int(Mark::Down);
    case TrailRole:
        switch (state) {
        case ReleaseState::Current:
            return m_isOld ? tr("Served then") : tr("Serving");
        case ReleaseState::Good:
            return of(ReleasesModel::DiffersRole);
        case ReleaseState::NeverProven:
            return tr("Never proven");
        case ReleaseState::Bad:
            break;
        }
        return tr("Failed");
    case TrailMarkRole:
        if (state == ReleaseState::Current && !m_isOld)
            return int(Mark::Well);
        return state == ReleaseState::Bad ? QVariant(int(Mark::Down)) : QVariant();
    default:
        return of(role);
    }
}

} // namespace bouncepro
