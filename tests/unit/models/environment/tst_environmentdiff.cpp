// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/environmentdiff.h"

#include <QElapsedTimer>

using namespace bouncepro;

class TestEnvironmentDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QByteArray>("told"); // kind key before>after@line
        const auto row = [](const char *name, const char *before, const char *after, const char *told) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QByteArray(told);
        };
        row("none", "A=1\nB=2\n", "# c\nB='2'\nA=\"1\" # n\n", "");
        row("one of each", "A=1\nB=2\nC=3\n", "B=4\nA=1\nD=5\n", "changed B 2>4@1, added D >5@3, removed C 3>@3");
        row("a reference carries it on", "A=1\nB=$A\n", "A=2\nB=$A\n", "changed A 1>2@1, changed B 1>2@2");
        row("empty is not absent", "A=\n", "B=1\n", "added B >1@1, removed A >@1");
        row("the last one counts", "A=1\nA=2\n", "A=2\nA=1\n", "changed A 2>1@2");
        row("a name alone gives nothing", "A\nB=1\n", "B=1\n", "");
    }
    void changes()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QByteArrayList told;
        for (const EnvironmentChange &c : bouncepro::changes(EnvironmentDocument(before), EnvironmentDocument(after)))
            told << nameOf(c.kind).toLatin1() + ' ' + c.key.toLatin1() + ' ' + c.before.reveal() + '>' +
                        c.after.reveal() + '@' + QByteArray::number(c.line);
        QTEST(told.join(", "), "told");
    }

    void merges_data()
    {
        QTest::addColumn<QByteArray>("base");
        QTest::addColumn<QByteArray>("mine");
        QTest::addColumn<QByteArray>("theirs");
        QTest::addColumn<QByteArray>("result");
        QTest::addColumn<QByteArray>("told"); // taken;conflicts
        const auto row = [](const char *name, const char *base, const char *mine, const char *theirs,
                            const char *result, const char *told) {
            QTest::newRow(name) << QByteArray(base) << QByteArray(mine) << QByteArray(theirs) << QByteArray(result)
                                << QByteArray(told);
        };
        row("only I", "A=1\nB=2\n", "# mine\nA=9\nB=2\n", "A=1\nB=2\n", "# mine\nA=9\nB=2\n", "A;");
        row("only they", "A=1\nB=2\n", "A=1\nB=2\n", "# theirs\nA=1\nB=9\n", "# theirs\nA=1\nB=9\n", ";");
        row("different keys", "A=1\nB=2\n", "A='x y'\nB=2\n", "A=1 # why\nB=9\n", "A='x y' # why\nB=9\n", "A;");
        row("the same change", "A=1\n", "A=2\n", "A='2'\n", "A='2'\n", ";");
        row("conflict", "A=1\nB=1\n", "A=2\nB=2\n", "A=3\nB=1\n", "A=3\nB=2\n", "B;A");
        row("I took out what they changed", "A=1\nB=1\n", "B=1\n", "A=2\nB=1\n", "A=2\nB=1\n", ";A");
        row("they took out what I changed", "A=1\nB=1\n", "A=2\nB=1\n", "B=1\n", "B=1\n", ";A");
        row("both took it out", "A=1\nB=1\n", "B=1\n", "B=1\n# c\n", "B=1\n# c\n", ";");
        row("I added, they took out another", "A=1\nB=1\n", "A=1\nN=1\nB=1\n", "A=1\n", "A=1\nN=1\n", "N;");
        row("both added the same key", "B=1\n", "B=1\nN=1\n", "B=1\nN=2\n", "B=1\nN=2\n", ";N");
        row("references stay references", "A=1\nB=x\n", "A=1\nB=${A}\n", "A=2\nB=x\n", "A=2\nB=${A}\n", "B;");
        row("a changed source is no change of who refers", "A=1\nB=$A\n", "A=2\nB=$A\n", "A=1\nB=$A\nC=1\n",
            "A=2\nB=$A\nC=1\n", "A;");
        row("a name alone", "A=1\nC=1\n", "A\nC=1\n", "A=1\nC=2\n", "C=2\nA\n", "A;");
    }
    void merges()
    {
        QFETCH(QByteArray, base);
        QFETCH(QByteArray, mine);
        QFETCH(QByteArray, theirs);
        const auto result = merged(EnvironmentDocument(base), EnvironmentDocument(mine), EnvironmentDocument(theirs));
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
        QTEST(result->document.text(), "result");
        QByteArrayList conflicts;
        for (const EnvironmentConflict &conflict : result->conflicts)
            conflicts << conflict.key.toLatin1();
        QTEST(result->taken.join(QLatin1Char(',')).toLatin1() + ';' + conflicts.join(','), "told");
    }

    void choices()
    {
        const EnvironmentDocument base("A=1\nB=1\n"), mine("A=2\n"), theirs("A=3\nB=3\n");
        const auto all = merged(base, mine, theirs);
        QCOMPARE(all->conflicts.size(), 2);
        QCOMPARE(all->conflicts[0].mine->reveal(), QByteArray("2"));
        QVERIFY(!all->conflicts[1].mine);
        const auto chosen =
            merged(base, mine, theirs,
                   {{QStringLiteral("A"), ConflictChoice::Theirs}, {QStringLiteral("B"), ConflictChoice::Mine}});
        QVERIFY(chosen->conflicts.isEmpty());
        QCOMPARE(chosen->document.text(), QByteArray("A=3\n"));
    }

    void lostText()
    {
        const EnvironmentDocument base("# c\nA=1\n"), theirs("# c\nA=1\nB=1\n");
        QVERIFY(!merged(base, EnvironmentDocument("# c\nA=2\n"), theirs)->lostText);
        QVERIFY(merged(base, EnvironmentDocument("# d\nA=2\n"), theirs)->lostText);
        QVERIFY(!merged(base, EnvironmentDocument("# d\nA=2\n"), base)->lostText);
    }

    void refuses()
    {
        QVERIFY(!merged(EnvironmentDocument("A=1"), EnvironmentDocument("A='"), EnvironmentDocument("A=1")));
    }

    void speed()
    {
        QByteArray text;
        for (int i = 0; i < 5000; ++i)
            text += QStringLiteral("KEY_%1='value number %1'\n").arg(i).toLatin1();
        const EnvironmentDocument base(text), mine(QByteArray(text).replace("number 1", "digit 1")),
            theirs(QByteArray(text).replace("number 2", "digit 2"));
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(bouncepro::changes(base, mine).size(), 1111);
        const qint64 diffed = timer.nsecsElapsed();
        timer.restart();
        const auto result = merged(base, mine, theirs);
        qInfo("compared in %.1f ms, merged in %.1f ms", double(diffed) / 1e6, double(timer.nsecsElapsed()) / 1e6);
        QVERIFY2(diffed < 500e6 && timer.nsecsElapsed() < 2000e6, "far more than a debug build or a sanitizer takes");
        QCOMPARE(result->taken.size(), 1111);
        QCOMPARE(result->conflicts.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentDiff)
#include "tst_environmentdiff.moc"
