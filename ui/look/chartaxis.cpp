// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/chartaxis.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace bouncepro {

QList<double> valueTicks(double highest, int most)
{
    if (!std::isfinite(highest) || highest <= 0)
        highest = 1;
    const double rough = highest / std::max(most - 1, 1);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (factor * power >= rough * 0.999) {
            step = factor * power;
            break;
        }
    QList<double> ticks{0};
    while (ticks.last() < highest * 0.999)
        ticks << step * double(ticks.size());
    return ticks;
}

QString tickText(double value, double step)
{
    int digits = 0;
    for (double part = step; digits < 3 && std::abs(part - std::round(part)) > 1e-6; part *= 10)
        ++digits;
    return QLocale(QLocale::English).toString(value, 'f', digits);
}

QList<TimeTick> timeTicks(qint64 from, qint64 to, int most)
{
    constexpr qint64 minute = 60'000, hour = 60 * minute, day = 24 * hour;
    static constexpr std::array steps = {minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
                                         hour,   2 * hour,   3 * hour,   4 * hour,    6 * hour,    12 * hour,
                                         day,    2 * day,    7 * day,    14 * day,    28 * day};
    if (to <= from || most < 1)
        return {};
    const auto fits = std::find_if(steps.begin(), steps.end(), [&](qint64 s) { return (to - from) / s < most; });
    const qint64 step = fits == steps.end() ? steps.back() : *fits;
    QList<TimeTick> ticks;
    // Counted from local midnight, so that four hours are 00:00, 04:00 on both sides of a change of the clock.
    QDateTime at(QDateTime::fromMSecsSinceEpoch(from).date(), QTime(0, 0));
    while (at.toMSecsSinceEpoch() <= to && ticks.size() < 1000) {
        if (at.toMSecsSinceEpoch() >= from)
            ticks << TimeTick{at.toMSecsSinceEpoch(),
                              QLocale(QLocale::English)
                                  .toString(at, step >= day ? QStringLiteral("ddd d") : QStringLiteral("HH:mm"))};
        at = step >= day ? QDateTime(at.date().addDays(step / day), QTime(0, 0)) : at.addMSecs(step);
    }
    return ticks;
}

QList<QList<QPointF>> runsOf(const QList<QPointF> &points, qint64 from, qint64 to, int columns)
{
    auto begin = std::lower_bound(points.begin(), points.end(), double(from),
                                  [](const QPointF &point, double x) { return point.x() < x; });
    auto end = std::upper_bound(points.begin(), points.end(), double(to),
                                [](double x, const QPointF &point) { return x < point.x(); });
    // The neighbours outside, so that lines reach the edges.
    if (begin != points.begin())
        --begin;
    if (end != points.end())
        ++end;
    const bool isDense = end - begin > 2 * std::max(columns, 1);
    const double width = double(to - from) / std::max(columns, 1);
    QList<QList<QPointF>> runs;
    QList<QPointF> run;
    const auto close = [&] {
        if (!run.isEmpty())
            runs << run;
        run.clear();
    };
    for (auto it = begin; it != end;) {
        if (!std::isfinite(it->y())) {
            close();
            ++it;
            continue;
        }
        if (!isDense) {
            run << *it++;
            continue;
        }
        const auto column = std::floor((it->x() - double(from)) / width);
        auto lowest = it, highest = it;
        for (; it != end && std::isfinite(it->y()) && std::floor((it->x() - double(from)) / width) == column; ++it) {
            if (it->y() < lowest->y())
                lowest = it;
            if (it->y() > highest->y())
                highest = it;
        }
        run << *std::min(lowest, highest);
        if (lowest != highest)
            run << *std::max(lowest, highest);
    }
    close();
    return runs;
}

qsizetype nearestPoint(const QList<QPointF> &points, double x)
{
    if (points.isEmpty())
        return -1;
    const auto after = std::lower_bound(points.begin(), points.end(), x,
                                        [](const QPointF &point, double at) { return point.x() < at; });
    if (after == points.end())
        return points.size() - 1;
    const qsizetype i = after - points.begin();
    return i > 0 && x - points[i - 1].x() < points[i].x() - x ? i - 1 : i;
}

} // namespace bouncepro
