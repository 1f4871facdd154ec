// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/jobs/followparser.h"

using namespace bouncepro;

namespace {
const QByteArray answer = "S\trunning\n"
                          "E\t1\t2026-11-24T03:00:00Z\t1\tstart\t-\t0\n"
                          "O 0 12\nE\tnot event\n"
                          "H\n"
                          "E\t2\t2026-11-24T03:00:01Z\t1\tend\t0\t12\n"
                          "O 12 3\nabc"
                          "R\nstate\tsucceeded\nstep\t1\nexit\t0\n";

struct Seen
{
    QByteArray output;
    QList<int> events;
    QStringList states;
};

void attach(FollowParser &parser, Seen &seen)
{
    parser.onOutput = [&](const QByteArray &bytes) { seen.output += bytes; };
    parser.onEvent = [&](const JobEvent &event) { seen.events << event.sequence; };
    parser.onState = [&](JobState state) { seen.states << nameOf(state); };
}
} // namespace

class TestFollowParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyPieces()
    {
        for (int size = 1; size <= answer.size(); ++size) {
            FollowParser parser;
            Seen seen;
            attach(parser, seen);
            for (int at = 0; at < answer.size(); at += size)
                QVERIFY(parser.feed(answer.mid(at, size)));
            QCOMPARE(seen.output, QByteArray("E\tnot event\nabc"));
            QCOMPARE(seen.events, (QList<int>{1, 2}));
            QCOMPARE(seen.states, QStringList{QStringLiteral("running")});
            QVERIFY(parser.isDone());
            QCOMPARE(parser.result().value(QStringLiteral("state")), QStringLiteral("succeeded"));
            QCOMPARE(parser.outputOffset(), 15);
        }
    }

    // Cut anywhere and followed on from what was received: each byte and event once.
    void resumes()
    {
        for (int cut = 0; cut < answer.size(); ++cut) {
            FollowParser parser;
            Seen seen;
            attach(parser, seen);
            QVERIFY(parser.feed(answer.left(cut)));
            parser.restart();
            const QByteArray output = "E\tnot event\nabc";
            const qint64 from = parser.outputOffset();
            QByteArray again = "S\trunning\n";
            for (int sequence = parser.eventSequence() + 1; sequence <= 2; ++sequence)
                again += "E\t" + QByteArray::number(sequence) + "\t2026-11-24T03:00:00Z\t1\tstart\t-\t0\n";
            if (from < output.size())
                again += "O " + QByteArray::number(from) + ' ' + QByteArray::number(output.size() - from) + '\n' +
                         output.mid(from);
            QVERIFY2(parser.feed(again + "R\nstate\tsucceeded\n"), qPrintable(QString::number(cut)));
            QCOMPARE(seen.output, output);
            QCOMPARE(seen.events, (QList<int>{1, 2}));
        }
    }

    void nonsense_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("unknown tag") << QByteArray("X\t1\n");
        QTest::newRow("unknown state") << QByteArray("S\tdancing\n");
        QTest::newRow("gap in the output") << QByteArray("O 5 3\nabc");
        QTest::newRow("negative size") << QByteArray("O 0 -3\nabc");
        QTest::newRow("short event") << QByteArray("E\t1\tx\n");
        QTest::newRow("a line without end") << QByteArray(70000, 'x');
    }
    void nonsense()
    {
        QFETCH(QByteArray, bytes);
        FollowParser parser;
        const auto fed = parser.feed(bytes);
        QVERIFY(!fed);
        QCOMPARE(nameOf(fed.error().code), QStringLiteral("Protocol"));
    }
};

QTEST_GUILESS_MAIN(TestFollowParser)
#include "tst_followparser.moc"
