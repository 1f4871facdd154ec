// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/incidentsmodel.h"

#include "models/health/healthreport.h"
#include "models/servers/wording.h"

#include <algorithm>

namespace bouncepro {

// Most often the same rows with more failures: those are changed in place, so that a chosen row stays.
void IncidentsModel::setIncidents(const QList<HealthIncident> &incidents)
{
    const QList<HealthIncident> next = incidents.mid(0, mostRows);
    const bool areSame =
        std::equal(next.begin(), next.end(), m_incidents.begin(), m_incidents.end(),
                   [](const auto &a, const auto &b) { return a.endpoint == b.endpoint && a.from == b.from; });
    if (!areSame)
        beginResetModel();
    const QList<HealthIncident> before = std::exchange(m_incidents, next);
    if (!areSame)
        return endResetModel();
    for (int row = 0; row < next.size(); ++row)
        if (next[row] != before[row])
            Q_EMIT dataChanged(index(row), index(row));
}

int IncidentsModel::openCount() const
{
    return int(std::count_if(m_incidents.begin(), m_incidents.end(),
                             [](const HealthIncident &incident) { return !incident.to.isValid(); }));
}

int IncidentsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_incidents.size());
}

QVariant IncidentsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const HealthIncident &incident = m_incidents[index.row()];
    const bool isOpen = !incident.to.isValid();
    const QString what = visibleText(incident.what, 200);
    const QString length = isOpen ? tr("goes on") : ageText(incident.from.secsTo(incident.to));
    switch (role) {
    case Qt::DisplayRole:
    case EndpointRole:
        return QStringLiteral("%1 %2").arg(incident.endpoint.service, incident.endpoint.path);
    case Qt::AccessibleTextRole:
        return tr("%1: %2, %3, %4").arg(textOf(incident.endpoint), what, momentText(incident.from), length);
    case Qt::ToolTipRole:
        return asRichText(
            tr("From %1").arg(exactMomentText(incident.from)) + QLatin1Char('\n') +
            (isOpen ? tr("It goes on, as far as is known.") : tr("To %1").arg(exactMomentText(incident.to))));
    case VantageRole:
        return textOf(incident.endpoint.vantage);
    case WhatRole:
        return what;
    case FromRole:
        return incident.from;
    case IsOpenRole:
        return isOpen;
    case LengthRole:
        return length;
    case FailuresRole:
        return incident.failures;
    default:
        return {};
    }
}

} // namespace bouncepro
