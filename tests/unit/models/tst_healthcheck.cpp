// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthcheck.h"
#include "models/servers/remotescripts.h"
#include "ssh/replayhost.h"

#include <QTest>

using namespace bouncepro;

namespace {

const HealthCheck &find(const QList<HealthCheck> &checks, const char *key)
{
    for (const HealthCheck &check : checks)
        if (check.endpoint.key() == QLatin1String(key))
            return check;
    qFatal("There is no %s.", key);
}

QList<HealthCheck> parsed(const QByteArray &lines)
{
    const auto checks = parseHealth("format\t1\n" + lines + "\nend\n");
    return checks ? *checks : QList<HealthCheck>();
}

} // namespace

class TestHealthCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheApplicationsSay()
    {
        const auto checks =
            parsed("check\tpayload\t/health/ready\tcontainer\t503\t12.5\t"
                   R"({"status":"not-ready","release":"8f3c2a1","uptime":61.5,"checks":{)"
                   R"("database":{"status":"error"},"memory":{"status":"ok","usedMb":210,"limitMb":1024}}})");
        const HealthCheck &check = find(checks, "payload /health/ready container");
        QCOMPARE(check.status, 503);
        QCOMPARE(check.milliseconds, std::optional(12.5));
        QCOMPARE(check.said, QStringLiteral("not-ready"));
        QCOMPARE(check.release, QStringLiteral("8f3c2a1"));
        QCOMPARE(check.uptimeSeconds, std::optional(61.5));
        QCOMPARE(check.memoryUsedMb, std::optional(210.0));
        QCOMPARE(check.memoryLimitMb, std::optional(1024.0));
        QCOMPARE(check.failing, QStringList{QStringLiteral("database")});
        QCOMPARE(check.text(), QStringLiteral("503: database"));
        QCOMPARE(checks.size(), healthEndpoints().size());
        QVERIFY(!find(checks, "nuxt /api/health container").wasPossible);
    }

    void verdicts_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<HealthVerdict>("verdict");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QByteArray &rest, HealthVerdict verdict, const char *text) {
            QTest::newRow(name) << rest << verdict << QString::fromUtf8(text);
        };
        row("fine", "200\t4.5\t{\"status\":\"ok\"}", HealthVerdict::Ok, "200");
        row("fine without JSON", "200\t4.5\tok", HealthVerdict::Ok, "200");
        row("empty", "204\t4.5\t", HealthVerdict::Ok, "204");
        row("slow", "200\t2000.5\t{}", HealthVerdict::Warn, "200: slow");
        row("not so well", "200\t4\t{\"status\":\"degraded\"}", HealthVerdict::Warn, "200: degraded");
        row("limited", "429\t4\t", HealthVerdict::Warn, "429");
        row("error", "500\t4\t<html>", HealthVerdict::Fail, "500");
        row("silent", "0\t-\tconnect ECONNREFUSED", HealthVerdict::Fail, "No answer: connect ECONNREFUSED");
        row("none", "404\t4\t", HealthVerdict::Unknown, "No such endpoint");
        row("elsewhere", "301\t4\t", HealthVerdict::Unknown, "301: sends elsewhere");
        row("no number", "2x\t4\t", HealthVerdict::Unknown, "Not possible here");
        row("beyond numbers", "99999999999\t4\t", HealthVerdict::Unknown, "Not possible here");
        row("negative", "-1\t4\t", HealthVerdict::Unknown, "Not possible here");
        row("cut off", "", HealthVerdict::Unknown, "Not possible here");
        row("hostile", "0\t-\t\x1b[2J<b>x</b>", HealthVerdict::Fail, "No answer: ⟨ESC⟩[2J<b>x</b>");
    }
    void verdicts()
    {
        QFETCH(QByteArray, rest);
        QFETCH(HealthVerdict, verdict);
        const auto checks = parsed("check\tpayload\t/health\tcontainer\t" + rest);
        QCOMPARE(nameOf(find(checks, "payload /health container").verdict()), nameOf(verdict));
        QTEST(find(checks, "payload /health container").text(), "text");
    }

    void unknownIsNeverZero()
    {
        const auto checks = parsed("impossible\tpayload\t/health\thost\tno curl\n"
                                   "check\tpayload\t/health/ready\thost\t200\tnan\t\n"
                                   "check\tpayload\t/health\tcontainer\t0\t5\tgone");
        const HealthCheck &host = find(checks, "payload /health host");
        QCOMPARE(host.text(), QStringLiteral("Not possible here: no curl"));
        QCOMPARE(nameOf(host.verdict()), nameOf(HealthVerdict::Unknown));
        QVERIFY(!find(checks, "payload /health/ready host").milliseconds);
        QVERIFY(!find(checks, "payload /health container").milliseconds);
    }

    void takesOnlyWhatWasAsked()
    {
        const auto checks =
            parsed("check\tevil\t/health\tcontainer\t200\t1\t\ncheck\tpayload\t/x\tcontainer\t200\t1\t\n"
                   "check\nimpossible\n\t\t\t\ncheck\tpayload\t/health\tcontainer\t500\t1\t{}\n"
                   "check\tpayload\t/health\tcontainer\t200\t1\t{\"uptime\":-5,\"checks\":[1]}");
        QCOMPARE(checks.size(), healthEndpoints().size());
        QCOMPARE(find(checks, "payload /health container").status, 500); // a second word on it does not count
        const QByteArray deep = "check\tnuxt\t/api/health\tcontainer\t200\t1\t" + QByteArray(100000, '[');
        QCOMPARE(find(parsed(deep), "nuxt /api/health container").status, 200);
    }

    void nonsenseIsAnError_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a shell that talks") << QByteArray("Welcome\nend\n");
        QTest::newRow("another format") << QByteArray("format\t2\nend\n");
        QTest::newRow("cut off") << QByteArray("format\t1\ncheck\tpayload\t/health\tcontainer\t200\t1\t\n");
    }
    void nonsenseIsAnError()
    {
        QFETCH(QByteArray, answer);
        const auto checks = parseHealth(answer);
        QVERIFY(!checks);
        QCOMPARE(checks.error().code, ErrorCode::Protocol);
    }

    void asksInOneRoundTrip()
    {
        Transcript transcript;
        const Command command =
            Command({QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), QStringLiteral("shop")})
                .input(Secret(remoteScript(QStringLiteral("health.sh"))));
        transcript.exchanges << Exchange::asked(ExchangeKind::Run, command);
        transcript.exchanges.last().output.out = "format\t1\ncheck\tnuxt\t/api/health\tcontainer\t200\t7\t{}\nend\n";
        ReplayHost host(transcript);
        const auto sample = checkHealth(host, ServerProfile{.name = QStringLiteral("eu")}, QStringLiteral("shop"), {});
        QVERIFY2(sample, sample ? "" : qPrintable(sample.error().message));
        QCOMPARE(host.questions().size(), 1);
        QVERIFY(qAbs(sample->time.secsTo(QDateTime::currentDateTimeUtc())) < 5);
        QCOMPARE(find(sample->checks, "nuxt /api/health container").milliseconds, std::optional(7.0));
        host.disconnect();
        const auto lost = checkHealth(host, {}, QStringLiteral("shop"), {});
        QVERIFY(!lost && lost.error().code == ErrorCode::Disconnected);
    }
};

QTEST_GUILESS_MAIN(TestHealthCheck)
#include "tst_healthcheck.moc"
