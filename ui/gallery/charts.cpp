// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/sections.h"

#include "ui/look/card.h"
#include "ui/look/flow.h"
#include "ui/look/meter.h"
#include "ui/look/palette.h"
#include "ui/look/stattile.h"
#include "ui/look/stepbar.h"
#include "ui/look/text.h"
#include "ui/look/timechart.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QGridLayout>
#include <QRandomGenerator>

#include <cmath>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Gallery", text);
}

constexpr int hours = 24;
constexpr int count = 145; // every ten minutes

// The same for every run.
QList<double> wave(quint32 seed, double base, double swing, double peakAt = -1, double peak = 0)
{
    QRandomGenerator random(seed);
    QList<double> values;
    double drift = 0;
    for (int i = 0; i < count; ++i) {
        drift = drift * 0.7 + (random.generateDouble() - 0.5) * 0.8;
        const double at = double(i) / count;
        const double rise = peakAt >= 0 ? peak * std::exp(-std::pow((at - peakAt) * 18, 2)) : 0;
        values << std::max(0.0, base + swing * drift + swing * 0.4 * std::sin(at * 8 + seed) + rise);
    }
    return values;
}

qint64 start()
{
    return QDateTime(QDate(2026, 11, 23), QTime(4, 0)).toMSecsSinceEpoch();
}

qint64 end()
{
    return start() + qint64(hours) * 3600'000;
}

QList<QPointF> pointsOf(const QList<double> &values)
{
    QList<QPointF> points;
    for (qsizetype i = 0; i < values.size(); ++i)
        points << QPointF(double(start()) + double(end() - start()) * double(i) / (count - 1), values[i]);
    return points;
}

QWidget *tiles()
{
    auto *all = new QWidget;
    auto *grid = new QHBoxLayout(all);
    setSpaces(grid, {}, 12);
    const auto tile = [&](const char *label, const char *number, const char *unit, const char *note, Mark mark,
                          const QList<double> &history) {
        auto *made = new StatTile(tr(label));
        made->setValue(tr(number), tr(unit));
        made->setNote(tr(note));
        made->setMark(mark);
        made->setHistory(history);
        grid->addWidget(made);
        return made;
    };
    tile("Latency p95", "184", "ms", "Goal 400 ms", Mark::Well, wave(3, 180, 30).mid(0, 40))
        ->setObjectName(QStringLiteral("tile"));
    tile("Rate-limited", "1.3", "/s", "booking zone, 4 times usual", Mark::Warning, wave(5, 1, 0.1, 0.85, 4).mid(90));
    tile("Server errors", "4.1", "%", "2,130 of 52,310 in 24 h", Mark::Down, wave(7, 1, 0.3, 0.9, 3).mid(90));
    tile("Requests", "42.7", "/s", "4 h old", Mark::Well, wave(9, 40, 6).mid(0, 40))->setStale(true);
    return all;
}

Card *small()
{
    auto *card = new Card(tr("Bars and strips"));
    auto *grid = new QGridLayout;
    setSpaces(grid, {}, 10);
    int row = 0;
    const auto meter = [&](const char *name, double part, double limit, Mark mark) {
        auto *made = new Meter(tr(name));
        made->setPart(part, limit);
        made->setMark(mark);
        grid->addWidget(new Text(FontRole::Small, Tone::Second, tr(name)), row, 0);
        grid->addWidget(made, row++, 1, Qt::AlignVCenter);
    };
    meter("Disk", 0.61, -1, Mark::Well);
    meter("Booking zone", 1, 0.55, Mark::Warning);
    meter("Memory", 0.97, 0.9, Mark::Down);
    meter("Certificate", 0.4, -1, Mark::Unknown);
    auto *strip = new UptimeStrip(tr("From here"));
    strip->setObjectName(QStringLiteral("strip"));
    QList<UptimeStrip::Bar> bars;
    for (int i = 0; i < 60; ++i)
        bars << UptimeStrip::Bar{
            i == 31   ? Mark::Down
            : i == 32 ? Mark::Warning
            : i == 50 ? Mark::Unknown
                      : Mark::Well,
            tr("today %1:%2").arg(i / 3 + 4, 2, 10, QLatin1Char('0')).arg(i % 3 * 20, 2, 10, QLatin1Char('0'))};
    strip->setBars(bars, tr("99.58 %, 1 incident"));
    grid->addWidget(new Text(FontRole::Small, Tone::Second, tr("From here")), row, 0);
    grid->addWidget(strip, row++, 1);
    const auto bar = [&](const char *name, Mark fourth) {
        auto *made = new StepBar;
        const bool runs = fourth == Mark::Running;
        made->setSegments({{0.6, Mark::Well},
                           {1.5, Mark::Well},
                           {4, Mark::Warning},
                           {2, fourth, runs ? 0.45 : 0},
                           {1.4},
                           {1},
                           {0.5}});
        grid->addWidget(new Text(FontRole::Small, Tone::Second, tr(name)), row, 0);
        grid->addWidget(made, row++, 1, Qt::AlignVCenter);
    };
    bar("Running", Mark::Running);
    bar("Failed", Mark::Down);
    grid->setColumnStretch(1, 1);
    card->content()->addLayout(grid);
    return card;
}

Card *lines()
{
    auto *card = new Card(tr("Response time"));
    auto *chart = new TimeChart(tr("Response time"), tr("ms"));
    chart->setObjectName(QStringLiteral("chart"));
    QList<double> slow = wave(11, 200, 40, 0.5, 240);
    for (int i = 100; i < 108; ++i)
        slow[i] = qQNaN();
    chart->setRange(start(), end());
    chart->setSeries({{tr("p95"), &Tokens::series2, pointsOf(slow)},
                      {tr("p50"), &Tokens::series1, pointsOf(wave(13, 90, 12)), true}});
    chart->setGoal(400, tr("goal 400"));
    chart->setMarks({{start() + 10 * 3600'000, QStringLiteral("2.14.3")}});
    card->content()->addWidget(chart);
    return card;
}

Card *stack()
{
    auto *card = new Card(tr("Requests by answer"));
    auto *chart = new TimeChart(tr("Requests by answer"), QStringLiteral("/s"));
    chart->setObjectName(QStringLiteral("stack"));
    chart->setRange(start(), end());
    chart->setStacked(true);
    chart->setSeries({{tr("2xx, 3xx"), &Tokens::series1, pointsOf(wave(17, 44, 5))},
                      {tr("4xx"), &Tokens::warnMark, pointsOf(wave(19, 2, 0.8, 0.7, 12))},
                      {tr("5xx"), &Tokens::failMark, pointsOf(wave(23, 0.1, 0.1, 0.72, 3))}});
    card->content()->addWidget(chart);
    return card;
}

} // namespace

QList<QWidget *> chartCards()
{
    return {tiles(), small(), new Split(lines(), 1, stack(), 1, 900)};
}

} // namespace bouncepro
