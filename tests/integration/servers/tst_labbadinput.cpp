// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"

#include <QTcpServer>

using namespace bouncepro;

/// What users meet on the way to a working server: one clear error with its remedy and exit code, nothing half done.
class TestLabBadInput : public QObject
{
    Q_OBJECT

    Lab &lab = Lab::instance();
    QTemporaryDir m_folder;
    QTcpServer m_silent; // takes connections (the kernel does) and never says a word

    // An ssh_config of its own, which differs from the lab's by that one line.
    QString sshConfig(const QString &line)
    {
        QFile file(m_folder.filePath(QStringLiteral("ssh_config")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file");
        QStringList lines{
            QStringLiteral("Host ") + lab.name(), line,
            QStringLiteral("HostName 127.0.0.1\nUser deploy\nIdentitiesOnly yes\nGlobalKnownHostsFile /dev/null"),
            QStringLiteral("Port ") + lab.variable(QStringLiteral("LAB_PORT"))};
        const QString folder = lab.variable(QStringLiteral("LAB_DIR"));
        if (!line.startsWith(QStringLiteral("IdentityFile"))) // these would add up
            lines << QStringLiteral("IdentityFile %1/id_ed25519").arg(folder);
        if (!line.startsWith(QStringLiteral("UserKnownHostsFile")))
            lines << QStringLiteral("UserKnownHostsFile %1/known_hosts").arg(folder);
        file.write(lines.join(QLatin1Char('\n')).toUtf8() + '\n');
        return file.fileName();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_silent.listen(QHostAddress::LocalHost)); }
    void init() { lab.reset(); }

    void refused_data()
    {
        QTest::addColumn<QString>("destination"); // "": the lab itself
        QTest::addColumn<QStringList>("options"); // CONFIG: the ssh_config of the next column
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("exitCode");
        const QString self = lab.name();
        const auto account = [&](const char *name) { return self + QLatin1Char('-') + QLatin1String(name); };
        const auto stack = [](const char *path) { return QStringList{QStringLiteral("--stack"), QLatin1String(path)}; };
        const auto file = [&](const char *name) {
            return lab.variable(QStringLiteral("LAB_DIR")) + QLatin1Char('/') + QLatin1String(name);
        };
        const QString otherKey = m_folder.filePath(QStringLiteral("known_hosts"));
        const QString none;

        QTest::newRow("wrong host") << QStringLiteral("nosuchhost.invalid") << QStringList() << none << "Unreachable"
                                    << 10;
        QTest::newRow("closed port") << QStringLiteral("deploy@127.0.0.1")
                                     << QStringList{QStringLiteral("--port"), QStringLiteral("1")} << none
                                     << "Unreachable" << 10;
        QTest::newRow("silent port") << QStringLiteral("deploy@127.0.0.1")
                                     << QStringList{QStringLiteral("--port"), QString::number(m_silent.serverPort())}
                                     << none << "Timeout" << 11;
        QTest::newRow("wrong key") << self << QStringList()
                                   << QStringLiteral("IdentityFile %1").arg(file("id_unauthorized")) << "AuthFailed"
                                   << 16;
        QTest::newRow("passphrase not given")
            << self << QStringList() << QStringLiteral("IdentityFile %1").arg(file("id_ed25519_passphrase"))
            << "KeyUnusable" << 17;
        QTest::newRow("unknown host key")
            << self << QStringList() << QStringLiteral("UserKnownHostsFile /dev/null") << "HostKeyUnknown" << 13;
        QTest::newRow("changed host key")
            << self << QStringList() << QStringLiteral("UserKnownHostsFile %1").arg(otherKey) << "HostKeyMismatch"
            << 14;
        QTest::newRow("no such stack") << self << stack("/opt/nothing") << none << "NotFound" << 3;
        QTest::newRow("not a git checkout") << self << stack("/opt/notgit") << none << "Invalid" << 2;
        QTest::newRow("broken compose file") << self << stack("/opt/brokencompose") << none << "Invalid" << 2;
        QTest::newRow("no docker") << account("nodockercli") << QStringList() << none << "Missing" << 22;
        QTest::newRow("docker without compose") << account("nocompose") << QStringList() << none << "Missing" << 22;
        QTest::newRow("no permission on the socket")
            << account("nodocker") << QStringList() << none << "PermissionDenied" << 20;
        QTest::newRow("another's checkout") << account("second") << QStringList() << none << "" << -1;
        QTest::newRow("login files print 50 MB") << account("noisy") << QStringList() << none << "Protocol" << 23;
        QTest::newRow("answers garbage") << account("garbage") << QStringList() << none << "Protocol" << 23;
    }
    void refused()
    {
        QFETCH(QString, destination);
        QFETCH(QStringList, options);
        QFETCH(QString, config);
        QFETCH(QString, code);
        QFETCH(int, exitCode);
        if (QLatin1String(QTest::currentDataTag()) == QLatin1String("changed host key")) {
            QFile known(m_folder.filePath(QStringLiteral("known_hosts")));
            QVERIFY(known.open(QIODevice::WriteOnly));
            known.write(
                QStringLiteral(
                    "[127.0.0.1]:%1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n")
                    .arg(lab.variable(QStringLiteral("LAB_PORT")))
                    .toUtf8());
        }
        if (!config.isEmpty())
            options << QStringLiteral("--ssh-config") << sshConfig(config);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        lab.addServer(name, destination, options);
        const QString served = lab.servedRelease();
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")}); // there would be something to deploy
        const CtlAnswer answer = lab.ctl({QStringLiteral("deploy")}, name, 90000);
        const QJsonObject error = answer.last()[QLatin1String("error")].toObject();
        QVERIFY2(!error.isEmpty(), answer.said());
        if (!code.isEmpty()) {
            QVERIFY2(answer.errorCode() == code, answer.out);
            QCOMPARE(answer.exitCode, exitCode);
        }
        QCOMPARE(answer.lines.size(), 1); // one error, nothing else
        QVERIFY2(!error[QLatin1String("message")].toString().isEmpty() &&
                     !error[QLatin1String("remedy")].toString().isEmpty(),
                 answer.out);
        QCOMPARE(lab.servedRelease(), served);
        QCOMPARE(lab.sh(QStringLiteral("ls -A /opt/bouncepro/.bouncepro/jobs 2>/dev/null | wc -l")), QByteArray("0"));
        QCOMPARE(lab.ctl({QStringLiteral("status")}).exitCode, 0); // and the rightful operator is not disturbed
    }

    void neverAnswers()
    {
        lab.addServer(QStringLiteral("silent"), lab.name() + QStringLiteral("-silent"));
        const CtlAnswer answer = lab.ctl({QStringLiteral("status")}, QStringLiteral("silent"), 120000);
        QCOMPARE(answer.errorCode(), QStringLiteral("Timeout"));
        QCOMPARE(answer.exitCode, 11);
    }

    // A full disk refuses the start, and nothing has run.
    void fullDisk()
    {
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        lab.command(QStringLiteral("small-state"));
        lab.command(QStringLiteral("fill-disk"));
        const QString served = lab.servedRelease();
        const CtlAnswer answer = lab.ctl({QStringLiteral("deploy")});
        QVERIFY2(answer.errorCode() == QLatin1String("NoSpace"), answer.out);
        QCOMPARE(answer.exitCode, 21);
        QCOMPARE(lab.servedRelease(), served);
        lab.command(QStringLiteral("free-disk"));
        const CtlAnswer next = lab.ctl({QStringLiteral("deploy")});
        QVERIFY2(next.exitCode == 0, next.said());
    }

    void dockerDown()
    {
        lab.command(QStringLiteral("stop-docker"));
        const CtlAnswer answer = lab.ctl({QStringLiteral("deploy")});
        lab.command(QStringLiteral("start-docker"));
        QVERIFY2(answer.errorCode() == QLatin1String("Unreachable") && answer.out.contains("Docker Engine"),
                 answer.out);
    }

    // Logins that are merely unusual work.
    void unusualShells_data()
    {
        QTest::addColumn<QString>("account");
        for (const char *account : {"fish", "csh", "chatty"})
            QTest::newRow(account) << QString::fromLatin1(account);
    }
    void unusualShells()
    {
        QFETCH(QString, account);
        lab.addServer(account, lab.name() + QLatin1Char('-') + account);
        const CtlAnswer answer = lab.ctl({QStringLiteral("status")}, account);
        QVERIFY2(answer.lines.size() == 1 &&
                     answer.last()[QLatin1String("host")].toString() ==
                         QString::fromUtf8(lab.sh(QStringLiteral("cat /proc/sys/kernel/hostname"))),
                 answer.said());
    }

    // Dropped for earlier failures (OpenSSH 9.8 and newer): the cause has its name.
    void penalized()
    {
        lab.command(QStringLiteral("penalties"), {QStringLiteral("on")});
        lab.addServer(QStringLiteral("stranger"), lab.name(),
                      {QStringLiteral("--ssh-config"), sshConfig(QStringLiteral("IdentityFile %1/id_unauthorized")
                                                                     .arg(lab.variable(QStringLiteral("LAB_DIR"))))});
        CtlAnswer answer;
        for (int attempt = 0; attempt < 30 && answer.errorCode() != QLatin1String("Penalized"); ++attempt)
            answer = lab.ctl({QStringLiteral("status")}, QStringLiteral("stranger"));
        lab.command(QStringLiteral("penalties"), {QStringLiteral("off")});
        QVERIFY2(answer.errorCode() == QLatin1String("Penalized"), answer.out);
        QCOMPARE(answer.exitCode, 18);
    }
};

QTEST_GUILESS_MAIN(TestLabBadInput)
#include "tst_labbadinput.moc"
