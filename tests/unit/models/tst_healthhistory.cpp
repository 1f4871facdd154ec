// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthhistory.h"

#include <QTest>

using namespace bouncepro;

namespace {

const QDateTime noon(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

HealthEndpoint ready()
{
    return {QStringLiteral("payload"), QStringLiteral("/health/ready"), Vantage::Container};
}

HealthSample sample(const QDateTime &time, int status, double ms = 10)
{
    HealthCheck check{.endpoint = ready(), .wasPossible = status >= 0, .status = std::max(status, 0)};
    if (status > 0)
        check.milliseconds = ms;
    return {time, {check}};
}

} // namespace

class TestHealthHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seriesHasGaps()
    {
        HealthHistory history;
        for (int i = 0; i < 100; ++i)
            history.add(sample(noon.addSecs(i), 200, i + 1));
        history.add(sample(noon.addSecs(250), 0));
        history.add(sample(noon.addSecs(350), 200, 7));
        const auto points = history.series(ready(), noon, noon.addSecs(400), 4);
        QCOMPARE(points.size(), 4);
        QCOMPARE(points[0].median, std::optional(50.0));
        QCOMPARE(points[0].p95, std::optional(95.0));
        QVERIFY(!points[1].median && !points[1].p95); // not asked
        QVERIFY(!points[2].median);                   // not answered: no time, and no 0
        QCOMPARE(points[3].median, std::optional(7.0));
        QCOMPARE(points[3].from, noon.addSecs(300));
        history.add(sample(noon.addSecs(399), 502, 1)); // a quick error
        QCOMPARE(history.series(ready(), noon, noon.addSecs(400), 4)[3].median, std::optional(7.0));
        QVERIFY(history.series(ready(), noon, noon, 4).size() == 4);
        QVERIFY(history.series(ready(), noon, noon.addSecs(4), 0).isEmpty());
    }

    void knowsItsSpan()
    {
        HealthHistory history;
        QVERIFY(!history.oldest().isValid() && !history.newest().isValid());
        history.add(sample(noon, 200));
        history.add(sample(noon.addDays(2), 503)); // the first is a summary by now
        QCOMPARE(history.oldest(), noon);
        QCOMPARE(history.newest(), noon.addDays(2));
    }

    void stripShowsTheWorst()
    {
        HealthHistory history;
        const int statuses[] = {200, 200, 429, 200, 503, 429, -1};
        for (int i = 0; i < 7; ++i)
            history.add(sample(noon.addSecs(10 * i), statuses[i]));
        const auto strip = history.strip(ready(), noon, noon.addSecs(80), 4);
        QCOMPARE(nameOf(strip[0].verdict), QStringLiteral("Ok"));
        QCOMPARE(nameOf(strip[1].verdict), QStringLiteral("Warn"));
        QCOMPARE(nameOf(strip[2].verdict), QStringLiteral("Fail"));
        QCOMPARE(nameOf(strip[3].verdict), QStringLiteral("Unknown")); // could not be asked
        QCOMPARE(strip[2].measured, 2);
        QCOMPARE(strip[2].failed, 1);
        QCOMPARE(uptimeText(history.uptime(ready(), noon, noon.addSecs(80))), QStringLiteral("83.33 %"));
    }

    void ratios()
    {
        QCOMPARE(uptimeText(1.0), QStringLiteral("100 %"));
        QCOMPARE(uptimeText(0.99999), QStringLiteral("99.99 %"));
        QCOMPARE(uptimeText(0.99864), QStringLiteral("99.86 %"));
        QCOMPARE(uptimeText(0.0), QStringLiteral("0.00 %"));
        QCOMPARE(uptimeText({}), QStringLiteral("–"));
        QVERIFY(!HealthHistory().uptime(ready(), noon, noon.addDays(1)));
    }

    void incidentsBeginAndEnd()
    {
        HealthHistory history;
        history.add(sample(noon, 200));
        history.add(sample(noon.addSecs(15), 503));
        history.add(sample(noon.addSecs(30), -1)); // nobody knows: neither ends nor counts
        history.add(sample(noon.addSecs(45), 0));
        QCOMPARE(history.since(ready()), noon.addSecs(45));
        QCOMPARE(history.incidents(noon, noon.addDays(1)).size(), 1);
        QVERIFY(!history.incidents(noon, noon.addDays(1)).first().to.isValid());
        history.add(sample(noon.addSecs(60), 200));
        history.add(sample(noon.addSecs(75), 500));
        const auto incidents = history.incidents(noon, noon.addDays(1));
        QCOMPARE(incidents.size(), 2);
        QCOMPARE(incidents[0].from, noon.addSecs(75)); // the newest first
        QCOMPARE(incidents[1].to, noon.addSecs(60));
        QCOMPARE(incidents[1].failures, 2);
        QCOMPARE(incidents[1].what, QStringLiteral("503"));
        QCOMPARE(history.takeChangedIncidents().size(), 2);
        QVERIFY(history.takeChangedIncidents().isEmpty());
        QVERIFY(history.incidents(noon.addDays(-1), noon).isEmpty());
    }

    // Also after what a file held was taken up, whatever the order in which it was read.
    void theNewestIncidentIsFirst()
    {
        HealthHistory history;
        for (const int hours : {2, 9, 5})
            history.restore(
                HealthIncident{ready(), noon.addSecs(3600 * hours), noon.addSecs(3600 * hours + 60), {}, 1});
        history.add(sample(noon.addSecs(12 * 3600), 503));
        QList<int> hours;
        for (const HealthIncident &incident : history.incidents(noon, noon.addDays(1)))
            hours << int(noon.secsTo(incident.from) / 3600);
        QCOMPARE(hours, (QList<int>{12, 9, 5, 2}));
    }

    void sinceGoesBackBeyondADay_data()
    {
        QTest::addColumn<int>("failedAt"); // minutes after noon; -1: never
        QTest::addColumn<int>("since");
        QTest::newRow("never") << -1 << 0;
        QTest::newRow("two days ago") << 12 * 60 << 12 * 60 + 5;
        QTest::newRow("today") << 50 * 60 << 50 * 60 + 5;
    }
    void sinceGoesBackBeyondADay()
    {
        QFETCH(int, failedAt);
        QFETCH(int, since);
        HealthHistory::Track track;
        for (int minute = 0; minute < 60 * 60; minute += 5) {
            const qint64 time = noon.addSecs(60 * minute).toMSecsSinceEpoch();
            track.points.push_back({time, 10, 200, minute == failedAt ? HealthVerdict::Fail : HealthVerdict::Ok});
        }
        HealthHistory::thin(track, noon.addSecs(3600 * 60).toMSecsSinceEpoch());
        QVERIFY(!track.old.empty());
        HealthHistory history;
        history.restore(ready(), track);
        QCOMPARE(history.since(ready()), noon.addSecs(60 * since));
    }

    void aClockThatGoesBackAddsNothing()
    {
        HealthHistory history;
        history.add(sample(noon, 200));
        history.add(sample(noon.addSecs(-60), 503));
        QVERIFY(history.incidents(noon.addDays(-1), noon.addDays(1)).isEmpty());
    }

    void thinsBeyondADay()
    {
        HealthHistory history;
        for (int i = 0; i < 3 * 5760; i += 4) // three days, a minute apart
            history.add(sample(noon.addSecs(15 * i), i % 400 ? 200 : 503, 20));
        const QDateTime end = noon.addDays(3);
        QCOMPARE(history.points(ready()), 24 * 60 + 5);                             // a whole bucket goes at once
        QCOMPARE(history.uptime(ready(), noon, end), std::optional(4276.0 / 4320)); // and nothing is lost for the ratio
        QCOMPARE(history.series(ready(), noon, noon.addDays(1), 24).first().median, std::optional(20.0));
        history.add(sample(noon.addDays(40), 200));
        QVERIFY(!history.uptime(ready(), noon, end));
        QVERIFY(history.incidents(noon, end).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHealthHistory)
#include "tst_healthhistory.moc"
