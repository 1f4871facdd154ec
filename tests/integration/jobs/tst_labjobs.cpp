// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace bouncepro;

namespace {

const QString auditFile = QStringLiteral("/opt/bouncepro/.bouncepro/audit");

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

} // namespace

/// Two operators, the audit, and secrets, on a real server.
class TestLabJobs : public QObject
{
    Q_OBJECT

    Lab &lab = Lab::instance();

private Q_SLOTS:
    void init() { lab.reset(); }

    // One runs; the other is told who and what, and nothing of its own is left.
    void twoStarters()
    {
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        CtlProcess first = lab.start(words("deploy")), second = lab.start(words("deploy"));
        const CtlAnswer a = first.finish(), b = second.finish();
        QVERIFY2((a.exitCode == 0) != (b.exitCode == 0), a.out + "\n" + b.out);
        const CtlAnswer &refused = a.exitCode == 0 ? b : a, &ran = a.exitCode == 0 ? a : b;
        QCOMPARE(refused.exitCode, 5);
        QCOMPARE(refused.errorCode(), QStringLiteral("Locked"));
        const QJsonObject error = refused.last()[QLatin1String("error")].toObject();
        const auto says = [&](const char *part, const QString &what) {
            return error[QLatin1String(part)].toString().contains(what);
        };
        QVERIFY2(says("message", QStringLiteral("The deploy of ")) &&
                     says("remedy", ran.last()[QLatin1String("job")].toString()) &&
                     says("detail", QStringLiteral("deploy (SHA256:")),
                 refused.said());
        QCOMPARE(lab.ctl(words("job list")).last()[QLatin1String("jobs")].toArray().size(), 1);
        QCOMPARE(lab.ctl(words("audit verify")).last()[QLatin1String("records")].toInt(), 2);
    }

    void secondAccountFollowsAndCancels()
    {
        const QString before = lab.servedRelease();
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        CtlProcess deploy = lab.start(words("deploy"));
        QVERIFY(deploy.waitForStep(QStringLiteral("start"), 4));
        const QString id = lab.ctl(words("job list"), QStringLiteral("second"))
                               .last()[QLatin1String("jobs")][0][QLatin1String("id")]
                               .toString();
        QVERIFY(!id.isEmpty());
        CtlProcess follow = lab.start({QStringLiteral("job"), QStringLiteral("follow"), id}, QStringLiteral("second"));
        QVERIFY(follow.waitForStep(QStringLiteral("start"), 4));
        const CtlAnswer cancel =
            lab.ctl({QStringLiteral("job"), QStringLiteral("cancel"), id}, QStringLiteral("second"));
        QVERIFY2(cancel.exitCode == 0, cancel.out);
        const CtlAnswer followed = follow.finish(), deployed = deploy.finish();
        for (const CtlAnswer &end : {followed, deployed}) {
            QCOMPARE(end.exitCode, 6);
            QCOMPARE(end.last()[QLatin1String("state")].toString(), QStringLiteral("cancelled"));
        }
        QCOMPARE(lab.servedRelease(), before);
        // Both are in the audit: who started, who cancelled.
        const QByteArray audit = lab.sh(QStringLiteral("cat ") + auditFile);
        QVERIFY2(audit.contains("\tdeploy (SHA256:") && audit.contains("\tsecond (SHA256:"), audit);
    }

    // Read-only without its name; with it both the arming and the job are on record.
    void productionIsArmed()
    {
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        lab.addServer(QStringLiteral("shop"), lab.name(),
                      {QStringLiteral("--environment"), QStringLiteral("production")});
        const QString shop = QStringLiteral("shop");
        QCOMPARE(lab.ctl(words("deploy"), shop).exitCode, 26);
        QCOMPARE(lab.sh(QStringLiteral("ls -d /opt/bouncepro/.bouncepro 2>/dev/null || true")), QByteArray());
        QCOMPARE(lab.ctl(words("plan deploy"), shop).exitCode, 0);
        const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy"), QStringLiteral("--arm"), shop,
                                            QStringLiteral("--reason"), QStringLiteral("fix of 2.15")},
                                           shop);
        QVERIFY2(deployed.exitCode == 0, deployed.said());
        const QJsonArray entries = lab.ctl(words("audit show"), shop).last()[QLatin1String("entries")].toArray();
        QStringList said;
        for (const auto &entry : entries)
            said << QStringLiteral("%1 %2 %3")
                        .arg(entry[QLatin1String("kind")].toString(), entry[QLatin1String("action")].toString(),
                             entry[QLatin1String("outcome")].toString());
        QCOMPARE(said, (QStringList{QStringLiteral("act arm armed"), QStringLiteral("begin deploy -"),
                                    QStringLiteral("end deploy succeeded")}));
        QCOMPARE(entries[0][QLatin1String("subject")].toString(), QStringLiteral("fix of 2.15"));
    }

    void audit_data()
    {
        QTest::addColumn<QString>("tamper");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("line");
        QTest::newRow("edited") << QStringLiteral("sed -i '2s/succeeded/cancelled/'") << QStringLiteral("edited") << 2;
        QTest::newRow("deleted") << QStringLiteral("sed -i 2d") << QStringLiteral("deleted") << 2;
        QTest::newRow("reordered") << QStringLiteral("sed -i '2{h;d};3G'") << QStringLiteral("reordered") << 2;
        QTest::newRow("cut off") << QStringLiteral("sed -i '$d'") << QStringLiteral("cut-off") << 4;
    }
    void audit()
    {
        QFETCH(QString, tamper);
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        QCOMPARE(lab.ctl(words("deploy")).exitCode, 0);
        QCOMPARE(lab.ctl(words("rollback")).exitCode, 0);
        QCOMPARE(lab.ctl(words("audit verify")).exitCode, 0); // this console has now seen four lines
        lab.sh(tamper + QLatin1Char(' ') + auditFile);
        const CtlAnswer report = lab.ctl(words("audit verify"));
        QCOMPARE(report.exitCode, 9);
        QTEST(report.last()[QLatin1String("fault")].toString(), "fault");
        QTEST(report.last()[QLatin1String("faultLine")].toInt(), "line");
    }

    // A secret of the environment file that the build itself prints, and that every file and process is searched for.
    void plantedSecret()
    {
        const QByteArray secret =
            "pl4nted/s3cret+value=" + QByteArray::number(QRandomGenerator::system()->generate(), 16);
        lab.sh(QStringLiteral("sed -i 's|^PAYLOAD_SECRET=.*|PAYLOAD_SECRET=%1|' /opt/bouncepro/.env.production")
                   .arg(QString::fromLatin1(secret)));
        const QByteArray encoded = secret.toBase64(), percent = secret.toPercentEncoding();
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        // The build prints it in all three forms, as a careless script would.
        lab.sh(
            QStringLiteral("set -e; rm -rf /tmp/leak; cat >/tmp/leak.sh <<'END'\nset -e\n"
                           "git clone -q --no-hardlinks /srv/git/bouncepro.git /tmp/leak\n"
                           "cd /tmp/leak\necho 'leak: %1 %2 %3' >payload/leak.txt\ngit add payload/leak.txt\n"
                           "printf 'COPY leak.txt /leak.txt\\nRUN cat /leak.txt\\n' >>payload/Dockerfile.prod\n"
                           "git -c user.name=t -c user.email=t@t commit -qam leak\ngit push -q origin HEAD:main\nEND\n"
                           "runuser -u deploy -- sh /tmp/leak.sh; rm -rf /tmp/leak /tmp/leak.sh")
                .arg(QString::fromLatin1(secret), QString::fromLatin1(encoded), QString::fromLatin1(percent)));
        // Watches the arguments of every process on the server, and of bounceproctl here, while it works.
        lab.sh(QStringLiteral(
            "cat >/tmp/watch.sh <<'END'\nwhile [ ! -e /tmp/watch.stop ]; do cat /proc/[0-9]*/cmdline 2>/dev/null | tr "
            "'\\0' '\\n'; done >/tmp/watch.out\nEND\n"
            "rm -f /tmp/watch.stop /tmp/watch.out; setsid sh /tmp/watch.sh >/dev/null 2>&1 </dev/null &"));
        CtlProcess deploy = lab.start(words("deploy --output"));
        QVERIFY(deploy.waitForStep(QStringLiteral("start"), 4));
        QFile own(QStringLiteral("/proc/%1/cmdline").arg(deploy.process().processId()));
        QVERIFY(own.open(QIODevice::ReadOnly));
        const QByteArray ownArguments = own.readAll();
        const CtlAnswer end = deploy.finish();
        lab.sh(QStringLiteral("touch /tmp/watch.stop; while pgrep -f watch.s[h] >/dev/null; do sleep 0.1; done"));
        QVERIFY2(end.exitCode == 0, end.said());
        // The build did print it, in all three forms (padding of base64 is no secret).
        static const QRegularExpression hidden(QStringLiteral("leak: \\[secret\\] \\[secret\\]=* \\[secret\\]"));
        QVERIFY2(hidden.match(QString::fromUtf8(end.out)).hasMatch(), end.out);
        const QByteArray transcript =
            end.said() + ownArguments + lab.ctl(words("status")).out + lab.ctl(words("audit show")).out +
            lab.ctl({QStringLiteral("job"), QStringLiteral("show"), end.last()[QLatin1String("job")].toString()}).out;
        for (const QByteArray &form : {secret, encoded, percent}) {
            const QString word = QString::fromLatin1(form);
            QVERIFY(!transcript.contains(form));
            QCOMPARE(lab.sh(QStringLiteral("grep -cF -- '%1' /tmp/watch.out || true").arg(word)), QByteArray("0"));
            // All of STATE but the copies of the environment files (0600), which are what they are for; and all of /tmp
            // but what Docker hands to a health check that starts just now.
            QCOMPARE(lab.sh(QStringLiteral("grep -rlF --exclude-dir=environment --exclude='runc-process*' -- '%1' "
                                           "/opt/bouncepro/.bouncepro /var/log /tmp || true")
                                .arg(word)),
                     QByteArray());
            for (QDirIterator files(lab.configFolder(), QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                QVERIFY2(!file.readAll().contains(form), qPrintable(file.fileName()));
            }
        }
        QCOMPARE(lab.sh(QStringLiteral("find /opt/bouncepro/.bouncepro/releases -path '*/environment/*' ! -perm 600")),
                 QByteArray());
        QVERIFY(lab.sh(QStringLiteral("wc -l </tmp/watch.out")).toInt() > 100); // the watch saw processes
    }
};

QTEST_GUILESS_MAIN(TestLabJobs)
#include "tst_labjobs.moc"
