// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/servers/stackstatus.h"

using namespace bouncepro;

namespace {
const QByteArray answer =
    "format\t1\ntime\t1795492387\nhost\teu1\nboot\tabc\nload\t0.84\nuptime\t2668\nMemTotal\t100\ndisk\t1000\t400\n"
    "commit\t0ef64cd\nbranch\tmain\nsubject\tA\ttab\nchanges\t2\nowner\tdeploy\nrelease\tr1\ndocker\t26.1."
    "5\ncompose\t2.26.1\n"
    "project\tbouncepro\nstate\t/opt/b/.bouncepro\n"
    "service\tpayload\tcid\tbp:r1\tsha256:1\trunning\thealthy\t2026-11-24T03:51:06."
    "632619617Z\t3\t0\t359349\t26357760\tmax\n"
    "service\tnginx\tcid2\tng\tsha256:2\texited\tnone\t0001-01-01T00:00:00Z\t0\t137\t\t\t\n"
    "ready\tpayload\t200\t{\"status\":\"ready\",\"release\":\"r1\"}\nready\tnuxt\t0\tECONNREFUSED\n"
    "something-newer\tx\n";
}

class TestStackStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freeze()
    {
        const QByteArray time = "format\t1\ntime\t1795492387\n"; // 2026-11-24T03:53:07Z
        QVERIFY(!parseProbe(time)->freeze);
        const auto frozen = [&](const QByteArray &until) {
            return parseProbe(time +
                              "freeze-reason\tsale of the year\nfreeze-actor\tdeploy (SHA256:k) from anna@desk\n"
                              "freeze-since\t2026-11-23T03:00:00.123Z\nfreeze-until\t" +
                              until + '\n');
        };
        const auto status = frozen("2026-11-24T03:53:08Z");
        QVERIFY(status->isFrozen());
        QCOMPARE(status->freeze->reason, QStringLiteral("sale of the year"));
        QCOMPARE(status->freeze->actor, QStringLiteral("deploy (SHA256:k) from anna@desk"));
        QVERIFY(status->freeze->since.isValid());
        QVERIFY(!frozen("2026-11-24T03:53:07Z")->isFrozen()); // it has run out
        QVERIFY(!frozen("whenever")->isFrozen());
    }

    void parses()
    {
        const auto status = parseProbe(answer);
        QVERIFY(status);
        QCOMPARE(status->time, QDateTime::fromString(QStringLiteral("2026-11-24T03:53:07Z"), Qt::ISODate));
        QCOMPARE(status->diskFree, 400);
        QCOMPARE(status->memoryTotal, 100 * 1024);
        QCOMPARE(status->changes, 2);
        QCOMPARE(status->services.size(), 2);
        const ServiceStatus &nginx = status->services.first(), &payload = status->services.last();
        QCOMPARE(payload.name, QStringLiteral("payload"));
        QVERIFY(payload.isWell());
        QCOMPARE(payload.memoryBytes.value(), 26357760);
        QVERIFY(!payload.memoryLimit);
        QCOMPARE(payload.restarts, 3);
        QCOMPARE(payload.started.date(), QDate(2026, 11, 24));
        QVERIFY(!nginx.isWell());
        QVERIFY(!nginx.cpuMicroseconds);
        QCOMPARE(nginx.exitCode, 137);
        QCOMPARE(status->readiness.last().release, QStringLiteral("r1"));
        QCOMPARE(status->readiness.first().status, 0);
    }

    void nonsense()
    {
        for (const char *bytes : {"", "hello\n", "format\t2\n", "\xff\xfe\n"}) {
            const auto status = parseProbe(bytes);
            QVERIFY(!status);
            QCOMPARE(nameOf(status.error().code), QStringLiteral("Protocol"));
        }
    }

    // Each word that probe.sh can say has its own error with a remedy.
    void problems_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("code");
        const QMap<QString, QString> codes{{QStringLiteral("no-stack"), QStringLiteral("NotFound")},
                                           {QStringLiteral("no-git"), QStringLiteral("Invalid")},
                                           {QStringLiteral("no-docker"), QStringLiteral("Missing")},
                                           {QStringLiteral("docker-down"), QStringLiteral("Unreachable")},
                                           {QStringLiteral("docker-denied"), QStringLiteral("PermissionDenied")},
                                           {QStringLiteral("no-compose"), QStringLiteral("Missing")},
                                           {QStringLiteral("compose-file"), QStringLiteral("Invalid")},
                                           {QStringLiteral("no-tool"), QStringLiteral("Missing")}};
        for (auto it = codes.begin(); it != codes.end(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.key() << it.value();
    }
    void problems()
    {
        QFETCH(QString, word);
        ServerProfile profile;
        profile.name = QStringLiteral("bouncepro-eu");
        const Error error = StackStatus().errorFor({word, QStringLiteral("raw 100%1 text")}, profile);
        QTEST(nameOf(error.code), "code");
        QVERIFY(error.message.contains(profile.name));
        QVERIFY(!error.message.contains(QLatin1Char('%')) || word == QLatin1String("no-tool"));
        QVERIFY(!error.remedy.isEmpty());
        QCOMPARE(error.detail, QStringLiteral("raw 100%1 text"));
        profile.target.destination = QStringLiteral("deploy@eu1.bouncepro.example");
        const QString remedy = StackStatus().errorFor({word, {}}, profile).remedy; // as it is to be typed
        QCOMPARE(remedy.contains(QStringLiteral("usermod -aG docker deploy`)")),
                 word == QLatin1String("docker-denied"));
    }
};

QTEST_GUILESS_MAIN(TestStackStatus)
#include "tst_stackstatus.moc"
