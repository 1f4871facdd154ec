// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/deploy/deploywindow.h"
#include "tests/support/clock.h"

using namespace bouncepro;
using namespace std::chrono_literals;

/// What would arrive, the plan, and the way to start it.
class TestDeployPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idle()
    {
        DeployWindow d;
        QVERIFY(d.read());
        QCOMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));
        QVERIFY(d.evidence().startsWith(QStringLiteral("Serving 2.14.3, commit 8f3c2a1, branch main, read ")));
        QCOMPARE(d.find<RowList>("commits")->model()->rowCount(), 3);
        QCOMPARE(d.find<RowList>("releases")->model()->rowCount(), 3);
        QVERIFY(d.find<StepList>("planPreview")->model()->rowCount() > 5);
        QCOMPARE(d.desk()->badge(QStringLiteral("deploy")).text, QStringLiteral("3 new"));
        QVERIFY(!d.find("drawerNone"));
        d.picture("deploy-idle");
        d.click("toggleJobs"); // what is not there yet is told, not left blank
        QTRY_VERIFY(d.find("drawerNone"));
        QVERIFY(!d.find("drawerSteps"));
        QVERIFY(!d.find("drawerOutput"));
    }

    void deploysWithTwoClicks()
    {
        DeployWindow d{{.environment = Environment::Staging}};
        QVERIFY(d.read());
        d.click("deploy");
        QVERIFY(d.find("planDialog"));
        QCOMPARE(d.focus(), QStringLiteral("dialogConfirm"));
        QCOMPARE(d.text("dialogConfirm"), QStringLiteral("Deploy to staging"));
        d.picture("deploy-confirm-staging");
        d.click("dialogConfirm");
        const QString id = d.startedJob();
        QVERIFY(!id.isEmpty());
        QTRY_VERIFY(d.find("jobPanel"));
        QCOMPARE(d.server().job(id).summary.action, QStringLiteral("deploy"));
        QVERIFY(d.isBlocked("deploy"));
        QVERIFY(d.isBlocked("rollBack"));
        QCOMPARE(d.desk()->badge(QStringLiteral("deploy")).mark, std::optional(Mark::Running));
    }

    void enterTakesWhatHasFocus()
    {
        DeployWindow careful;
        QVERIFY(careful.read());
        careful.click("deploy");
        careful.key(Qt::Key_Return); // on Cancel
        QVERIFY(careful.find("planDialog"));
        QCOMPARE(careful.server().count(QStringLiteral("job.sh start")), 0);
        DeployWindow quick{{.environment = Environment::Development}};
        QVERIFY(quick.read());
        quick.click("deploy");
        quick.key(Qt::Key_Return);
        QVERIFY(!quick.startedJob().isEmpty());
    }

    void confirmTellsAll()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.click("deploy");
        QCOMPARE(d.focus(), QStringLiteral("dialogCancel"));
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Deploy 4c91e7d to bouncepro-eu"));
        QCOMPARE(d.text("planRelease"), QStringLiteral("2.14.3 → 4c91e7d"));
        QCOMPARE(d.text("planTime"), QStringLiteral("About 1 min 32 s"));
        QCOMPARE(d.text("planDowntime"), QStringLiteral("None"));
        QVERIFY(d.text("planWayBack").startsWith(QStringLiteral("If a step fails, 2.14.3 serves again")));
        QVERIFY(d.text("dialogNote").contains(QStringLiteral("Recorded as ")));
        QCOMPARE(d.text("dialogConfirm"), QStringLiteral("Deploy to production"));
        QVERIFY2(d.text("planNotice").contains(QStringLiteral("migrations")), qPrintable(d.text("planNotice")));
        d.picture("deploy-confirm");
        // Each step opens to what it runs.
        auto *steps = d.find<StepList>("planSteps");
        steps->setFocus(Qt::TabFocusReason);
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Return);
        auto *output = steps->findChild<QPlainTextEdit *>();
        QVERIFY(output->isVisible());
        QVERIFY(output->toPlainText().contains(QStringLiteral("deploy.sh")));
        d.click("planCommands");
        QVERIFY(steps->model()->index(0, 0).data(SecondRole).toString().startsWith(QStringLiteral("… fetch 4c91e7d")));
        d.picture("deploy-confirm-step");
        steps->setFocus(Qt::TabFocusReason);
        d.key(Qt::Key_Return);
        QVERIFY(!output->isVisible());
        d.key(Qt::Key_Escape);
        QTRY_VERIFY(!d.find("planDialog"));
        QCOMPARE(d.server().count(QStringLiteral("job.sh start")), 0);
        QCOMPARE(d.focus(), QStringLiteral("deploy"));
    }

    void keyboardAlone()
    {
        DeployWindow d;
        QVERIFY(d.read());
        QVERIFY(d.tabTo("deploy"));
        d.key(Qt::Key_Return);
        QTRY_VERIFY(d.find("planDialog"));
        d.key(Qt::Key_Return, Qt::ControlModifier);
        const QString id = d.startedJob();
        QVERIFY(!id.isEmpty());
        d.server().end(id, JobState::Succeeded);
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Deployed")));
        QTRY_VERIFY(!d.isBlocked("rollBack"));
        QVERIFY(d.tabTo("releases"));
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Return);
        QTRY_VERIFY(d.find("planDialog"));
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Roll back to 2.14.1 on bouncepro-eu"));
        QVERIFY(d.tabTo("dialogConfirm"));
        d.key(Qt::Key_Space);
        QTRY_VERIFY(d.desk()->jobs().running());
        QCOMPARE(d.desk()->jobs().running()->job().action, QStringLiteral("rollback"));
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Rolling back to 2.14.1")));
    }

    void rollsBackByButton()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.find<RowList>("releases")->setFocus(Qt::TabFocusReason);
        d.find<RowList>("releases")->selectionModel()->clearSelection();
        QVERIFY(!d.find("rollBackSelected")); // focus alone chooses none
        auto *releases = d.find<RowList>("releases");
        releases->setCurrentIndex(releases->model()->index(0, 0));
        QVERIFY(d.isBlocked("rollBackSelected")); // it serves
        releases->setCurrentIndex(releases->model()->index(1, 0));
        QCOMPARE(d.text("rollBackSelected"), QStringLiteral("Roll back to 2.14.2…"));
        d.click("rollBackSelected");
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Roll back to 2.14.2 on bouncepro-eu"));
        QCOMPARE(d.text("dialogConfirm"), QStringLiteral("Roll back production"));
        QVERIFY(d.find("planFinding")->accessibleName().contains(QStringLiteral("never served")));
        d.click("dialogCancel");
        d.click("rollBack"); // the last good one before
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Roll back to 2.14.1 on bouncepro-eu"));
        d.click("dialogConfirm");
        QVERIFY(!d.startedJob().isEmpty());
    }

    // Names of keys and files, never a value.
    void rollbackTellsWhatReturns()
    {
        const auto content = [](const char *hash, const QByteArray &text) {
            return QByteArray("content\t") + hash + '\t' + text.toBase64() + '\n';
        };
        const QByteArray records =
            releases() +
            "record\t2.14.1\tbackup\t1794448800\t/backups/bouncepro-2026-11-12.sql.gz\n"
            "differs\t2.14.1\tnginx/nginx.conf\nfile\t.env.production\taaa\nkept\t2.14.1\t.env.production\tbbb\n" +
            content("aaa", "SITE_NAME=New\nPAYLOAD_SECRET=today-of-payload\nSMTP_HOST=mx2\n") +
            content("bbb", "SITE_NAME=Old\nPAYLOAD_SECRET=then-of-payload\n");
        DeployWindow d{{.facts = factsOf({}, records, "8f3c2a1aaa")}};
        QVERIFY(d.read());
        d.click("rollBack");
        QTRY_VERIFY(d.find("rollbackFacts"));
        QCOMPARE(d.text("rollbackEnvironment"), QStringLiteral("Go back to the values of then: SITE_NAME, SMTP_HOST"));
        QCOMPARE(d.text("rollbackCredentials"), QStringLiteral("Stay as they are today: PAYLOAD_SECRET"));
        QVERIFY(d.text("rollbackNginx").startsWith(QStringLiteral("Go back: nginx/nginx.conf.")));
        QCOMPARE(d.text("rollbackImages"), QStringLiteral("Kept: nothing is built"));
        QVERIFY(!d.text("rollbackDatabase").isEmpty());
        QVERIFY(d.text("rollbackBackup").endsWith(QStringLiteral("/backups/bouncepro-2026-11-12.sql.gz")));
        for (const QLabel *label : d.find("planDialog")->findChildren<QLabel *>())
            QVERIFY2(!label->text().contains(QStringLiteral("of-payload")), qPrintable(label->text()));
        d.picture("deploy-rollback-confirm");
    }

    void filesOfACommit()
    {
        DeployWindow d;
        QVERIFY(d.read());
        auto *commits = d.find<RowList>("commits");
        commits->setFocus(Qt::TabFocusReason);
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Return);
        QVERIFY(d.find("filesDialog"));
        QVERIFY(d.find<OutputView>("files")->toPlainText().contains(QStringLiteral("A payload/migrations")));
        d.picture("deploy-files");
        d.key(Qt::Key_Escape);
        QVERIFY(!d.find("filesDialog"));
    }

    void states_data()
    {
        QTest::addColumn<QByteArray>("facts");
        QTest::addColumn<QString>("title");
        QTest::newRow("nothing new") << factsOf({}, releases(), "8f3c2a1aaa")
                                     << QStringLiteral("Nothing new: 8f3c2a1 serves");
        QTest::newRow("one") << factsOf(commit("4c91e7daaa", "Anna Lind", "Release 2.15.0", 4), releases())
                             << QStringLiteral("1 commit is ready to deploy");
        QTest::newRow("origin silent") << factsOf({}, releases(), "8f3c2a1aaa",
                                                  "fetch-failed\tCould not resolve host\n")
                                       << QStringLiteral("The origin did not answer");
        QTest::newRow("no commit at all")
            << factsOf({}, {}, {}) << QStringLiteral("The origin does not know the branch main");
        QTest::newRow("no release") << factsOf(threeCommits(), {}) << QStringLiteral("3 commits are ready to deploy");
    }
    void states()
    {
        QFETCH(QByteArray, facts);
        QFETCH(QString, title);
        DeployWindow d{{.facts = facts, .changed = facts.count("incoming") == 1 ? oneChange : changedFiles}};
        QVERIFY(d.read());
        QTRY_COMPARE(d.title(), title);
        QVERIFY2(d.evidence().startsWith(QStringLiteral("Serving 2.14.3, commit 8f3c2a1, branch main, read ")),
                 qPrintable(d.evidence()));
        QVERIFY2(d.evidence().endsWith(QLatin1Char('.')), qPrintable(d.evidence()));
        d.picture(qPrintable(QStringLiteral("deploy-%1")
                                 .arg(QLatin1String(QTest::currentDataTag()))
                                 .replace(QLatin1Char(' '), QLatin1Char('-'))));
        QCOMPARE(d.isBlocked("deploy"), !title.contains(QStringLiteral("ready")));
    }

    // What was read a while ago is read again before anybody is asked, and when one comes back to the page.
    void readsAgainWhatIsOld()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.desk()->deploy().setFreshFor(std::chrono::milliseconds(-1));
        d.server().setAnswer(
            QStringLiteral("deploy.sh"),
            factsOf(commit("77777777aa", "Anna Lind", "Newer", 1) + threeCommits(), releases(), "77777777aa"));
        d.click("deploy");
        QTRY_VERIFY(d.find("planDialog"));
        QVERIFY2(d.text("planRelease").endsWith(QStringLiteral("7777777")), qPrintable(d.text("planRelease")));
        d.click("dialogCancel");
        QTRY_VERIFY(!d.find("planDialog"));
        d.window().showPage(QStringLiteral("servers"));
        d.server().setAnswer(QStringLiteral("deploy.sh"), factsOf(threeCommits(), releases()));
        d.window().showPage(QStringLiteral("deploy"));
        QTRY_COMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));

        // The origin cannot be asked: the page says so, and nobody is asked on old knowledge.
        d.server().setAnswer(QStringLiteral("deploy.sh"), "nonsense");
        d.click("deploy");
        QTRY_COMPARE(d.desk()->deploy().state(), LoadState::Stale);
        QTRY_VERIFY(d.desk()->wish() == ServerDesk::Wish::None);
        QVERIFY(!d.find("planDialog"));
    }

    // From the overview: the plan is there at once, or the page says why there is none.
    void twoClicksFromTheOverview()
    {
        DeployWindow d{{.environment = Environment::Staging}};
        d.JobWindow::start(QStringLiteral("servers"));
        QTRY_VERIFY(!d.isBlocked("deploy"));
        d.click("deploy");
        QTRY_VERIFY(d.find("planDialog"));
        d.click("dialogConfirm");
        QVERIFY(!d.startedJob().isEmpty());

        DeployWindow idle{{.facts = factsOf({}, releases(), "8f3c2a1aaa")}};
        idle.JobWindow::start(QStringLiteral("servers"));
        QTRY_VERIFY(!idle.isBlocked("deploy"));
        idle.click("deploy");
        QTRY_COMPARE(idle.title(), QStringLiteral("Nothing new: 8f3c2a1 serves"));
        QVERIFY(!idle.find("planDialog"));

        DeployWindow left;
        left.JobWindow::start(QStringLiteral("servers"));
        QTRY_VERIFY(!left.isBlocked("deploy"));
        left.click("deploy");
        left.window().showPage(QStringLiteral("servers"));
        QTRY_COMPARE(left.desk()->deploy().state(), LoadState::Ready);
        left.window().showPage(QStringLiteral("deploy"));
        QCOMPARE(left.title(), QStringLiteral("3 commits are ready to deploy"));
        QVERIFY(!left.find("planDialog"));
    }

    void errorAndStale()
    {
        DeployWindow d{{.facts = "nonsense"}};
        d.start();
        QTRY_VERIFY(d.find("deployError"));
        QCOMPARE(d.title(), QStringLiteral("The releases of bouncepro-eu cannot be read"));
        QVERIFY(d.isBlocked("deploy"));
        QVERIFY(d.find<QLabel>("title")->alignment().testFlag(Qt::AlignTop)); // beside its mark, with no second line
        d.picture("deploy-error");
        d.server().setAnswer(QStringLiteral("deploy.sh"), factsOf(threeCommits(), releases()));
        d.click("lookAgain");
        QTRY_COMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));
        QVERIFY(!d.find("deployError"));
        // What was read stays when the next reading fails.
        d.server().setAnswer(QStringLiteral("deploy.sh"), "nonsense");
        d.click("lookAgain");
        QTRY_VERIFY(d.find("deployStale"));
        QCOMPARE(d.find<RowList>("commits")->model()->rowCount(), 3);
        QCOMPARE(d.title(), QStringLiteral("3 commits were ready to deploy"));
        QVERIFY2(d.evidence().startsWith(QStringLiteral("Served 2.14.3, ")), qPrintable(d.evidence()));
        const auto served = [&] { return d.find<RowList>("releases")->model()->index(0, 0); };
        QCOMPARE(served().data(TrailRole).toString(), QStringLiteral("Served then"));
        QVERIFY(!served().data(TrailMarkRole).isValid());
        {
            const ClockAhead clock(4min);
            QTRY_VERIFY2(d.evidence().contains(QStringLiteral("4 min")), qPrintable(d.evidence()));
            d.picture("deploy-stale");
        }
        // Not reached: what was read is told as what it was, and no button is left on.
        d.monitor().setBackoff(30s); // stays as it is for a picture
        d.server().loseConnections();
        QTRY_COMPARE(d.title(), QStringLiteral("bouncepro-eu is unreachable"));
        QVERIFY2(d.evidence().endsWith(QStringLiteral("3 commits were ready to deploy then.")),
                 qPrintable(d.evidence()));
        for (const char *name : {"deploy", "rollBack", "rollBackSelected"})
            QVERIFY2(d.isBlocked(name), name);
        QVERIFY(!d.find("deployStale"));
        QCOMPARE(d.desk()->badge(QStringLiteral("deploy")).text, QString());
        QTRY_COMPARE(d.strip(), QStringLiteral("Not known whether a job runs. bouncepro-eu is unreachable."));
        const ClockAhead clock(std::chrono::hours(4));
        QTRY_VERIFY2(d.evidence().contains(QStringLiteral("4 h")), qPrintable(d.evidence()));
        d.picture("deploy-stale-lost");
        // Who looks connects again, and reads what is there now.
        d.server().setAnswer(QStringLiteral("deploy.sh"), factsOf({}, releases(), "8f3c2a1aaa"));
        d.server().comeBack();
        d.click("lookAgain");
        QTRY_COMPARE(d.title(), QStringLiteral("Nothing new: 8f3c2a1 serves"));
    }

    void loading()
    {
        DeployWindow d;
        d.server().setHeld(true);
        d.start();
        QTRY_COMPARE(d.title(), QStringLiteral("Looking for new commits")); // no answer came yet
        QVERIFY(d.find("deployLoading"));
        QVERIFY(d.isBlocked("deploy"));
        QVERIFY(!d.find("commits"));
        QTest::qWait(350); // the bars come after 300 ms
        d.picture("deploy-loading");
        d.server().setHeld(false);
        QTRY_VERIFY(d.find("commits"));
        QVERIFY(!d.find("deployLoading"));
    }

    void notConnected()
    {
        DeployWindow d;
        d.server().loseConnections();
        d.monitor().setBackoff(30s);
        d.start();
        QTRY_COMPARE(d.title(), QStringLiteral("bouncepro-eu is unreachable"));
        QVERIFY(d.find("deployError"));
        QTRY_COMPARE(d.strip(), QStringLiteral("Not known whether a job runs. bouncepro-eu is unreachable."));
        d.picture("deploy-away");
        d.server().comeBack();
        d.click("lookAgain");
        QCOMPARE(d.title(), QStringLiteral("Connecting to bouncepro-eu")); // nobody can be asked yet
        QTRY_COMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));
    }

    void muchAndLong()
    {
        QByteArray records = releases();
        for (int i = 0; i < 200; ++i)
            records += release("release-with-a-name-that-goes-on-and-on-and-never-ends-" + QByteArray::number(200 - i),
                               "1111111",
                               QDateTime(QDate(2026, 11, 1).addDays(-i), QTime(9, 20), Qt::UTC)
                                   .toString(Qt::ISODate)
                                   .toLatin1()
                                   .constData(),
                               "good", "A subject that is much longer than any row has room for");
        QByteArray incoming, files, changed;
        for (int i = 0; i < 60; ++i) {
            const QByteArray hash = i == 0 ? "4c91e7daaa" : QByteArray::number(0x5a30c41 + i * 7919, 16) + "aaa";
            incoming += commit(hash.constData(), "Maximiliane-Charlotte von Hohenstein-Bergedorf",
                               "Index bookings by venue and start, and by customer, and by whatever else is asked for",
                               i * 100);
            const QByteArray file = "\tM\tpayload/src/indexes/" + QByteArray::number(i) + ".ts\n";
            files += "commit\t" + hash + "\t8f3c2a1aaa\nfile" + file;
            changed += "changed" + file;
        }
        DeployWindow d{{.facts = factsOf(incoming, records),
                        .name = QStringLiteral("bouncepro-with-a-very-long-name-indeed"),
                        .changed = files + changed}};
        QVERIFY(d.read());
        QCOMPARE(d.find<RowList>("releases")->model()->rowCount(), 203);
        d.picture("deploy-long");
        d.click("deploy");
        QVERIFY(d.isWhole("dialogTitle"));
        d.picture("deploy-long-confirm");
        WatchedApplication::forget();
        d.click("dialogConfirm");
        const QString id = d.startedJob();
        d.server().event(id, 1, "start");
        d.server().write(id, QByteArray("a line of output that is longer than most\n").repeated(2000));
        QTRY_VERIFY(d.find<OutputView>("jobOutput"));
        QTRY_VERIFY(d.find<OutputView>("jobOutput")->blockCount() > 1999);
        QCOMPARE(WatchedApplication::stalls(), QStringList());
        d.picture("deploy-long-running");
    }
};

BOUNCEPRO_GUI_MAIN(TestDeployPage)
#include "tst_deploypage.moc"
