// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/command.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace bouncepro;

// Quoting, judged by real shells.
class TestCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *tag, Command command, const char *expected) {
            QTest::newRow(tag) << command.toShell() << QString::fromLatin1(expected);
        };
        const auto text = [](const char *latin1) { return QString::fromLatin1(latin1); };
        row("bare", Command{text("docker"), text("ps"), text("-a")}, "docker ps -a");
        row("quotes", Command{text("echo"), text("it's $HOME `x`")}, "echo 'it'\\''s $HOME `x`'");
        row("empty word", Command{text("echo"), QString()}, "echo ''");
        row("directory", Command{text("ls")}.in(text("/a b")), "cd '/a b' && ls");
        row("environment", Command{text("ls")}.set(text("A"), text("x y")), "env A='x y' ls");
        row("assignment as a word", Command{text("A=1"), text("b")}, "'A=1' b");
        row("tilde", Command{text("ls"), text("~root")}, "ls '~root'");
        row("line feed", Command{text("echo"), text("a\nb")}, "echo 'a\nb'");
        row("reserved word", Command{text("if"), text("x")}, "'if' x");
    }

    void shapes()
    {
        QFETCH(QString, line);
        QFETCH(QString, expected);
        QCOMPARE(line, expected);
    }

    void realShells_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::newRow("dash") << QStringLiteral("dash");
        QTest::newRow("bash") << QStringLiteral("bash");
        QTest::newRow("sh") << QStringLiteral("sh");
    }

    void realShells()
    {
        QFETCH(QString, shell);
        QRandomGenerator random(20260101); // the same words in every run
        const QString alphabet = QStringLiteral("ab'\"\\$`!*?[]{}()<>|&;#~= \t\n\r-%^@\x01\x1b\x7f") + QChar(0xe4) +
                                 QChar(0x20ac) + QString::fromUtf8("\xf0\x9f\x98\x80");
        QStringList words;
        for (int i = 0; i < 3000; ++i) {
            QString word;
            for (int n = random.bounded(12); n > 0; --n)
                word += random.bounded(3) == 0 ? QChar(random.bounded(1, 0x300))
                                               : alphabet[random.bounded(alphabet.size() - 2)];
            words << word;
        }
        words << alphabet << QStringLiteral("-n") << QStringLiteral("--") << QString();
        const QByteArray script =
            Command(QStringList{QStringLiteral("printf"), QStringLiteral("%s\\0")} + words).toShell().toUtf8() + '\n';
        QProcess process;
        process.start(shell, {QStringLiteral("-s")});
        if (!process.waitForStarted())
            QSKIP("This shell is not installed.");
        process.write(script);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray());
        QByteArrayList answers = process.readAllStandardOutput().split('\0');
        answers.removeLast();
        QCOMPARE(answers.size(), words.size());
        for (int i = 0; i < words.size(); ++i)
            QCOMPARE(answers[i], words[i].toUtf8());
    }

    void nulIsDropped()
    {
        QCOMPARE(shellQuoted(QStringLiteral("a ") + QChar(u'\0') + QStringLiteral("b")), QStringLiteral("'a b'"));
    }
};

QTEST_GUILESS_MAIN(TestCommand)
#include "tst_command.moc"
