// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/joboutput.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

using namespace bouncepro;

namespace {

QString printed(const JobOutput &output)
{
    QStringList lines;
    for (int i = 0; i < output.rowCount(); ++i)
        lines << QStringLiteral("%1:%2")
                     .arg(output.index(i).data(JobOutput::StepRole).toInt())
                     .arg(output.index(i).data().toString());
    return lines.join(QLatin1Char('|'));
}

} // namespace

class TestJobOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesInPieces()
    {
        const QByteArray text = "one\ntwo ümläut\n\nlast";
        for (int size = 1; size < 8; ++size) {
            JobOutput output;
            const QAbstractItemModelTester tester(&output);
            for (qsizetype at = 0; at < text.size(); at += size)
                output.append(text.mid(at, size));
            QCOMPARE(printed(output), QStringLiteral("0:one|0:two ümläut|0:|0:last"));
        }
    }

    void stepsByOffset()
    {
        JobOutput output;
        const QAbstractItemModelTester tester(&output);
        output.beginStep(1, false, 0);
        output.append("a\nb\nc\n"); // c is the second step's already; its begin is told afterwards
        output.beginStep(2, false, 4);
        output.append("d\n");
        output.beginStep(2, true, 8);
        output.append("e\n");
        QCOMPARE(printed(output), QStringLiteral("1:a|1:b|2:c|2:d|2:e"));
        QCOMPARE(output.lines(2), (QStringList{QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("e")}));
        QVERIFY(output.index(4).data(JobOutput::IsUndoRole).toBool());
        QVERIFY(!output.index(3).data(JobOutput::IsUndoRole).toBool());
    }

    void keepsTheNewest()
    {
        JobOutput output(100);
        const QAbstractItemModelTester tester(&output);
        for (int i = 0; i < 50; ++i)
            output.append(QByteArray::number(1000 + i) + " line\n"); // 10 bytes each
        QCOMPARE(output.rowCount(), 10);
        QCOMPARE(output.index(0).data().toString(), QStringLiteral("1040 line"));
        QCOMPARE(output.droppedBytes(), 400);
        QCOMPARE(output.droppedText(), QStringLiteral("The first 400 B are not kept here."));
        output.append(QByteArray(1000, 'x') + "\nend\n"); // more at once than is kept
        QCOMPARE(printed(output), QStringLiteral("0:end"));
        QCOMPARE(output.droppedBytes(), 500 + 1001);
        output.skip(5000);
        output.append("after\n");
        QCOMPARE(printed(output), QStringLiteral("0:after"));
        QCOMPARE(output.droppedBytes(), 500 + 1005 + 5000);
        QCOMPARE(output.index(0).data(JobOutput::OffsetRole).toLongLong(), output.droppedBytes());
    }

    void boundsRowsAndLines()
    {
        JobOutput output;
        output.append(QByteArray(40000, '\n'));
        QCOMPARE(output.rowCount(), int(JobOutput::mostLines));
        JobOutput endless;
        const QAbstractItemModelTester tester(&endless);
        for (int i = 0; i < 10; ++i)
            endless.append(QByteArray(10000, 'y'));
        QVERIFY(endless.rowCount() >= 6);
        QVERIFY(endless.index(0).data().toString().size() <= 4001);
    }

    void hostileText()
    {
        JobOutput output;
        output.append("\x1b[32mgreen\x1b[0m \x1b[2K\ttab\r\n\x1b]52;c;ZXZpbA==\x07 \xe2\x80\xae rtl \xff\n");
        QCOMPARE(output.index(0).data().toString(), QStringLiteral("green \ttab"));
        QCOMPARE(output.index(1).data().toString(), QStringLiteral("⟨ESC⟩]52;c;ZXZpbA==⟨U+0007⟩ ⟨U+202E⟩ rtl \uFFFD"));
    }
};

QTEST_GUILESS_MAIN(TestJobOutput)
#include "tst_joboutput.moc"
