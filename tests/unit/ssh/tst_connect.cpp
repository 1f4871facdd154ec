// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/privatekey.h"
#include "ssh/sshhost.h"
#include "tests/support/sshd.h"

#include <QElapsedTimer>
#include <QTest>

#include <future>
#include <unistd.h>

using namespace bouncepro;
using namespace bouncepro::test;
using namespace std::chrono_literals;

#define VERIFY_CONNECTED(host) QVERIFY2(host, host ? "" : qPrintable(describe(host.error())))
#define COMPARE_FAILURE(host, name)                                                                                    \
    QVERIFY(!host);                                                                                                    \
    QVERIFY2(nameOf(host.error().code) == text(name), qPrintable(describe(host.error())));                             \
    QVERIFY2(!host.error().remedy.isEmpty(), qPrintable(describe(host.error())))

static QString describe(const Error &error)
{
    return nameOf(error.code) + QLatin1String(": ") + error.message + u'\n' + error.detail + u'\n' + error.remedy;
}

static QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

static QString text(const QString &string)
{
    return string;
}

/// A real ssh-agent with its socket in a folder of its own.
class AgentProcess
{
public:
    AgentProcess()
    {
        m_process.start(text("ssh-agent"), {text("-D"), text("-a"), socket()});
        m_process.waitForStarted();
        for (int i = 0; i < 500 && !QFile::exists(socket()); ++i)
            QThread::msleep(10);
    }
    ~AgentProcess()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    QString socket() const { return m_folder.filePath(text("agent")); }
    void add(const QString &key)
    {
        qputenv("SSH_AUTH_SOCK", socket().toLocal8Bit());
        runTool(text("ssh-add"), {text("-q"), key});
        qunsetenv("SSH_AUTH_SOCK");
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
};

// The way from a target to a login, against a real sshd and against hostile servers.
class TestConnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_sshd.unavailable().isEmpty())
            QSKIP(qPrintable(m_sshd.unavailable()));
        m_key = m_sshd.makeKey(text("id"));
        m_ecdsa = m_sshd.makeKey(text("ecdsa"), text("ecdsa"));
        m_locked = m_sshd.makeKey(text("locked"), text("ed25519"), text("open sesame"));
        m_stranger = m_sshd.makeKey(text("stranger"), text("ed25519"), {}, false);
        m_lockedStranger = m_sshd.makeKey(text("lockedstranger"), text("ed25519"), text("x y"), false);
        m_rsa = m_sshd.makeKey(text("rsa"), text("rsa"));
        QVERIFY(m_sshd.start());
    }

    void init()
    {
        m_person = std::make_shared<Person>();
        m_sshd.clearLog();
    }

    void keyFile_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("ed25519") << m_key;
        QTest::newRow("ecdsa") << m_ecdsa;
    }

    void keyFile()
    {
        QFETCH(QString, file);
        const auto host = connect({file});
        VERIFY_CONNECTED(host);
        QVERIFY(m_person->questions.isEmpty());
        const auto key = PrivateKeyFile::read(file);
        QVERIFY(key && key->publicKey);
        QCOMPARE((*host)->identity().keyFingerprint, key->publicKey->fingerprint());
        QCOMPARE((*host)->identity().hostKey, text("ssh-ed25519 ") + HostKey::parse(m_sshd.hostKey())->fingerprint());
    }

    void encryptedKey()
    {
        m_person->secrets = {"wrong", "open sesame"};
        const auto host = connect({m_locked});
        VERIFY_CONNECTED(host);
        QCOMPARE(m_person->questions.size(), 2);
        QCOMPARE(m_person->questions[1].attempt, 2);
        QCOMPARE(m_person->questions[1].keyFile, m_locked);
        QCOMPARE(m_person->accepted.load(), 1);
        QCOMPARE(m_person->rejected.load(), 1);
        // Kept for reconnecting: nobody is asked again.
        m_sshd.dropConnections();
        const auto again = (*host)->run({text("true")});
        QVERIFY2(again, again ? "" : qPrintable(describe(again.error())));
        QCOMPARE(m_person->questions.size(), 2);
    }

    void wrongPassphrase_data()
    {
        QTest::addColumn<QByteArrayList>("answers");
        QTest::addColumn<int>("asked");
        QTest::newRow("wrong") << QByteArrayList{"wrong"} << 3;
        QTest::newRow("none") << QByteArrayList{} << 1;
    }

    void wrongPassphrase()
    {
        QFETCH(QByteArrayList, answers);
        QFETCH(int, asked);
        m_person->secrets = answers;
        const auto host = connect({m_locked});
        COMPARE_FAILURE(host, "KeyUnusable");
        QVERIFY(host.error().remedy.contains(m_locked));
        QCOMPARE(m_person->questions.size(), asked);
    }

    void passphraseOfAnUnwantedKeyIsNotAsked()
    {
        const auto host = connect({m_lockedStranger});
        COMPARE_FAILURE(host, "AuthFailed");
        for (const SecretQuestion &question : std::as_const(m_person->questions))
            QVERIFY(question.kind != SecretKind::KeyPassphrase);
    }

    void wrongKey()
    {
        const auto host = connect({m_stranger});
        COMPARE_FAILURE(host, "AuthFailed");
    }

    void keyOpenToOthers()
    {
        const QString key = m_sshd.makeKey(text("loose"));
        QFile(key).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
        const auto host = connect({key});
        COMPARE_FAILURE(host, "KeyUnusable");
    }

    void rsaKey()
    {
        if (canSignRsa())
            QSKIP("This libssh2 signs with RSA.");
        const auto host = connect({m_rsa});
        COMPARE_FAILURE(host, "KeyUnusable");
        QVERIFY(host.error().message.contains(text("rsa-sha2")) && host.error().message.contains(libssh2Version()));
        QVERIFY(host.error().remedy.contains(text("1.11")));
    }

    void rsaHostKeyOnly()
    {
        if (canSignRsa())
            QSKIP("This libssh2 verifies RSA.");
        Sshd rsa;
        rsa.makeKey(text("host_rsa"), text("rsa"), {}, false);
        Sshd server({text("HostKey ") + rsa.path(text("host_rsa"))});
        QVERIFY(server.start());
        const auto host = SshHost::connect(server.target({}, false), m_person);
        COMPARE_FAILURE(host, "KeyUnusable");
        QVERIFY(host.error().message.contains(text("RSA host key")));
        server.writeKnownHosts(server.knownName().toUtf8() + ' ' + rsa.hostKey(text("rsa")) + '\n');
        const auto known = SshHost::connect(server.target({}, false), m_person);
        COMPARE_FAILURE(known, "KeyUnusable");
    }

    void agent()
    {
        AgentProcess agent;
        agent.add(m_stranger);
        agent.add(m_rsa);
        agent.add(m_key);
        const auto host = connect({}, {text("IdentityAgent ") + agent.socket()});
        VERIFY_CONNECTED(host);
        QCOMPARE((*host)->run({text("true")})->exitCode, 0);
    }

    void agentWithIdentitiesOnly()
    {
        AgentProcess agent;
        agent.add(m_key);
        const auto host = connect({m_stranger}, {text("IdentitiesOnly yes"), text("IdentityAgent ") + agent.socket()});
        COMPARE_FAILURE(host, "AuthFailed");
    }

    void tooManyKeys()
    {
        AgentProcess agent;
        for (int i = 0; i < 7; ++i)
            agent.add(m_sshd.makeKey(text("many") + QString::number(i), text("ed25519"), {}, false));
        const auto host = connect({}, {text("IdentityAgent ") + agent.socket()});
        COMPARE_FAILURE(host, "AuthFailed");
        QVERIFY2(host.error().remedy.contains(text("IdentitiesOnly")), qPrintable(describe(host.error())));
    }

    void password()
    {
        const Account account("correct horse");
        if (!account.exists())
            QSKIP("A login by password needs root, to make an account for the test.");
        Sshd server({text("PasswordAuthentication yes")});
        const bool started = server.start();
        m_person->secrets = {"wrong", "correct horse"};
        const auto host = SshHost::connect(server.target({}, true, {text("User ") + account.name()}), m_person);
        m_person->secrets = {"wrong"};
        const auto refused = SshHost::connect(server.target({}, true, {text("User ") + account.name()}), m_person);
        Sshd keysOnly({text("PasswordAuthentication no"), text("KbdInteractiveAuthentication no")});
        keysOnly.start();
        m_person->questions.clear();
        const auto notOffered = SshHost::connect(keysOnly.target({}, true, {text("User ") + account.name()}), m_person);
        QVERIFY(started);
        VERIFY_CONNECTED(host);
        QCOMPARE((*host)->identity().keyFingerprint, text("password"));
        COMPARE_FAILURE(refused, "AuthFailed");
        COMPARE_FAILURE(notOffered, "AuthFailed");
        QVERIFY(m_person->questions.isEmpty()); // only where the server offers it
    }

    void unknownHostKey()
    {
        QFile::remove(m_sshd.knownHosts());
        const auto refused = SshHost::connect(m_sshd.target({m_key}, false), m_person);
        COMPARE_FAILURE(refused, "HostKeyUnknown");
        QVERIFY(!QFile::exists(m_sshd.knownHosts()));
        QCOMPARE(m_person->keyQuestions.size(), 1);
        QCOMPARE(m_person->keyQuestions[0].fingerprint, HostKey::parse(m_sshd.hostKey())->fingerprint());
        QCOMPARE(m_person->keyQuestions[0].host, m_sshd.knownName());
        QTRY_VERIFY(m_sshd.log().contains("Connection closed"));
        const QByteArray log = m_sshd.log();
        QVERIFY2(!log.contains("authenticating user") && !log.contains("Accepted"),
                 log.constData()); // no byte of a login before

        m_person->accept = true;
        for (int i = 0; i < 2; ++i) {
            const auto host = SshHost::connect(m_sshd.target({m_key}, false), m_person);
            VERIFY_CONNECTED(host);
        }
        QCOMPARE(m_person->keyQuestions.size(), 2); // known from then on
        QFile file(m_sshd.knownHosts());
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther)));
    }

    void changedHostKey()
    {
        const QString other = m_sshd.makeKey(text("host_other"), text("ed25519"), {}, false);
        m_sshd.writeKnownHosts("# a comment\n" + m_sshd.knownName().toUtf8() + ' ' + m_sshd.hostKey(text("other")) +
                               '\n');
        m_person->accept = true;
        const auto host = SshHost::connect(m_sshd.target({m_key}, false), m_person);
        COMPARE_FAILURE(host, "HostKeyMismatch");
        QVERIFY(host.error().message.contains(m_sshd.knownHosts() + text(" line 2")));
        QVERIFY(m_person->keyQuestions.isEmpty());
        QTRY_VERIFY(m_sshd.log().contains("Connection closed"));
        const QByteArray log = m_sshd.log();
        QVERIFY2(!log.contains("authenticating user") && !log.contains("Accepted"), log.constData());
    }

    void revokedHostKey()
    {
        const QByteArray line = m_sshd.knownName().toUtf8() + ' ' + m_sshd.hostKey() + '\n';
        m_sshd.writeKnownHosts(line + "@revoked " + line);
        m_person->accept = true;
        const auto host = SshHost::connect(m_sshd.target({m_key}, false), m_person);
        COMPARE_FAILURE(host, "HostKeyRevoked");
    }

    void knownTypeIsAskedForFirst()
    {
        Sshd two;
        two.makeKey(text("host_ecdsa"), text("ecdsa"), {}, false);
        Sshd server(
            {text("HostKey ") + two.path(text("host_ed25519")), text("HostKey ") + two.path(text("host_ecdsa"))});
        server.allowKey(m_key);
        QVERIFY(server.start());
        server.writeKnownHosts(server.knownName().toUtf8() + ' ' + two.hostKey(text("ecdsa")) + '\n');
        const auto host = SshHost::connect(server.target({m_key}, false), m_person);
        VERIFY_CONNECTED(host);
        QVERIFY((*host)->identity().hostKey.startsWith(text("ecdsa-sha2-nistp256 ")));
    }

    void unreachable_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("says");
        QTest::newRow("closed port") << text("127.0.0.1") << closedPort() << text("refused");
        QTest::newRow("no such name") << text("no-such-host.invalid") << 22 << text("not found");
    }

    void unreachable()
    {
        QFETCH(QString, name);
        QFETCH(int, port);
        QFETCH(QString, says);
        const auto host = SshHost::connect({name, port, emptyConfig()}, m_person);
        COMPARE_FAILURE(host, "Unreachable");
        QVERIFY2(host.error().message.contains(says), qPrintable(host.error().message));
    }

    void badTargets_data()
    {
        QTest::addColumn<QString>("destination");
        QTest::newRow("empty") << QString();
        QTest::newRow("option") << text("-oProxyCommand=touch /tmp/x");
        QTest::newRow("blank inside") << text("a b");
        QTest::newRow("line feed") << text("a\nb");
    }

    void badTargets()
    {
        QFETCH(QString, destination);
        const auto host = SshHost::connect({destination, 0, emptyConfig()}, m_person);
        COMPARE_FAILURE(host, "Invalid");
    }

    void hostile_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<QString>("code");
        QTest::newRow("closes at once") << QByteArray() << text("Penalized");
        QTest::newRow("penalized, said") << QByteArray("Not allowed at this time\r\n") << text("Penalized");
        QTest::newRow("too many starting") << QByteArray("Exceeded MaxStartups\r\n") << text("Penalized");
        QTest::newRow("web server") << QByteArray("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n") << text("Protocol");
        QTest::newRow("garbage") << QByteArray(100'000, '\x93') << text("Protocol");
        QTest::newRow("banner, then garbage")
            << QByteArray("SSH-2.0-OpenSSH_9.9\r\n") + QByteArray(60'000, '\xff') << text("Disconnected");
        QTest::newRow("banner, then closed") << QByteArray("SSH-2.0-OpenSSH_9.9\r\n") << text("Disconnected");
    }

    void hostile()
    {
        QFETCH(QByteArray, greeting);
        QFETCH(QString, code);
        HostileServer server(greeting, HostileServer::Then::Close);
        const auto host = SshHost::connect({text("127.0.0.1"), server.port(), emptyConfig()}, m_person);
        COMPARE_FAILURE(host, code);
    }

    void silentPortCanBeCancelled()
    {
        HostileServer server({}, HostileServer::Then::StayOpen);
        std::stop_source stop;
        auto host = std::async(std::launch::async, [&] {
            return SshHost::connect({text("127.0.0.1"), server.port(), emptyConfig()}, m_person, stop.get_token());
        });
        QVERIFY(host.wait_for(300ms) == std::future_status::timeout);
        QElapsedTimer timer;
        timer.start();
        stop.request_stop();
        const auto ended = host.get();
        QVERIFY(timer.elapsed() < 1000);
        QCOMPARE(nameOf(ended.error().code), text("Cancelled"));
    }

    void frozenServerIsNoticed()
    {
        const auto host = connect({m_key}, {text("ServerAliveInterval 1"), text("ServerAliveCountMax 1")});
        VERIFY_CONNECTED(host);
        QElapsedTimer timer;
        const auto lost = (*host)->stream({text("sh"), text("-c"), text("echo a; sleep 60")}, [&](const QByteArray &) {
            m_sshd.freezeConnections(true);
            timer.start();
        });
        m_sshd.freezeConnections(false);
        COMPARE_FAILURE(lost, "Disconnected");
        QVERIFY(timer.elapsed() < 10000);
    }

    void channelTimeout()
    {
        Sshd server({text("ChannelTimeout session:*=1s")});
        server.allowKey(m_key);
        if (!server.start())
            QSKIP("This sshd has no ChannelTimeout.");
        const auto host = SshHost::connect(server.target({m_key}), m_person);
        VERIFY_CONNECTED(host);
        const auto lost = (*host)->run({text("sleep"), text("20")});
        COMPARE_FAILURE(lost, "Disconnected");
        QCOMPARE((*host)->run({text("true")})->exitCode, 0);
    }

    void rekeying()
    {
        Sshd server({text("RekeyLimit 1M")});
        server.allowKey(m_key);
        QVERIFY(server.start());
        const auto host = SshHost::connect(server.target({m_key}), m_person);
        VERIFY_CONNECTED(host);
        const auto output = (*host)->run({text("head"), text("-c"), text("8000000"), text("/dev/zero")});
        QVERIFY2(output, output ? "" : qPrintable(describe(output.error())));
        QCOMPARE(output->out.size(), 8'000'000);
        const auto echoed = (*host)->run(Command({text("cat")}).input(Secret(QByteArray(4'000'000, 'x'))));
        QVERIFY2(echoed, echoed ? "" : qPrintable(describe(echoed.error())));
        QCOMPARE(echoed->out.size(), 4'000'000);
    }

    // What login files and shells can do to the answer; ForceCommand stands in for them.
    void loginNoise_data()
    {
        QTest::addColumn<QString>("login");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("a little") << text("echo hello; echo oops >&2; exec $SSH_ORIGINAL_COMMAND") << QString()
                                  << QString();
        QTest::newRow("half a megabyte") << text("head -c 500000 /dev/zero; exec $SSH_ORIGINAL_COMMAND") << QString()
                                         << QString();
        QTest::newRow("50 MB") << text("head -c 50000000 /dev/zero; exec $SSH_ORIGINAL_COMMAND") << text("Protocol")
                               << text("login");
        QTest::newRow("50 MB of errors") << text("head -c 50000000 /dev/zero >&2; exec $SSH_ORIGINAL_COMMAND")
                                         << text("Protocol") << text("login");
        QTest::newRow("no shell") << text("echo This account is not available.") << text("Protocol") << text("shell");
        QTest::newRow("echoes the script") << text("cat") << text("Timeout") << QString();
        QTest::newRow("never answers") << text("sleep 30") << text("Timeout") << QString();
        QTest::newRow("prints for ever") << text("yes") << text("Protocol") << text("login");
    }

    void loginNoise()
    {
        QFETCH(QString, login);
        QFETCH(QString, code);
        QFETCH(QString, says);
        Sshd server({text("ForceCommand ") + login});
        server.allowKey(m_key);
        QVERIFY(server.start());
        const auto host = SshHost::connect(server.target({m_key}), m_person);
        VERIFY_CONNECTED(host);
        const auto output = (*host)->run(Command({text("echo"), text("answer")}).timeout(2s));
        if (code.isEmpty()) {
            QVERIFY2(output, output ? "" : qPrintable(describe(output.error())));
            QCOMPARE(output->out, QByteArray("answer\n"));
            QCOMPARE(output->err, QByteArray());
        } else {
            COMPARE_FAILURE(output, code);
            QVERIFY2(describe(output.error()).contains(says), qPrintable(describe(output.error())));
            QVERIFY(output.error().detail.size() < 2000);
        }
    }

    void listener()
    {
        std::mutex mutex;
        QStringList states;
        const auto host = SshHost::connect(m_sshd.target({m_key}), m_person, {}, [&](const HostStatus &status) {
            const std::lock_guard lock(mutex);
            states << nameOf(status.state);
        });
        VERIFY_CONNECTED(host);
        m_sshd.dropConnections();
        QTRY_COMPARE(nameOf((*host)->status().state), text("Disconnected"));
        QVERIFY((*host)->run({text("true")}));
        const std::lock_guard lock(mutex);
        QCOMPARE(states, (QStringList{text("Connecting"), text("Connected"), text("Disconnected"), text("Connecting"),
                                      text("Connected")}));
    }

private:
    Result<std::shared_ptr<SshHost>> connect(const QStringList &files, const QStringList &lines = {})
    {
        return SshHost::connect(m_sshd.target(files, true, lines), m_person);
    }
    QString emptyConfig()
    {
        QFile file(m_sshd.path(text("empty_config")));
        file.open(QIODevice::WriteOnly);
        file.write("UserKnownHostsFile none\nGlobalKnownHostsFile none\nIdentityAgent none\nIdentityFile none\n");
        return file.fileName();
    }

    Sshd m_sshd;
    QString m_key, m_ecdsa, m_locked, m_stranger, m_lockedStranger, m_rsa;
    std::shared_ptr<Person> m_person;
};

QTEST_GUILESS_MAIN(TestConnect)
#include "tst_connect.moc"
