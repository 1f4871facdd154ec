// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/deploydesk.h"
#include "tests/support/jobserver.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace bouncepro;
using std::chrono::milliseconds;

namespace {

const QByteArray status =
    "commit\taaaaaaaaaa\nbranch\tmain\nrelease\tr2\nchanges\t1\n"
    "service\tpayload\tid1\tbp:r2\tsha256:2\trunning\thealthy\t2026-11-24T01:00:00Z\t0\t0\t\t\t\n";
const QByteArray facts =
    "branch\tmain\ncommit\taaaaaaaaaa\ntarget\tcccccccccc\n"
    "incoming\tcccccccccc\tAnna Lind\t1795492387\tVersion 1.5\nincoming\tbbbbbbbbbb\tMarek\t1795492000\tFix\n"
    "record\tr1\tcommit\t1111111111\nrecord\tr1\tcreated\t2026-11-01T00:00:00Z\nrecord\tr1\tstate\tgood\n"
    "record\tr2\tcommit\taaaaaaaaaa\nrecord\tr2\tcreated\t2026-11-02T00:00:00Z\nrecord\tr2\tstate\tgood\n"
    "current\tr2\nmigration\t1_first\nconfig\n"
    R"({"services":{"payload":{"build":{"context":"."},"environment":{"PAYLOAD_SECRET":"s3cret-of-payload"}}}})";
const QByteArray changes = "commit\tcccccccccc\tbbbbbbbbbb\nfile\tM\tnginx/nginx.conf\n"
                           "commit\tbbbbbbbbbb\taaaaaaaaaa\nfile\tA\tpayload/migrations/1.ts\n"
                           "changed\tM\tnginx/nginx.conf\nchanged\tA\tpayload/migrations/1.ts\n"
                           "distance\t1111111111\t0\t4\ndistance\taaaaaaaaaa\t0\t0\n";

QString whatOf(const QList<Finding> &findings)
{
    QStringList all;
    for (const Finding &finding : findings)
        all << finding.what;
    return all.join(QLatin1Char('\n'));
}

struct Desk
{
    std::shared_ptr<JobServer> made = JobServer::create();
    JobServer &server = *made;
    ServerMonitor monitor{JobServer::profile(), server.connector()};
    Guard guard{JobServer::profile()};
    JobCenter center{monitor, guard};
    DeployDesk desk{monitor, center};
    QAbstractItemModelTester commits{desk.commits()}, releases{desk.releases()}, preview{desk.preview()};
    Result<QString> started = fail(ErrorCode::Internal, {});

    Desk()
    {
        monitor.setInterval(milliseconds(5));
        monitor.setBackoff(milliseconds(5));
        guard.arm(QStringLiteral("test"));
        server.setEmpty(true);
        server.setStatus(status);
        server.setAnswer(QStringLiteral("deploy.sh"), facts);
        server.setAnswer(QStringLiteral("changes.sh"), changes);
    }
    void read()
    {
        monitor.start();
        QTRY_COMPARE(center.state(), LoadState::Ready);
        desk.refresh();
        QTRY_COMPARE(desk.state(), LoadState::Ready);
    }
    void run(const PreparedPlan &prepared)
    {
        started = fail(ErrorCode::Internal, {});
        desk.run(&desk, prepared, [this](const Result<QString> &id) { started = id; });
    }
};

} // namespace

class TestDeployDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFacts()
    {
        Desk d;
        QCOMPARE(d.desk.state(), LoadState::Loading);
        QCOMPARE(d.desk.prepareDeploy().error().code, ErrorCode::Conflict);
        d.desk.refresh();
        QCOMPARE(d.desk.state(), LoadState::Failed); // not connected
        QCOMPARE(d.desk.error()->code, ErrorCode::Disconnected);
        d.read();
        QCOMPARE(d.desk.commits()->rowCount(), 2);
        QCOMPARE(d.desk.releases()->rowCount(), 2);
        QCOMPARE(d.desk.releases()->index(1).data(ReleasesModel::DiffersRole).toString(),
                 QStringLiteral("4 commits behind"));
        QVERIFY(d.desk.read().isValid());
        d.server.loseConnections();
        QTRY_COMPARE(d.desk.state(), LoadState::Stale);
        QCOMPARE(d.desk.commits()->rowCount(), 2);
    }

    void preparesADeploy()
    {
        Desk d;
        d.read();
        const auto prepared = d.desk.prepareDeploy();
        QVERIFY(prepared);
        QCOMPARE(prepared->title, QStringLiteral("Deploy ccccccc"));
        QCOMPARE(prepared->brings, QStringLiteral("2 commits, 2 files"));
        QCOMPARE(prepared->wayBack,
                 QStringLiteral("If a step fails, r2 serves again by itself; afterwards roll back to it."));
        QCOMPARE(prepared->downtimeText, QStringLiteral("While the containers are replaced."));
        const QString notes = whatOf(prepared->findings);
        QVERIFY(notes.contains(QStringLiteral("migrations")));
        QVERIFY(notes.contains(QStringLiteral("nginx")));
        QVERIFY(notes.contains(QStringLiteral("1 file of the checkout")));
        QCOMPARE(d.desk.preview()->rowCount(), int(prepared->plan.steps.size()));
        QCOMPARE(d.desk.preview()->plan().id, prepared->plan.id);
        QVERIFY(prepared->expectedSeconds >= prepared->downtimeSeconds);
    }

    void preparesARollback()
    {
        Desk d;
        d.read();
        const auto prepared = d.desk.prepareRollback(QStringLiteral("r1"));
        QVERIFY(prepared);
        QCOMPARE(prepared->title, QStringLiteral("Roll back to r1"));
        QCOMPARE(prepared->brings, QStringLiteral("Of what runs: 4 commits behind."));
        QCOMPARE(d.desk.prepareRollback(QStringLiteral("r9")).error().code, ErrorCode::NotFound);
    }

    void preparesOtherPlans()
    {
        Desk d;
        d.server.setAnswer(QStringLiteral("deploy.sh"), "maintains\n" + facts);
        d.read();
        QVERIFY(d.desk.context());
        const auto promotion =
            d.desk.preparePromotion({QStringLiteral("staging"), QStringLiteral("cccccccccc"), {}, {}});
        QVERIFY(promotion);
        QCOMPARE(promotion->plan.subject, QStringLiteral("ccccccc, promoted from staging"));
        QCOMPARE(promotion->brings, QStringLiteral("2 commits, 2 files"));
        QCOMPARE(d.desk.preparePromotion({QStringLiteral("staging"), QStringLiteral("dddd"), {}, {}}).error().code,
                 ErrorCode::NotFound);
        const auto close = d.desk.prepareClose(QStringLiteral("moving house"), {});
        QVERIFY(close);
        QVERIFY(close->downtimeText.contains(QStringLiteral("maintenance page")));
        QCOMPARE(d.desk.preview()->plan().id, close->plan.id);
        QCOMPARE(d.desk.prepareReopen().error().code, ErrorCode::Conflict);                           // it is open
        QCOMPARE(d.desk.prepareScale(QStringLiteral("payload"), 2).error().code, ErrorCode::Invalid); // it cannot
    }

    void runs()
    {
        Desk d;
        d.server.setFile(QStringLiteral("/opt/bouncepro/.env"), "DB_PASSWORD=hunter2222\n");
        d.read();
        const auto prepared = d.desk.prepareDeploy();
        d.run(*prepared);
        QTRY_VERIFY(d.started);
        QCOMPARE(*d.started, prepared->plan.id);
        QCOMPARE(d.center.running()->id(), prepared->plan.id);
        QVERIFY(d.server.redaction().contains("hunter2222"));
        QVERIFY(d.server.redaction().contains("s3cret-of-payload"));
        QVERIFY(!d.server.job(prepared->plan.id).plan.contains("s3cret"));
        // Its end brings a new look.
        const int looks = d.server.count(QStringLiteral("deploy.sh"));
        d.server.end(prepared->plan.id, JobState::Succeeded);
        QTRY_COMPARE(d.server.count(QStringLiteral("deploy.sh")), looks + 1);
    }

    void somebodyElseWasFaster()
    {
        Desk d;
        d.read();
        const auto prepared = d.desk.prepareDeploy();
        d.monitor.stop(); // it did not see it yet
        d.monitor.setInterval(std::chrono::hours(1));
        d.monitor.lookNow();
        QTRY_COMPARE(d.monitor.view().state, ConnectionState::Connected);
        d.server.setStatus(QByteArray(status).replace("release\tr2", "release\tr3"));
        d.run(*prepared);
        QTRY_COMPARE(d.started.error().code, ErrorCode::Conflict);
        QCOMPARE(d.started.error().message,
                 QStringLiteral("eu runs r3 now, not r2 as when this plan was made. Nothing was started."));
        QVERIFY(!d.started.error().remedy.isEmpty());
        QCOMPARE(d.server.count(QStringLiteral("job.sh start")), 0);
        QVERIFY(!d.center.running());
    }

    void outdatedIsReadAnew()
    {
        Desk d;
        d.read();
        const int looks = d.server.count(QStringLiteral("deploy.sh"));
        d.server.setStatus(QByteArray(status).replace("aaaaaaaaaa", "bbbbbbbbbb"));
        QTRY_VERIFY(d.server.count(QStringLiteral("deploy.sh")) > looks);
        QTRY_COMPARE(d.desk.state(), LoadState::Ready);
        QVERIFY(!d.desk.isOutdated());
    }

    void failedRefreshKeepsWhatIsKnown()
    {
        Desk d;
        d.read();
        d.server.setAnswer(QStringLiteral("deploy.sh"), "nonsense");
        d.desk.refresh();
        QTRY_VERIFY(d.desk.error());
        QCOMPARE(d.desk.error()->code, ErrorCode::Protocol);
        QCOMPARE(d.desk.state(), LoadState::Stale);
        QCOMPARE(d.desk.releases()->rowCount(), 2);
    }

    void withoutChanges()
    {
        Desk d;
        d.server.setAnswer(QStringLiteral("changes.sh"), {});
        d.read();
        QVERIFY(d.desk.prepareDeploy());
        QCOMPARE(d.desk.releases()->index(1).data(ReleasesModel::AheadRole).toInt(), -1);
    }

    void oneService()
    {
        Desk d;
        d.read();
        const auto prepared = d.desk.prepareService(ServiceVerb::Stop, QStringLiteral("payload"));
        QVERIFY(prepared);
        QCOMPARE(prepared->title, QStringLiteral("Stop payload"));
        QCOMPARE(prepared->downtimeText, QStringLiteral("payload does not serve until it is started again."));
        QCOMPARE(d.desk.prepareService(ServiceVerb::Start, QStringLiteral("payload")).error().code,
                 ErrorCode::Conflict);
        d.run(*prepared);
        QTRY_VERIFY(d.started);
        QVERIFY(d.server.redaction().contains("s3cret-of-payload"));
    }

    void failedReleaseIsBad()
    {
        Desk d;
        const QString id = QStringLiteral("20261124T030000Z-deploy-1f2e3d");
        d.server.setAnswer(
            QStringLiteral("deploy.sh"),
            "record\tr3\tcommit\tx\nrecord\tr3\tcreated\t2026-11-03T00:00:00Z\nrecord\tr3\tstate\tbuilt\n"
            "record\tr3\tjob\t" +
                id.toUtf8() + '\n' + facts);
        d.server.setEmpty(false);
        d.server.begin(JobServer::plan(id));
        d.server.end(id, JobState::FailedRestored, "step-failed", 2);
        d.read();
        QTRY_COMPARE(d.desk.releases()->rowCount(), 3);
        QCOMPARE(ReleaseState(d.desk.releases()->index(0).data(ReleasesModel::StateRole).toInt()), ReleaseState::Bad);
    }
};

QTEST_GUILESS_MAIN(TestDeployDesk)
#include "tst_deploydesk.moc"
