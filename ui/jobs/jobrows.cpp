// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobrows.h"

#include "models/jobs/jobsmodel.h"
#include "models/servers/serversentence.h"
#include "models/servers/wording.h"
#include "ui/look/roles.h"

namespace bouncepro {

QString iconOfAction(const QString &action)
{
    static const QHash<QString, QString> icons{{QStringLiteral("deploy"), QStringLiteral("deploy")},
                                               {QStringLiteral("rollback"), QStringLiteral("rollback")},
                                               {QStringLiteral("recover"), QStringLiteral("rollback")},
                                               {QStringLiteral("start"), QStringLiteral("play")},
                                               {QStringLiteral("stop"), QStringLiteral("stop")},
                                               {QStringLiteral("restart"), QStringLiteral("restart")},
                                               {QStringLiteral("cancel"), QStringLiteral("close")},
                                               {QStringLiteral("break-lock"), QStringLiteral("unlock")},
                                               {QStringLiteral("backup"), QStringLiteral("backups")},
                                               {QStringLiteral("environment"), QStringLiteral("environment")},
                                               {QStringLiteral("certificate"), QStringLiteral("certificates")}};
    return icons.value(action, QStringLiteral("activity"));
}

QVariant JobRows::data(const QModelIndex &index, int role) const
{
    const auto of = [&](int theirs) { return QIdentityProxyModel::data(index, theirs); };
    const auto mark = Mark(of(JobsModel::MarkRole).toInt());
    switch (role) {
    case Qt::DisplayRole:
        return of(JobsModel::TitleRole);
    case SecondRole: {
        QStringList words{mark == Mark::Well ? QString() : of(JobsModel::StateTextRole).toString(),
                          of(JobsModel::ActorRole).toString(), of(JobsModel::TookTextRole).toString()};
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    case MarkRole:
        return mark == Mark::Well ? QVariant() : QVariant(int(mark));
    case IconRole:
        return iconOfAction(of(JobsModel::ActionRole).toString());
    case TimeRole:
        return momentText(of(JobsModel::StartedRole).toDateTime());
    default:
        return of(role);
    }
}

} // namespace bouncepro
