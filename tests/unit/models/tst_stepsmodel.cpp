// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/stepsmodel.h"
#include "tests/support/jobserver.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace bouncepro;

namespace {

const QString id = QStringLiteral("20261124T030000Z-deploy-1f2e3d");
const QDateTime t0 = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate);

/// "1 start 0; 1 end 2 1": step, kind, second, exit code; output grows by 100 bytes an event.
void play(StepsModel &model, const QString &text)
{
    static const QStringList kinds{QStringLiteral("start"), QStringLiteral("end"), QStringLiteral("undo"),
                                   QStringLiteral("undone")};
    int sequence = 0;
    for (const QString &line : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        const QStringList f = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        ++sequence;
        model.apply({sequence, t0.addSecs(f[2].toInt()), f[0].toInt(), EventKind(kinds.indexOf(f[1])),
                     f.value(3).toInt(), (sequence - 1) * 100});
    }
}

QString states(const StepsModel &model)
{
    QStringList all;
    for (int i = 0; i < model.rowCount(); ++i)
        all << nameOf(StepState(model.index(i).data(StepsModel::StateRole).toInt()));
    return all.join(QLatin1Char(' '));
}

} // namespace

class TestStepsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states_data()
    {
        QTest::addColumn<QString>("events");
        QTest::addColumn<JobState>("state");
        QTest::addColumn<QString>("shown");
        QTest::newRow("nothing yet") << QString() << JobState::Pending << QStringLiteral("Pending Pending Pending");
        QTest::newRow("first runs") << QStringLiteral("1 start 0") << JobState::Running
                                    << QStringLiteral("Running Pending Pending");
        QTest::newRow("done") << QStringLiteral("1 start 0; 1 end 1; 2 start 1; 2 end 2; 3 start 2; 3 end 3")
                              << JobState::Succeeded << QStringLiteral("Done Done Done");
        QTest::newRow("failed") << QStringLiteral("1 start 0; 1 end 1; 2 start 1; 2 end 2 1") << JobState::Running
                                << QStringLiteral("Done Failed Pending");
        QTest::newRow("goes back") << QStringLiteral("1 start 0; 1 end 1; 2 start 1; 2 end 2 1; 2 undo 2")
                                   << JobState::Undoing << QStringLiteral("Done Undoing Pending");
        QTest::newRow("put back") << QStringLiteral("1 start 0; 1 end 1 1; 1 undo 2; 1 undone 3")
                                  << JobState::FailedRestored << QStringLiteral("Undone Skipped Skipped");
        QTest::newRow("undo failed") << QStringLiteral("1 start 0; 1 end 1 1; 1 undo 2; 1 undone 3 4")
                                     << JobState::FailedNeedsPerson << QStringLiteral("UndoFailed Skipped Skipped");
        QTest::newRow("runner gone") << QStringLiteral("1 start 0; 1 end 1; 2 start 1") << JobState::Interrupted
                                     << QStringLiteral("Done Interrupted Pending");
        QTest::newRow("recovered: undone without an end")
            << QStringLiteral("1 start 0; 1 undo 60; 1 undone 61") << JobState::FailedRestored
            << QStringLiteral("Undone Skipped Skipped");
    }
    void states()
    {
        QFETCH(QString, events);
        QFETCH(JobState, state);
        StepsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setPlan(JobServer::plan(id));
        play(model, events);
        model.setState(state);
        QTEST(::states(model), "shown");
    }

    void sentences()
    {
        StepsModel model;
        model.setPlan(JobServer::plan(id, {2, 20, 3}));
        play(model, QStringLiteral("1 start 0; 1 end 4; 2 start 4"));
        model.setState(JobState::Running);
        model.tick(t0.addSecs(16));
        const auto said = [&](int row) { return model.index(row).data(Qt::AccessibleTextRole).toString(); };
        QCOMPARE(said(0), QStringLiteral("One, done, 4 s"));
        QCOMPARE(said(1), QStringLiteral("Two, running, 12 s"));
        QCOMPARE(said(2), QStringLiteral("Three, waiting, about 3 s"));
        QCOMPARE(model.elapsed(), 16000);
        QCOMPARE(model.expectedLeft(), 8000 + 3000);
        QCOMPARE(model.currentStep(), 2);
    }

    // When its runner died nobody saw: no time is told, rather than none.
    void interruptedHasNoTime()
    {
        StepsModel model;
        model.setPlan(JobServer::plan(id));
        play(model, QStringLiteral("1 start 0; 1 end 4; 2 start 4"));
        model.setState(JobState::Interrupted);
        QCOMPARE(model.index(0).data(StepsModel::TimeTextRole).toString(), QStringLiteral("4 s"));
        QCOMPARE(model.index(1).data(StepsModel::TimeTextRole).toString(), QString());
        QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Two, interrupted"));
    }

    void failedAndUndone()
    {
        StepsModel model;
        model.setPlan(JobServer::plan(id));
        play(model, QStringLiteral("1 start 0; 1 end 1; 2 start 1; 2 end 13 70; 2 undo 13; 2 undone 14"));
        model.setState(JobState::FailedRestored);
        QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Two, failed, undone, 12 s, exit code 70"));
        QCOMPARE(model.failedStep(), 2);
        QVERIFY(model.index(1).data(StepsModel::HasFailedRole).toBool());
    }

    void roles()
    {
        Plan plan = JobServer::plan(id);
        plan.steps[0].run = Command{QStringLiteral("echo"), QStringLiteral("it's")}.in(QStringLiteral("/opt/x"));
        StepsModel model;
        model.setPlan(plan);
        play(model, QStringLiteral("1 start 0; 1 end 2 ; 2 start 2"));
        const QModelIndex first = model.index(0);
        QCOMPARE(first.data(StepsModel::CommandRole).toString(), QStringLiteral("cd /opt/x && echo 'it'\\''s'"));
        QCOMPARE(first.data(StepsModel::UndoCommandRole).toString(), QStringLiteral("echo back"));
        QCOMPARE(first.data(StepsModel::NumberRole).toInt(), 1);
        QCOMPARE(first.data(StepsModel::OutputFromRole).toLongLong(), 0);
        QCOMPARE(first.data(StepsModel::OutputToRole).toLongLong(), 100);
        QCOMPARE(model.index(1).data(StepsModel::OutputFromRole).toLongLong(), 200);
        QCOMPARE(model.index(1).data(StepsModel::OutputToRole).toLongLong(), -1);
        QCOMPARE(first.data(StepsModel::StartedRole).toDateTime(), t0);
        QCOMPARE(first.data(StepsModel::TookRole).toLongLong(), 2000);
        QVERIFY(model.index(1).data(StepsModel::IsCommitPointRole).toBool());
        QVERIFY(!model.isCommitted());
        const auto names = model.roleNames();
        for (auto it = names.cbegin(); it != names.cend(); ++it)
            if (it.key() >= Qt::UserRole)
                QVERIFY2(first.data(it.key()).isValid(), it.value().constData());
    }

    void barsCoverTheWholeTime()
    {
        StepsModel model;
        model.setPlan(JobServer::plan(id, {2, 10, 8}));
        const auto bar = [&](int row) {
            return std::pair(qRound(100 * model.index(row).data(StepsModel::FromRole).toDouble()),
                             qRound(100 * model.index(row).data(StepsModel::ToRole).toDouble()));
        };
        QCOMPARE(bar(0), std::pair(0, 10)); // a plan that nobody has started
        QCOMPARE(bar(1), std::pair(10, 60));
        QCOMPARE(bar(2), std::pair(60, 100));
        play(model, QStringLiteral("1 start 0; 1 end 4; 2 start 4"));
        model.tick(t0.addSecs(9)); // 9 gone, 5 left of the second, 8 of the third
        QCOMPARE(bar(0), std::pair(0, 18));
        QCOMPARE(bar(1), std::pair(18, 41));
        QCOMPARE(bar(2), std::pair(64, 100));
        model.tick(t0.addSecs(44)); // much later than expected: 44 gone, 8 left
        QCOMPARE(bar(1), std::pair(8, 85));
        QCOMPARE(bar(2), std::pair(85, 100));
    }

    void clocksThatDiffer()
    {
        StepsModel model;
        model.setPlan(JobServer::plan(id));
        model.setClockAhead(3600 * 1000); // the server is an hour ahead
        play(model, QStringLiteral("1 start 0"));
        model.tick(t0.addSecs(-3600 + 5));
        QCOMPARE(model.elapsed(), 5000);
        model.tick(t0.addSecs(-7200)); // never back
        QCOMPARE(model.elapsed(), 0);
    }

    void planComesLater()
    {
        StepsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setStepCount(2);
        play(model, QStringLiteral("1 start 0; 1 end 1; 2 start 1"));
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Step 1"));
        model.setPlan(JobServer::plan(id));
        QCOMPARE(::states(model), QStringLiteral("Done Running Pending"));
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("One"));
        model.setPlan(JobServer::plan(QStringLiteral("20261124T040000Z-deploy-1f2e3d"))); // another job's
        QCOMPARE(::states(model), QStringLiteral("Pending Pending Pending"));
    }

    void hostileEvents()
    {
        StepsModel model;
        model.setPlan(JobServer::plan(id));
        model.apply({1, t0, 0, EventKind::Start, 0, 0});
        model.apply({2, t0, 100000, EventKind::Start, 0, 0});
        model.apply({3, QDateTime(), 2, EventKind::Start, 0, -5});
        model.apply({3, t0, 1, EventKind::Start, 0, 0}); // again
        model.tick(t0);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(::states(model), QStringLiteral("Pending Running Pending"));
    }

    void hostileText()
    {
        Plan plan = JobServer::plan(id);
        plan.steps[0].title = QStringLiteral("a\x1b[31m\u202Eb") + QString(1000, QLatin1Char('x'));
        plan.steps[0].touches = QStringLiteral("<img src=x>\n");
        StepsModel model;
        model.setPlan(plan);
        const QString title = model.index(0).data().toString();
        QVERIFY(title.startsWith(QStringLiteral("a⟨ESC⟩[31m⟨U+202E⟩b")));
        QVERIFY(title.size() < 200);
        QVERIFY(model.index(0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;img")));
    }
};

QTEST_GUILESS_MAIN(TestStepsModel)
#include "tst_stepsmodel.moc"
