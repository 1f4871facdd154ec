// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/scheduler.h"

#include <QTest>

using namespace bouncepro;

class TestScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plans_data()
    {
        QTest::addColumn<SchedulerVerb>("verb");
        QTest::addColumn<Privilege>("privilege");
        QTest::addColumn<QString>("steps"); // run and undo of each, by the script's word
        QTest::addColumn<QString>("how");
        const QString install = QStringLiteral("write/remove run/stop prove/-"),
                      remove = QStringLiteral("stop/run remove/write");
        QTest::newRow("install") << SchedulerVerb::Install << Privilege::None << install << "none";
        QTest::newRow("with sudo") << SchedulerVerb::Install << Privilege::SudoWithoutPassword << install << "sudo";
        QTest::newRow("as root") << SchedulerVerb::Install << Privilege::Root << install << "root";
        QTest::newRow("a password is not asked for")
            << SchedulerVerb::Install << Privilege::SudoWithPassword << install << "none";
        QTest::newRow("remove") << SchedulerVerb::Remove << Privilege::None << remove << "none";
    }
    void plans()
    {
        QFETCH(SchedulerVerb, verb);
        QFETCH(Privilege, privilege);
        QFETCH(QString, how);
        ServerProfile profile;
        profile.name = QStringLiteral("eu");
        profile.privilege = privilege;
        const StateDirectory state{QStringLiteral("/s"), QStringLiteral("/s/bin/x")};
        const Plan plan = planScheduler(verb, profile, QStringLiteral("shop"), state, QStringLiteral("anna"),
                                        QDateTime::fromString(QStringLiteral("2026-11-24T03:04:05Z"), Qt::ISODate));
        QStringList steps;
        for (const Step &step : plan.steps) {
            QCOMPARE(step.run.argv().mid(3), (QStringList{QStringLiteral("/s"), QStringLiteral("shop"), how}));
            steps << step.run.argv()[2] + QLatin1Char('/') + (step.undo ? step.undo->argv()[2] : QStringLiteral("-"));
            QVERIFY(!step.title.isEmpty() && !step.touches.isEmpty() && !step.undoText.isEmpty());
        }
        QTEST(steps.join(QLatin1Char(' ')), "steps");
        QCOMPARE(plan.lock, LockKind::Exclusive);
        QCOMPARE(plan.commitPoint, 0); // all of it can be undone
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
