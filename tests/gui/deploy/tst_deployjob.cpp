// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/deploy/deploywindow.h"
#include "ui/jobs/steprows.h"

#include <array>

using namespace bouncepro;
using namespace std::chrono_literals;

/// A deploy while it runs and when it ended, on the deploy page.
class TestDeployJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsToItsEnd()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.server().setAgo(80s);
        d.click("deploy");
        d.key(Qt::Key_Return, Qt::ControlModifier);
        const QString id = d.startedJob();
        QVERIFY(!id.isEmpty());
        constexpr std::array took{3, 1, 58, 1, 2, 1};
        int ago = 78;
        for (int step = 1; step <= 6; ++step) {
            ago -= took[size_t(step) - 1];
            d.runStep(id, step, took[size_t(step) - 1], ago);
        }
        d.server().event(id, 7, "start");
        d.server().setAgo(0s);
        d.server().write(id,
                         "create network alias payload-green\nstart payload-green\n/health/ready 503, warming up\n");
        QTRY_COMPARE(d.title(), QStringLiteral("Deploying 4c91e7d, step 7 of 11"));
        QVERIFY(d.evidence().startsWith(QStringLiteral("If a step fails, 2.14.3 serves again by itself. Started by ")));
        QTRY_VERIFY(d.find<OutputView>("jobOutput"));
        QTRY_VERIFY(d.find<OutputView>("jobOutput")->toPlainText().contains(QStringLiteral("warming up")));
        QVERIFY(d.find("jobOutput")->accessibleName().contains(QStringLiteral("Start the new payload")));
        QTRY_COMPARE(d.desk()->badge(QStringLiteral("deploy")).text, QStringLiteral("7 of 11"));
        QVERIFY(d.text("jobLeft").contains(QStringLiteral("left")));
        QVERIFY(d.find("arrives"));
        // Where focus stands goes along.
        auto *list = d.find<StepList>("jobSteps");
        QTRY_COMPARE(list->currentIndex().row(), 6);
        d.picture("deploy-running");
        // Another step's output, and back.
        StepList *steps = list;
        steps->setFocus(Qt::TabFocusReason);
        steps->setCurrentIndex(steps->model()->index(0, 0));
        d.key(Qt::Key_Return);
        QCOMPARE(steps->open().row(), 0);
        d.key(Qt::Key_Return);
        QVERIFY(!steps->open().isValid());
        steps->setCurrentIndex(steps->model()->index(6, 0));
        steps->clearFocus();
        d.server().setAgo(4s);
        d.server().event(id, 7, "end");
        d.runStep(id, 8, 1, 3);
        d.runStep(id, 9, 1, 2);
        d.runStep(id, 10, 1, 1);
        d.runStep(id, 11, 1, 0);
        const QByteArray serves =
            QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss")).toLatin1() + "-4c91e7d";
        d.server().setStatus(QByteArray(status).replace("8f3c2a1aaa", "4c91e7daaa").replace("2.14.3", serves));
        d.server().setAnswer(QStringLiteral("deploy.sh"), factsServing(serves));
        d.server().setAnswer(QStringLiteral("changes.sh"), "distance\t8f3c2a1aaa\t0\t3\ndistance\td52b77eaaa\t0\t7\n"
                                                           "distance\t03cc91baaa\t0\t12\n");
        d.server().end(id, JobState::Succeeded);
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Deployed 4c91e7d in 1 min 2")));
        // One length, wherever it is told.
        const QString length = d.title().section(QLatin1String(" in "), 1);
        QCOMPARE(d.text("jobTime"), QStringLiteral("01:%1").arg(length.section(QLatin1Char(' '), 2, 2)));
        const auto strips = d.window().findChildren<JobStrip *>();
        QVERIFY(std::any_of(strips.begin(), strips.end(), [&](const JobStrip *strip) {
            const auto texts = strip->findChildren<QLabel *>();
            return strip->isVisible() && std::any_of(texts.begin(), texts.end(), [&](const QLabel *text) {
                       return text->text() == d.text("jobTime");
                   });
        }));
        QTRY_COMPARE(d.find<RowList>("releases")->model()->rowCount(), 4);
        QTRY_COMPARE(d.desk()->badge(QStringLiteral("deploy")).text, QString());
        d.picture("deploy-done");
        d.click("backToReleases");
        QVERIFY(!d.find("jobPanel"));
        QTRY_COMPARE(d.title(), QStringLiteral("Nothing new: 4c91e7d serves"));
    }

    void failedShowsOutputAndWhatToDo()
    {
        DeployWindow d;
        const Plan plan = d.beginJob();
        d.start();
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Deploying 4c91e7d"))); // whoever started it
        d.runStep(plan.id, 1, 4, 8);
        d.server().event(plan.id, 2, "start");
        d.server().write(plan.id, "payload is unhealthy\nPAYLOAD_SECRET is empty\n");
        d.server().setAgo(1s);
        d.server().event(plan.id, 2, "end", 1);
        d.server().setAgo(0s);
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
        QTRY_VERIFY(d.text("jobTime").startsWith(QStringLiteral("00:1"))); // as long as it runs, not as it is seen
        QTRY_VERIFY(d.desk()->jobs().running()->cancelText().contains(QStringLiteral("2.14.3"))); // its plan was read
        d.click("cancelJob");
        QVERIFY(d.find("cancelDialog"));
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Cancel the deploy of 4c91e7d on bouncepro-eu"));
        QVERIFY(d.isWhole("dialogTitle"));
        QCOMPARE(d.text("dialogCancel"), QStringLiteral("Let it run"));
        QTRY_VERIFY2(d.text("cancelEffect").contains(QStringLiteral("2.14.3 serves again")),
                     qPrintable(d.text("cancelEffect")));
        d.picture("deploy-cancel");
        d.click("dialogConfirm");
        QTRY_COMPARE(d.server().count(QStringLiteral("job.sh cancel")), 1);
        QTRY_VERIFY(d.find("deployRequest"));
        for (Button *button : d.window().findChildren<Button *>(QStringLiteral("cancelJob"))) // on the page and below
            QVERIFY(!button->isVisible() || button->toolTip().contains(QStringLiteral("was asked to stop")));
        d.server().end(plan.id, JobState::Cancelled, "cancelled", 1);
        QTRY_VERIFY(d.title().contains(QStringLiteral("was cancelled")));
        QVERIFY(!d.find("deployRequest"));
    }

    void interruptedIsRecovered()
    {
        DeployWindow d;
        const Plan plan = d.beginJob();
        d.server().event(plan.id, 1, "start");
        d.server().setAgo(3s);
        d.server().end(plan.id, JobState::Interrupted);
        d.start();
        QTRY_VERIFY(d.find("deployRecover"));
        QTRY_VERIFY(d.title().contains(QStringLiteral("was interrupted")));
        QTRY_VERIFY(d.find<StepList>("jobSteps"));
        QVERIFY(!d.find("jobTime")); // nobody saw when
        QTRY_COMPARE(d.find<StepList>("jobSteps")->model()->index(0, 0).data(TimeRole).toString(), QString());
        QCOMPARE(d.desk()->badge(QStringLiteral("deploy")).mark, std::optional(Mark::Warning));
        for (const char *name : {"deploy", "rollBack"}) {
            QTRY_VERIFY(d.isBlocked(name));
            QTRY_VERIFY2(d.find(name)->toolTip().contains(QStringLiteral("recover it first")),
                         qPrintable(d.find(name)->toolTip()));
        }
        // The head says what happened, the banner what can be done.
        QVERIFY2(!d.evidence().contains(QStringLiteral("Recovery")), qPrintable(d.evidence()));
        QCOMPARE(d.find("deployRecover")->accessibleName(), QStringLiteral("Recovery goes back: 2.14.3 serves again."));
        // What never ran has no bar, and how far the first step came is not told as if it were done.
        const auto *steps = d.find<StepList>("jobSteps")->model();
        QCOMPARE(steps->index(1, 0).data(FromRole).toDouble(), steps->index(1, 0).data(ToRole).toDouble());
        const StepBar::Segment first = segmentsOf(*d.desk()->jobs().open(plan.id)->steps()).first();
        QVERIFY(first.mark == Mark::Warning && first.part > 0 && first.part < 1);
        d.picture("deploy-interrupted");
        QTest::mouseClick(d.find("deployRecover")->findChild<QAbstractButton *>(), Qt::LeftButton);
        QVERIFY(d.find("recoverDialog"));
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Recover the deploy of 4c91e7d on bouncepro-eu"));
        QVERIFY(d.isWhole("dialogTitle"));
        QVERIFY(d.text("recoverEffect").contains(QStringLiteral("Recovery goes back: 2.14.3 serves again.")));
        d.picture("deploy-recover");
        d.click("dialogConfirm");
        QTRY_COMPARE(d.server().count(QStringLiteral("job.sh recover")), 1);
        QTRY_VERIFY(!d.find("deployRecover"));
    }

    void startThatIsRefused()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.click("deploy");
        d.monitor().setInterval(std::chrono::hours(1)); // somebody was faster, and this console has not seen it yet
        const Plan theirs = d.beginJob("b07d1f2", "marek@desk");
        d.server().event(theirs.id, 1, "start");
        const QDateTime since = d.server().job(theirs.id).summary.started;
        d.server().refuseStart(75, "job\t" + theirs.id.toLatin1() + "\naction\tdeploy\nsubject\tb07d1f2\nactor\t" +
                                       theirs.actor.toLatin1() + "\nsince\t" + since.toString(Qt::ISODate).toLatin1() +
                                       '\n');
        d.click("dialogConfirm");
        QTRY_VERIFY(d.find("deployFailed"));
        const QString why = d.find("deployFailed")->accessibleName();
        QVERIFY2(why.startsWith(QStringLiteral("The deploy of b07d1f2 by marek@desk holds the lock since today ")),
                 qPrintable(why));
        QVERIFY(why.contains(QStringLiteral("Nothing was started. Follow the job ") + theirs.id));
        // The job that is in the way comes into sight with the next look.
        d.monitor().setInterval(20ms);
        d.monitor().lookNow();
        QTRY_COMPARE(d.title(), QStringLiteral("Deploying b07d1f2, step 1 of 3"));
        QTRY_VERIFY(d.find("deploy")->toolTip().contains(QStringLiteral("A job runs")));
        QVERIFY(!d.find("arrives")); // what that commit brings was not read
        d.picture("deploy-refused");
        d.server().setAgo(0s);
        d.server().end(theirs.id, JobState::Succeeded);
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Deployed b07d1f2")));
        QVERIFY(!d.find("deployFailed")); // the lock is free
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
        QTRY_COMPARE(d.title(), QStringLiteral("Deploying 4c91e7d, step 1 of 3"));
        d.monitor().setBackoff(30s); // stays as it is for a picture
        d.server().loseConnections();
        QTRY_COMPARE(d.title(), QStringLiteral("Connection lost while deploying 4c91e7d, step 1 of 3"));
        QVERIFY2(d.evidence().startsWith(QStringLiteral("The job goes on there. Seen just now")),
                 qPrintable(d.evidence()));
        // Nothing is told as if it were seen now, and nothing offered that cannot be done.
        QVERIFY(!d.find("jobLeft"));
        QTRY_VERIFY(d.isBlocked("cancelJob"));
        for (Button *button : d.window().findChildren<Button *>(QStringLiteral("cancelJob")))
            if (button->isVisible())
                QVERIFY2(!button->isEnabled() && button->toolTip().contains(QStringLiteral("is unreachable")),
                         qPrintable(button->toolTip()));
        const auto *steps = d.find<StepList>("jobSteps");
        QCOMPARE(steps->model()->index(0, 0).data(MarkRole).toInt(), int(Mark::NotConnected));
        QCOMPARE(segmentsOf(*d.desk()->jobs().running()->steps(), true).first().mark, Mark::NotConnected);
        QCOMPARE(d.desk()->badge(QStringLiteral("deploy")).mark, std::optional(Mark::NotConnected));
        d.picture("deploy-reconnecting");
        d.server().setAgo(1s);
        d.server().event(plan.id, 1, "end");
        d.server().event(plan.id, 2, "start");
        d.server().comeBack();
        d.monitor().lookNow();
        QTRY_COMPARE(d.title(), QStringLiteral("Deploying 4c91e7d, step 2 of 3"));
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
