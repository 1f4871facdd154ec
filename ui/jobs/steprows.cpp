// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/steprows.h"

#include "ui/look/roles.h"

#include <algorithm>
#include <utility>

namespace bouncepro {

Mark markOf(StepState state)
{
    switch (state) {
    case StepState::Pending:
        return Mark::Waiting;
    case StepState::Running:
    case StepState::Undoing:
        return Mark::Running;
    case StepState::Done:
        return Mark::Well;
    case StepState::Failed:
    case StepState::UndoFailed:
        return Mark::Down;
    case StepState::Interrupted:
        return Mark::Warning;
    case StepState::Undone:
    case StepState::Skipped:
        break;
    }
    return Mark::Skipped;
}

namespace {

// A step whose way back was taken is still the one that failed; what is away is not told to run.
Mark markAt(const QAbstractItemModel &steps, const QModelIndex &index, bool isAway)
{
    const auto state = StepState(steps.data(index, StepsModel::StateRole).toInt());
    if (state == StepState::Undone && steps.data(index, StepsModel::HasFailedRole).toBool())
        return Mark::Down;
    const Mark mark = markOf(state);
    return isAway && mark == Mark::Running ? Mark::NotConnected : mark;
}

} // namespace

QString clockText(qint64 milliseconds)
{
    const qint64 seconds = (std::max<qint64>(0, milliseconds) + 500) / 1000; // as durationText
    const QLatin1Char zero('0');
    const QString tail = QStringLiteral("%1:%2").arg(seconds / 60 % 60, 2, 10, zero).arg(seconds % 60, 2, 10, zero);
    return seconds < 3600 ? tail : QStringLiteral("%1:%2").arg(seconds / 3600).arg(tail);
}

void StepRows::setAway(bool isAway)
{
    if (std::exchange(m_isAway, isAway) != isAway && rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

QVariant StepRows::data(const QModelIndex &index, int role) const
{
    const auto of = [&](int theirs) { return QIdentityProxyModel::data(index, theirs); };
    switch (role) {
    case SecondRole: {
        const auto state = StepState(of(StepsModel::StateRole).toInt());
        const bool goesBack =
            state == StepState::Undoing || state == StepState::Undone || state == StepState::UndoFailed;
        return goesBack ? tr("undo: %1").arg(of(StepsModel::UndoTextRole).toString()) : of(StepsModel::TouchesRole);
    }
    case MarkRole:
        return int(markAt(*sourceModel(), mapToSource(index), m_isAway));
    case TimeRole: {
        // From a minute on as a clock: the column keeps its width.
        const qint64 took = of(StepsModel::TookRole).toLongLong();
        const qint64 expected = of(StepsModel::ExpectedSecondsRole).toLongLong() * 1000;
        const QString text = of(StepsModel::TimeTextRole).toString();
        if (took >= 60000)
            return clockText(took);
        return took < 0 && expected >= 60000 && !text.isEmpty() ? tr("~%1").arg(clockText(expected)) : text;
    }
    case FromRole:
        return of(StepsModel::FromRole);
    case ToRole:
        return of(StepsModel::ToRole);
    default:
        return of(role);
    }
}

QList<StepBar::Segment> segmentsOf(const StepsModel &steps, bool isAway)
{
    QList<StepBar::Segment> segments;
    for (int row = 0; row < steps.rowCount(); ++row) {
        const QModelIndex index = steps.index(row);
        const double expected = std::max(1, index.data(StepsModel::ExpectedSecondsRole).toInt());
        const double took = double(index.data(StepsModel::TookRole).toLongLong()) / 1000;
        const Mark mark = markAt(steps, index, isAway);
        const double part = mark == Mark::Warning ? 0.5 : took / expected; // how far it came nobody saw
        segments << StepBar::Segment{expected, mark, std::clamp(part, 0.0, 1.0)};
    }
    return segments;
}

} // namespace bouncepro
