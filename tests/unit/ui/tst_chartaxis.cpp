// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/chartaxis.h"

#include <QDateTime>
#include <QTest>

#include <limits>

using namespace bouncepro;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

QString shown(const QList<TimeTick> &ticks)
{
    QStringList texts;
    for (const TimeTick &tick : ticks)
        texts << tick.text;
    return texts.join(QLatin1Char(' '));
}

} // namespace

class TestChartAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }

    void values_data()
    {
        QTest::addColumn<double>("highest");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("ticks");
        QTest::newRow("milliseconds") << 415.0 << 4 << QStringLiteral("0 200 400 600");
        QTest::newRow("on a tick") << 400.0 << 5 << QStringLiteral("0 100 200 300 400");
        QTest::newRow("parts") << 0.7 << 4 << QStringLiteral("0.00 0.25 0.50 0.75");
        QTest::newRow("thousands") << 52310.0 << 4 << QStringLiteral("0 20,000 40,000 60,000");
        QTest::newRow("nothing") << 0.0 << 3 << QStringLiteral("0.0 0.5 1.0");
        QTest::newRow("no number") << gap << 3 << QStringLiteral("0.0 0.5 1.0");
    }
    void values()
    {
        QFETCH(double, highest);
        QFETCH(int, most);
        const QList<double> ticks = valueTicks(highest, most);
        QStringList texts;
        for (const double tick : ticks)
            texts << tickText(tick, ticks[1]);
        QTEST(texts.join(QLatin1Char(' ')), "ticks");
    }

    void times_data()
    {
        QTest::addColumn<QDateTime>("from");
        QTest::addColumn<QDateTime>("to");
        QTest::addColumn<int>("most");
        QTest::addColumn<QString>("ticks");
        const QDate day(2026, 11, 24);
        QTest::newRow("an hour") << QDateTime(day, QTime(2, 15)) << QDateTime(day, QTime(3, 15)) << 8
                                 << QStringLiteral("02:20 02:30 02:40 02:50 03:00 03:10");
        QTest::newRow("a day") << QDateTime(day, QTime(3, 10)) << QDateTime(day.addDays(1), QTime(3, 10)) << 7
                               << QStringLiteral("04:00 08:00 12:00 16:00 20:00 00:00");
        QTest::newRow("a week") << QDateTime(day, QTime(3, 0)) << QDateTime(day.addDays(6), QTime(3, 0)) << 8
                                << QStringLiteral("Wed 25 Thu 26 Fri 27 Sat 28 Sun 29 Mon 30");
        QTest::newRow("the clock goes back")
            << QDateTime(QDate(2026, 10, 24), QTime(23, 0)) << QDateTime(QDate(2026, 10, 26), QTime(1, 0)) << 4
            << QStringLiteral("00:00 11:00 23:00");
        QTest::newRow("backwards") << QDateTime(day, QTime(3, 0)) << QDateTime(day, QTime(2, 0)) << 8 << QString();
    }
    void times()
    {
        QFETCH(QDateTime, from);
        QFETCH(QDateTime, to);
        QFETCH(int, most);
        QTEST(shown(timeTicks(from.toMSecsSinceEpoch(), to.toMSecsSinceEpoch(), most)), "ticks");
    }

    void gapsPartRuns()
    {
        const QList<QPointF> points{{0, 1}, {1, 2}, {2, gap}, {3, 4}, {4, gap}, {5, 6}, {6, 7}};
        const auto runs = runsOf(points, 0, 6, 100);
        QCOMPARE(runs.size(), 3);
        QCOMPARE(runs[0], (QList<QPointF>{{0, 1}, {1, 2}}));
        QCOMPARE(runs[1], (QList<QPointF>{{3, 4}}));
        QCOMPARE(runs[2], (QList<QPointF>{{5, 6}, {6, 7}}));
    }

    void linesReachTheEdges()
    {
        const QList<QPointF> points{{0, 1}, {10, 2}, {20, 3}, {30, 4}};
        QCOMPARE(runsOf(points, 15, 25, 100).first().size(), 3); // 20, and one on each side
    }

    void denseSeriesKeepTheirPeaks()
    {
        QList<QPointF> points;
        for (int i = 0; i < 100'000; ++i)
            points << QPointF(i, i == 31'234 ? 500 : i == 70'001 ? -50 : 10);
        const auto runs = runsOf(points, 0, 100'000, 400);
        QCOMPARE(runs.size(), 1);
        QVERIFY(runs[0].size() <= 802);
        double lowest = 10, highest = 10;
        double before = -1;
        for (const QPointF &point : runs[0]) {
            lowest = std::min(lowest, point.y());
            highest = std::max(highest, point.y());
            QVERIFY(point.x() > before);
            before = point.x();
        }
        QCOMPARE(highest, 500);
        QCOMPARE(lowest, -50);
    }

    void nearest()
    {
        const QList<QPointF> points{{0, 1}, {10, 2}, {20, 3}};
        QCOMPARE(nearestPoint(points, -5), 0);
        QCOMPARE(nearestPoint(points, 14), 1);
        QCOMPARE(nearestPoint(points, 16), 2);
        QCOMPARE(nearestPoint(points, 99), 2);
        QCOMPARE(nearestPoint({}, 1), -1);
    }
};

QTEST_GUILESS_MAIN(TestChartAxis)
#include "tst_chartaxis.moc"
