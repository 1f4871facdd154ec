// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/prompts.h"

#include <QTest>

using namespace bouncepro;

namespace {

PromptsQuestion who()
{
    return {QStringLiteral("deploy"), QStringLiteral("eu1"), 22, {}, {}, {}, 1};
}

} // namespace

// What a server may ask, and what is made of it.
class TestPrompts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bounded()
    {
        RawRound round{QByteArray(100'000, 'n'), QByteArray(100'000, 'i'), {}};
        for (int i = 0; i < maxPrompts; ++i)
            round.lines << RawRound::Line{QByteArray(100'000, 'p'), i % 2 == 0};
        const auto question = readRound(round, who());
        QVERIFY(question);
        QCOMPARE(question->host, QStringLiteral("eu1"));
        QCOMPARE(question->user, QStringLiteral("deploy"));
        QVERIFY(question->name.size() <= maxPromptBytes + 3);
        QVERIFY(question->instruction.size() <= maxInstructionBytes + 3);
        QCOMPARE(question->prompts.size(), maxPrompts);
        QVERIFY(question->prompts.last().text.size() <= maxPromptBytes + 3);
        QVERIFY(question->prompts[0].echo && !question->prompts[1].echo);

        round.lines << RawRound::Line{"one more", false};
        const auto refused = readRound(round, who());
        QVERIFY(!refused);
        QCOMPARE(nameOf(refused.error().code), QStringLiteral("Protocol"));
        QVERIFY(refused.error().message.contains(QLatin1String("eu1")) && !refused.error().remedy.isEmpty());
    }

    void controlCharactersAreVisible_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << QByteArray("Code: ") << QStringLiteral("Code:");
        QTest::newRow("lines") << QByteArray("one\r\ntwo\nthree") << QStringLiteral("one\ntwo\nthree");
        QTest::newRow("title") << QByteArray("\x1b]0;owned\x07"
                                             "Code:")
                               << QStringLiteral("\\x1b]0;owned\\x07Code:");
        QTest::newRow("back over the line") << QByteArray("evil\rgood") << QStringLiteral("evil\\x0dgood");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QStringLiteral("a\\x00b");
        QTest::newRow("bidirectional") << QByteArray("a\xe2\x80\xae"
                                                     "b")
                                       << QStringLiteral("a\\x202eb");
        QTest::newRow("no UTF-8") << QByteArray("a\xff") << QStringLiteral("a\uFFFD");
        QTest::newRow("other scripts") << QByteArray("Schlüssel 钥匙 🔑") << QStringLiteral("Schlüssel 钥匙 🔑");
        QTest::newRow("rich text stays text") << QByteArray("<b>x</b>") << QStringLiteral("<b>x</b>");
    }

    void controlCharactersAreVisible()
    {
        QFETCH(QByteArray, sent);
        const auto question = readRound({sent, sent, {{sent, false}}}, who());
        QVERIFY(question);
        QTEST(question->name, "shown");
        QTEST(question->instruction, "shown");
        QTEST(question->prompts[0].text, "shown");
    }

    void plainlyThePassword_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<bool>("plain");
        for (const char *text :
             {"Password:", "Password: ", "password", "PASSWORD :", "(deploy@eu1) Password:", "deploy's password:",
              "deploy@eu1's Password:", "Password for deploy:", "Password for deploy@eu1:"})
            QTest::newRow(text) << QString::fromLatin1(text) << true;
        for (const char *text :
             {"Verification code:", "One-time password:", "New password:", "Current password:", "Retype new password:",
              "(current) UNIX password:", "token's password:", "root's password:", "Password for root:", "Passcode:",
              "Welcome\nPassword:", "Password:\nPassword:", "Password + code:", ""})
            QTest::newRow(text) << QString::fromLatin1(text) << false;
    }

    void plainlyThePassword()
    {
        QFETCH(QString, prompt);
        auto question = who();
        question.prompts = {{prompt.trimmed(), false}};
        QTEST(asksPassword(question), "plain");
    }

    void notPlainlyThePassword()
    {
        auto question = who();
        question.prompts = {{QStringLiteral("Password:"), false}};
        QVERIFY(asksPassword(question));
        question.name = QStringLiteral("Password Authentication");
        QVERIFY(asksPassword(question));
        question.name = QStringLiteral("SecurID");
        QVERIFY(!asksPassword(question));
        question.name.clear();
        question.instruction = QStringLiteral("Read it from your token.");
        QVERIFY(!asksPassword(question));
        question.instruction.clear();
        question.prompts[0].echo = true;
        QVERIFY(!asksPassword(question));
        question.prompts = {{QStringLiteral("Password:"), false}, {QStringLiteral("Password:"), false}};
        QVERIFY(!asksPassword(question));
        question.prompts.clear();
        QVERIFY(!asksPassword(question));
    }
};

QTEST_APPLESS_MAIN(TestPrompts)
#include "tst_prompts.moc"
