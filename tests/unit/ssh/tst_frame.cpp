// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/frame.h"

#include <QProcess>
#include <QTest>

using namespace bouncepro;

// The script around a command, run by real shells without SSH, and its answer taken apart in pieces of every size.
class TestFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realShells_data()
    {
        QTest::addColumn<QString>("shell");
        QTest::newRow("dash") << QStringLiteral("dash");
        QTest::newRow("bash") << QStringLiteral("bash");
    }

    void realShells()
    {
        QFETCH(QString, shell);
        const Frame frame = Frame::create();
        const Command command{QStringLiteral("sh"), QStringLiteral("-c"),
                              QStringLiteral("echo out; echo err >&2; exit 3")};
        const QByteArray script = frame.script(command);
        QVERIFY(!script.contains(frame.beginMark().chopped(2))); // an echo is no answer
        QProcess process;
        process.start(shell, {QStringLiteral("-s")});
        process.write("echo noise\n" + script); // the channel stays open meanwhile
        QVERIFY(process.waitForFinished(10000));
        FrameReader out(frame), err(frame);
        QCOMPARE(out.take(process.readAllStandardOutput()), QByteArray("out\n"));
        QCOMPARE(err.take(process.readAllStandardError()), QByteArray("err\n"));
        QVERIFY(out.isDone() && err.isDone());
        QCOMPARE(out.exitCode(), 3);
        QCOMPARE(out.noiseBytes(), 6);
    }

    void pieces_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 3, 7, 16, 33, 34, 35, 1000})
            QTest::newRow(qPrintable(QString::number(size))) << size;
    }

    void pieces()
    {
        QFETCH(int, size);
        const Frame frame = Frame::create();
        const QByteArray body =
            "a\n" + frame.endMark().chopped(3) + "\nno end" + frame.beginMark() + "b without line feed";
        const QByteArray answer = "login says hello" + frame.beginMark() + body + frame.endMark() + "255\nlate";
        FrameReader reader(frame);
        QByteArray got;
        for (qsizetype at = 0; at < answer.size(); at += size)
            got += reader.take(answer.mid(at, size));
        QCOMPARE(got, body);
        QVERIFY(reader.isDone());
        QCOMPARE(reader.exitCode(), 255);
        QCOMPARE(reader.noise(), QByteArray("login says hello"));
    }

    void withoutMarks()
    {
        FrameReader reader(Frame::create());
        for (int i = 0; i < 100; ++i)
            QCOMPARE(reader.take(QByteArray(100'000, 'x')), QByteArray());
        QVERIFY(reader.noiseBytes() > FrameReader::maxNoise && !reader.hasBegun());
        QVERIFY(reader.noise().size() <= 2048);
    }

    void printableText()
    {
        QCOMPARE(printable("a\x1b[2Jb\nc"), QStringLiteral("a\\x1b[2Jb\nc"));
        QCOMPARE(printable(QByteArray(1000, 'x')).size(), 303);
    }
};

QTEST_GUILESS_MAIN(TestFrame)
#include "tst_frame.moc"
