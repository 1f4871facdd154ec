// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/jobs/plan.h"

#include <QProcess>
#include <QTemporaryDir>

using namespace bouncepro;

namespace {

Command append(const QString &file, const QString &word)
{
    return {QStringLiteral("sh"),
            QStringLiteral("-c"),
            QStringLiteral("echo \"$1\" >>\"$2\""),
            QStringLiteral("sh"),
            word,
            file};
}

// Three steps that leave a trace in a file; the step numbered `failing` fails.
Plan tracing(const QString &folder, int failing, int commitPoint)
{
    const QString trace = folder + QStringLiteral("/trace");
    Plan plan{.id = QStringLiteral("20261124T030000Z-deploy-abc123"),
              .action = QStringLiteral("deploy"),
              .subject = QStringLiteral("it's a \"test\"\n; rm"),
              .before = QStringLiteral("r1"),
              .actor = QStringLiteral("anna"),
              .server = QStringLiteral("lab"),
              .state = folder + QStringLiteral("/state dir"),
              .bin = folder + QStringLiteral("/state dir/bin/x"),
              .workdir = folder,
              .commitPoint = commitPoint,
              .created = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate)};
    for (int i = 1; i <= 3; ++i)
        plan.steps << Step{.title = QStringLiteral("Step $(%1)").arg(i),
                           .run = i == failing ? Command{QStringLiteral("false")}
                                               : append(trace, QStringLiteral("do %1").arg(i)),
                           .touches = QStringLiteral("the trace"),
                           .undo = append(trace, QStringLiteral("undo %1").arg(i)),
                           .undoText = QStringLiteral("takes it back"),
                           .expectedSeconds = i,
                           .downtimeSeconds = i == 2 ? 7 : 0};
    return plan;
}

} // namespace

class TestPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip()
    {
        Plan plan = tracing(QStringLiteral("/x"), 0, 2);
        plan.steps[1].run.set(QStringLiteral("RELEASE"), QStringLiteral("r1")).in(QStringLiteral("/opt"));
        QVERIFY(!planFromJson(toJson(plan))->check);
        plan.check = Command{QStringLiteral("sh"), QStringLiteral("check.sh"), QStringLiteral("it's so")};
        const auto again = planFromJson(toJson(plan));
        QVERIFY(again && again->check);
        QCOMPARE(again->check->toShell(), plan.check->toShell());
        QCOMPARE(toJson(*again), toJson(plan));
        QCOMPARE(again->steps[1].run.toShell(), plan.steps[1].run.toShell());
        QCOMPARE(again->before, QStringLiteral("r1"));
        QCOMPARE(again->expectedSeconds(), 6);
        QCOMPARE(again->downtimeSeconds(), 7);
    }

    void notAPlan()
    {
        QCOMPARE(nameOf(planFromJson("{").error().code), QStringLiteral("Invalid"));
        QCOMPARE(nameOf(planFromJson(R"({"format":2,"steps":[]})").error().code), QStringLiteral("Conflict"));
    }

    void jobIds()
    {
        const QDateTime time = QDateTime::fromString(QStringLiteral("2026-11-24T03:04:05Z"), Qt::ISODate);
        const QString id = newJobId(QStringLiteral("deploy"), time);
        QVERIFY(id.startsWith(QStringLiteral("20261124T030405Z-deploy-")));
        QVERIFY(id != newJobId(QStringLiteral("deploy"), time));
    }

    // The printed script, run by a real shell, does what the runner would.
    void script_data()
    {
        QTest::addColumn<int>("failing");
        QTest::addColumn<int>("commitPoint");
        QTest::addColumn<QString>("trace");
        QTest::newRow("all well") << 0 << 3 << "do 1 do 2 do 3";
        QTest::newRow("the second fails") << 2 << 3 << "do 1 undo 2 undo 1";
        QTest::newRow("past the commit point nothing is undone") << 3 << 2 << "do 1 do 2";
    }
    void script()
    {
        QFETCH(int, failing);
        QFETCH(int, commitPoint);
        for (const QString &shell : {QStringLiteral("dash"), QStringLiteral("bash")}) {
            QTemporaryDir folder;
            QDir(folder.path()).mkpath(QStringLiteral("state dir"));
            const Plan plan = tracing(folder.path(), failing, commitPoint);
            QProcess sh;
            sh.start(shell, {QStringLiteral("-s")});
            sh.write(asScript(plan, {{QStringLiteral("helper.sh"), "#!/bin/sh\necho 'help'\n"}}).toUtf8());
            sh.closeWriteChannel();
            QVERIFY(sh.waitForFinished());
            QFile trace(folder.filePath(QStringLiteral("trace")));
            QVERIFY2(trace.open(QIODevice::ReadOnly), sh.readAllStandardError());
            QTEST(QString::fromUtf8(trace.readAll().simplified()), "trace");
            QCOMPARE(sh.exitCode(), failing ? 1 : 0);
            QFile helper(plan.bin + QStringLiteral("/helper.sh"));
            QVERIFY(helper.open(QIODevice::ReadOnly));
            QCOMPARE(helper.readAll(), QByteArray("#!/bin/sh\necho 'help'\n"));
        }
    }
};

QTEST_GUILESS_MAIN(TestPlan)
#include "tst_plan.moc"
