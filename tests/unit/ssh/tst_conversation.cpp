// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/secretstore.h"
#include "ssh/sshhost.h"
#include "tests/support/sshd.h"

#include <QElapsedTimer>
#include <QTest>

#include <condition_variable>
#include <future>

using namespace bouncepro;
using namespace bouncepro::test;
using namespace std::chrono_literals;

#define VERIFY_CONNECTED(host) QVERIFY2(host, host ? "" : qPrintable(describe(host.error())))
#define COMPARE_FAILURE(host, name)                                                                                    \
    QVERIFY(!host);                                                                                                    \
    QVERIFY2(nameOf(host.error().code) == QLatin1String(name), qPrintable(describe(host.error())));                    \
    QVERIFY2(!host.error().remedy.isEmpty(), qPrintable(describe(host.error())))

namespace {

QString describe(const Error &error)
{
    return nameOf(error.code) + QLatin1String(": ") + error.message + u'\n' + error.detail + u'\n' + error.remedy;
}

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

/// A person who is asked and does not answer before the operation is stopped.
class Hesitant : public Interaction
{
public:
    explicit Hesitant(std::stop_token stop) : m_stop(std::move(stop)) {}
    bool acceptHostKey(const HostKeyQuestion &) override { return false; }
    std::optional<Secret> secret(const SecretQuestion &) override
    {
        think();
        return {};
    }
    std::optional<Answers> answers(const PromptsQuestion &) override
    {
        think();
        return {};
    }
    std::promise<void> asked;

private:
    void think()
    {
        asked.set_value();
        std::mutex mutex;
        std::condition_variable_any never;
        std::unique_lock lock(mutex);
        never.wait(lock, m_stop, [] { return false; });
    }
    const std::stop_token m_stop;
};

/// tests/support/promptserver.py.
class PromptServer
{
public:
    explicit PromptServer(const char *name)
    {
        m_process.start(
            text("/usr/bin/python3"),
            {qEnvironmentVariable("BOUNCEPRO_SOURCE") + text("/tests/support/promptserver.py"), text(name)});
        if (m_process.waitForReadyRead(20000))
            m_port = m_process.readLine().toInt();
    }
    ~PromptServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    int port() const { return m_port; }
    QByteArray answers()
    {
        m_process.waitForReadyRead(200);
        return m_process.readAllStandardOutput();
    }

private:
    QProcess m_process;
    int m_port = 0;
};

const QString unixPassword = QStringLiteral("auth required pam_unix.so nodelay");
const QStringList rest = {QStringLiteral("account required pam_permit.so"),
                          QStringLiteral("session required pam_permit.so")};

} // namespace

// Keyboard-interactive login to a real sshd whose PAM asks; what PAM does not ask, a small server does.
class TestConversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_account = std::make_unique<Account>("correct horse");
        if (!m_account->exists())
            QSKIP("PAM's questions need root, to make an account and a PAM service for the test.");
        m_key = m_keys.makeKey(text("id"));
    }

    void init() { m_person = std::make_shared<Person>(); }

    // The account's password, asked for by the server itself, is the same secret as with the method "password".
    void password()
    {
        Sshd server({text("PasswordAuthentication no")});
        QVERIFY(server.usePam(QStringList{unixPassword} + rest) && server.start());
        m_person->secrets = {"wrong", "correct horse"};
        const auto host = connect(server);
        VERIFY_CONNECTED(host);
        QCOMPARE((*host)->identity().keyFingerprint, text("keyboard-interactive"));
        QCOMPARE((*host)->run({text("true")})->exitCode, 0);
        QVERIFY(m_person->prompts.isEmpty());
        QCOMPARE(m_person->questions.size(), 2);
        QCOMPARE(m_person->questions[0].kind, SecretKind::Password);
        QCOMPARE(m_person->questions[0].user, m_account->name());
        QCOMPARE(m_person->questions[0].host, text("127.0.0.1"));
        QCOMPARE(m_person->questions[1].attempt, 2);
        QCOMPARE(m_person->accepted.load(), 1);
        QCOMPARE(m_person->rejected.load(), 1);
        server.dropConnections();
        QVERIFY((*host)->run({text("true")}));
        QCOMPARE(m_person->questions.size(), 2); // kept for reconnecting
    }

    void wrongThreeTimes()
    {
        Sshd server({text("PasswordAuthentication yes")});
        QVERIFY(server.usePam(QStringList{unixPassword} + rest) && server.start());
        m_person->secrets = {"wrong"};
        const auto host = connect(server);
        COMPARE_FAILURE(host, "AuthFailed");
        QCOMPARE(m_person->questions.size(), 3); // and not once more for the method "password"
        QCOMPARE(m_person->rejected.load(), 3);
        QTRY_COMPARE(server.log().count("Failed keyboard-interactive/pam"), 3);
        QVERIFY(!server.log().contains("Failed password"));
    }

    // A code that serves once is asked for each time; the password beside it is not.
    void passwordAndCode()
    {
        Sshd server({text("PasswordAuthentication no")});
        if (!useCodes(server))
            QSKIP("pam_oath is not installed.");
        m_person->secrets = {"correct horse"};
        m_person->rounds = {{"755224"}, {"000000"}, {"287082"}}; // HOTP's test values, RFC 4226
        const auto host = connect(server);
        VERIFY_CONNECTED(host);
        QCOMPARE(m_person->questions.size(), 1);
        QCOMPARE(m_person->prompts.size(), 1);
        const PromptsQuestion asked = m_person->prompts[0];
        QCOMPARE(asked.user, m_account->name());
        QCOMPARE(asked.host, text("127.0.0.1"));
        QCOMPARE(asked.port, server.port());
        QCOMPARE(asked.prompts.size(), 1);
        QVERIFY(asked.prompts[0].text.startsWith(text("One-time password")));
        QVERIFY(!asked.prompts[0].echo);

        server.dropConnections();
        const auto again = (*host)->run({text("true")}); // the first code is wrong
        QVERIFY2(again, again ? "" : qPrintable(describe(again.error())));
        QCOMPARE(m_person->prompts.size(), 3);
        QCOMPARE(m_person->prompts[2].attempt, 2);
        QCOMPARE(m_person->questions.size(), 2); // asked again after a refusal that may be due to either
        QCOMPARE(m_person->rejected.load(), 0);
    }

    void keyAndQuestions()
    {
        Sshd server({text("AuthenticationMethods publickey,keyboard-interactive")});
        server.allowKey(m_key);
        QFile(server.path(text("."))).setPermissions(QFile::Permissions(0x7755)); // the account reads its keys there
        QVERIFY(server.usePam(QStringList{unixPassword} + rest) && server.start());
        m_person->secrets = {"wrong", "correct horse"};
        const auto host = connect(server, {m_key});
        VERIFY_CONNECTED(host);
        QVERIFY((*host)->identity().keyFingerprint.startsWith(text("SHA256:")));
        m_person->secrets.clear();
        const auto unanswered = connect(server, {m_key});
        COMPARE_FAILURE(unanswered, "AuthFailed");
        const auto keyOnly = connect(server, {m_key}, {text("KbdInteractiveAuthentication no")});
        COMPARE_FAILURE(keyOnly, "AuthFailed");
        QVERIFY2(keyOnly.error().message.contains(text("more than a key")), qPrintable(describe(keyOnly.error())));
    }

    // The password is right, and a part of the login: the key follows, and no other password is asked for.
    void passwordAndKey()
    {
        Sshd server({text("AuthenticationMethods password,publickey"), text("PasswordAuthentication yes")});
        server.allowKey(m_key);
        QFile(server.path(text("."))).setPermissions(QFile::Permissions(0x7755));
        QVERIFY(server.usePam(QStringList{unixPassword} + rest) && server.start());
        m_person->secrets = {"wrong", "correct horse"};
        const auto host = connect(server, {m_key});
        VERIFY_CONNECTED(host);
        QVERIFY((*host)->identity().keyFingerprint.startsWith(text("SHA256:")));
        QCOMPARE(m_person->questions.size(), 2);
        QCOMPARE(m_person->rejected.load(), 1);
        QCOMPARE(m_person->accepted.load(), 1); // and may be kept
    }

    // Words around a password question make it one for a person; they reach it bounded and visible.
    void wordsOfTheServer()
    {
        Sshd server({text("PasswordAuthentication no")});
        QFile words(server.path(text("words")));
        QVERIFY(words.open(QIODevice::WriteOnly));
        words.write("For \x1b]0;t\x07staff only\n" + QByteArray(300, 'x'));
        words.close();
        QVERIFY(server.usePam(QStringList{text("auth optional pam_echo.so file=") + words.fileName(), unixPassword} +
                              rest) &&
                server.start());
        m_person->secrets = {"never used"};
        m_person->rounds = {{"correct horse"}};
        const auto host = connect(server);
        VERIFY_CONNECTED(host);
        QVERIFY(m_person->questions.isEmpty());
        QCOMPARE(m_person->prompts.size(), 1);
        const QString shown = m_person->prompts[0].instruction + m_person->prompts[0].prompts[0].text;
        QVERIFY2(shown.startsWith(text("For \\x1b]0;t\\x07staff only\nxxx")), qPrintable(shown));
        QVERIFY(shown.endsWith(text("Password:")));
        QCOMPARE(m_person->accepted.load(), 0); // and is not kept
    }

    // What PAM says after the last question comes as a round without prompts.
    void roundsWithoutPrompts()
    {
        Sshd server({text("PasswordAuthentication no")});
        QFile words(server.path(text("words")));
        QVERIFY(words.open(QIODevice::WriteOnly));
        words.write("Your password expires soon.\n");
        words.close();
        QVERIFY(server.usePam(QStringList{unixPassword, text("auth optional pam_echo.so file=") + words.fileName()} +
                              rest) &&
                server.start());
        m_person->secrets = {"correct horse"};
        const auto host = connect(server);
        VERIFY_CONNECTED(host);
        QCOMPARE(m_person->questions.size(), 1);
        QVERIFY(m_person->prompts.isEmpty());
    }

    void onlyWhereOfferedAndAllowed()
    {
        Sshd server({text("PasswordAuthentication no")});
        QVERIFY(server.usePam(QStringList{unixPassword} + rest) && server.start());
        m_person->secrets = {"correct horse"};
        m_person->rounds = {{"correct horse"}};
        COMPARE_FAILURE(connect(server, {}, {text("KbdInteractiveAuthentication no")}), "AuthFailed");
        COMPARE_FAILURE(connect(server, {}, {text("PreferredAuthentications publickey,password")}), "AuthFailed");
        Sshd keysOnly({text("PasswordAuthentication no"), text("KbdInteractiveAuthentication no")});
        QVERIFY(keysOnly.start());
        COMPARE_FAILURE(connect(keysOnly), "AuthFailed");
        QVERIFY(m_person->questions.isEmpty() && m_person->prompts.isEmpty());
    }

    void nobodyAnswers()
    {
        Sshd server({text("PasswordAuthentication no")});
        QVERIFY(server.usePam(QStringList{unixPassword} + rest) && server.start());
        const auto host = SshHost::connect(target(server), std::make_shared<NoInteraction>());
        COMPARE_FAILURE(host, "AuthFailed");
        QVERIFY2(host.error().message.contains(text("127.0.0.1")) &&
                     host.error().message.contains(text("not answered")),
                 qPrintable(describe(host.error())));
        QTRY_VERIFY(server.log().contains("Connection closed by") || server.log().contains("Connection reset by"));
        QVERIFY2(!server.log().contains("Failed keyboard"), server.log().constData()); // no answer was sent
    }

    void cancelledWhileTheQuestionIsOpen()
    {
        Sshd server({text("PasswordAuthentication no")});
        QVERIFY(server.usePam(QStringList{unixPassword} + rest) && server.start());
        std::stop_source stop;
        const auto hesitant = std::make_shared<Hesitant>(stop.get_token());
        auto asked = hesitant->asked.get_future();
        auto host = std::async(std::launch::async, [&, where = target(server)] {
            return SshHost::connect(where, hesitant, stop.get_token());
        });
        QVERIFY(asked.wait_for(15s) == std::future_status::ready);
        QElapsedTimer timer;
        timer.start();
        stop.request_stop();
        const auto ended = host.get();
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(!ended);
        QCOMPARE(nameOf(ended.error().code), text("Cancelled"));
        QTRY_VERIFY(server.log().contains("Connection closed by") || server.log().contains("Connection reset by"));
        QVERIFY(!server.log().contains("Failed keyboard"));
    }

    void severalPromptsAtOnce()
    {
        PromptServer server("several");
        if (server.port() == 0)
            QSKIP("python3-paramiko is not installed.");
        m_person->accept = true;
        m_person->rounds = {{"one", "wrong"}, {"one", "two"}};
        const auto host = SshHost::connect(fakeTarget(server.port()), m_person);
        VERIFY_CONNECTED(host);
        QCOMPARE(m_person->prompts.size(), 2);
        const PromptsQuestion asked = m_person->prompts[1];
        QCOMPARE(asked.attempt, 2);
        QCOMPARE(asked.name, text("Two questions"));
        QCOMPARE(asked.instruction, text("Answer\\x1b[31m both"));
        QCOMPARE(asked.prompts.size(), 2);
        QVERIFY(asked.prompts[0].text == text("First:") && !asked.prompts[0].echo);
        QVERIFY(asked.prompts[1].text == text("Second:") && asked.prompts[1].echo);
    }

    void unboundedServers_data()
    {
        QTest::addColumn<QByteArray>("behaviour");
        QTest::addColumn<int>("asked");
        QTest::newRow("17 prompts at once") << QByteArray("many") << 0;
        QTest::newRow("round after round") << QByteArray("endless") << 20;
    }

    void unboundedServers()
    {
        QFETCH(QByteArray, behaviour);
        PromptServer server(behaviour.constData());
        if (server.port() == 0)
            QSKIP("python3-paramiko is not installed.");
        m_person->accept = true;
        m_person->rounds = {{"x"}};
        const auto host = SshHost::connect(fakeTarget(server.port()), m_person);
        COMPARE_FAILURE(host, "Protocol");
        QTEST(int(m_person->prompts.size()), "asked");
        const QByteArray came = server.answers();
        QVERIFY2(came.count('[') == m_person->prompts.size(), came.constData());
    }

private:
    SshTarget target(Sshd &server, const QStringList &files = {}, const QStringList &lines = {})
    {
        return server.target(files, true, QStringList{text("User ") + m_account->name()} + lines);
    }
    Result<std::shared_ptr<SshHost>> connect(Sshd &server, const QStringList &files = {}, const QStringList &lines = {})
    {
        return SshHost::connect(target(server, files, lines), m_person);
    }
    SshTarget fakeTarget(int port)
    {
        QFile file(m_keys.path(text("fake_config")));
        file.open(QIODevice::WriteOnly);
        file.write("UserKnownHostsFile /dev/null\nGlobalKnownHostsFile none\nIdentityAgent none\nIdentityFile none\n");
        return {text("someone@127.0.0.1"), port, file.fileName()};
    }
    bool useCodes(Sshd &server)
    {
        QFile users(server.path(text("users.oath")));
        users.open(QIODevice::WriteOnly);
        users.write("HOTP " + m_account->name().toUtf8() + " - 3132333435363738393031323334353637383930\n");
        users.close();
        users.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        int code = 0;
        const QByteArray found =
            runTool(text("sh"),
                    {text("-c"), text("ls /lib*/security/pam_oath.so /lib/*/security/pam_oath.so 2>/dev/null")}, &code);
        const bool installed = !found.isEmpty();
        return installed &&
               server.usePam(QStringList{unixPassword, text("auth required pam_oath.so window=2 digits=6 usersfile=") +
                                                           users.fileName()} +
                             rest) &&
               server.start();
    }

    Sshd m_keys;
    QString m_key;
    std::unique_ptr<Account> m_account;
    std::shared_ptr<Person> m_person;
};

QTEST_GUILESS_MAIN(TestConversation)
#include "tst_conversation.moc"
