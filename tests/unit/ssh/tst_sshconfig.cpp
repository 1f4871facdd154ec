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

    void route()
    {
        const QString config =
            write(QStringLiteral("jumps"), "Host eu\n HostName eu.internal\n ProxyJump mid,%r@last:2222\n"
                                           "Host mid\n HostName mid.example\n ProxyJump ssh://u@first:24\n"
                                           "Host last\n User never\n ProxyJump unused\n ProxyCommand unused\n"
                                           "Host *\n User deploy\n ProxyJump none\n");
        const auto way = resolveRoute({QStringLiteral("eu"), 0, config});
        QVERIFY2(way, way ? "" : qPrintable(way.error().message));
        QStringList names;
        for (const SshSettings &hop : *way)
            names << hop.user + u' ' + hop.knownHostsName();
        QCOMPARE(names, (QStringList{QStringLiteral("u [first]:24"), QStringLiteral("deploy mid.example"),
                                     QStringLiteral("deploy [last]:2222"), QStringLiteral("deploy eu.internal")}));
        const auto direct = resolveRoute({QStringLiteral("elsewhere"), 0, config});
        QVERIFY(direct && direct->size() == 1);
    }

    void badRoutes_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("says");
        QTest::newRow("itself") << QByteArray("Host *\n ProxyJump gate\n") << QStringLiteral("circle");
        QTest::newRow("a circle of three")
            << QByteArray("Host eu\n ProxyJump a\nHost a\n ProxyJump b\nHost b\n ProxyJump a\n")
            << QStringLiteral("circle");
        QTest::newRow("nine") << QByteArray("Host eu\n ProxyJump a,b,c,d,e,f,g,h,i\n") << QStringLiteral("more than 8");
        QTest::newRow("a jump host's ProxyCommand")
            << QByteArray("Host eu\n ProxyJump gate\nHost gate\n ProxyCommand nc\n")
            << QStringLiteral("jump host gate");
    }

    void badRoutes()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, says);
        const auto way = resolveRoute({QStringLiteral("eu"), 0, write(QStringLiteral("bad"), config)});
        QVERIFY(!way);
        QCOMPARE(nameOf(way.error().code), QStringLiteral("Invalid"));
        QVERIFY2(way.error().message.contains(says), qPrintable(way.error().message));
        QVERIFY(!way.error().remedy.isEmpty());
    }

    void jumpForms_data()
    {
        QTest::addColumn<QString>("jump");
        QTest::addColumn<QString>("destination"); // empty: refused
        QTest::addColumn<int>("port");
        const auto row = [](const char *jump, const char *destination, int port) {
            QTest::newRow(jump) << QString::fromLatin1(jump) << QString::fromLatin1(destination) << port;
        };
        row("gate", "gate", 0);
        row("gate:2222", "gate", 2222);
        row("a@gate:2222", "a@gate", 2222);
        row("a@b@gate", "a@b@gate", 0);
        row("[::1]:22", "::1", 22);
        row("a@[::1]", "a@::1", 0);
        row("ssh://gate", "gate", 0);
        row("ssh://gate/", "gate", 0);
        row("ssh://a%40b@gate:33", "a@b@gate", 33);
        row("", "", 0);
        row("a@", "", 0);
        row("@gate", "", 0);
        row("gate:", "", 0);
        row("gate:0", "", 0);
        row("gate:65536", "", 0);
        row("::1", "", 0);
        row("-oProxyCommand=x", "", 0);
        row("a@-x", "", 0);
    }

    void jumpForms()
    {
        QFETCH(QString, jump);
        QFETCH(QString, destination);
        const auto target = parseJump(jump);
        QCOMPARE(bool(target), !destination.isEmpty());
        if (target) {
            QCOMPARE(target->destination, destination);
            QTEST(target->port, "port");
        }
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
