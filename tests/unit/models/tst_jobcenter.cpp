// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobcenter.h"
#include "tests/support/jobserver.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace bouncepro;
using std::chrono::milliseconds;

namespace {

QString jobId(int number, const char *action = "deploy")
{
    return QStringLiteral("20261124T%1Z-%2-1f2e3d")
        .arg(30000 + number, 6, 10, QLatin1Char('0'))
        .arg(QLatin1String(action));
}

/// A console that looks at a server every few milliseconds, and what it was told.
struct Console
{
    std::shared_ptr<JobServer> made;
    JobServer &server;
    ServerMonitor monitor;
    Guard guard{JobServer::profile()};
    JobCenter center{monitor, guard};
    QAbstractItemModelTester tester{center.jobs()};
    QStringList said;

    explicit Console(std::shared_ptr<JobServer> of = JobServer::create(), const QDateTime &seenUntil = {},
                     bool isArmed = true, const ServerProfile &profile = JobServer::profile())
        : made(std::move(of)),
          server(*made),
          monitor(profile, server.connector())
    {
        monitor.setInterval(milliseconds(5));
        monitor.setBackoff(milliseconds(5));
        center.setSeenUntil(seenUntil);
        if (isArmed)
            guard.arm(QStringLiteral("test"));
        QObject::connect(&center, &JobCenter::jobStarted, &center,
                         [this](const JobSummary &job) { said << QStringLiteral("started ") + job.id; });
        QObject::connect(&center, &JobCenter::jobFinished, &center,
                         [this](const JobSummary &job, const JobSentence &sentence) {
                             said << QStringLiteral("finished %1 %2").arg(job.id, nameOf(job.state));
                             sentences << sentence.title;
                         });
    }
    QStringList sentences;
};

SecretsReader noSecrets()
{
    return [](RemoteHost &, std::stop_token) -> Result<QList<Secret>> { return QList<Secret>(); };
}

void addEnded(JobServer &server, const QString &id, JobState state = JobState::Succeeded)
{
    server.begin(JobServer::plan(id));
    server.end(id, state, state == JobState::Succeeded ? "none" : "step-failed", 2);
}

} // namespace

class TestJobCenter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyServerIsNotAsked()
    {
        Console console;
        console.server.setEmpty(true);
        QCOMPARE(console.center.state(), LoadState::Loading);
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        QTRY_VERIFY(console.server.count(QStringLiteral("probe.sh")) > 3);
        QCOMPARE(console.server.count(QStringLiteral("job.sh list")), 0);
        QCOMPARE(console.server.count(QStringLiteral("state.sh")), 0);
        QCOMPARE(console.center.jobs()->rowCount(), 0);
        QVERIFY(!console.center.running());
    }

    void oneRoundTripALook()
    {
        Console console;
        addEnded(console.server, jobId(1));
        console.monitor.start();
        QTRY_VERIFY(console.server.count(QStringLiteral("job.sh list")) > 4);
        QCOMPARE(console.server.count(QStringLiteral("state.sh")), 1); // the directory is found once
        QCOMPARE(console.center.jobs()->rowCount(), 1);
        QVERIFY(console.said.isEmpty()); // what ran before is no news
    }

    void runningJobOfAnotherConsole()
    {
        Console console;
        console.server.begin(JobServer::plan(jobId(1)));
        console.monitor.start();
        QTRY_VERIFY(console.center.running());
        QCOMPARE(console.center.running()->id(), jobId(1));
        console.server.event(jobId(1), 1, "start");
        QTRY_COMPARE(console.center.jobs()->index(0).data(JobsModel::StepRole).toInt(), 1);
        console.server.event(jobId(1), 1, "end");
        console.server.end(jobId(1), JobState::Succeeded);
        QTRY_COMPARE(console.said, QStringList{QStringLiteral("finished %1 succeeded").arg(jobId(1))});
        QVERIFY(console.sentences.first().startsWith(QStringLiteral("Deployed 8f3c2a1 in")));
        QVERIFY(!console.center.running());
        QTest::qWait(40); // looks go on
        QCOMPARE(console.said.size(), 1);
        QVERIFY(console.center.meanwhile().isEmpty()); // it was seen
    }

    void beginsLaterElsewhere()
    {
        Console console;
        console.server.setEmpty(true);
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        console.server.setEmpty(false);
        addEnded(console.server, jobId(1), JobState::FailedRestored); // began and ended between two looks
        console.center.lookNow();
        QTRY_COMPARE(console.said, (QStringList{QStringLiteral("started ") + jobId(1),
                                                QStringLiteral("finished %1 failed-restored").arg(jobId(1))}));
    }

    void startsAPlan()
    {
        Console console;
        console.server.setEmpty(true);
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        Result<QString> started = fail(ErrorCode::Internal, {});
        const auto secrets = [](RemoteHost &, std::stop_token) -> Result<QList<Secret>> {
            return QList<Secret>{Secret("hunter22")};
        };
        console.center.start(&console.center, JobServer::plan(jobId(1)), secrets,
                             [&](const Result<QString> &id) { started = id; });
        QVERIFY(console.center.isStarting());
        QTRY_VERIFY(started);
        QCOMPARE(*started, jobId(1));
        QVERIFY(!console.center.isStarting());
        QVERIFY(console.server.redaction().contains("hunter22"));
        QVERIFY(console.center.running());
        QVERIFY(console.center.running()->plan());
        console.server.end(jobId(1), JobState::Succeeded);
        QTRY_VERIFY(!console.center.running());
        QTRY_COMPARE(console.said, (QStringList{QStringLiteral("started ") + jobId(1),
                                                QStringLiteral("finished %1 succeeded").arg(jobId(1))}));
        for (const QString &question : console.server.questions())
            QVERIFY2(!question.startsWith(QLatin1String("read")), qPrintable(question)); // its plan is known
    }

    void startIsRefused()
    {
        Console console;
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        console.server.refuseStart(75, "job\tx\naction\tdeploy\nsubject\ty\nactor\tdeploy (SHA256:k) from bob@desk\n"
                                       "since\t2020-11-24T03:15:00Z\n");
        Error error;
        console.center.start(&console.center, JobServer::plan(jobId(1)), noSecrets(),
                             [&](const Result<QString> &id) { error = id ? Error{} : id.error(); });
        QTRY_COMPARE(error.code, ErrorCode::Locked);
        QVERIFY2(
            error.message.startsWith(QStringLiteral("The deploy of y by bob@desk holds the lock since 24 Nov 2020, ")),
            qPrintable(error.message));
        QCOMPARE(error.remedy, // what a person can do here as on a terminal
                 QStringLiteral("Nothing was started. Follow the job x until its end, or cancel it; then try again."));
        QVERIFY(console.said.isEmpty());
        // No owner any more: nobody is told.
        bool told = false;
        {
            QObject owner;
            console.center.start(&owner, JobServer::plan(jobId(2)), noSecrets(),
                                 [&](const Result<QString> &) { told = true; });
        }
        QTRY_VERIFY(!console.center.isStarting());
        QVERIFY(!told);
    }

    void startWithoutConnection()
    {
        Console console;
        Error error;
        console.center.start(&console.center, JobServer::plan(jobId(1)), noSecrets(),
                             [&](const Result<QString> &id) { error = id.error(); });
        QTRY_COMPARE(error.code, ErrorCode::Disconnected);
        QVERIFY(!error.remedy.isEmpty());
    }

    void lostConnectionAndReturn()
    {
        Console console;
        console.server.begin(JobServer::plan(jobId(1)));
        console.monitor.start();
        QTRY_VERIFY(console.center.running());
        QTRY_VERIFY(console.center.running()->isFollowing());
        console.server.loseConnections();
        QTRY_COMPARE(console.center.state(), LoadState::Stale);
        console.server.end(jobId(1), JobState::Succeeded);
        console.server.comeBack();
        QTRY_COMPARE(console.said, QStringList{QStringLiteral("finished %1 succeeded").arg(jobId(1))});
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
    }

    void meanwhileSinceTheLastVisit()
    {
        const auto server = JobServer::create();
        addEnded(*server, jobId(1));
        addEnded(*server, jobId(2));
        server->edit(jobId(1),
                     [](JobServer::Job &job) { job.summary.ended = QDateTime::currentDateTimeUtc().addSecs(-7200); });
        server->begin(JobServer::plan(jobId(3)));
        server->end(jobId(3), JobState::Interrupted);
        Console console(server, QDateTime::currentDateTimeUtc().addSecs(-3600));
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        QCOMPARE(console.center.meanwhile().size(), 1);
        QCOMPARE(console.center.meanwhile().first().id, jobId(2));
        QCOMPARE(console.center.interrupted().size(), 1);
        QCOMPARE(console.center.interrupted().first().id, jobId(3));
        QVERIFY(console.center.seenUntil().secsTo(QDateTime::currentDateTimeUtc()) < 5);
        console.center.dismissMeanwhile();
        QVERIFY(console.center.meanwhile().isEmpty());
        QVERIFY(console.said.isEmpty());
    }

    void firstVisitShowsNothingOld()
    {
        Console console;
        addEnded(console.server, jobId(1));
        console.monitor.start();
        QTRY_COMPARE(console.center.jobs()->rowCount(), 1);
        QVERIFY(console.center.meanwhile().isEmpty());
        QVERIFY(console.center.seenUntil().isValid());
    }

    void interruptedIsRecovered()
    {
        Console console;
        console.server.begin(JobServer::plan(jobId(1)));
        console.server.event(jobId(1), 1, "start");
        console.server.end(jobId(1), JobState::Interrupted);
        console.monitor.start();
        QTRY_COMPARE(console.center.interrupted().size(), 1);
        QVERIFY(console.center.jobs()->index(0).data(JobsModel::CanRecoverRole).toBool());
        JobWatch *watch = console.center.open(jobId(1));
        QVERIFY(watch);
        QTRY_VERIFY(watch->isOver());
        watch->recover();
        QTRY_COMPARE(console.said, QStringList{QStringLiteral("started ") + jobId(1)});
        console.server.event(jobId(1), 1, "undo");
        console.server.event(jobId(1), 1, "undone");
        console.server.end(jobId(1), JobState::FailedRestored, "killed", 1);
        QTRY_COMPARE(console.said.value(1), QStringLiteral("finished %1 failed-restored").arg(jobId(1)));
        QVERIFY(console.center.interrupted().isEmpty());
        QTest::qWait(40);
        QCOMPARE(console.said.size(), 2);
    }

    // The engine refuses it, whoever asks; nothing is asked of the server.
    void readOnlyUntilArmed()
    {
        Console console(JobServer::create(), {}, false);
        console.server.setEmpty(true);
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        std::optional<Result<QString>> answer;
        const auto start = [&] {
            answer.reset();
            console.center.start(&console.center, JobServer::plan(jobId(1)), noSecrets(),
                                 [&](const Result<QString> &id) { answer = id; });
        };
        start();
        QTRY_VERIFY(answer);
        QCOMPARE(answer->error().code, ErrorCode::NotArmed);
        QCOMPARE(console.server.count(QStringLiteral("state.sh")), 0);
        // Without a state directory an arming waits for the first job; one of which nothing came is forgotten.
        console.guard.arm(QStringLiteral("idle"));
        console.guard.disarm();
        const int looks = console.server.count(QStringLiteral("probe.sh"));
        QTRY_VERIFY(console.server.count(QStringLiteral("probe.sh")) > looks + 1);
        console.guard.arm(QStringLiteral("fix of 2.15"));
        const int before = console.server.count(QStringLiteral("probe.sh"));
        QTRY_VERIFY(console.server.count(QStringLiteral("probe.sh")) > before + 1);
        const auto acts = [&] { return console.server.questions().filter(QStringLiteral("job.sh act ")); };
        QCOMPARE(acts(), QStringList());
        start();
        QTRY_VERIFY(answer && answer->has_value());
        QTRY_COMPARE(acts(), QStringList{QStringLiteral("job.sh act arm fix of 2.15 armed")});
        console.guard.disarm(); // a job that runs goes on
        QTRY_COMPARE(acts().value(1), QStringLiteral("job.sh act disarm fix of 2.15 disarmed"));
        QVERIFY(console.center.running());
        start();
        QTRY_VERIFY(answer);
        QCOMPARE(answer->error().code, ErrorCode::NotArmed);
    }

    // A second operator has to approve it: until then nothing runs, and it holds nothing up.
    void waitsForApproval()
    {
        ServerProfile profile = JobServer::profile();
        profile.fourEyes = true;
        Console console(JobServer::create(), {}, true, profile);
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        console.center.start(&console.center, JobServer::plan(jobId(1)), noSecrets(), [](const Result<QString> &) {});
        QTRY_COMPARE(console.center.jobs()->rowCount(), 1);
        QCOMPARE(console.server.count(QStringLiteral("job.sh submit")), 1);
        QCOMPARE(console.server.count(QStringLiteral("job.sh start")), 0);
        QVERIFY(console.center.jobs()->job(jobId(1))->isWaiting());
        const int looks = console.server.count(QStringLiteral("job.sh list"));
        QTRY_VERIFY(console.server.count(QStringLiteral("job.sh list")) > looks + 1);
        QVERIFY(!console.center.running());
        QCOMPARE(console.said, QStringList());
        QVERIFY(console.center.jobs()->index(0).data().toString().contains(QStringLiteral("waits for approval")));

        JobWatch *watch = console.center.open(jobId(1));
        QVERIFY(watch && watch->canApprove() && watch->canCancel());
        QCOMPARE(watch->cancelText(), QStringLiteral("It is withdrawn: nothing has begun."));
        console.server.refuseStart(77, "key\tsame\n");
        watch->approve();
        QTRY_COMPARE(watch->request().state, JobRequest::Failed);
        QCOMPARE(watch->request().error.code, ErrorCode::PermissionDenied);
        QVERIFY(watch->request().error.message.contains(QStringLiteral("second operator")));
        watch->approve();
        QTRY_COMPARE(console.said, QStringList{QStringLiteral("started ") + jobId(1)});
        QTRY_VERIFY(console.center.running());
        console.server.end(jobId(1), JobState::Succeeded);
        QTRY_COMPARE(console.said.value(1), QStringLiteral("finished %1 succeeded").arg(jobId(1)));
        QTest::qWait(40);
        QCOMPARE(console.said.size(), 2);
    }

    // Its end is told even where it never began.
    void waitsForItsTime()
    {
        Console console;
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        const QDateTime due = QDateTime::currentDateTimeUtc().addSecs(3600);
        std::optional<Result<QString>> answer;
        console.server.refuseStart(69, "tick\tabsent\n");
        const auto start = [&] {
            answer.reset();
            console.center.start(
                &console.center, JobServer::plan(jobId(1)), noSecrets(),
                [&](const Result<QString> &id) { answer = id; }, due);
        };
        start();
        QTRY_VERIFY(answer);
        QCOMPARE(answer->error().code, ErrorCode::Missing);
        QVERIFY(answer->error().remedy.contains(QStringLiteral("scheduler install")));
        start();
        QTRY_VERIFY(answer && answer->has_value());
        QTRY_VERIFY(console.center.jobs()->job(jobId(1)) && console.center.jobs()->job(jobId(1))->isWaiting());
        QVERIFY(!console.center.open(jobId(1))->canApprove());
        console.server.edit(jobId(1), [](JobServer::Job &job) { // by the tick, an hour too late
            job.summary.state = JobState::Cancelled;
            job.summary.ended = QDateTime::currentDateTimeUtc();
            job.summary.reason = QStringLiteral("missed");
            job.result = {{"state", "cancelled"},
                          {"step", "0"},
                          {"started", "-"},
                          {"ended", "2026-11-24T05:00:00.000Z"},
                          {"reason", "missed"}};
        });
        QTRY_COMPARE(console.said, QStringList{QStringLiteral("finished %1 cancelled").arg(jobId(1))});
        QVERIFY2(console.sentences.first().contains(QStringLiteral("was not started: its time was over")),
                 qPrintable(console.sentences.first()));
    }

    void frozen()
    {
        Console console;
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        console.server.refuseStart(78, "reason\tsale of the year\nuntil\t2026-11-30T08:00:00Z\n"
                                       "actor\tdeploy (SHA256:k) from bob@desk\nsince\t2026-11-24T03:00:00Z\n");
        std::optional<Result<QString>> answer;
        console.center.start(&console.center, JobServer::plan(jobId(1)), noSecrets(),
                             [&](const Result<QString> &id) { answer = id; });
        QTRY_VERIFY(answer);
        QCOMPARE(answer->error().code, ErrorCode::Frozen);
        for (const char *part : {"bob@desk", "sale of the year"})
            QVERIFY2(answer->error().message.contains(QLatin1String(part)), qPrintable(answer->error().message));
    }

    // What happens while the connection is away is on record when it is back, in order and once.
    void armingIsAudited()
    {
        Console console(JobServer::create(), {}, false);
        addEnded(console.server, jobId(1));
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        console.server.loseConnections();
        QTRY_COMPARE(console.monitor.view().state, ConnectionState::Lost);
        console.guard.arm(QStringLiteral("one"));
        console.guard.disarm();
        console.guard.arm(QStringLiteral("two"));
        console.server.comeBack();
        const auto acts = [&] { return console.server.questions().filter(QStringLiteral("job.sh act ")); };
        QTRY_COMPARE(acts(), (QStringList{QStringLiteral("job.sh act arm one armed"),
                                          QStringLiteral("job.sh act disarm one disarmed"),
                                          QStringLiteral("job.sh act arm two armed")}));
        console.server.refuseStart(73, {}); // once
        console.guard.disarm();
        QTRY_COMPARE(acts().size(), 5);
        const int looks = console.server.count(QStringLiteral("probe.sh"));
        QTRY_VERIFY(console.server.count(QStringLiteral("probe.sh")) > looks + 2);
        QCOMPARE(acts().size(), 5);
    }

    void recordOfAnOldJob()
    {
        Console console;
        console.server.begin(JobServer::plan(jobId(1)));
        console.server.event(jobId(1), 1, "start");
        console.server.write(jobId(1), "what it said\n");
        console.server.event(jobId(1), 1, "end");
        console.server.end(jobId(1), JobState::Succeeded);
        console.monitor.start();
        QTRY_COMPARE(console.center.jobs()->rowCount(), 1);
        JobWatch *watch = console.center.open(jobId(1));
        QTRY_VERIFY(watch->isOver());
        QCOMPARE(watch->output()->lines(1), QStringList{QStringLiteral("what it said")});
        QCOMPARE(console.center.open(jobId(1)), watch);
        QCOMPARE(console.center.open(jobId(9)), nullptr);
        QVERIFY(console.said.isEmpty());
        QVERIFY(!console.center.running());
    }

    void manyJobs()
    {
        Console console;
        for (int i = 0; i < 150; ++i)
            addEnded(console.server, jobId(i));
        console.monitor.start();
        QTRY_COMPARE(console.center.jobs()->rowCount(), 150);
        QCOMPARE(console.center.jobs()->index(0).data(JobsModel::IdRole).toString(), jobId(149));
        for (int i = 150; i < 170; ++i) // more than the newest few, unseen
            addEnded(console.server, jobId(i));
        QTRY_COMPARE(console.center.jobs()->rowCount(), 170);
        QTRY_COMPARE(console.said.size(), 40);
        for (int i = 0; i < 12; ++i)
            QVERIFY(console.center.open(jobId(i)));
        QTRY_VERIFY(!console.center.watch(jobId(0))); // the oldest records are let go
        QVERIFY(console.center.watch(jobId(11)));
    }

    void hostileList()
    {
        Console console;
        console.server.begin(JobServer::plan(jobId(1)));
        console.server.edit(jobId(1), [](JobServer::Job &job) {
            job.summary.subject = QStringLiteral("<b>x</b>\x1b[2J\u202E");
            job.summary.actor = QStringLiteral("a from \x07");
        });
        console.server.edit(QStringLiteral("../../etc"), [](JobServer::Job &) {});
        console.monitor.start();
        QTRY_COMPARE(console.center.jobs()->rowCount(), 1);
        const QModelIndex row = console.center.jobs()->index(0);
        QVERIFY(row.data().toString().contains(QStringLiteral("<b>x</b>⟨ESC⟩[2J⟨U+202E⟩")));
        QCOMPARE(row.data(JobsModel::ActorRole).toString(), QStringLiteral("⟨U+0007⟩"));
        QVERIFY(row.data(Qt::ToolTipRole).toString().startsWith(QStringLiteral("<qt>a from")));
    }

    void listCannotBeRead()
    {
        Console console;
        console.monitor.start();
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
        console.server.edit(jobId(1), [](JobServer::Job &job) { job.summary.action = QStringLiteral("a\nb"); });
        QTRY_COMPARE(console.center.state(), LoadState::Stale);
        QCOMPARE(console.center.error()->code, ErrorCode::Protocol);
        console.server.edit(jobId(1), [](JobServer::Job &job) { job.summary.action = QStringLiteral("deploy"); });
        QTRY_COMPARE(console.center.state(), LoadState::Ready);
    }
};

QTEST_GUILESS_MAIN(TestJobCenter)
#include "tst_jobcenter.moc"
