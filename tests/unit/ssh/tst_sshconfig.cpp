// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/sshconfig.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace bouncepro;

// What OpenSSH's own reading of a configuration becomes.
class TestSshConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resolved()
    {
        const QString key = write(QStringLiteral("my key"), "x");
        const QString config =
            write(QStringLiteral("config"),
                  "Host eu\n HostName 192.0.2.7\n Port 2222\n User deploy\n IdentityFile \"" + key.toUtf8() +
                      "\"\n IdentityFile /nonexistent/id\n IdentitiesOnly yes\n HostKeyAlias eu-prod\n"
                      " UserKnownHostsFile " +
                      m_folder.filePath(QStringLiteral("a")).toUtf8() +
                      " /nonexistent/b\n"
                      " GlobalKnownHostsFile none\n ConnectTimeout 7\n ServerAliveInterval 20\n"
                      " IdentityAgent none\n HashKnownHosts yes\n PasswordAuthentication no\n"
                      "Host *\n User nobody\n");
        const auto settings = resolve({QStringLiteral("eu"), 0, config});
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().detail));
        QCOMPARE(settings->host, QStringLiteral("192.0.2.7"));
        QCOMPARE(settings->port, 2222);
        QCOMPARE(settings->user, QStringLiteral("deploy"));
        QCOMPARE(settings->identityFiles, QStringList{key});
        QVERIFY(settings->identitiesOnly && settings->hashKnownHosts);
        QCOMPARE(settings->methods, (QByteArrayList{"publickey", "keyboard-interactive"}));
        QCOMPARE(settings->identityAgent, QString());
        QCOMPARE(settings->knownHostsName(), QStringLiteral("eu-prod"));
        QCOMPARE(settings->knownHostsFiles,
                 (QStringList{m_folder.filePath(QStringLiteral("a")), QStringLiteral("/nonexistent/b")}));
        QCOMPARE(settings->newKeysFile, m_folder.filePath(QStringLiteral("a")));
        QCOMPARE(settings->connectTimeout.count(), 7);
        QCOMPARE(settings->aliveInterval.count(), 20);
        const auto other = resolve({QStringLiteral("root@example.org"), 2200, config});
        QVERIFY(other);
        QCOMPARE(other->user, QStringLiteral("root"));
        QCOMPARE(other->knownHostsName(), QStringLiteral("[example.org]:2200"));
        QCOMPARE(other->connectTimeout.count(), 15);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("says");
        QTest::newRow("jump host") << QByteArray("Host eu\n ProxyJump gate\n") << QStringLiteral("ProxyJump");
        QTest::newRow("proxy command") << QByteArray("Host eu\n ProxyCommand nc %h %p\n")
                                       << QStringLiteral("ProxyCommand");
        QTest::newRow("bad option") << QByteArray("Host eu\n Prot 22\n") << QStringLiteral("cannot be used");
        QTest::newRow("bad port") << QByteArray("Host eu\n Port 99999\n") << QStringLiteral("cannot be used");
    }

    void refused()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, says);
        const auto settings = resolve({QStringLiteral("eu"), 0, write(QStringLiteral("refused"), config)});
        QVERIFY(!settings);
        QCOMPARE(nameOf(settings.error().code), QStringLiteral("Invalid"));
        QVERIFY2(settings.error().message.contains(says), qPrintable(settings.error().message));
        QVERIFY(!settings.error().remedy.isEmpty());
    }

    void cancelled()
    {
        const QString config = write(QStringLiteral("slow"), "Match exec \"sleep 20\"\n User x\n");
        std::stop_source stop;
        stop.request_stop();
        const auto settings = resolve({QStringLiteral("eu"), 0, config}, stop.get_token());
        QVERIFY(!settings);
        QCOMPARE(nameOf(settings.error().code), QStringLiteral("Cancelled"));
    }

    void answers()
    {
        const QByteArray base = "hostname h\nport 22\nuser u\n";
        const QString home = QStringLiteral("/home/u");
        const auto parsed = parseSettings(
            base + "userknownhostsfile ~/.ssh/known hosts /k/%h-%p-%r\nglobalknownhostsfile none\n", home);
        QCOMPARE(parsed->knownHostsFiles,
                 (QStringList{QStringLiteral("/home/u/.ssh/known hosts"), QStringLiteral("/k/h-22-u")}));
        QCOMPARE(parsed->knownHostsName(), QStringLiteral("h"));
        QVERIFY(!parseSettings("garbage", home));
        QVERIFY(!parseSettings("hostname h\nport 0\nuser u\n", home));
        qputenv("SSH_AUTH_SOCK", "/run/agent");
        QCOMPARE(parseSettings(base, home)->identityAgent, QStringLiteral("/run/agent"));
        QCOMPARE(parseSettings(base + "identityagent none\n", home)->identityAgent, QString());
        QCOMPARE(parseSettings(base + "identityagent ~/a\n", home)->identityAgent, QStringLiteral("/home/u/a"));
        qunsetenv("SSH_AUTH_SOCK");
    }

    void aliases()
    {
        QDir(m_folder.path()).mkpath(QStringLiteral("d"));
        write(QStringLiteral("d/1.conf"), "Host inner *.x !no\n");
        write(QStringLiteral("d/2.conf"),
              "host=\"two words\"\nInclude " + m_folder.path().toUtf8() + "/d/*.conf\n"); // includes itself
        const QString config =
            write(QStringLiteral("aliases"), "# Host no\nHost eu us # comment\nInclude " + m_folder.path().toUtf8() +
                                                 "/d/*.conf\nHost * web?\nMatch host eu\nHost eu last\n");
        QCOMPARE(configuredAliases(config),
                 (QStringList{QStringLiteral("eu"), QStringLiteral("us"), QStringLiteral("inner"),
                              QStringLiteral("two words"), QStringLiteral("last")}));
        QCOMPARE(configuredAliases(QStringLiteral("/nonexistent")), QStringList());
    }

private:
    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(text);
        return file.fileName();
    }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSshConfig)
#include "tst_sshconfig.moc"
