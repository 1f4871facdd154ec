// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobwatch.h"
#include "tests/support/jobserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;

namespace {

const QString id = QStringLiteral("20261124T030000Z-deploy-1f2e3d");
const StateDirectory directory{QStringLiteral("/opt/bouncepro/.bouncepro"),
                               QStringLiteral("/opt/bouncepro/.bouncepro/bin/x")};

QString states(JobWatch &watch)
{
    QStringList all;
    for (int i = 0; i < watch.steps()->rowCount(); ++i)
        all << nameOf(StepState(watch.steps()->index(i).data(StepsModel::StateRole).toInt()));
    return all.join(QLatin1Char(' '));
}

/// A running job and its watch, on a connection that the test can change.
struct Scene
{
    std::shared_ptr<JobServer> made = JobServer::create();
    JobServer &server = *made;
    std::shared_ptr<RemoteHost> host = server.connect();
    Guard guard{JobServer::profile()};
    std::unique_ptr<JobWatch> watch;

    explicit Scene(bool knowsPlan = false)
    {
        server.begin(JobServer::plan(id));
        watch = std::make_unique<JobWatch>([this] { return host; }, guard, directory, server.job(id).summary,
                                           knowsPlan ? std::optional(JobServer::plan(id)) : std::nullopt);
    }
    void reconnect()
    {
        server.comeBack();
        host = server.connect();
        watch->follow();
    }
};

} // namespace

class TestJobWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsToTheEnd()
    {
        Scene s;
        QSignalSpy ended(s.watch.get(), &JobWatch::ended);
        s.watch->follow();
        QTRY_VERIFY(s.watch->plan());
        s.server.event(id, 1, "start");
        s.server.write(id, "hello\n");
        QTRY_COMPARE(states(*s.watch), QStringLiteral("Running Pending Pending"));
        QCOMPARE(s.watch->sentence().title, QStringLiteral("Deploying 8f3c2a1, step 1 of 3: One"));
        QCOMPARE(s.watch->sentence().mark, Mark::Running);
        QVERIFY(!s.watch->isOver());
        QTRY_COMPARE(s.watch->output()->lines(1), QStringList{QStringLiteral("hello")});
        s.server.event(id, 1, "end");
        for (int step = 2; step <= 3; ++step) {
            s.server.event(id, step, "start");
            s.server.event(id, step, "end");
        }
        s.server.edit(id,
                      [](JobServer::Job &job) { job.summary.started = QDateTime::currentDateTimeUtc().addSecs(-41); });
        s.server.end(id, JobState::Succeeded);
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(states(*s.watch), QStringLiteral("Done Done Done"));
        QCOMPARE(s.watch->sentence().title, QStringLiteral("Deployed 8f3c2a1 in 41 s"));
        QVERIFY(s.watch->isOver());
        QCOMPARE(s.watch->expectedLeft(), 0);
        s.watch->follow(); // all is known
        QVERIFY(!s.watch->isFollowing());
    }

    void knownPlanIsNotRead()
    {
        Scene s(true);
        s.watch->follow();
        s.server.event(id, 1, "start");
        QTRY_COMPARE(states(*s.watch), QStringLiteral("Running Pending Pending"));
        for (const QString &question : s.server.questions())
            QVERIFY2(!question.startsWith(QLatin1String("read")), qPrintable(question));
    }

    void lostConnectionAndReturn()
    {
        Scene s(true);
        s.watch->follow();
        s.server.event(id, 1, "start");
        s.server.write(id, "before\n");
        QTRY_COMPARE(s.watch->output()->rowCount(), 1);
        s.server.loseConnections();
        QTRY_VERIFY(s.watch->isReconnecting());
        QVERIFY(s.watch->error());
        QVERIFY(s.watch->nextTry() > QDateTime::currentDateTimeUtc().addSecs(-5));
        QVERIFY(s.watch->isFollowing());
        QCOMPARE(s.watch->state(), JobState::Running); // as last seen; the job goes on
        s.server.write(id, "after\n");
        s.server.event(id, 1, "end");
        s.reconnect();
        QTRY_COMPARE(states(*s.watch), QStringLiteral("Done Pending Pending"));
        QVERIFY(!s.watch->isReconnecting());
        QVERIFY(!s.watch->error());
        QCOMPARE(s.watch->output()->lines(1), (QStringList{QStringLiteral("before"), QStringLiteral("after")}));
        QVERIFY(s.server.questions().contains(QStringLiteral("job.sh follow 7 1"))); // nothing twice
    }

    void comesBackByItself()
    {
        Scene s(true);
        s.watch->follow();
        s.server.event(id, 1, "start");
        QTRY_COMPARE(states(*s.watch), QStringLiteral("Running Pending Pending"));
        s.server.edit(id, [](JobServer::Job &) {});
        s.server.loseConnections();
        QTRY_VERIFY(s.watch->isReconnecting());
        s.server.end(id, JobState::Succeeded);
        s.reconnect(); // ended meanwhile
        QTRY_VERIFY(s.watch->isOver());
        QCOMPARE(s.watch->state(), JobState::Succeeded);
    }

    void failedSaysWhyAndWhatServes()
    {
        Scene s;
        s.watch->follow();
        s.server.event(id, 1, "start");
        s.server.event(id, 1, "end");
        s.server.event(id, 2, "start");
        s.server.write(id, "container bouncepro-payload-1 is unhealthy\n--- the last lines of payload\nboom\n");
        s.server.event(id, 2, "end", 1);
        s.server.event(id, 2, "undo");
        QTRY_COMPARE(s.watch->state(), JobState::Undoing);
        QCOMPARE(s.watch->sentence().title, QStringLiteral("The deploy of 8f3c2a1 goes back: Two"));
        s.server.write(id, "restored\n");
        s.server.event(id, 2, "undone");
        s.server.end(id, JobState::FailedRestored, "step-failed", 2);
        QTRY_VERIFY(s.watch->isOver());
        QCOMPARE(s.watch->sentence().title, QStringLiteral("payload was not ready: 2.14.3 serves again"));
        QVERIFY(!s.watch->sentence().next.isEmpty());
        QCOMPARE(states(*s.watch), QStringLiteral("Done Undone Skipped"));
    }

    void needsAPerson()
    {
        Scene s;
        s.watch->follow();
        s.server.event(id, 1, "start");
        s.server.event(id, 1, "end", 1);
        s.server.event(id, 1, "undo");
        s.server.event(id, 1, "undone", 1);
        s.server.end(id, JobState::FailedNeedsPerson, "step-failed", 1);
        QTRY_VERIFY(s.watch->isOver());
        QTRY_COMPARE(s.watch->sentence().title,
                     QStringLiteral("Needs a person: The deploy of 8f3c2a1 failed at “One”"));
        QVERIFY(s.watch->sentence().next.contains(QStringLiteral("way back failed")));
        QCOMPARE(s.watch->sentence().mark, Mark::Down);
    }

    void cancelTellsItsEffect()
    {
        Scene s(true);
        s.watch->follow();
        s.server.event(id, 1, "start");
        QTRY_COMPARE(states(*s.watch), QStringLiteral("Running Pending Pending"));
        QCOMPARE(s.watch->cancelText(), QStringLiteral("It stops and goes back: 2.14.3 serves again."));
        QVERIFY(s.watch->canCancel());
        QCOMPARE(s.watch->cancelBlocked(), QString());
        s.watch->cancel();
        QCOMPARE(s.watch->request().state, JobRequest::Asking);
        QCOMPARE(s.watch->cancelBlocked(), QStringLiteral("It was asked to stop."));
        QTRY_COMPARE(s.watch->request().state, JobRequest::Answered);
        QCOMPARE(s.watch->request().text, QStringLiteral("It stops and goes back: 2.14.3 serves again."));
        s.server.event(id, 1, "end", 143);
        s.server.event(id, 1, "undo");
        s.server.event(id, 1, "undone");
        s.server.end(id, JobState::Cancelled, "cancelled", 1);
        QTRY_VERIFY(s.watch->isOver());
        QCOMPARE(s.watch->sentence().title, QStringLiteral("The deploy of 8f3c2a1 was cancelled: 2.14.3 serves again"));
        QVERIFY(!s.watch->canCancel());
        QCOMPARE(s.watch->cancelBlocked(), QString()); // there is nothing to cancel
        s.watch->cancel();                             // too late
        QTRY_COMPARE(s.watch->request().state, JobRequest::Failed);
        QCOMPARE(s.watch->request().error.code, ErrorCode::Conflict);
    }

    void pastTheCommitPoint()
    {
        Scene s(true);
        s.server.edit(id, [](JobServer::Job &job) { job.effect = "finish"; });
        s.watch->follow();
        for (int step = 1; step <= 2; ++step) {
            s.server.event(id, step, "start");
            s.server.event(id, step, "end");
        }
        QTRY_COMPARE(states(*s.watch), QStringLiteral("Done Done Pending"));
        QVERIFY(!s.watch->canCancel());
        QCOMPARE(s.watch->cancelText(), QStringLiteral("It is past its commit point: it finishes."));
        QCOMPARE(s.watch->cancelBlocked(), s.watch->cancelText());
        s.watch->cancel();
        QTRY_COMPARE(s.watch->request().text, QStringLiteral("It is past its commit point: it finishes."));
    }

    void interruptedAndRecovered()
    {
        Scene s;
        QSignalSpy ended(s.watch.get(), &JobWatch::ended);
        s.watch->follow();
        s.server.event(id, 1, "start");
        s.server.end(id, JobState::Interrupted);
        QTRY_COMPARE(ended.size(), 1);
        QTRY_VERIFY(s.watch->plan());
        QCOMPARE(states(*s.watch), QStringLiteral("Interrupted Pending Pending"));
        QCOMPARE(s.watch->sentence().title, QStringLiteral("The deploy of 8f3c2a1 was interrupted, step 1 of 3"));
        QVERIFY(s.watch->canRecover());
        QCOMPARE(s.watch->recoverText(), QStringLiteral("Recovery goes back: 2.14.3 serves again."));
        s.watch->recover(); // a production server
        QTRY_COMPARE(s.watch->request().state, JobRequest::Failed);
        QCOMPARE(s.watch->request().error.code, ErrorCode::NotArmed);
        QCOMPARE(s.server.count(QStringLiteral("job.sh recover")), 0);
        s.guard.arm(QStringLiteral("test"));
        s.watch->recover();
        QTRY_COMPARE(s.watch->request().state, JobRequest::Answered);
        QTRY_VERIFY(s.watch->isFollowing());
        s.server.event(id, 1, "undo");
        s.server.event(id, 1, "undone");
        s.server.end(id, JobState::FailedRestored, "killed", 1);
        QTRY_COMPARE(ended.size(), 2);
        QCOMPARE(states(*s.watch), QStringLiteral("Undone Skipped Skipped"));
        QCOMPARE(s.watch->sentence().title,
                 QStringLiteral("The deploy of 8f3c2a1 was interrupted at “One”: 2.14.3 serves again"));
    }

    void unreadablePlan()
    {
        Scene s;
        s.server.edit(id, [](JobServer::Job &job) { job.plan = "{\"format\":7,\"steps\":[]}"; });
        s.watch->follow();
        s.server.event(id, 2, "start");
        QTRY_COMPARE(states(*s.watch), QStringLiteral("Pending Running Pending"));
        QCOMPARE(s.watch->steps()->index(1).data().toString(), QStringLiteral("Step 2"));
        QVERIFY(!s.watch->plan());
    }

    void muchOutputDoesNotStallTheThread()
    {
        Scene s(true);
        QByteArray text;
        for (int i = 0; text.size() < 6 << 20; ++i)
            text += "line " + QByteArray::number(i) + " of a build that says a lot\n";
        s.server.event(id, 1, "start");
        s.server.write(id, text);
        s.server.event(id, 1, "end");
        s.server.end(id, JobState::Succeeded);
        // What a pass through the event loop takes at most, on a machine that does other things as well.
        qint64 longest = 0;
        QElapsedTimer between;
        QTimer beat;
        beat.setInterval(0);
        connect(&beat, &QTimer::timeout, this, [&] {
            if (between.isValid())
                longest = std::max(longest, between.elapsed());
            between.start();
        });
        beat.start();
        s.watch->follow();
        QTRY_VERIFY_WITH_TIMEOUT(s.watch->isOver(), 20000);
        QVERIFY2(longest < 200, qPrintable(QString::number(longest)));
        QCOMPARE(s.watch->output()->droppedBytes() > 4 << 20, true);
        const int last = s.watch->output()->rowCount() - 1;
        QVERIFY(s.watch->output()->index(last).data().toString().startsWith(QLatin1String("line ")));
        QVERIFY(!s.watch->output()->lines(1).isEmpty()); // still its step's
    }

    void goneWhileFollowing()
    {
        Scene s;
        s.watch->follow();
        s.server.event(id, 1, "start");
        s.watch.reset();
        s.server.event(id, 1, "end");
        QTest::qWait(30); // nobody there to be told
    }

    void noSuchJob()
    {
        const auto made = JobServer::create();
        JobServer &server = *made;
        JobSummary job;
        job.id = id;
        job.state = JobState::Running;
        const auto host = server.connect();
        const Guard guard(JobServer::profile());
        JobWatch watch([&] { return host; }, guard, directory, job);
        watch.follow();
        QTRY_VERIFY(watch.error());
        QCOMPARE(watch.error()->code, ErrorCode::NotFound);
        QVERIFY(!watch.isFollowing());
        const int asked = server.count(QStringLiteral("job.sh follow 0 0"));
        watch.follow(); // the same answer would come again
        QVERIFY(!watch.isFollowing());
        QCOMPARE(server.count(QStringLiteral("job.sh follow 0 0")), asked);
        watch.retry();
        QVERIFY(watch.isFollowing());
    }
};

QTEST_GUILESS_MAIN(TestJobWatch)
#include "tst_jobwatch.moc"
