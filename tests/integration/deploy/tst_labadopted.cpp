// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"

#include <QJsonArray>

using namespace bouncepro;

/// Deploy and rollback of a stack that was made by hand, without the kit: fixed names and ports, images without
/// releases, files mounted alone, health that knows no release.
class TestLabAdopted : public QObject
{
    Q_OBJECT

    Lab lab{QStringLiteral("adopted"), {QStringLiteral("--adopted")}};
    QByteArray m_head;

    QString version() const
    {
        const QJsonObject answer = lab.readiness();
        return answer[QLatin1String("status")].toString() == QLatin1String("ready")
                   ? answer[QLatin1String("version")].toString()
                   : QString();
    }
    // As the stack's owner, in the checkout.
    QByteArray asOwner(const QString &script)
    {
        int code = 0;
        const QByteArray out = lab.exec({QStringLiteral("runuser"), QStringLiteral("-l"), QStringLiteral("deploy"),
                                         QStringLiteral("-c"), QStringLiteral("cd /opt/bouncepro\n") + script},
                                        &code);
        if (code != 0)
            qWarning("%s", out.constData());
        return code == 0 ? out : QByteArray("failed");
    }
    void verifyWhole(const QByteArray &commit)
    {
        QCOMPARE(lab.head(), commit);
        QCOMPARE(lab.wouldChange(), QByteArray());
        const CtlAnswer status = lab.ctl({QStringLiteral("status")});
        QVERIFY2(status.exitCode == 0, status.said());
        QCOMPARE(status.last()[QLatin1String("services")].toArray().size(), 4);
        QCOMPARE(asOwner(QStringLiteral("git status --porcelain")), QByteArray());
        QCOMPARE(lab.sh(QStringLiteral("docker ps --format '{{.Names}}' | sort | xargs")),
                 QByteArray("bouncepro-nginx bouncepro-nuxt bouncepro-payload bouncepro-postgres"));
    }

private Q_SLOTS:
    void init()
    {
        lab.reset();
        m_head = lab.head();
        QCOMPARE(version(), QStringLiteral("1.2.0"));
    }
    void cleanupTestCase() { lab.command(QStringLiteral("down")); }

    void typedByHand()
    {
        const QByteArray commit = lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        QVERIFY(asOwner(QStringLiteral("git pull -q origin main && "
                                       "docker compose -f docker-compose.prod.yml up -d --build 2>&1")) != "failed");
        QTRY_COMPARE_WITH_TIMEOUT(version(), QStringLiteral("1.5.0"), 20000);
        verifyWhole(commit);
    }

    // Fixed names and ports: the old container goes before the new one comes, and the plan says so.
    void deployAndRollBack()
    {
        const QByteArray commit = lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const QJsonObject plan = lab.ctl({QStringLiteral("plan"), QStringLiteral("deploy")}).last();
        int down = 0;
        for (const QJsonValue step : plan[QLatin1String("steps")].toArray())
            down += step[QLatin1String("downtimeSeconds")].toInt();
        QVERIFY(down > 0);

        // What a visitor meets meanwhile: a line for each question that was not answered.
        lab.sh(QStringLiteral("rm -f /tmp/watch.*; cat >/tmp/watch.sh <<'END'\nwhile [ ! -e /tmp/watch.stop ]; do "
                              "curl -sf -m 1 -o /dev/null http://127.0.0.1/health || date +%s.%N >>/tmp/watch.out; "
                              "sleep 0.1; done\nEND\nsetsid sh /tmp/watch.sh >/dev/null 2>&1 </dev/null &"));
        const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy")});
        lab.sh(QStringLiteral("touch /tmp/watch.stop"));
        QVERIFY2(deployed.exitCode == 0, deployed.said());
        QCOMPARE(version(), QStringLiteral("1.5.0"));
        verifyWhole(commit);
        const double was =
            lab.sh(QStringLiteral("awk 'NR == 1 { first = $1 } END { print $1 - first }' /tmp/watch.out")).toDouble();
        QVERIFY2(was > 0 && was < 2 * down, qPrintable(QStringLiteral("down for %1 s of %2").arg(was).arg(down)));

        const CtlAnswer back = lab.ctl({QStringLiteral("rollback")});
        QVERIFY2(back.exitCode == 0, back.said());
        QCOMPARE(version(), QStringLiteral("1.2.0"));
        verifyWhole(m_head);
    }

    // The container of nginx keeps the old file when the checkout brings a new one, until it starts anew.
    void fileMountedAlone()
    {
        QVERIFY(asOwner(QStringLiteral(
                    "rm -rf ~/work && git clone -q --no-hardlinks /srv/git/bouncepro.git ~/work && cd ~/work && "
                    "sed -i '/X-Frame-Options/a add_header X-New yes always;' nginx/nginx.conf && "
                    "git commit -qam 'A new header' && git push -q origin main && rm -rf ~/work")) != "failed");
        const auto header = [&] {
            return lab.sh(QStringLiteral("curl -skI https://127.0.0.1/ | tr -d '\\r' | sed -n 's/^x-new: //p'"));
        };
        QCOMPARE(header(), QByteArray());
        const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy")});
        QVERIFY2(deployed.exitCode == 0, deployed.said());
        QCOMPARE(header(), QByteArray("yes"));
        const CtlAnswer back = lab.ctl({QStringLiteral("rollback")});
        QVERIFY2(back.exitCode == 0, back.said());
        QCOMPARE(header(), QByteArray());
        verifyWhole(m_head);
    }

    // Alive, as its health check asks, but never ready.
    void neverReadyComesBack()
    {
        lab.command(QStringLiteral("commit"), {QStringLiteral("never-ready")});
        const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy")});
        QVERIFY2(deployed.exitCode == 1, deployed.said());
        QCOMPARE(deployed.last()[QLatin1String("state")].toString(), QStringLiteral("failed-restored"));
        QCOMPARE(version(), QStringLiteral("1.2.0"));
        verifyWhole(m_head);
    }
};

QTEST_GUILESS_MAIN(TestLabAdopted)
#include "tst_labadopted.moc"
