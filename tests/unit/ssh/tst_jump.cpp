// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/sshhost.h"
#include "tests/support/sshd.h"

#include <QElapsedTimer>
#include <QTest>

#include <future>

using namespace bouncepro;
using namespace bouncepro::test;
using namespace std::chrono_literals;

#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto &result = (expression);                                                                             \
        QVERIFY2(result, result ? "" : qPrintable(describe(result.error())));                                          \
    } while (false)
/// The error names the jump host and the target, and says what to do.
#define COMPARE_FAILURE(result, name, jumpHost)                                                                        \
    QVERIFY(!result);                                                                                                  \
    QVERIFY2(nameOf(result.error().code) == QLatin1String(name), qPrintable(describe(result.error())));                \
    QVERIFY2(result.error().message.contains((jumpHost).knownName()) &&                                                \
                 result.error().message.contains(text("The way to 127.0.0.1")),                                        \
             qPrintable(describe(result.error())));                                                                    \
    QVERIFY2(result.error().message.count(text("The way to")) == 1, qPrintable(describe(result.error())));             \
    QVERIFY2(!result.error().remedy.isEmpty(), qPrintable(describe(result.error())))

namespace {

QString describe(const Error &error)
{
    return nameOf(error.code) + QLatin1String(": ") + error.message + u'\n' + error.detail + u'\n' + error.remedy;
}

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

bool hasLoggedIn(const Sshd &sshd)
{
    return sshd.log().contains("Accepted publickey");
}

bool sawALogin(const Sshd &sshd)
{
    const QByteArray log = sshd.log();
    return log.contains("authenticating user") || log.contains("Accepted") || log.contains("Failed");
}

} // namespace

// Jump hosts: real sshds on loopback, one behind the other.
class TestJump : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_gate.unavailable().isEmpty())
            QSKIP(qPrintable(m_gate.unavailable()));
        m_gateKey = m_gate.makeKey(text("id_gate"));
        m_middleKey = m_middle.makeKey(text("id_middle"));
        m_targetKey = m_target.makeKey(text("id_target")); // each takes its own key alone
        QVERIFY(m_gate.start() && m_middle.start() && m_target.start());
    }

    void init()
    {
        m_person = std::make_shared<Person>();
        for (Sshd *sshd : {&m_gate, &m_middle, &m_target}) {
            sshd->clearLog();
            sshd->writeKnownHosts(sshd->knownName().toUtf8() + ' ' + sshd->hostKey() + '\n');
        }
    }

    void oneAndTwoHops_data()
    {
        QTest::addColumn<QString>("jumps");
        QTest::addColumn<bool>("middle");
        QTest::newRow("alias") << text("gate") << false;
        QTest::newRow("host and port") << text("127.0.0.1:%1").arg(m_gate.port()) << false;
        QTest::newRow("uri") << text("ssh://127.0.0.1:%1").arg(m_gate.port()) << false;
        QTest::newRow("two") << text("gate,middle") << true;
        QTest::newRow("one behind another") << text("behind") << true;
    }

    void oneAndTwoHops()
    {
        QFETCH(QString, jumps);
        QFETCH(bool, middle);
        const auto host = connect(jumps);
        VERIFY_OK(host);
        QCOMPARE((*host)->identity().port, m_target.port());
        const auto output = (*host)->run({text("echo"), text("x")});
        VERIFY_OK(output);
        QCOMPARE(output->out, QByteArray("x\n"));
        QVERIFY(hasLoggedIn(m_gate));
        QCOMPARE(hasLoggedIn(m_middle), middle);
        QVERIFY(hasLoggedIn(m_target));
        // It really goes that way.
        m_gate.dropConnections();
        QTRY_COMPARE(nameOf((*host)->status().state), text("Disconnected"));
    }

    void noneIsDirect()
    {
        const auto host = connect(text("none"));
        VERIFY_OK(host);
        QVERIFY(!hasLoggedIn(m_gate));
    }

    void everythingGoesThroughIt()
    {
        const auto host = connect(text("gate"));
        VERIFY_OK(host);
        const auto big = (*host)->run({text("head"), text("-c"), text("8000000"), text("/dev/zero")});
        VERIFY_OK(big);
        QCOMPARE(big->out.size(), 8'000'000);
        qint64 streamed = 0;
        VERIFY_OK(
            (*host)->stream({text("seq"), text("300000")}, [&](const QByteArray &batch) { streamed += batch.size(); }));
        QCOMPARE(streamed, 1988895);
        const QString local = m_target.path(text("local")), remote = m_target.path(text("remote"));
        QFile file(local);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5'000'000, 'u'));
        file.close();
        VERIFY_OK((*host)->upload(local, remote, 0600, {}));
        VERIFY_OK((*host)->download(remote, local + text("2"), {}));
        QCOMPARE(QFileInfo(local + text("2")).size(), 5'000'000);
        std::vector<std::future<bool>> runs;
        for (int i = 0; i < 20; ++i)
            runs.push_back(std::async(std::launch::async, [&host] {
                return bool((*host)->run({text("sleep"), text("0.05")}));
            }));
        for (auto &run : runs)
            QVERIFY(run.get());
    }

    void unknownHostKey()
    {
        QFile::remove(m_gate.knownHosts());
        const auto refused = connect(text("gate"));
        COMPARE_FAILURE(refused, "HostKeyUnknown", m_gate);
        QCOMPARE(m_person->keyQuestions.size(), 1);
        QCOMPARE(m_person->keyQuestions[0].host, m_gate.knownName());
        QTRY_VERIFY(m_gate.log().contains("Connection closed"));
        QVERIFY2(!sawALogin(m_gate), m_gate.log().constData());
        QVERIFY(!sawALogin(m_target));
        m_person->accept = true;
        VERIFY_OK(connect(text("gate")));
        VERIFY_OK(connect(text("gate")));
        QCOMPARE(m_person->keyQuestions.size(), 2); // known from then on
    }

    void changedHostKey()
    {
        m_gate.writeKnownHosts(m_gate.knownName().toUtf8() + ' ' + m_target.hostKey() + '\n');
        m_person->accept = true;
        const auto host = connect(text("gate"));
        COMPARE_FAILURE(host, "HostKeyMismatch", m_gate);
        QTRY_VERIFY(m_gate.log().contains("Connection closed"));
        QVERIFY2(!sawALogin(m_gate), m_gate.log().constData());
        QVERIFY(!sawALogin(m_target));
    }

    // The target's key is its own matter: what the jump host may put in its place is refused.
    void changedHostKeyOfTheTarget()
    {
        m_target.writeKnownHosts(m_target.knownName().toUtf8() + ' ' + m_gate.hostKey() + '\n');
        const auto host = connect(text("gate"));
        QVERIFY(!host);
        QCOMPARE(nameOf(host.error().code), text("HostKeyMismatch"));
        QVERIFY(host.error().message.contains(m_target.knownName()));
        QTRY_VERIFY(m_target.log().contains("Connection closed"));
        QVERIFY(!sawALogin(m_target));
    }

    void refusedByTheJumpHost()
    {
        m_gateKeyInUse = m_targetKey;
        const auto host = connect(text("gate"));
        m_gateKeyInUse.clear();
        COMPARE_FAILURE(host, "AuthFailed", m_gate);
        QVERIFY(!sawALogin(m_target));
    }

    void questionsNameTheJumpHost()
    {
        m_gateKeyInUse = m_gate.makeKey(text("locked"), text("ed25519"), text("open sesame"));
        m_person->secrets = {"open sesame"};
        const auto host = connect(text("gate"));
        const QString file = std::exchange(m_gateKeyInUse, {});
        VERIFY_OK(host);
        QCOMPARE(m_person->questions.size(), 1);
        QCOMPARE(m_person->questions[0].port, m_gate.port());
        QCOMPARE(m_person->questions[0].keyFile, file);
        m_gate.dropConnections();
        VERIFY_OK((*host)->run({text("true")}));
        QCOMPARE(m_person->questions.size(), 1); // kept for reconnecting
    }

    void forwardingIsProhibited()
    {
        Sshd strict({text("AllowTcpForwarding no")});
        strict.allowKey(m_gateKey);
        QVERIFY(strict.start());
        strict.writeKnownHosts(strict.knownName().toUtf8() + ' ' + strict.hostKey() + '\n');
        const auto host = connect(text("strict"), &strict);
        COMPARE_FAILURE(host, "PermissionDenied", strict);
        QVERIFY(host.error().remedy.contains(text("AllowTcpForwarding")));
        QVERIFY(!sawALogin(m_target));
    }

    void targetIsUnreachableFromTheJumpHost()
    {
        m_targetPort = closedPort();
        const auto host = connect(text("gate"));
        const int port = std::exchange(m_targetPort, 0);
        COMPARE_FAILURE(host, "Unreachable", m_gate);
        QVERIFY2(host.error().message.contains(text("127.0.0.1:%1").arg(port)), qPrintable(describe(host.error())));
    }

    void jumpHostIsUnreachable()
    {
        Sshd down;
        QVERIFY(down.start());
        down.stop();
        const auto host = connect(text("strict"), &down);
        COMPARE_FAILURE(host, "Unreachable", down);
    }

    void jumpHostDies_data()
    {
        QTest::addColumn<QString>("jumps");
        QTest::newRow("the only one") << text("gate");
        QTest::newRow("the first of two") << text("gate,middle");
    }

    void jumpHostDies()
    {
        QFETCH(QString, jumps);
        const auto host = connect(jumps);
        VERIFY_OK(host);
        bool began = false;
        const auto lost =
            (*host)->stream({text("sh"), text("-c"), text("echo a; exec sleep 1007.25")}, [&](const QByteArray &) {
                began = true;
                m_gate.dropConnections();
            });
        QVERIFY(began);
        COMPARE_FAILURE(lost, "Disconnected", m_gate);
        QCOMPARE(nameOf((*host)->status().state), text("Disconnected"));
        QVERIFY((*host)->status().reason.contains(m_gate.knownName()));
        const auto again = (*host)->run({text("echo"), text("x")});
        VERIFY_OK(again);
        QCOMPARE(again->out, QByteArray("x\n"));
    }

    void frozenJumpHostIsNoticed()
    {
        const auto host =
            connect(text("gate"), nullptr, {text("ServerAliveInterval 1"), text("ServerAliveCountMax 1")});
        VERIFY_OK(host);
        QElapsedTimer timer;
        const auto lost = (*host)->stream({text("sh"), text("-c"), text("echo a; sleep 60")}, [&](const QByteArray &) {
            m_gate.freezeConnections(true);
            timer.start();
        });
        m_gate.freezeConnections(false);
        QVERIFY(!lost);
        QCOMPARE(nameOf(lost.error().code), text("Disconnected"));
        QVERIFY(timer.elapsed() < 10000);
    }

    void cancelled_data()
    {
        QTest::addColumn<bool>("silentTarget");
        QTest::newRow("at the jump host") << false;
        QTest::newRow("behind it") << true;
    }

    void cancelled()
    {
        QFETCH(bool, silentTarget);
        HostileServer silent({}, HostileServer::Then::StayOpen);
        (silentTarget ? m_targetPort : m_gatePort) = silent.port();
        std::stop_source stop;
        auto host = std::async(std::launch::async, [&, where = configuration(text("gate"))] {
            return SshHost::connect(where, m_person, stop.get_token());
        });
        m_targetPort = m_gatePort = 0;
        if (silentTarget)
            QTRY_VERIFY(hasLoggedIn(m_gate));
        QVERIFY(host.wait_for(300ms) == std::future_status::timeout);
        QElapsedTimer timer;
        timer.start();
        stop.request_stop();
        const auto ended = host.get();
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(!ended);
        QCOMPARE(nameOf(ended.error().code), text("Cancelled"));
    }

private:
    SshTarget configuration(const QString &jumps, Sshd *strict = nullptr, const QStringList &lines = {})
    {
        QStringList config;
        const auto add = [&](const char *alias, const Sshd &sshd, int port, const QString &key, const QString &jump) {
            const QString words = text(" HostName 127.0.0.1\n Port %1\n UserKnownHostsFile %2\n IdentityFile %3\n"
                                       " ProxyJump %4")
                                      .arg(port > 0 ? port : sshd.port())
                                      .arg(sshd.knownHosts(), key, jump);
            config << text("Host ") + text(alias) << words;
        };
        const QString gateKey = m_gateKeyInUse.isEmpty() ? m_gateKey : m_gateKeyInUse;
        add("target", m_target, m_targetPort, m_targetKey, jumps);
        add("gate", m_gate, m_gatePort, gateKey, text("none"));
        add("middle", m_middle, 0, m_middleKey, text("none"));
        add("behind", m_middle, 0, m_middleKey, text("gate"));
        if (strict)
            add("strict", *strict, 0, m_gateKey, text("none"));
        // For hops that are named by their address.
        config << text("Match originalhost 127.0.0.1") << text(" UserKnownHostsFile ") + m_gate.knownHosts()
               << text(" IdentityFile ") + m_gateKey;
        config << text("Host *") << text("GlobalKnownHostsFile none") << text("IdentityAgent none") << lines;
        QFile file(m_target.path(text("ssh_config")));
        file.open(QIODevice::WriteOnly);
        file.write(config.join(u'\n').toUtf8() + '\n');
        return {text("target"), 0, file.fileName()};
    }
    Result<std::shared_ptr<SshHost>> connect(const QString &jumps, Sshd *strict = nullptr,
                                             const QStringList &lines = {})
    {
        return SshHost::connect(configuration(jumps, strict, lines), m_person);
    }

    Sshd m_gate, m_middle, m_target;
    QString m_gateKey, m_middleKey, m_targetKey;
    QString m_gateKeyInUse; // empty: the right one
    int m_gatePort = 0;     // 0: its own
    int m_targetPort = 0;
    std::shared_ptr<Person> m_person;
};

QTEST_GUILESS_MAIN(TestJump)
#include "tst_jump.moc"
