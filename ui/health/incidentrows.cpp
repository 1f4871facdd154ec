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
        return tr("%1, %2").arg(isOpen ? length : tr("for %1").arg(length), of(IncidentsModel::WhatRole).toString());
    }
    case TagRole:
        return of(IncidentsModel::VantageRole);
    case MarkRole: // what is over is quiet
        return isOpen ? QVariant(int(Mark::Down)) : QVariant();
    case IconRole:
        return QStringLiteral("check");
    case TimeRole:
        return momentText(of(IncidentsModel::FromRole).toDateTime());
    default:
        return of(role);
    }
}

} // namespace bouncepro
