// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthreport.h"
#include "tests/support/healthanswer.h"
#include "tests/support/jobserver.h"

#include <QTest>

using namespace bouncepro;
using std::chrono::milliseconds;

namespace {

const QDateTime noon(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
using Others = QMap<QString, QByteArray>;

const QString payload = QStringLiteral("payload /health container");
const QString database = QStringLiteral("payload /health/db container");
const QString ready = QStringLiteral("payload /health/ready container");
const QString nuxt = QStringLiteral("nuxt /api/health container");
const QString outside = QStringLiteral("payload /health host");
const QString readyOutside = QStringLiteral("payload /health/ready host");
const QByteArray noDatabase = "503\t9\t{\"status\":\"not-ready\",\"checks\":{\"database\":{\"status\":\"error\"}}}";
const QByteArray gateway = "502\t1\t<html>";
const QByteArray silent = "0\t-\trefused";

HealthReport reportOf(const Others &others)
{
    const HealthSample sample{noon, *parseHealth(healthAnswer(others))};
    HealthHistory history;
    history.add({noon.addSecs(-600), *parseHealth(healthAnswer(others))});
    history.add(sample);
    return assess(sample, history, noon.addSecs(4));
}

} // namespace

class TestHealthReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoseFaultItIs_data()
    {
        QTest::addColumn<Others>("others");
        QTest::addColumn<QString>("mark");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("nginx");
        QTest::addColumn<QString>("containers");
        QTest::addColumn<QString>("remedy"); // begins so
        const auto row = [](const char *name, const Others &others, const char *mark, const char *title,
                            const char *nginx, const char *containers, const char *remedy) {
            QTest::newRow(name) << others << QString::fromLatin1(mark) << QString::fromUtf8(title)
                                << QString::fromLatin1(nginx) << QString::fromLatin1(containers)
                                << QString::fromLatin1(remedy);
        };
        row("well", {}, "Well", "All health endpoints answer well", "nginx passes questions on to payload.",
            "The applications are well.", "");
        row("not ready", {{ready, noDatabase}, {readyOutside, noDatabase}}, "Down",
            "payload is up, but not ready: database", "payload /health/ready answered 503: database.",
            "payload /health/ready answered 503: database.", "Look at payload's lines");
        row("application gone",
            {{payload, silent}, {database, silent}, {ready, silent}, {outside, gateway}, {readyOutside, gateway}},
            "Down", "payload does not answer", "nginx answers 502, since payload does not.",
            "payload /health, /health/db, /health/ready: No answer: refused.", "Start payload on the Overview");
        row("two services", {{payload, silent}, {ready, noDatabase}, {nuxt, silent}}, "Down", "payload does not answer",
            "nginx passes questions on to payload.",
            "payload /health: No answer: refused; payload /health/ready answered 503: database; "
            "nuxt /api/health: No answer: refused.",
            "Start payload");
        row("nuxt alone", {{nuxt, "500\t3\toops"}}, "Down", "nuxt is not well: 500",
            "nginx passes questions on to payload.", "nuxt /api/health answered 500.", "Look at nuxt's lines");
        row("nginx silent", {{outside, silent}, {readyOutside, silent}}, "Down",
            "The applications are well, but nginx does not answer", "nginx does not answer on the server's port 80.",
            "The applications are well.", "Look at nginx's lines");
        row("nginx cut off", {{outside, gateway}, {readyOutside, gateway}}, "Down",
            "The applications are well, but nginx does not pass questions on",
            "nginx answers 502: it does not reach payload, which is well.", "The applications are well.",
            "Look at nginx's lines");
        row("nginx silent, containers unknown",
            {{payload, "impossible\tno node"},
             {database, "impossible\tno node"},
             {ready, "impossible\tno node"},
             {nuxt, "impossible\tno node"},
             {outside, silent},
             {readyOutside, silent}},
            "Down", "nginx does not answer", "nginx does not answer on the server's port 80.",
            "payload /health: Not possible here: no node.", "Look at nginx's lines");
        row("slow", {{ready, "200\t2400\t{\"status\":\"ready\"}"}}, "Warning", "payload answers slowly: 2.40 s",
            "nginx passes questions on to payload.", "payload /health/ready: 2.40 s.",
            "Look at the CPU and memory of payload");
        row("not shown outside", {{readyOutside, "404\t1\t"}}, "Warning", "nginx does not show /health/ready",
            "payload /health/ready answered 404.", "The applications are well.",
            "Let nginx pass /health/ready on to payload");
        row("limited", {{outside, "429\t1\t"}}, "Warning", "nginx limits the questions for payload's health",
            "payload /health answered 429.", "The applications are well.",
            "Take the health endpoints out of the limits");
        row("many and long names",
            {{payload, "503\t9\t{\"checks\":{\"a\":{\"status\":\"bad\"},\"b-of-a-name-that-is-very-long\":{\"status\":"
                       "\"bad\"},\"c\":{\"status\":\"bad\"},\"d\":{\"status\":\"bad\"},\"e\":{\"status\":\"bad\"}}}"}},
            "Down", "payload is not well: a, b-of-a-name-that-is-very…, c, 2 more",
            "nginx passes questions on to payload.",
            "payload /health answered 503: a, b-of-a-name-that-is-very-long, c, d, e.", "Look at payload's lines");
    }
    void whoseFaultItIs()
    {
        QFETCH(Others, others);
        QFETCH(QString, mark);
        QFETCH(QString, title);
        QFETCH(QString, nginx);
        QFETCH(QString, containers);
        QFETCH(QString, remedy);
        const HealthReport report = reportOf(others);
        QCOMPARE(nameOf(report.sentence.mark), mark);
        QCOMPARE(report.sentence.title, title);
        QCOMPARE(report.findings.size(), 3);
        QCOMPARE(report.findings[1].what, nginx);
        QCOMPARE(report.findings[2].what, containers);
        QVERIFY2(remedy.isEmpty() ? report.remedy.isEmpty() : report.remedy.startsWith(remedy),
                 qPrintable(report.remedy));
    }

    void hostileWordsAreShownNotObeyed()
    {
        const HealthReport report = reportOf({{ready, "503\t9\t{\"checks\":{\"<b>\\u202e\":{\"status\":\"bad\"}}}"}});
        for (const QString &text : {report.sentence.title, report.findings[2].what}) {
            QVERIFY(!text.contains(QChar(0x202e)));
            QVERIFY2(text.contains(QStringLiteral("U+202E")), qPrintable(text));
        }
    }

    // What could not be asked is no part of the whole.
    void counts_data()
    {
        QTest::addColumn<Others>("others");
        const QByteArray none = "impossible\tno node";
        QTest::newRow("6 of 6 checks are well.") << Others{};
        QTest::newRow("4 of 5 checks are well, 1 has no result.") << Others{{ready, noDatabase}, {nuxt, none}};
        QTest::newRow("3 of 4 checks are well, 2 have no result.")
            << Others{{ready, noDatabase}, {nuxt, none}, {database, "404\t1\t"}};
        QTest::newRow("1 of 1 check is well, 5 have no result.")
            << Others{{ready, none}, {nuxt, none}, {database, none}, {outside, none}, {readyOutside, none}};
    }
    void counts()
    {
        QFETCH(Others, others);
        const QString evidence = reportOf(others).sentence.evidence;
        QVERIFY2(evidence.startsWith(QLatin1String(QTest::currentDataTag())), qPrintable(evidence));
    }

    void evidenceAndCounts()
    {
        const HealthReport report = reportOf({{ready, noDatabase}, {nuxt, "429\t1\t"}});
        QCOMPARE(report.down, 1);
        QCOMPARE(report.warned, 1);
        QVERIFY2(report.sentence.evidence.startsWith(QStringLiteral("4 of 6 checks are well. Unchanged since ")) &&
                     report.sentence.evidence.endsWith(QStringLiteral(" Asked 4 s ago.")),
                 qPrintable(report.sentence.evidence));
    }

    void nothingCanBeAsked()
    {
        Others none;
        for (const QString &key : {payload, database, ready, nuxt, outside, readyOutside})
            none[key] = "impossible\tno node";
        const HealthReport report = reportOf(none);
        QCOMPARE(nameOf(report.sentence.mark), QStringLiteral("Unknown"));
        QCOMPARE(report.sentence.title, QStringLiteral("The health endpoints cannot be asked here"));
        QVERIFY(!report.sentence.evidence.contains(QStringLiteral("since")));
        QVERIFY(report.sentence.evidence.startsWith(QStringLiteral("No check has a result.")));
    }

    void connectionIsPartOfTheWay()
    {
        const auto server = JobServer::create();
        server->setEmpty(true);
        ServerMonitor monitor(JobServer::profile(), server->connector());
        monitor.setInterval(milliseconds(5));
        monitor.setBackoff(std::chrono::hours(1));
        HealthMonitor &health = HealthMonitor::of(monitor);
        const auto now = [] { return QDateTime::currentDateTimeUtc(); };
        QCOMPARE(nameOf(describe(health, now()).sentence.mark), QStringLiteral("NotConnected"));
        monitor.start();
        QCOMPARE(describe(health, now()).findings[0].what, QStringLiteral("Connecting to eu."));
        QTRY_VERIFY(health.sample());
        QCOMPARE(describe(health, now()).sentence.title, QStringLiteral("All health endpoints answer well"));
        QVERIFY(describe(health, now().addSecs(3)).sentence.evidence.contains(QStringLiteral("Asked 3 s ago.")));
        // What fails is told of the server too, until it is well again.
        server->setAnswer(QStringLiteral("health.sh"), healthAnswer({{nuxt, "500\t3\toops"}}));
        health.askNow();
        QTRY_COMPARE(monitor.view().failing, QStringLiteral("nuxt is not well: 500"));
        server->setAnswer(QStringLiteral("health.sh"), healthAnswer());
        health.askNow();
        QTRY_COMPARE(monitor.view().failing, QString());
        server->loseConnections();
        QTRY_COMPARE(monitor.view().state, ConnectionState::Lost);
        const HealthReport lost = describe(health, now().addSecs(240));
        QVERIFY(lost.sentence.isStale);
        QCOMPARE(lost.sentence.title, QStringLiteral("eu is unreachable"));
        QVERIFY2(lost.sentence.evidence.startsWith(QStringLiteral("Asked 4 min ago. What is below")),
                 qPrintable(lost.sentence.evidence));
        QCOMPARE(nameOf(lost.findings[0].mark), QStringLiteral("Down"));
        QCOMPARE(lost.findings[2].what, QStringLiteral("The applications are well."));
        QVERIFY2(lost.remedy.startsWith(QStringLiteral("Nothing: this console tries again by itself.")),
                 qPrintable(lost.remedy));
        server->comeBack();
        server->setAnswer(QStringLiteral("health.sh"), "what?\n");
        monitor.lookNow();
        QTRY_VERIFY(health.error());
        QCOMPARE(describe(health, now()).sentence.title, QStringLiteral("The health of eu cannot be asked"));
        QVERIFY(describe(health, now()).sentence.isStale);
    }
};

QTEST_GUILESS_MAIN(TestHealthReport)
#include "tst_healthreport.moc"
