// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logrows.h"

#include "models/logs/logsource.h"
#include "models/servers/serversentence.h"
#include "ui/look/roles.h"

#include <QLocale>

namespace bouncepro {

QVariant LogRows::data(const QModelIndex &index, int role) const
{
    const auto of = [&](int theirs) { return QIdentityProxyModel::data(index, theirs); };
    switch (role) {
    case MarkRole:
        switch (groupOf(LogLevel(of(LogSource::LevelRole).toInt()))) {
        case LevelGroup::Error:
            return int(Mark::Down);
        case LevelGroup::Warning:
            return int(Mark::Warning);
        default:
            return {};
        }
    case TimeRole:
        return of(LogSource::TimeRole).toDateTime().toLocalTime().toString(QStringLiteral("HH:mm:ss.zzz"));
    case BadgeRole:
        return of(LogSource::LevelWordRole);
    case TagRole:
        return of(LogSource::ServiceRole);
    case TrailRole: {
        const int took = of(LogSource::TookRole).toInt();
        return took < 0 ? QVariant() : QLocale(QLocale::English).toString(took);
    }
    case HitsRole:
        return of(LogSource::HitsRole);
    default:
        return of(role);
    }
}

} // namespace bouncepro
