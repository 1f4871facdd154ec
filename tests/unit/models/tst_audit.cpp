// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/jobs/audit.h"

#include <QCryptographicHash>
#include <QRegularExpression>

using namespace bouncepro;

namespace {

// Lines as resources/remote writes them, made here independently of the code under test.
QList<QByteArray> chain(int count)
{
    QList<QByteArray> lines;
    QByteArray previous(64, '0');
    for (int i = 1; i <= count; ++i) {
        const QByteArray fields = QByteArray::number(i) + "\t2026-11-24T03:00:0" + QByteArray::number(i % 10) + "Z\t" +
                                  (i % 2 ? "begin" : "end") + "\tjob" + QByteArray::number((i + 1) / 2) +
                                  "\tanna (SHA256:x) from anna@laptop\tdeploy\t8f3c2a1\t" +
                                  (i % 2 ? "-" : "succeeded") + '\t' + previous;
        previous = QCryptographicHash::hash(fields, QCryptographicHash::Sha256).toHex();
        lines << fields + '\t' + previous;
    }
    return lines;
}

QByteArray file(const QList<QByteArray> &lines)
{
    return lines.join('\n') + '\n';
}

} // namespace

class TestAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeChain()
    {
        const auto report = verifyAudit(file(chain(6)));
        QCOMPARE(nameOf(report.fault), QStringLiteral("none"));
        QCOMPARE(report.entries.size(), 6);
        QCOMPARE(report.entries[1].outcome, QStringLiteral("succeeded"));
        QCOMPARE(report.head.sequence, 6);
        QCOMPARE(nameOf(verifyAudit({}).fault), QStringLiteral("none"));
        QCOMPARE(adviceOf(AuditFault::None, QStringLiteral("/audit")), QString());
    }

    void broken_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("line");
        auto edited = chain(6);
        edited[2].replace("8f3c2a1", "0000000");
        QTest::newRow("edited in the middle") << file(edited) << "edited" << 3;
        auto last = chain(6);
        last[5].replace("succeeded", "cancelled");
        QTest::newRow("edited at the end") << file(last) << "edited" << 6;
        auto rehashed = chain(6); // edited and given a fitting hash of its own: the next line does not continue it
        rehashed[2].replace("8f3c2a1", "0000000");
        const QByteArray fields = rehashed[2].left(rehashed[2].lastIndexOf('\t'));
        rehashed[2] = fields + '\t' + QCryptographicHash::hash(fields, QCryptographicHash::Sha256).toHex();
        QTest::newRow("edited with its own hash") << file(rehashed) << "edited" << 4;
        auto deleted = chain(6);
        deleted.removeAt(2);
        QTest::newRow("deleted") << file(deleted) << "deleted" << 3;
        auto first = chain(6);
        first.removeFirst();
        QTest::newRow("first deleted") << file(first) << "deleted" << 1;
        auto swapped = chain(6);
        swapped.swapItemsAt(2, 3);
        QTest::newRow("reordered") << file(swapped) << "reordered" << 3;
        auto doubled = chain(6);
        doubled.insert(3, doubled[2]);
        QTest::newRow("repeated") << file(doubled) << "reordered" << 4;
        QTest::newRow("torn end") << file(chain(6)).chopped(20) << "torn" << 6;
        auto torn = chain(6);
        torn[2].truncate(30);
        QTest::newRow("torn inside") << file(torn) << "torn" << 3;
    }
    void broken()
    {
        QFETCH(QByteArray, bytes);
        const auto report = verifyAudit(bytes);
        QTEST(nameOf(report.fault), "fault");
        QTEST(report.faultLine, "line");
        QVERIFY(adviceOf(report.fault, QStringLiteral("/audit")).startsWith(QStringLiteral("Records before it hold")));
        QVERIFY(report.explanation.contains(QRegularExpression(QStringLiteral("\\d|end"))));
    }

    // What no chain can show by itself: lines gone from its end, or a chain made anew.
    void againstWhatWasSeen()
    {
        const auto six = verifyAudit(file(chain(6)));
        QCOMPARE(nameOf(verifyAudit(file(chain(8)), six.head).fault), QStringLiteral("none"));
        const auto cut = verifyAudit(file(chain(4)), six.head);
        QCOMPARE(nameOf(cut.fault), QStringLiteral("cut-off"));
        QCOMPARE(cut.faultLine, 5);
        QCOMPARE(nameOf(verifyAudit({}, six.head).fault), QStringLiteral("cut-off"));
        const auto rewritten = verifyAudit(file(chain(6)), AuditHead{6, QByteArray(64, 'f')});
        QCOMPARE(nameOf(rewritten.fault), QStringLiteral("rewritten"));
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
