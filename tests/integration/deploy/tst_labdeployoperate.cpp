// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"
#include "tests/support/trafficload.h"

#include <QFile>
#include <QJsonArray>

using namespace bouncepro;

/// Scaling, the maintenance page and the CDN, on a real server under load.
class TestLabDeployOperate : public QObject
{
    Q_OBJECT

    Lab &lab = Lab::instance();
    TrafficLoad m_load;
    int containers(const char *service)
    {
        return lab
            .sh(QStringLiteral(
                    "docker ps -q --filter health=healthy --filter label=com.docker.compose.service=%1 | wc -l")
                    .arg(QLatin1String(service)))
            .toInt();
    }
    QByteArray local() { return lab.sh(QStringLiteral("ls /opt/bouncepro/nginx/local")); }
    QByteArray statusOf(const QString &arguments)
    {
        return lab.sh(QStringLiteral("curl -sk -o /tmp/body -w '%{http_code}' ") + arguments);
    }

private Q_SLOTS:
    void init() { lab.reset(); }

    // Up, over a deploy and a rollback, and down again: nobody waits.
    void scalesUnderLoad()
    {
        QVERIFY(m_load.start(lab));
        for (const QStringList &to : {QStringList{QStringLiteral("payload"), QStringLiteral("3")},
                                      QStringList{QStringLiteral("nuxt"), QStringLiteral("2")}}) {
            const CtlAnswer scaled = lab.ctl(QStringList{QStringLiteral("scale")} + to);
            QVERIFY2(scaled.exitCode == 0, scaled.said());
        }
        QCOMPARE(containers("payload"), 3);
        QCOMPARE(containers("nuxt"), 2);
        QCOMPARE(local(), QByteArray("README.md"));
        QCOMPARE(lab.wouldChange(), QByteArray()); // `up -d` typed by hand keeps them
        QCOMPARE(lab.ctl({QStringLiteral("scale"), QStringLiteral("nuxt"), QStringLiteral("2")}).errorCode(),
                 QStringLiteral("Conflict"));

        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        for (const char *action : {"deploy", "rollback"}) {
            const CtlAnswer moved = lab.ctl({QLatin1String(action)});
            QVERIFY2(moved.exitCode == 0, moved.said());
            QCOMPARE(containers("payload"), 3);
            QCOMPARE(containers("nuxt"), 2);
        }

        const CtlAnswer scaled = lab.ctl({QStringLiteral("scale"), QStringLiteral("payload"), QStringLiteral("1")});
        QVERIFY2(scaled.exitCode == 0, scaled.said());
        QCOMPARE(containers("payload"), 1);
        const QList<QByteArray> load = m_load.end();
        qInfo("%s requests from %s addresses, %s failed", load.value(0).constData(), load.value(2).constData(),
              load.value(1).constData());
        QVERIFY(load.value(0).toInt() > 500);
        QVERIFY2(load.value(1) == "0", load.mid(3).join(' ').left(900));
        QCOMPARE(lab.wouldChange(), QByteArray());
        QCOMPARE(lab.sh(QStringLiteral("grep _REPLICAS /opt/bouncepro/.env | xargs")),
                 QByteArray("PAYLOAD_REPLICAS=1 NUXT_REPLICAS=2"));
    }

    // Where the others cannot start as many run as before, and nothing is left.
    void scaleThatFailsGoesBack()
    {
        const QByteArray before =
            lab.sh(QStringLiteral("docker ps -q --filter label=com.docker.compose.service=payload"));
        const QString image = QStringLiteral("bouncepro-payload:") + lab.servedRelease();
        lab.sh(QStringLiteral("docker tag %1 kept:1 && docker image rm %1").arg(image));
        const CtlAnswer end = lab.ctl({QStringLiteral("scale"), QStringLiteral("payload"), QStringLiteral("2")});
        lab.sh(QStringLiteral("docker tag kept:1 %1 && docker image rm kept:1").arg(image));
        QVERIFY2(end.last()[QLatin1String("state")].toString() == QLatin1String("failed-restored"), end.said());
        QCOMPARE(end.last()[QLatin1String("step")].toString().toInt(), 3);
        QCOMPARE(lab.sh(QStringLiteral("docker ps -aq --filter label=com.docker.compose.service=payload")), before);
        QCOMPARE(local(), QByteArray("README.md"));
        QCOMPARE(lab.wouldChange(), QByteArray());
    }

    // Visitors get the page on both hosts; health, challenges and the one who is excused pass, also over a deploy.
    void maintenance()
    {
        const QString site = QStringLiteral("--resolve bouncepro.example:443:127.0.0.1 https://bouncepro.example");
        const QString api =
            QStringLiteral("--resolve api.bouncepro.example:443:127.0.0.1 https://api.bouncepro.example");
        const auto isServed = [&] { return statusOf(site + QStringLiteral("/")); };
        QCOMPARE(isServed(), QByteArray("200"));
        QCOMPARE(lab.ctl({QStringLiteral("maintenance"), QStringLiteral("on")}).errorCode(), QStringLiteral("Invalid"));

        const CtlAnswer on = lab.ctl({QStringLiteral("maintenance"), QStringLiteral("on"), QStringLiteral("--reason"),
                                      QStringLiteral("moving house")});
        QVERIFY2(on.exitCode == 0, on.said());
        QTRY_COMPARE_WITH_TIMEOUT(isServed(), QByteArray("503"), 5000);
        QVERIFY(lab.sh(QStringLiteral("cat /tmp/body")).contains("Back soon"));
        QCOMPARE(statusOf(site + QStringLiteral("/_nuxt/entry.js")), QByteArray("503"));
        QCOMPARE(statusOf(QStringLiteral("-d '{}' ") + api + QStringLiteral("/api/bookings")), QByteArray("503"));
        QCOMPARE(statusOf(api + QStringLiteral("/admin")), QByteArray("503"));
        const QByteArray headers =
            lab.sh(QStringLiteral("curl -skI ") + site + QStringLiteral("/ | tr -d '\\r'")).toLower();
        for (const char *header : {"retry-after: 300", "content-type: text/html", "x-frame-options: sameorigin"})
            QVERIFY2(headers.contains(header), headers);
        for (const QString &path :
             {QStringLiteral("/health/ready"), QStringLiteral("/api/health/ready"), QStringLiteral("/api/health")})
            QCOMPARE(statusOf(site + path), QByteArray("200"));
        lab.sh(QStringLiteral("echo token >/opt/bouncepro/nginx/acme/x && chmod 644 /opt/bouncepro/nginx/acme/x; "
                              "mkdir -p /opt/bouncepro/nginx/acme/.well-known/acme-challenge && "
                              "cp /opt/bouncepro/nginx/acme/x /opt/bouncepro/nginx/acme/.well-known/acme-challenge/x"));
        QCOMPARE(statusOf(QStringLiteral("http://127.0.0.1/.well-known/acme-challenge/x")), QByteArray("200"));
        lab.sh(QStringLiteral("rm -r /opt/bouncepro/nginx/acme/.well-known /opt/bouncepro/nginx/acme/x"));

        const QJsonObject told = lab.ctl({QStringLiteral("maintenance")}).last();
        QCOMPARE(told[QLatin1String("closed")].toBool(), true);
        QCOMPARE(told[QLatin1String("reason")].toString(), QStringLiteral("moving house"));
        QVERIFY(told[QLatin1String("actor")].toString().contains(QLatin1Char('@'))); // user@host of who did it

        QCOMPARE(lab.ctl({QStringLiteral("status")})
                     .last()[QLatin1String("maintenance")][QLatin1String("reason")]
                     .toString(),
                 QStringLiteral("moving house"));

        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy")});
        QVERIFY2(deployed.exitCode == 0, deployed.said());
        QCOMPARE(isServed(), QByteArray("503"));

        // The networks of Docker's bridges, from which the server's own requests come.
        const CtlAnswer excused =
            lab.ctl({QStringLiteral("maintenance"), QStringLiteral("on"), QStringLiteral("--reason"),
                     QStringLiteral("still moving"), QStringLiteral("--allow"), QStringLiteral("172.16.0.0/12"),
                     QStringLiteral("--allow"), QStringLiteral("127.0.0.1"), QStringLiteral("--allow"),
                     QStringLiteral("10.0.0.0/8"), QStringLiteral("--allow"), QStringLiteral("192.168.0.0/16")});
        QVERIFY2(excused.exitCode == 0, excused.said());
        QTRY_COMPARE_WITH_TIMEOUT(isServed(), QByteArray("200"), 5000);
        QCOMPARE(lab.ctl({QStringLiteral("maintenance")}).last()[QLatin1String("allowed")].toArray().size(), 4);

        QCOMPARE(lab.ctl({QStringLiteral("maintenance"), QStringLiteral("off")}).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(isServed(), QByteArray("200"), 5000);
        QCOMPARE(local(), QByteArray("README.md"));
        QCOMPARE(lab.ctl({QStringLiteral("maintenance"), QStringLiteral("off")}).errorCode(),
                 QStringLiteral("Conflict"));
        QCOMPARE(lab.ctl({QStringLiteral("maintenance")}).last()[QLatin1String("closed")].toBool(), false);
    }

    // A stand-in for Bunny hears of it; one that refuses is a warning.
    void cdnIsPurged()
    {
        lab.sh(QStringLiteral(
            "cat >/tmp/bunny.py <<'END'\n"
            "import http.server, os\n"
            "class Bunny(http.server.BaseHTTPRequestHandler):\n"
            "    def do_POST(self):\n"
            "        with open('/tmp/bunny.log', 'a') as log: print(self.path, self.headers['AccessKey'], file=log)\n"
            "        self.send_response(204 if not os.path.exists('/tmp/bunny.refuses') else 401); self.end_headers()\n"
            "http.server.HTTPServer(('127.0.0.1', 8099), Bunny).serve_forever()\n"
            "END\nrm -f /tmp/bunny.log /tmp/bunny.refuses\n"
            "setsid python3 /tmp/bunny.py >/dev/null 2>&1 </dev/null & echo $! >/tmp/bunny.pid"));
        const auto end = qScopeGuard([&] { lab.sh(QStringLiteral("kill $(cat /tmp/bunny.pid)")); });
        lab.sh(QStringLiteral(
            "sed -i '/^#* *BUNNY_\\(API_KEY\\|PULL_ZONE_ID\\|API_URL\\)=/d' /opt/bouncepro/.env.production; "
            "printf 'BUNNY_API_KEY=key-of-bunny-0123456789abcdef0123456789\\nBUNNY_PULL_ZONE_ID=77\\n"
            "BUNNY_API_URL=http://127.0.0.1:8099\\n' >>/opt/bouncepro/.env.production"));
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy"), QStringLiteral("--output")});
        QVERIFY2(deployed.exitCode == 0, deployed.said());
        QCOMPARE(lab.sh(QStringLiteral("cat /tmp/bunny.log")),
                 QByteArray("/pullzone/77/purgeCache key-of-bunny-0123456789abcdef0123456789"));
        QVERIFY(deployed.out.contains("the cache of the pull zone 77 is empty"));
        QCOMPARE(lab.sh(QStringLiteral("grep -rl key-of-bunny /opt/bouncepro/.bouncepro/jobs || true")), QByteArray());

        lab.sh(QStringLiteral("touch /tmp/bunny.refuses"));
        const CtlAnswer back = lab.ctl({QStringLiteral("rollback"), QStringLiteral("--output")});
        QVERIFY2(back.exitCode == 0, back.said());
        QVERIFY(back.out.contains("warning: the cache of the pull zone 77 was not emptied"));
    }
};

QTEST_GUILESS_MAIN(TestLabDeployOperate)
#include "tst_labdeployoperate.moc"
