// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/deploy/deploywindow.h"

using namespace bouncepro;

/// A deploy while it runs and when it ended, on the deploy page.
class TestDeployJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsToItsEnd()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.click("deploy");
        d.key(Qt::Key_Return, Qt::ControlModifier);
        const QString id = d.startedJob();
        QVERIFY(!id.isEmpty());
        for (int step = 1; step <= 6; ++step) {
            d.server().event(id, step, "start");
            d.server().event(id, step, "end");
        }
        d.server().event(id, 7, "start");
        d.server().write(id,
                         "create network alias payload-green\nstart payload-green\n/health/ready 503, warming up\n");
        QTRY_COMPARE(d.title(), QStringLiteral("Deploying 4c91e7d, step 7 of 9"));
        QVERIFY(d.evidence().startsWith(QStringLiteral("If a step fails, 2.14.3 serves again by itself. Started by ")));
        QTRY_VERIFY(d.find<OutputView>("jobOutput"));
        QTRY_VERIFY(d.find<OutputView>("jobOutput")->toPlainText().contains(QStringLiteral("warming up")));
        QVERIFY(d.find("jobOutput")->accessibleName().contains(QStringLiteral("Start the containers")));
        QTRY_COMPARE(d.desk()->badge(QStringLiteral("deploy")).text, QStringLiteral("7 of 9"));
        QVERIFY(d.text("jobLeft").contains(QStringLiteral("left")));
        QVERIFY(d.find("arrives"));
        d.picture("deploy-running");
        // Another step's output, and back.
        auto *steps = d.find<StepList>("jobSteps");
        steps->setFocus(Qt::TabFocusReason);
        steps->setCurrentIndex(steps->model()->index(0, 0));
        d.key(Qt::Key_Return);
        QCOMPARE(steps->open().row(), 0);
        d.key(Qt::Key_Return);
        QVERIFY(!steps->open().isValid());
        for (int step = 7; step <= 9; ++step)
            d.server().event(id, step, "end");
        d.server().end(id, JobState::Succeeded);
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Deployed 4c91e7d in ")));
        d.picture("deploy-done");
        d.click("backToReleases");
        QVERIFY(!d.find("jobPanel"));
        QTRY_COMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));
    }

    void failedShowsOutputAndWhatToDo()
    {
        DeployWindow d;
        const Plan plan = d.beginJob();
        d.start();
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Deploying 8f3c2a1"))); // whoever started it
        d.server().event(plan.id, 1, "start");
        d.server().event(plan.id, 1, "end");
        d.server().event(plan.id, 2, "start");
        d.server().write(plan.id, "payload is unhealthy\nPAYLOAD_SECRET is empty\n");
        d.server().event(plan.id, 2, "end", 1);
        d.server().event(plan.id, 1, "undo");
        d.server().event(plan.id, 1, "undone");
        d.server().end(plan.id, JobState::FailedRestored, "step-failed", 2);
        QTRY_COMPARE(d.title(), QStringLiteral("payload was not ready: 2.14.3 serves again"));
        QVERIFY(d.evidence().contains(QStringLiteral("try again")));
        QCOMPARE(d.find<StepList>("jobSteps")->open().row(), 1);
        QVERIFY(d.find<OutputView>("jobOutput")->toPlainText().contains(QStringLiteral("PAYLOAD_SECRET is empty")));
        QTRY_VERIFY(!d.isBlocked("deploy"));
        QCOMPARE(d.find<QPushButton>("deploy")->text(), QStringLiteral("Deploy again…"));
        d.picture("deploy-failed");
    }

    void cancels()
    {
        DeployWindow d;
        const Plan plan = d.beginJob();
        d.server().event(plan.id, 1, "start");
        d.start();
        QTRY_VERIFY(d.find("jobPanel"));
        QTRY_VERIFY(!d.isBlocked("cancelJob"));
        QTRY_VERIFY(d.desk()->jobs().running()->cancelText().contains(QStringLiteral("2.14.3"))); // its plan was read
        d.click("cancelJob");
        QVERIFY(d.find("cancelDialog"));
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Cancel the deploy of 8f3c2a1 on bouncepro-eu"));
        QVERIFY(d.isWhole("dialogTitle"));
        QCOMPARE(d.text("dialogCancel"), QStringLiteral("Let it run"));
        QTRY_VERIFY2(d.text("cancelEffect").contains(QStringLiteral("2.14.3 serves again")),
                     qPrintable(d.text("cancelEffect")));
        d.picture("deploy-cancel");
        d.click("dialogConfirm");
        QTRY_COMPARE(d.server().count(QStringLiteral("job.sh cancel")), 1);
        QTRY_VERIFY(d.find("deployRequest"));
        QVERIFY(d.isBlocked("cancelJob"));
        d.server().end(plan.id, JobState::Cancelled, "cancelled", 1);
        QTRY_VERIFY(d.title().contains(QStringLiteral("was cancelled")));
        QVERIFY(!d.find("deployRequest"));
    }

    void interruptedIsRecovered()
    {
        DeployWindow d;
        const Plan plan = d.beginJob();
        d.server().event(plan.id, 1, "start");
        d.server().end(plan.id, JobState::Interrupted);
        d.start();
        QTRY_VERIFY(d.find("deployRecover"));
        QTRY_VERIFY(d.title().contains(QStringLiteral("was interrupted")));
        QCOMPARE(d.desk()->badge(QStringLiteral("deploy")).mark, std::optional(Mark::Warning));
        for (const char *name : {"deploy", "rollBack"}) {
            QTRY_VERIFY(d.isBlocked(name));
            QTRY_VERIFY2(d.find(name)->toolTip().contains(QStringLiteral("recover it first")),
                         qPrintable(d.find(name)->toolTip()));
        }
        d.picture("deploy-interrupted");
        QTest::mouseClick(d.find("deployRecover")->findChild<QAbstractButton *>(), Qt::LeftButton);
        QVERIFY(d.find("recoverDialog"));
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Recover the deploy of 8f3c2a1 on bouncepro-eu"));
        QVERIFY(d.isWhole("dialogTitle"));
        QVERIFY(d.text("recoverEffect").contains(QStringLiteral("goes back")));
        d.picture("deploy-recover");
        d.click("dialogConfirm");
        QTRY_COMPARE(d.server().count(QStringLiteral("job.sh recover")), 1);
        QTRY_VERIFY(!d.find("deployRecover"));
    }

    void startThatIsRefused()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.server().refuseStart(75, "job\t20261124T031500Z-deploy-aaaaaa\naction\tdeploy\nsubject\tb07d1f2\n"
                                   "actor\tmarek@desk\nsince\t2026-11-24T03:15:00Z\n");
        d.click("deploy");
        d.click("dialogConfirm");
        QTRY_VERIFY(d.find("deployFailed"));
        QVERIFY(d.find("deployFailed")->accessibleName().contains(QStringLiteral("by marek@desk holds the lock")));
        QVERIFY(d.find("deployFailed")->accessibleName().contains(QStringLiteral("Nothing was started")));
        QTRY_VERIFY(!d.isBlocked("deploy"));
        QCOMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));
        QCOMPARE(d.find<RowList>("commits")->model()->rowCount(), 3);
        d.picture("deploy-refused");
    }

    void somebodyElseWasFaster()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.click("deploy");
        d.monitor().setInterval(std::chrono::hours(1));
        d.server().setStatus(QByteArray(status).replace("release\t2.14.3", "release\t2.14.9"));
        d.click("dialogConfirm");
        QTRY_VERIFY(d.find("deployFailed"));
        QVERIFY(d.find("deployFailed")->accessibleName().contains(QStringLiteral("2.14.9")));
        QCOMPARE(d.server().count(QStringLiteral("job.sh start")), 0);
    }

    void reconnecting()
    {
        DeployWindow d;
        const Plan plan = d.beginJob();
        d.server().event(plan.id, 1, "start");
        d.start();
        QTRY_VERIFY(d.find("jobPanel"));
        QTRY_COMPARE(d.title(), QStringLiteral("Deploying 8f3c2a1, step 1 of 3"));
        d.server().loseConnections();
        QTRY_VERIFY(d.evidence().startsWith(QStringLiteral("The connection is lost, the job goes on there. Seen ")));
        d.picture("deploy-reconnecting");
        d.server().event(plan.id, 1, "end");
        d.server().event(plan.id, 2, "start");
        d.server().comeBack();
        QTRY_COMPARE(d.title(), QStringLiteral("Deploying 8f3c2a1, step 2 of 3"));
    }

    void opensAJobThatIsOver()
    {
        DeployWindow d;
        const Plan plan = d.beginJob();
        d.server().event(plan.id, 1, "start");
        d.server().event(plan.id, 1, "end", 1);
        d.server().end(plan.id, JobState::FailedRestored, "step-failed", 1);
        d.window().showServer({});
        QTRY_COMPARE(d.desk()->jobs().jobs()->rowCount(), 1);
        d.desk()->openJob(plan.id); // the page was never looked at
        QTRY_VERIFY(d.find("jobPanel"));
        QTRY_VERIFY(d.title().contains(QStringLiteral("2.14.3 serves again")));
        d.click("backToReleases");
        QVERIFY(!d.find("jobPanel"));
        d.window().showPage(QStringLiteral("servers"));
        d.desk()->openJob(plan.id);
        QTRY_VERIFY(d.find("jobPanel"));
    }
};

BOUNCEPRO_GUI_MAIN(TestDeployJob)
#include "tst_deployjob.moc"
