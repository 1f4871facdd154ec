// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/activityrows.h"

#include "models/jobs/activitymodel.h"
#include "models/servers/wording.h"
#include "ui/jobs/jobrows.h"
#include "ui/look/roles.h"

namespace bouncepro {

QVariant ActivityRows::data(const QModelIndex &index, int role) const
{
    const auto of = [&](int theirs) { return QIdentityProxyModel::data(index, theirs); };
    const bool isDoubtful = of(ActivityModel::IsDoubtfulRole).toBool();
    switch (role) {
    case Qt::DisplayRole:
        return of(ActivityModel::TitleRole);
    case Qt::AccessibleTextRole:
        return isDoubtful ? tr("%1, doubtful").arg(of(role).toString()) : of(role);
    case SecondRole: {
        QStringList words{of(ActivityModel::OutcomeRole).toString(), of(ActivityModel::TookTextRole).toString(),
                          of(ActivityModel::ActorRole).toString()};
        if (isDoubtful)
            words.prepend(tr("doubtful"));
        else if (!of(ActivityModel::IsAuditedRole).toBool())
            words.prepend(tr("not in the audit"));
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    case MarkRole: {
        if (isDoubtful)
            return int(Mark::Unknown);
        const auto mark = Mark(of(ActivityModel::MarkRole).toInt());
        const bool isQuiet = mark == Mark::Well || of(ActivityModel::IsActRole).toBool();
        return isQuiet ? QVariant() : QVariant(int(mark));
    }
    case IconRole:
        return iconOfAction(of(ActivityModel::ActionRole).toString());
    case TimeRole:
        return momentText(of(ActivityModel::TimeRole).toDateTime());
    default:
        // Roles of the look and of the model are apart: the rest is the model's.
        return of(role);
    }
}

} // namespace bouncepro
