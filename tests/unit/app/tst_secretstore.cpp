// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace bouncepro;

namespace {

SecretQuestion password(int attempt = 1)
{
    return {.kind = SecretKind::Password,
            .user = QStringLiteral("deploy"),
            .host = QStringLiteral("eu1"),
            .port = 2222,
            .attempt = attempt};
}

/// Answers with the next of its secrets, and counts how often it was asked.
struct Person : Interaction
{
    QList<QByteArray> answers;
    int asked = 0;
    bool acceptHostKey(const HostKeyQuestion &) override { return true; }
    std::optional<Secret> secret(const SecretQuestion &) override
    {
        ++asked;
        return answers.isEmpty() ? std::nullopt : std::optional(Secret(answers.takeFirst()));
    }
};

struct BrokenStore : SecretStore
{
    Result<std::optional<Secret>> read(const SecretQuestion &) override { return fail(ErrorCode::Timeout, {}); }
    Result<void> write(const SecretQuestion &, const Secret &) override { return fail(ErrorCode::Timeout, {}); }
    Result<void> remove(const SecretQuestion &) override { return fail(ErrorCode::Timeout, {}); }
};

} // namespace

class TestSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void entries()
    {
        QCOMPARE(SecretStore::entryOf(password()), QStringLiteral("password deploy@eu1:2222"));
        QCOMPARE(SecretStore::entryOf(password(2)), SecretStore::entryOf(password()));
        SecretQuestion key;
        key.kind = SecretKind::KeyPassphrase;
        key.keyFile = QStringLiteral("/home/a/.ssh/id_ed25519");
        key.host = QStringLiteral("eu1");
        QCOMPARE(SecretStore::entryOf(key), QStringLiteral("passphrase /home/a/.ssh/id_ed25519"));
    }

    void rightAnswerIsAskedForOnce()
    {
        auto person = std::make_shared<Person>();
        person->answers = {"first"};
        auto store = std::make_shared<MemoryStore>();
        StoredInteraction interaction(person, store);
        auto given = interaction.secret(password());
        QVERIFY(given && *given == Secret("first"));
        QVERIFY(!*store->read(password())); // not before it proved right
        interaction.secretAccepted(password(), *given);
        given = interaction.secret(password());
        QVERIFY(given && *given == Secret("first"));
        QCOMPARE(person->asked, 1);
    }

    void wrongAnswerIsForgotten()
    {
        auto person = std::make_shared<Person>();
        person->answers = {"second"};
        auto store = std::make_shared<MemoryStore>();
        QVERIFY(store->write(password(), Secret("old")));
        StoredInteraction interaction(person, store);
        QVERIFY(*interaction.secret(password()) == Secret("old"));
        interaction.secretRejected(password());
        QVERIFY(!*store->read(password()));
        QVERIFY(*interaction.secret(password(2)) == Secret("second")); // a person, not the store
        QCOMPARE(person->asked, 1);
    }

    void brokenStoreCostsAQuestion()
    {
        auto person = std::make_shared<Person>();
        person->answers = {"typed"};
        StoredInteraction interaction(person, std::make_shared<BrokenStore>());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("reading Timeout")));
        QVERIFY(*interaction.secret(password()) == Secret("typed"));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("keeping Timeout")));
        interaction.secretAccepted(password(), Secret("typed"));
    }

    // With no session bus and no keychain service secrets live as long as the program, and nowhere on disk.
    void noKeychainMeansThisRunOnly()
    {
        QTemporaryDir home;
        qputenv("HOME", home.path().toLocal8Bit());
        qputenv("XDG_CONFIG_HOME", home.filePath(QStringLiteral("config")).toLocal8Bit());
        qputenv("XDG_DATA_HOME", home.filePath(QStringLiteral("data")).toLocal8Bit());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qputenv("XDG_CURRENT_DESKTOP", "GNOME");
        Keychain keychain(std::chrono::seconds(10));
        std::thread worker([&] {
            QVERIFY(keychain.write(password(), Secret("planted-secret")));
            const auto kept = keychain.read(password());
            QVERIFY(kept && *kept && **kept == Secret("planted-secret"));
            QVERIFY(keychain.remove(password()));
            const auto gone = keychain.read(password());
            QVERIFY(gone && !*gone);
        });
        worker.join();
        QVERIFY(!keychain.isAvailable());
        QVERIFY(Keychain().isAvailable()); // not known yet; starts no thread
        QProcess grep;
        grep.start(QStringLiteral("grep"), {QStringLiteral("-r"), QStringLiteral("planted-secret"), home.path()});
        QVERIFY(grep.waitForFinished());
        QCOMPARE(grep.exitCode(), 1); // nothing found
    }
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
