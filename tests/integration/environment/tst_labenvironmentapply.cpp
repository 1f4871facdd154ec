// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"
#include "tests/support/trafficload.h"

#include <QFile>
#include <QJsonArray>

using namespace bouncepro;

/// Changes of the environment on a real server.
class TestLabEnvironmentApply : public QObject
{
    Q_OBJECT

    Lab &lab = Lab::instance();
    TrafficLoad m_load;

    CtlAnswer set(const char *key, const QByteArray &value, const QStringList &more = {})
    {
        const QString path = lab.configFolder() + QStringLiteral("/value");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(value + '\n') < 0)
            qFatal("no value");
        file.close();
        return lab.ctl(QStringList{QStringLiteral("env"), QStringLiteral("set"), QLatin1String(key),
                                   QStringLiteral("--value-file"), path, QStringLiteral("--soak"),
                                   QStringLiteral("2")} +
                       more);
    }
    QByteArray idOf(const char *service)
    {
        return lab.sh(QStringLiteral("docker ps -q --no-trunc --filter label=com.docker.compose.service=%1")
                          .arg(QLatin1String(service)));
    }
    QByteArray runsWith(const char *service, const char *key)
    {
        return lab.sh(QStringLiteral("docker exec %1 printenv %2 || true")
                          .arg(QString::fromLatin1(idOf(service)), QLatin1String(key)));
    }
    QByteArray file() { return lab.sh(QStringLiteral("cat /opt/bouncepro/.env.production")); }
    static QJsonObject planned(const CtlAnswer &answer)
    {
        for (const QJsonObject &line : answer.lines)
            if (line[QLatin1String("event")] == QLatin1String("planned"))
                return line;
        return {};
    }

private Q_SLOTS:
    void init() { lab.reset(); }

    // Those that read the key are made anew beside those that serve; the others run on, and nobody waits.
    void underLoad()
    {
        const QByteArray postgres = idOf("postgres"), nginx = idOf("nginx"), payload = idOf("payload"), before = file();
        QVERIFY(m_load.start(lab));
        const CtlAnswer changed = set("LOG_LEVEL", "warn", {QStringLiteral("--reason"), QStringLiteral("too loud")});
        const QList<QByteArray> load = m_load.end();
        QVERIFY2(changed.exitCode == 0, changed.said());
        QCOMPARE(planned(changed)[QLatin1String("withoutDowntime")].toArray(),
                 (QJsonArray{QStringLiteral("payload"), QStringLiteral("nuxt")}));
        QVERIFY2(load.value(0).toInt() > 100 && load.value(1) == "0", load.join(' ').left(2000).constData());
        QCOMPARE(idOf("postgres"), postgres);
        QCOMPARE(idOf("nginx"), nginx);
        QVERIFY(idOf("payload") != payload);
        QCOMPARE(runsWith("payload", "LOG_LEVEL"), QByteArray("warn"));
        QCOMPARE(runsWith("nuxt", "LOG_LEVEL"), QByteArray("warn"));
        QCOMPARE(file(), QByteArray(before).replace("\nLOG_LEVEL=info\n", "\nLOG_LEVEL=warn\n"));
        QCOMPARE(lab.sh(QStringLiteral("stat -c '%U %a' /opt/bouncepro/.env.production")), QByteArray("deploy 600"));
        QCOMPARE(lab.sh(QStringLiteral("ls /opt/bouncepro/nginx/local")), QByteArray("README.md"));
        QCOMPARE(lab.sh(QStringLiteral("cat /opt/bouncepro/.bouncepro/environment/*.env.production")), before);
        QVERIFY(
            lab.sh(QStringLiteral("cat /opt/bouncepro/.bouncepro/environment/*.by")).contains("\nreason\ttoo loud"));
        // The release is the same, and a rollback to it keeps what it serves with now.
        QVERIFY(lab.sh(QStringLiteral("cat /opt/bouncepro/.bouncepro/releases/*/environment/.env.production"))
                    .contains("\nLOG_LEVEL=warn\n"));
        QCOMPARE(set("LOG_LEVEL", "warn").errorCode(), QStringLiteral("Conflict"));
    }

    // Payload cannot log in with it: what served serves on, with the file of before.
    void goesBackWhenNotReady()
    {
        const QByteArray payload = idOf("payload"), nuxt = idOf("nuxt"), before = file();
        const CtlAnswer changed = set("DATABASE_URI", "postgresql://bouncepro:planted-in-vain@postgres:5432/bouncepro");
        QCOMPARE(changed.exitCode, 1);
        QCOMPARE(changed.last()[QLatin1String("state")].toString(), QStringLiteral("failed-restored"));
        QCOMPARE(file(), before);
        QCOMPARE(idOf("payload"), payload);
        QCOMPARE(idOf("nuxt"), nuxt);
        QCOMPARE(lab.readiness()[QLatin1String("status")].toString(), QStringLiteral("ready"));
        QVERIFY(!lab.sh(QStringLiteral("cat /opt/bouncepro/.bouncepro/jobs/*/output.log")).contains("planted-in-vain"));
    }

    // A key that only scripts read, and one that is taken out again: no container is made anew.
    void nobodyIsMadeAnew()
    {
        const QByteArray payload = idOf("payload");
        const CtlAnswer changed = set("BACKUP_RETENTION_DAYS", "12");
        QVERIFY2(changed.exitCode == 0, changed.said());
        QCOMPARE(planned(changed)[QLatin1String("atNextRun")].toArray(),
                 QJsonArray{QStringLiteral("BACKUP_RETENTION_DAYS")});
        const CtlAnswer listed =
            lab.ctl({QStringLiteral("env"), QStringLiteral("get"), QStringLiteral("BACKUP_RETENTION_DAYS")});
        QCOMPARE(listed.last()[QLatin1String("value")].toString(), QStringLiteral("12"));
        const CtlAnswer taken =
            lab.ctl({QStringLiteral("env"), QStringLiteral("unset"), QStringLiteral("BACKUP_RETENTION_DAYS")});
        QVERIFY2(taken.exitCode == 0, taken.said());
        QVERIFY(!file().contains("\nBACKUP_RETENTION_DAYS="));
        QCOMPARE(idOf("payload"), payload);
    }

    // What counts at a build: the commit that serves is built again with it, and serves without a pause.
    void buildsAgain()
    {
        const QString before = lab.servedRelease();
        const QByteArray postgres = idOf("postgres");
        lab.sh(QStringLiteral("docker tag bouncepro-lab/node:20 node:of-the-test"));
        const CtlAnswer changed = set("NODE_IMAGE", "node:of-the-test");
        QVERIFY2(changed.exitCode == 0, changed.said());
        QCOMPARE(planned(changed)[QLatin1String("building")].toArray(), QJsonArray{QStringLiteral("NODE_IMAGE")});
        QVERIFY(lab.servedRelease() != before);
        QCOMPARE(idOf("postgres"), postgres);
        QCOMPARE(lab.wouldChange(), QByteArray());
        QVERIFY(lab.sh(QStringLiteral("cat /opt/bouncepro/.bouncepro/releases/2*/environment/.env"))
                    .contains("NODE_IMAGE=node:of-the-test"));
    }

    // A version comes back whole, as one more; who and why is known of each.
    void historyAndRestore()
    {
        const QByteArray before = file();
        QCOMPARE(set("BACKUP_RETENTION_DAYS", "12", {QStringLiteral("--reason"), QStringLiteral("more room")}).exitCode,
                 0);
        const auto versions = [&] {
            QStringList told;
            const CtlAnswer history = lab.ctl({QStringLiteral("env"), QStringLiteral("history")});
            for (const QJsonValue v : history.last()[QLatin1String("versions")].toArray())
                if (v[QLatin1String("file")] == QLatin1String(".env.production"))
                    told << v[QLatin1String("id")].toString().left(8) + QLatin1Char(' ') +
                                v[QLatin1String("reason")].toString() + QLatin1Char(' ') +
                                v[QLatin1String("subject")].toString();
            return told;
        };
        const QStringList two = versions();
        QCOMPARE(two.size(), 2);
        QCOMPARE(two.first(), QStringLiteral("now more room BACKUP_RETENTION_DAYS"));
        const QString day = two.last().left(8);
        const CtlAnswer since =
            lab.ctl({QStringLiteral("env"), QStringLiteral("diff"), QStringLiteral("--since"), day});
        QCOMPARE(since.last()[QLatin1String("changes")].toArray().size(), 1);
        QCOMPARE(since.last()[QLatin1String("changes")][0][QLatin1String("before")].toString(), QStringLiteral("7"));
        const CtlAnswer restored = lab.ctl({QStringLiteral("env"), QStringLiteral("restore"), day});
        QVERIFY2(restored.exitCode == 0, restored.said());
        QCOMPARE(file(), before);
        QCOMPARE(versions().size(), 3);
        QCOMPARE(lab.ctl({QStringLiteral("env"), QStringLiteral("restore"), QStringLiteral("2001")}).errorCode(),
                 QStringLiteral("NotFound"));
    }

    // What was edited by hand is drift until the services are made anew.
    void driftByHand()
    {
        const auto anew = [&] {
            QStringList services;
            for (const QJsonValue service : lab.ctl({QStringLiteral("env"), QStringLiteral("effective")})
                                                .last()[QLatin1String("services")]
                                                .toArray())
                if (service[QLatin1String("mustBeMadeAnew")].toBool())
                    services << service[QLatin1String("service")].toString();
            return services;
        };
        QCOMPARE(anew(), QStringList());
        lab.sh(QStringLiteral("sed -i 's/^LOG_LEVEL=.*/LOG_LEVEL=error/; s/^PAYLOAD_SECRET=.*/&-by-hand/' "
                              "/opt/bouncepro/.env.production"));
        QCOMPARE(anew(), (QStringList{QStringLiteral("nuxt"), QStringLiteral("payload")}));
        const CtlAnswer told = lab.ctl({QStringLiteral("env"), QStringLiteral("effective")});
        QVERIFY(!told.out.contains("-by-hand"));
    }

    // In the history of git, in a file for everybody, in an argument: places are named, values never.
    void scan()
    {
        QCOMPARE(lab.ctl({QStringLiteral("env"), QStringLiteral("scan")}).exitCode, 0);
        const QByteArray secret =
            lab.sh(QStringLiteral("sed -n 's/^PAYLOAD_SECRET=//p' /opt/bouncepro/.env.production")).trimmed();
        lab.sh(QStringLiteral("cd /opt/bouncepro; v=$(sed -n 's/^PAYLOAD_SECRET=//p' .env.production); "
                              "printf %s \"$v\" | base64 -w 0 >note.txt; chmod 644 note.txt; chown deploy note.txt; "
                              "docker create --name leak --label com.docker.compose.project=bouncepro "
                              "bouncepro-lab/nginx:1.26 nginx \"$v\" "
                              ">/dev/null"));
        const CtlAnswer found = lab.ctl({QStringLiteral("env"), QStringLiteral("scan")});
        lab.sh(QStringLiteral("docker rm -f leak >/dev/null 2>&1; rm -f /opt/bouncepro/note.txt"));
        QCOMPARE(found.exitCode, 1);
        QStringList places;
        for (const QJsonValue finding : found.last()[QLatin1String("findings")].toArray())
            if (finding[QLatin1String("keys")].toArray().contains(QStringLiteral("PAYLOAD_SECRET")))
                places << finding[QLatin1String("kind")].toString() + QLatin1Char(' ') +
                              finding[QLatin1String("where")].toString();
        QVERIFY2(places.contains(QStringLiteral("file note.txt")), qPrintable(places.join(u'|')));
        QVERIFY2(places.contains(QStringLiteral("argument leak")), qPrintable(places.join(u'|')));
        QVERIFY(!found.out.contains(secret) && !found.out.contains(secret.toBase64()));
    }

    void anotherServer()
    {
        lab.addServer(QStringLiteral("twin"), lab.name());
        const CtlAnswer same =
            lab.ctl({QStringLiteral("env"), QStringLiteral("diff"), QStringLiteral("--with"), QStringLiteral("twin")});
        QVERIFY2(same.exitCode == 0, same.said());
        QVERIFY(same.last()[QLatin1String("changes")].toArray().isEmpty());
    }

    // Compose says what of a key that the compose file refers to.
    void dotEnv()
    {
        const QByteArray nginx = idOf("nginx"), payload = idOf("payload");
        lab.sh(QStringLiteral("docker tag bouncepro-lab/nginx:1.26 nginx:of-the-test"));
        const CtlAnswer changed = set("NGINX_IMAGE", "nginx:of-the-test");
        QVERIFY2(changed.exitCode == 0, changed.said());
        QCOMPARE(planned(changed)[QLatin1String("replaced")].toArray(), QJsonArray{QStringLiteral("nginx")});
        QVERIFY(idOf("nginx") != nginx);
        QCOMPARE(idOf("payload"), payload);
        QCOMPARE(lab.wouldChange(), QByteArray());
        QCOMPARE(set("RELEASE", "r9").errorCode(), QStringLiteral("Invalid"));
    }
};

QTEST_GUILESS_MAIN(TestLabEnvironmentApply)
#include "tst_labenvironmentapply.moc"
