#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QList>
#include <QPointF>
#include <QString>

namespace bouncepro {

/// The values that stand beside a chart, from 0 upwards: round numbers, the last not below the highest value.
QList<double> valueTicks(double highest, int most);
/// A value with as many digits as its tick's neighbours need: "0.25", "1,200".
QString tickText(double value, double step);

struct TimeTick
{
    qint64 at = 0; ///< milliseconds since the epoch
    QString text;  ///< local: "04:00", "Tue 24"
};
/// Round local times between from and to, at most that many.
QList<TimeTick> timeTicks(qint64 from, qint64 to, int most);

/// The points between from and to as unbroken runs: a NaN parts two. Of more than 2 a column, a column keeps its lowest
/// and its highest, so that no peak is lost. Points are in order of x.
QList<QList<QPointF>> runsOf(const QList<QPointF> &points, qint64 from, qint64 to, int columns);

/// The point that is nearest to x; -1 where there is none.
qsizetype nearestPoint(const QList<QPointF> &points, double x);

} // namespace bouncepro
