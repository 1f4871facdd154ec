// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"

#include <QFile>
#include <QJsonArray>

using namespace bouncepro;

/// Changes of the environment that others or faults get in the way of: the file is the whole old or the whole new one.
class TestLabEnvironmentFaults : public QObject
{
    Q_OBJECT

    Lab &lab = Lab::instance();

    QStringList setting(const QString &key, const QByteArray &value)
    {
        const QString path = lab.configFolder() + QLatin1Char('/') + key;
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(value + '\n') < 0)
            qFatal("no value");
        return {QStringLiteral("env"),    QStringLiteral("set"), key, QStringLiteral("--value-file"), path,
                QStringLiteral("--soak"), QStringLiteral("1")};
    }
    QByteArray file() { return lab.sh(QStringLiteral("cat /opt/bouncepro/.env.production")); }
    QByteArray leftovers()
    {
        return lab.sh(
            QStringLiteral("cd /opt/bouncepro; ls -d .env*bouncepro-new /dev/shm/bouncepro.* 2>/dev/null || true"));
    }
    QByteArray payload()
    {
        return lab.sh(QStringLiteral("docker ps -q --filter label=com.docker.compose.service=payload"));
    }

private Q_SLOTS:
    void init() { lab.reset(); }
    // A reset leaves the rows and roles of the database as they are, but for those of the seed.
    void cleanup()
    {
        lab.sh(
            QStringLiteral("[ ! -e /tmp/first.env ] || { . /tmp/first.env 2>/dev/null; echo \"ALTER ROLE CURRENT_USER "
                           "PASSWORD '$POSTGRES_PASSWORD';\" | docker exec -i bouncepro-postgres-1 psql -q -U "
                           "\"$POSTGRES_USER\" -d \"$POSTGRES_DB\"; rm /tmp/first.env; }"));
    }

    // Of many that edit at once each one's change is there, or it is told that it is not.
    void concurrentEditors()
    {
        const QByteArray before = file();
        std::vector<std::unique_ptr<CtlProcess>> editors;
        for (int i = 0; i < 5; ++i)
            editors.emplace_back(
                new CtlProcess(lab.start(setting(QStringLiteral("TOGETHER_%1").arg(i), QByteArray::number(i)) +
                                         QStringList{QStringLiteral("--reason"), QStringLiteral("editor %1").arg(i)})));
        int done = 0;
        for (int i = 0; i < 5; ++i) {
            const CtlAnswer answer = editors[size_t(i)]->finish();
            const QByteArray line = "TOGETHER_" + QByteArray::number(i) + '=' + QByteArray::number(i);
            const bool isThere = file().contains('\n' + line);
            if (answer.exitCode == 0) {
                ++done;
                QVERIFY2(isThere, line);
            } else {
                const bool isTold = answer.errorCode() == QLatin1String("Conflict") ||
                                    answer.errorCode() == QLatin1String("Locked") ||
                                    answer.last()[QLatin1String("state")] == QLatin1String("failed-restored");
                QVERIFY2(isTold && !isThere, answer.said());
            }
        }
        QVERIFY(done >= 1);
        // Nothing else has changed.
        QByteArrayList rest;
        for (const QByteArray &line : file().split('\n'))
            if (!line.startsWith("TOGETHER_"))
                rest << line;
        QCOMPARE(rest.join('\n'), before);
        QCOMPARE(leftovers(), QByteArray());
    }

    // The job goes on without its console.
    void linkCutInTheMiddle()
    {
        const QByteArray before = file();
        CtlProcess process = lab.start(setting(QStringLiteral("LOG_LEVEL"), "warn"));
        QVERIFY(process.waitForStep(QStringLiteral("start"), 3));
        lab.command(QStringLiteral("cut"));
        process.crash();
        const auto hasEnded = [&] {
            return lab
                .sh(QStringLiteral("cat /opt/bouncepro/.bouncepro/jobs/*-environment-*/result 2>/dev/null || true"))
                .contains("state\tsucceeded");
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasEnded(), 120000);
        lab.command(QStringLiteral("heal"));
        QCOMPARE(file(), QByteArray(before).replace("\nLOG_LEVEL=info\n", "\nLOG_LEVEL=warn\n"));
        QCOMPARE(leftovers(), QByteArray());
    }

    // Cut off before the job is on the server: nothing has begun.
    void linkCutAtOnce()
    {
        const QByteArray before = file(), payloads = payload();
        lab.command(QStringLiteral("cut"), {QStringLiteral("--reset")});
        const CtlAnswer answer = lab.ctl(setting(QStringLiteral("LOG_LEVEL"), "warn"));
        lab.command(QStringLiteral("heal"));
        QVERIFY(answer.exitCode != 0);
        QCOMPARE(file(), before);
        QCOMPARE(payload(), payloads);
    }

    void fullDisk()
    {
        lab.command(QStringLiteral("small-state"));
        lab.command(QStringLiteral("fill-disk"));
        const QByteArray before = file(), payloads = payload();
        const CtlAnswer answer = lab.ctl(setting(QStringLiteral("LOG_LEVEL"), "warn"));
        QCOMPARE(answer.errorCode(), QStringLiteral("NoSpace"));
        QCOMPARE(file(), before);
        QCOMPARE(payload(), payloads);
        lab.command(QStringLiteral("free-disk"));
        const CtlAnswer again = lab.ctl(setting(QStringLiteral("LOG_LEVEL"), "warn"));
        QVERIFY2(again.exitCode == 0, again.said());
        QVERIFY(file().contains("\nLOG_LEVEL=warn\n"));
    }

    // The file cannot be replaced: the job goes back before any container is touched.
    void readOnlyFile()
    {
        int code = 0;
        lab.sh(QStringLiteral("chattr +i /opt/bouncepro/.env.production"), &code);
        if (code != 0)
            QSKIP("this file system knows no chattr +i");
        const QByteArray before = file(), payloads = payload();
        const CtlAnswer answer = lab.ctl(setting(QStringLiteral("LOG_LEVEL"), "warn"));
        lab.sh(QStringLiteral("chattr -i /opt/bouncepro/.env.production"));
        QCOMPARE(answer.exitCode, 1);
        QCOMPARE(answer.last()[QLatin1String("state")].toString(), QStringLiteral("failed-restored"));
        QCOMPARE(file(), before);
        QCOMPARE(payload(), payloads);
        QCOMPARE(leftovers(), QByteArray());
    }

    // The database's password with everything that hangs on it; and back, where the new containers do not get ready.
    void rotation()
    {
        lab.sh(QStringLiteral("cp -p /opt/bouncepro/.env.production /tmp/first.env"));
        const CtlAnswer done =
            lab.ctl({QStringLiteral("env"), QStringLiteral("rotate"), QStringLiteral("POSTGRES_PASSWORD"),
                     QStringLiteral("--soak"), QStringLiteral("1")});
        QVERIFY2(done.exitCode == 0, done.said());
        const QString login = QStringLiteral(
            "cd /opt/bouncepro; . ./.env.production 2>/dev/null; docker exec -e PGPASSWORD=\"$POSTGRES_PASSWORD\" "
            "bouncepro-postgres-1 psql -h \"$(docker inspect -f '{{range "
            ".NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "
            "bouncepro-postgres-1)\" -U \"$POSTGRES_USER\" -d \"$POSTGRES_DB\" -Atc 'select 1'");
        QCOMPARE(lab.sh(login), QByteArray("1"));
        QCOMPARE(lab.readiness()[QLatin1String("status")].toString(), QStringLiteral("ready"));
        // Payload is no more able to start: its image is gone from under its name.
        const QByteArray before = file();
        lab.sh(
            QStringLiteral("echo 'FROM bouncepro-lab/postgres:17' | docker build -q -t \"$(docker inspect -f "
                           "'{{.Config.Image}}' $(docker ps -q --filter label=com.docker.compose.service=payload))\" - "
                           ">/dev/null"));
        const CtlAnswer failed =
            lab.ctl({QStringLiteral("env"), QStringLiteral("rotate"), QStringLiteral("POSTGRES_PASSWORD"),
                     QStringLiteral("--soak"), QStringLiteral("1")});
        QVERIFY2(failed.exitCode != 0, failed.said());
        QCOMPARE(file(), before);
        QCOMPARE(lab.sh(login), QByteArray("1"));
        QCOMPARE(lab.readiness()[QLatin1String("status")].toString(), QStringLiteral("ready"));
    }
};

QTEST_GUILESS_MAIN(TestLabEnvironmentFaults)
#include "tst_labenvironmentfaults.moc"
