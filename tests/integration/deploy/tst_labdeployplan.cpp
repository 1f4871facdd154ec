// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"

#include <QJsonArray>

using namespace bouncepro;

/// What plans say of a real server, and whether it comes so.
class TestLabDeployPlan : public QObject
{
    Q_OBJECT

    Lab &lab = Lab::instance();

    QByteArray asOwner(const QString &script)
    {
        int code = 0;
        const QByteArray out = lab.exec({QStringLiteral("runuser"), QStringLiteral("-l"), QStringLiteral("deploy"),
                                         QStringLiteral("-c"), QStringLiteral("set -e; cd /opt/bouncepro\n") + script},
                                        &code);
        if (code != 0)
            qWarning("%s", out.constData());
        return code == 0 ? out : QByteArray("failed");
    }
    // A developer changes the checkout by that script, and pushes.
    void push(const QString &change)
    {
        QVERIFY(asOwner(QStringLiteral(
                            "rm -rf ~/work; git clone -q --no-hardlinks /srv/git/bouncepro.git ~/work; cd ~/work\n") +
                        change +
                        QStringLiteral("\ngit commit -qam 'A change'; git push -q origin main; rm -rf ~/work")) !=
                "failed");
    }
    QByteArray container(const char *service)
    {
        return lab.sh(QStringLiteral("docker ps -q --filter label=com.docker.compose.service=") +
                      QLatin1String(service));
    }
    static int downtime(const QJsonObject &plan)
    {
        int seconds = 0;
        for (const QJsonValue step : plan[QLatin1String("steps")].toArray())
            seconds += step[QLatin1String("downtimeSeconds")].toInt();
        return seconds;
    }

private Q_SLOTS:
    void init() { lab.reset(); }

    // A commit that changes postgres and the files of nginx: the plan names postgres, and it alone is made anew.
    void whatElseIsMadeAnew()
    {
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const QJsonObject none = lab.ctl({QStringLiteral("plan"), QStringLiteral("deploy")}).last();
        QCOMPARE(downtime(none), 0);
        push(QStringLiteral("sed -i 's/shm_size: 128m/shm_size: 96m/' docker-compose.prod.yml; "
                            "sed -i 's/server_tokens off;/&\\n    add_header X-New yes always;/' nginx/nginx.conf"));
        const auto header = [&] {
            return lab.sh(QStringLiteral("curl -sI http://127.0.0.1/health | tr -d '\\r' | sed -n 's/^X-New: //p'"));
        };
        const QJsonObject plan = lab.ctl({QStringLiteral("plan"), QStringLiteral("deploy")}).last();
        QCOMPARE(downtime(plan), 2);
        const QByteArray nginx = container("nginx"), postgres = container("postgres");
        QCOMPARE(header(), QByteArray());
        const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy")});
        QVERIFY2(deployed.exitCode == 0, deployed.said());
        QCOMPARE(container("nginx"), nginx);
        QVERIFY(container("postgres") != postgres);
        QCOMPARE(header(), QByteArray("yes"));

        const QJsonObject back = lab.ctl({QStringLiteral("plan"), QStringLiteral("rollback")}).last();
        QCOMPARE(downtime(back), 2);
        const QJsonObject preview = back[QLatin1String("rollback")].toObject();
        QCOMPARE(preview[QLatin1String("recreated")].toArray(), QJsonArray{QStringLiteral("postgres")});
        QCOMPARE(preview[QLatin1String("nginxFiles")].toArray(), QJsonArray{QStringLiteral("nginx/nginx.conf")});
        QCOMPARE(preview[QLatin1String("composeFile")].toBool(), true);
        QCOMPARE(lab.ctl({QStringLiteral("rollback")}).exitCode, 0);
        QCOMPARE(header(), QByteArray());
        QCOMPARE(container("nginx"), nginx);
        QCOMPARE(lab.wouldChange(), QByteArray());
    }

    // The environment was edited since the containers were started: what reads it is made anew with the next deploy.
    void editedEnvironment()
    {
        lab.sh(QStringLiteral("sed -i 's/^LOG_LEVEL=.*/LOG_LEVEL=debug/' /opt/bouncepro/.env.production"));
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        QCOMPARE(downtime(lab.ctl({QStringLiteral("plan"), QStringLiteral("deploy")}).last()), 2);
        const QByteArray nginx = container("nginx"), postgres = container("postgres");
        QCOMPARE(lab.ctl({QStringLiteral("deploy")}).exitCode, 0);
        QVERIFY(container("postgres") != postgres);
        QCOMPARE(container("nginx"), nginx);
    }

    // The environment goes back with the release, but for credentials; what reads it is made anew. A failure takes that
    // back too.
    void environmentGoesBack()
    {
        const auto file = [&] { return lab.sh(QStringLiteral("cat /opt/bouncepro/.env.production")); };
        const auto inside = [&](const char *service, const char *key) {
            return lab.sh(
                QStringLiteral("docker exec $(docker ps -q --filter label=com.docker.compose.service=%1) printenv %2")
                    .arg(QLatin1String(service), QLatin1String(key)));
        };
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        QCOMPARE(lab.ctl({QStringLiteral("deploy")}).exitCode, 0);
        const QString first = lab.servedRelease();
        lab.sh(QStringLiteral(
            "sed -i 's/^LOG_LEVEL=.*/LOG_LEVEL=debug/; s/^BREVO_API_KEY=.*/BREVO_API_KEY=xkeysib-of-today/' "
            "/opt/bouncepro/.env.production"));
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        QCOMPARE(lab.ctl({QStringLiteral("deploy")}).exitCode, 0);
        const QString second = lab.servedRelease();
        QCOMPARE(inside("payload", "LOG_LEVEL"), QByteArray("debug"));
        const QByteArray today = file();

        const QJsonObject plan = lab.ctl({QStringLiteral("plan"), QStringLiteral("rollback")}).last();
        const QJsonObject preview = plan[QLatin1String("rollback")].toObject();
        QCOMPARE(preview[QLatin1String("restored")].toArray(), QJsonArray{QStringLiteral("LOG_LEVEL")});
        QCOMPARE(preview[QLatin1String("keptAsNow")].toArray(), QJsonArray{QStringLiteral("BREVO_API_KEY")});

        QCOMPARE(preview[QLatin1String("recreated")].toArray(), QJsonArray{QStringLiteral("postgres")});
        QCOMPARE(downtime(plan), 2);

        CtlProcess dies = lab.start({QStringLiteral("rollback"), QStringLiteral("--soak"), QStringLiteral("30")});
        QVERIFY(dies.waitForStep(QStringLiteral("start"), 8));
        QVERIFY(file() != today);
        lab.sh(QStringLiteral("docker kill $(docker ps -lq --filter label=com.docker.compose.service=nuxt)"));
        const CtlAnswer end = dies.finish();
        QCOMPARE(end.last()[QLatin1String("state")].toString(), QStringLiteral("failed-restored"));
        QCOMPARE(file(), today);
        QTRY_COMPARE_WITH_TIMEOUT(lab.servedRelease(), second, 20000);

        const CtlAnswer back = lab.ctl({QStringLiteral("rollback"), first, QStringLiteral("--output")});
        QVERIFY2(back.exitCode == 0, back.said());
        QTRY_COMPARE_WITH_TIMEOUT(lab.servedRelease(), first, 20000);
        QCOMPARE(lab.wouldChange(), QByteArray());
        for (const char *service : {"payload", "nuxt", "postgres"})
            QCOMPARE(inside(service, "LOG_LEVEL"), QByteArray("info"));
        QCOMPARE(inside("payload", "BREVO_API_KEY"), QByteArray("xkeysib-of-today"));
        QCOMPARE(lab.sh(QStringLiteral("stat -c '%U %a' /opt/bouncepro/.env.production")), QByteArray("deploy 600"));
        QVERIFY(!back.out.contains("xkeysib-of-today"));
        // The file of before is kept, and nothing else that holds a secret.
        QCOMPARE(lab.sh(QStringLiteral("cd /opt/bouncepro/.bouncepro && stat -c %a environment/* | sort -u")),
                 QByteArray("600"));
        QCOMPARE(lab.sh(QStringLiteral("grep -rl xkeysib-of-today /opt/bouncepro/.bouncepro | "
                                       "grep -v -e /environment/ || true")),
                 QByteArray());
    }

    // By the plain commands of the documents: the record lags behind, and going back goes to before what runs.
    void updateByHand()
    {
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        QCOMPARE(lab.ctl({QStringLiteral("deploy")}).exitCode, 0);
        const QString recorded = lab.servedRelease();
        const QByteArray commit = lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        QVERIFY(asOwner(QStringLiteral(
                    "git switch -q main; git pull -q --ff-only; release=$(git rev-parse --short=12 HEAD); "
                    "RELEASE=$release docker compose build payload nuxt >/dev/null 2>&1; "
                    "sed -i \"s/^RELEASE=.*/RELEASE=$release/\" .env; "
                    "docker compose up -d --no-build --wait >/dev/null 2>&1")) != "failed");
        const QString byHand = lab.servedRelease();
        QCOMPARE(byHand, QString::fromLatin1(commit.left(12)));
        for (const QJsonValue release :
             lab.ctl({QStringLiteral("releases")}).last()[QLatin1String("releases")].toArray())
            QCOMPARE(release[QLatin1String("current")].toBool(), false);
        const QJsonObject plan = lab.ctl({QStringLiteral("plan"), QStringLiteral("rollback")}).last();
        QCOMPARE(plan[QLatin1String("before")].toString(), byHand);
        QCOMPARE(plan[QLatin1String("subject")].toString(), recorded);
        const CtlAnswer back = lab.ctl({QStringLiteral("rollback")});
        QVERIFY2(back.exitCode == 0, back.said());
        QTRY_COMPARE_WITH_TIMEOUT(lab.servedRelease(), recorded, 20000);
        const CtlAnswer forward = lab.ctl({QStringLiteral("rollback"), byHand}); // it is on record by now
        QVERIFY2(forward.exitCode == 0, forward.said());
        QTRY_COMPARE_WITH_TIMEOUT(lab.servedRelease(), byHand, 20000);
    }

    // Without a pin the applications say another name than the record: going back after a failure bears that.
    void notPinned()
    {
        asOwner(QStringLiteral("sed -i '/^RELEASE=/d' .env; docker compose build -q payload nuxt; "
                               "docker compose up -d --no-build --wait >/dev/null 2>&1"));
        QTRY_COMPARE_WITH_TIMEOUT(lab.servedRelease(), QStringLiteral("latest"), 20000);
        lab.command(QStringLiteral("commit"), {QStringLiteral("never-ready")});
        const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy")});
        QCOMPARE(deployed.last()[QLatin1String("state")].toString(), QStringLiteral("failed-restored"));
        QCOMPARE(lab.servedRelease(), QStringLiteral("latest"));
    }
};

QTEST_GUILESS_MAIN(TestLabDeployPlan)
#include "tst_labdeployplan.moc"
