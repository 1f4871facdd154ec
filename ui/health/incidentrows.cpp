// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/health/incidentrows.h"

#include "models/health/incidentsmodel.h"
#include "models/servers/serversentence.h"
#include "models/servers/wording.h"
#include "ui/look/roles.h"

namespace bouncepro {

QVariant IncidentRows::data(const QModelIndex &index, int role) const
{
    const auto of = [&](int theirs) { return QIdentityProxyModel::data(index, theirs); };
    const bool isOpen = of(IncidentsModel::IsOpenRole).toBool();
    switch (role) {
    case SecondRole: {
        const QString length = of(IncidentsModel::LengthRole).toString();
        return tr("%1, %2, %3")
            .arg(of(IncidentsModel::VantageRole).toString(),
                 !isOpen     ? tr("for %1").arg(length)
                 : m_isStale ? tr("went on when last asked")
                             : length,
                 of(IncidentsModel::WhatRole).toString());
    }
    case MarkRole: // what is over is quiet
        return !isOpen ? QVariant() : int(m_isStale ? Mark::Unknown : Mark::Down);
    case IconRole:
        return QStringLiteral("check");
    case TimeRole:
        return momentText(of(IncidentsModel::FromRole).toDateTime());
    default:
        return of(role);
    }
}

void IncidentRows::setStale(bool stale)
{
    if (m_isStale == stale)
        return;
    m_isStale = stale;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {SecondRole, MarkRole});
}

} // namespace bouncepro
