// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/secretgenerator.h"

#include <QProcess>
#include <QRegularExpression>

#include <cmath>

using namespace bouncepro;

class TestSecretGenerator : public QObject
{
    Q_OBJECT

    static QByteArray openssl(const QStringList &arguments, const QByteArray &input)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished() || process.exitCode() != 0)
            return "openssl: " + process.readAllStandardError();
        return process.readAllStandardOutput();
    }

private Q_SLOTS:
    void kinds_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("form");
        QTest::addColumn<double>("bits");
        const auto row = [](const char *kind, int size, const char *form, double bits) {
            QTest::addRow("%s %d", kind, size)
                << QString::fromLatin1(kind) << size << QString::fromLatin1(form) << bits;
        };
        row("base64", 0, "[A-Za-z0-9+/]{43}=", 256);
        row("base64", 48, "[A-Za-z0-9+/]{64}", 384);
        row("base64url", 0, "[A-Za-z0-9_-]{43}", 256);
        row("hex", 0, "[0-9a-f]{64}", 256);
        row("alphanumeric", 0, "[A-Za-z0-9]{32}", 190.5);
        row("password", 0, "[A-Za-z0-9!@#$%^&*]{20}", 122.4); // a seventh of a bit goes to the rules
        row("password", 8, "[A-Za-z0-9!@#$%^&*]{8}", 47.7);
        row("passphrase", 0, "([bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz](-|$)){8}", 128);
        row("uuid", 0, "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 122);
    }
    void kinds()
    {
        QFETCH(QString, kind);
        QFETCH(int, size);
        QFETCH(QString, form);
        QFETCH(double, bits);
        const QRegularExpression expression(QRegularExpression::anchoredPattern(form));
        QSet<QByteArray> seen;
        for (int i = 0; i < 200; ++i) {
            const auto secret = generateSecret(*secretKindOf(kind), size ? std::optional(size) : std::nullopt);
            QVERIFY(secret);
            const QByteArray text = secret->value.reveal();
            QVERIFY2(expression.match(QString::fromLatin1(text)).hasMatch(), text);
            QVERIFY2(std::abs(secret->bits - bits) < 0.1, QByteArray::number(secret->bits));
            seen << text;
        }
        QCOMPARE(seen.size(), 200);
    }

    // Each character with the same chance, also where 256 is no multiple of their number: chi-squared over 62 cells.
    void isFair()
    {
        QHash<char, int> counts;
        constexpr int rounds = 62;
        for (int i = 0; i < rounds; ++i) {
            const auto secret = generateSecret(GeneratedKind::Alphanumeric, 1000);
            for (const char c : secret->value.reveal())
                ++counts[c];
        }
        QCOMPARE(counts.size(), 62);
        double squared = 0;
        for (const int count : counts)
            squared += std::pow(count - 1000.0, 2) / 1000.0;
        QVERIFY2(squared < 130,
                 QByteArray::number(squared)); // once in a million runs; modulo 62 would give about 2,000
    }

    void passwordsKeepTheRules()
    {
        for (int i = 0; i < 500; ++i)
            QVERIFY(rulesBroken(generateSecret(GeneratedKind::Password, 8)->value).isEmpty());
    }

    void rules_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<int>("broken");
        QTest::newRow("right") << QStringLiteral("aB3!aB3!") << 0;
        QTest::newRow("short") << QStringLiteral("aB3!aB3") << 1;
        QTest::newRow("no small one") << QStringLiteral("AB3!AB3!") << 1;
        QTest::newRow("no capital one") << QStringLiteral("ab3!ab3!") << 1;
        QTest::newRow("no digit") << QStringLiteral("aBc!aBc!") << 1;
        QTest::newRow("another sign") << QStringLiteral("aB3?aB3?") << 1;
        QTest::newRow("characters, not bytes") << QStringLiteral("aB3!üüü") << 1;
        QTest::newRow("empty") << QString() << 5;
    }
    void rules()
    {
        QFETCH(QString, password);
        QTEST(int(rulesBroken(Secret(password.toUtf8())).size()), "broken");
    }

    void mostBits()
    {
        QCOMPARE(mostBitsOf(Secret()), 0.0);
        QVERIFY(std::abs(mostBitsOf(Secret(QByteArray("aaaaaaaa"))) - 37.6) < 0.1);
        QVERIFY(mostBitsOf(Secret(QByteArray("aB3!aB3!"))) > 48);
    }

    void keyPairs_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<double>("bits");
        QTest::newRow("rsa") << QStringLiteral("rsa") << 128.0;
        QTest::newRow("ec") << QStringLiteral("ec") << 128.0;
        QTest::newRow("ed25519") << QStringLiteral("ed25519") << 128.0;
    }
    void keyPairs()
    {
        QFETCH(QString, kind);
        const auto pair = generateSecret(*secretKindOf(kind));
        QVERIFY(pair);
        QTEST(pair->bits, "bits");
        QVERIFY(pair->value.reveal().startsWith("-----BEGIN PRIVATE KEY-----\n"));
        QCOMPARE(openssl({QStringLiteral("pkey"), QStringLiteral("-pubout")}, pair->value.reveal()), pair->publicKey);
        QVERIFY(pair->publicKey.startsWith("-----BEGIN PUBLIC KEY-----\n"));
        QVERIFY(generateSecret(*secretKindOf(kind))->publicKey != pair->publicKey);
    }

    void sizes()
    {
        for (const auto &[kind, size] : {std::pair(GeneratedKind::Hex, 15),
                                         {GeneratedKind::Password, 7},
                                         {GeneratedKind::Rsa, 1024},
                                         {GeneratedKind::Uuid, 5},
                                         {GeneratedKind::Base64, 1 << 20}})
            QCOMPARE(generateSecret(kind, size).error().code, ErrorCode::Invalid);
        QVERIFY(!secretKindOf(QStringLiteral("md5")));
        QCOMPARE(secretKinds().size(), 10);
    }

    // What is made for a key is what the key takes.
    void forKeys()
    {
        int made = 0;
        for (const EnvironmentKey &key : EnvironmentSchema::builtIn().keys()) {
            const auto secret = generateSecretFor(key);
            QCOMPARE(secret.has_value(), key.generate.has_value());
            if (!secret)
                continue;
            ++made;
            QCOMPARE(key.name + complaintAbout(key, QString::fromLatin1(secret->value.reveal())), key.name);
        }
        QVERIFY(made >= 5);
    }
};

QTEST_GUILESS_MAIN(TestSecretGenerator)
#include "tst_secretgenerator.moc"
