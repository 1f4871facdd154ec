// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"

#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>

using namespace bouncepro;

namespace {

const QString stateFolder = QStringLiteral("/opt/bouncepro/.bouncepro");

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

} // namespace

/// The lock's queue, freezes, jobs that wait, and what is told of an incident, on a real server.
class TestLabJobsWaiting : public QObject
{
    Q_OBJECT

    Lab &lab = Lab::instance();

    // What the audit says, a word for each: "act freeze until", "begin deploy -".
    QStringList audit()
    {
        QStringList said;
        for (const auto &entry : lab.ctl(words("audit show")).last()[QLatin1String("entries")].toArray())
            said << QStringLiteral("%1 %2 %3")
                        .arg(entry[QLatin1String("kind")].toString(), entry[QLatin1String("action")].toString(),
                             entry[QLatin1String("outcome")].toString().section(QLatin1String("-2"), 0, 0));
        return said;
    }
    QString stateOf(const QString &id)
    {
        return lab.ctl({QStringLiteral("job"), QStringLiteral("show"), id}).last()[QLatin1String("state")].toString();
    }

private Q_SLOTS:
    void init() { lab.reset(); }

    // The second waits, learns who is before it, reads the facts anew and rolls back what the first has deployed.
    void waitsInTheQueue()
    {
        const QString before = lab.servedRelease();
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        CtlProcess first = lab.start(words("deploy"));
        QVERIFY(first.waitForStep(QStringLiteral("start"), 2));
        CtlProcess second = lab.start(words("rollback --wait"));
        QVERIFY(second.waitFor([](const QJsonObject &line) {
            return line[QLatin1String("event")] == QLatin1String("waiting") &&
                   line[QLatin1String("position")].toInt() == 1 &&
                   line[QLatin1String("holders")][0][QLatin1String("action")].toString() == QLatin1String("deploy");
        }));
        const QJsonObject lock = lab.ctl(words("lock show"), QStringLiteral("second")).last();
        QCOMPARE(lock[QLatin1String("lock")].toString(), QStringLiteral("exclusive"));
        QVERIFY(
            lock[QLatin1String("holders")][0][QLatin1String("actor")].toString().startsWith(QLatin1String("deploy ")));
        const CtlAnswer deployed = first.finish(), back = second.finish();
        QVERIFY2(deployed.exitCode == 0 && back.exitCode == 0, deployed.said() + "\n" + back.said());
        QCOMPARE(lab.servedRelease(), before);
        QCOMPARE(lab.ctl(words("lock show")).last()[QLatin1String("lock")].toString(), QStringLiteral("free"));
    }

    // A step that hangs keeps the lock until somebody says why it may not.
    void brokenLock()
    {
        const QString before = lab.servedRelease();
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        CtlProcess deploy = lab.start(words("deploy"));
        QVERIFY(deploy.waitForStep(QStringLiteral("start"), 3));
        const QString id = lab.ctl(words("job list")).last()[QLatin1String("jobs")][0][QLatin1String("id")].toString();
        QCOMPARE(lab.ctl({QStringLiteral("lock"), QStringLiteral("break"), id}).errorCode(), QStringLiteral("Invalid"));
        const CtlAnswer broken = lab.ctl({QStringLiteral("lock"), QStringLiteral("break"), id,
                                          QStringLiteral("--reason"), QStringLiteral("hangs since noon")});
        QVERIFY2(broken.exitCode == 0, broken.said());
        QCOMPARE(broken.last()[QLatin1String("state")].toString(), QStringLiteral("interrupted"));
        QCOMPARE(deploy.finish().exitCode, 8);
        QVERIFY(lab.sh(QStringLiteral("cat %1/audit").arg(stateFolder))
                    .contains("\tbreak-lock\thangs since noon\tbroken\t"));
        QCOMPARE(lab.ctl({QStringLiteral("job"), QStringLiteral("recover"), id}).exitCode, 0);
        QCOMPARE(lab.servedRelease(), before);
        QCOMPARE(lab.ctl(words("deploy")).exitCode, 0);
    }

    void freeze()
    {
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        QCOMPARE(lab.ctl(words("freeze --until +2h")).errorCode(), QStringLiteral("Invalid"));
        const CtlAnswer frozen = lab.ctl({QStringLiteral("freeze"), QStringLiteral("--until"), QStringLiteral("+2h"),
                                          QStringLiteral("--reason"), QStringLiteral("sale of the year")});
        QVERIFY2(frozen.exitCode == 0, frozen.said());
        const QJsonValue told = lab.ctl(words("status"), QStringLiteral("second")).last()[QLatin1String("freeze")];
        QCOMPARE(told[QLatin1String("reason")].toString(), QStringLiteral("sale of the year"));
        QVERIFY(told[QLatin1String("actor")].toString().startsWith(QLatin1String("deploy ")));
        const CtlAnswer refused = lab.ctl(words("deploy"));
        QCOMPARE(refused.exitCode, 27);
        QVERIFY2(refused.out.contains("sale of the year"), refused.out);
        QCOMPARE(lab.ctl(words("unfreeze")).exitCode, 0);
        QVERIFY(lab.ctl(words("status")).last()[QLatin1String("freeze")].isNull());
        QCOMPARE(lab.ctl(words("deploy")).exitCode, 0);
        QCOMPARE(audit(), (QStringList{QStringLiteral("act freeze until"), QStringLiteral("act unfreeze lifted"),
                                       QStringLiteral("begin deploy -"), QStringLiteral("end deploy succeeded")}));
    }

    // Two operators of the same account, each with a key of their own.
    void fourEyes()
    {
        lab.sh(QStringLiteral("install -d -o deploy -m 700 /home/deploy/.ssh"));
        const QString other = lab.variable(QStringLiteral("LAB_DIR")) + QStringLiteral("/second_ed25519");
        QFile key(other + QStringLiteral(".pub"));
        QVERIFY(key.open(QIODevice::ReadOnly));
        lab.sh(QStringLiteral(
                   "file=$(getent passwd deploy | cut -d: -f6)/.ssh/authorized_keys; grep -qF '%1' $file || echo "
                   "'%1' >>$file")
                   .arg(QString::fromUtf8(key.readAll().trimmed())));
        QFile config(lab.configFolder() + QStringLiteral("/berta_config"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(QStringLiteral("Host %1\n  IdentityFile %2\n  IdentitiesOnly yes\nInclude %3\n")
                         .arg(lab.name(), other, lab.variable(QStringLiteral("LAB_SSH_CONFIG")))
                         .toUtf8());
        config.close();
        const QStringList production{QStringLiteral("--environment"), QStringLiteral("production"),
                                     QStringLiteral("--four-eyes")};
        lab.addServer(QStringLiteral("anna"), lab.name(), production);
        lab.addServer(QStringLiteral("berta"), lab.name(),
                      production + QStringList{QStringLiteral("--ssh-config"), config.fileName()});
        const auto as = [&](const char *who, const QStringList &line) {
            const QString name = QString::fromLatin1(who);
            return lab.ctl(line + QStringList{QStringLiteral("--arm"), name}, name);
        };
        const QString before = lab.servedRelease();
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const CtlAnswer submitted = as("anna", words("deploy"));
        QVERIFY2(submitted.exitCode == 0, submitted.said());
        const QString id = submitted.last()[QLatin1String("id")].toString();
        QCOMPARE(stateOf(id), QStringLiteral("pending"));
        const QStringList approve{QStringLiteral("job"), QStringLiteral("approve"), id};
        QCOMPARE(lab.ctl(approve, QStringLiteral("berta")).exitCode, 26);
        const CtlAnswer same = as("anna", approve);
        QVERIFY2(same.errorCode() == QLatin1String("PermissionDenied"), same.said());
        QCOMPARE(lab.servedRelease(), before);
        const CtlAnswer approved = as("berta", approve);
        QVERIFY2(approved.exitCode == 0, approved.said());
        QCOMPARE(approved.last()[QLatin1String("state")].toString(), QStringLiteral("succeeded"));
        QVERIFY(lab.servedRelease() != before);

        // What it was planned for has changed: it is not started.
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const QString stale = as("anna", words("deploy")).last()[QLatin1String("id")].toString();
        lab.sh(QStringLiteral("echo '# by hand' >>/opt/bouncepro/.env.production"));
        const CtlAnswer changed = as("berta", {QStringLiteral("job"), QStringLiteral("approve"), stale});
        QVERIFY2(changed.errorCode() == QLatin1String("Conflict"), changed.said());
        const QJsonObject end = lab.ctl({QStringLiteral("job"), QStringLiteral("show"), stale}).last();
        QCOMPARE(end[QLatin1String("state")].toString(), QStringLiteral("cancelled"));
        QCOMPARE(end[QLatin1String("reason")].toString(), QStringLiteral("changed"));
        QCOMPARE(lab.ctl(words("audit verify")).exitCode, 0);
    }

    // Installed in cron, which the lab's server has; the tick starts the job at its time.
    void scheduled()
    {
        const QString before = lab.servedRelease();
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const CtlAnswer none = lab.ctl(words("deploy --at +1h"));
        QVERIFY2(none.errorCode() == QLatin1String("Missing"), none.said());
        const CtlAnswer installed = lab.ctl(words("scheduler install"));
        QVERIFY2(installed.exitCode == 0, installed.said());
        const QString withdrawn = lab.ctl(words("deploy --at +2h")).last()[QLatin1String("id")].toString();
        QCOMPARE(lab.ctl({QStringLiteral("job"), QStringLiteral("cancel"), withdrawn}).exitCode, 0);
        const CtlAnswer submitted = lab.ctl(words("deploy --at +1m"));
        QVERIFY2(submitted.exitCode == 0, submitted.said());
        const QString id = submitted.last()[QLatin1String("id")].toString();
        QCOMPARE(stateOf(id), QStringLiteral("pending"));
        QCOMPARE(lab.servedRelease(), before);
        const CtlAnswer end = lab.ctl({QStringLiteral("job"), QStringLiteral("follow"), id});
        QVERIFY2(end.exitCode == 0, end.said());
        QVERIFY(lab.servedRelease() != before);
        QCOMPARE(stateOf(withdrawn), QStringLiteral("cancelled"));
        const CtlAnswer removed = lab.ctl(words("scheduler remove"));
        QVERIFY2(removed.exitCode == 0, removed.said());
        QCOMPARE(lab.sh(QStringLiteral("crontab -u deploy -l 2>/dev/null | grep -c bouncepro || true")),
                 QByteArray("0"));
    }

    // All in one file, and no secret in it in any form.
    void incident()
    {
        const QByteArray secret =
            "pl4nted/s3cret+value=" + QByteArray::number(QRandomGenerator::system()->generate(), 16);
        lab.sh(QStringLiteral("sed -i 's|^PAYLOAD_SECRET=.*|PAYLOAD_SECRET=%1|' /opt/bouncepro/.env.production")
                   .arg(QString::fromLatin1(secret)));
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const CtlAnswer deployed = lab.ctl(words("deploy"));
        QVERIFY2(deployed.exitCode == 0, deployed.said());
        const QString id = deployed.last()[QLatin1String("job")].toString();
        // As a careless step and a careless service would print it.
        const QByteArray forms = secret + ' ' + secret.toBase64() + ' ' + secret.toPercentEncoding();
        lab.sh(
            QStringLiteral("echo 'leak: %1' >>%2/jobs/%3/output.log").arg(QString::fromLatin1(forms), stateFolder, id));
        lab.sh(QStringLiteral(
                   "docker exec $(docker ps -q --filter label=com.docker.compose.service=payload | head -n 1) sh "
                   "-c 'echo \"leak: %1\" >/proc/1/fd/1'")
                   .arg(QString::fromLatin1(forms)));
        const QString path = lab.configFolder() + QStringLiteral("/incident.txt");
        const CtlAnswer written = lab.ctl({QStringLiteral("incident"), QStringLiteral("--file"), path});
        QVERIFY2(written.exitCode == 0, written.said());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(int(file.permissions() & 0x7777),
                 int(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
        const QByteArray text = file.readAll();
        for (const QByteArray &form : {secret, secret.toBase64(), secret.toPercentEncoding()})
            QVERIFY(!text.contains(form));
        QCOMPARE(text.count("leak: [secret]"), 2);
        for (const char *part : {"==== Status ====", "==== Audit ====", "records is whole",
                                 "==== Versions ====", "Debian", "Docker ", "==== Containers ====",
                                 "==== Logs of payload ====", "==== Logs of postgres ====", "-- events", "-- output"})
            QVERIFY2(text.contains(part), part);
        QVERIFY(text.contains("==== Job " + id.toUtf8() + " ===="));

        const QString chat =
            lab.ctl({QStringLiteral("job"), QStringLiteral("chat"), id}).last()[QLatin1String("text")].toString();
        QVERIFY2(chat.startsWith(QLatin1String("deploy: Deployed ")) &&
                     chat.contains(QLatin1String("succeeded, took ")) && !chat.contains(QLatin1Char('@')),
                 qPrintable(chat));
    }
};

QTEST_GUILESS_MAIN(TestLabJobsWaiting)
#include "tst_labjobswaiting.moc"
