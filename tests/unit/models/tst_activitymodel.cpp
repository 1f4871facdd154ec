// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/activitymodel.h"
#include "tests/support/jobserver.h"

#include <QAbstractItemModelTester>
#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;
using std::chrono::milliseconds;

namespace {

const QString deployId = QStringLiteral("20261124T030000Z-deploy-1f2e3d");
const QString rollbackId = QStringLiteral("20261124T040000Z-rollback-1f2e3d");
const QString auditPath = QStringLiteral("/opt/bouncepro/.bouncepro/audit");

/// "begin ID anna deploy 8f3c2a1 -": a line each, chained.
QByteArray audit(const QStringList &records)
{
    QByteArray file, previous(64, '0');
    int sequence = 0;
    for (const QString &record : records) {
        const QStringList f = record.split(QLatin1Char(' '));
        const QByteArray time = QDateTime(QDate(2026, 11, 24), QTime(3, 0), Qt::UTC)
                                    .addSecs(10 * sequence)
                                    .toString(Qt::ISODate)
                                    .toLatin1();
        const QString actor = QStringLiteral("deploy (SHA256:k) from %1@laptop").arg(f[2]);
        const QByteArray payload = QByteArray::number(++sequence) + '\t' + time + '\t' +
                                   QStringList{f[0], f[1], actor, f[3], f[4], f[5]}.join(QLatin1Char('\t')).toUtf8() +
                                   '\t' + previous;
        previous = QCryptographicHash::hash(payload, QCryptographicHash::Sha256).toHex();
        file += payload + '\t' + previous + '\n';
    }
    return file;
}

QStringList usual()
{
    return {QStringLiteral("begin %1 anna deploy 8f3c2a1 -").arg(deployId),
            QStringLiteral("act %1 bob cancel 8f3c2a1 requested").arg(deployId),
            QStringLiteral("end %1 anna deploy 8f3c2a1 cancelled").arg(deployId),
            QStringLiteral("begin %1 bob rollback r2 -").arg(rollbackId)};
}

QString printed(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int i = 0; i < model.rowCount(); ++i)
        lines << QStringLiteral("%1, %2").arg(model.index(i, 0).data().toString(),
                                              model.index(i, 0).data(ActivityModel::ActorRole).toString());
    return lines.join(QLatin1Char('|'));
}

struct Console
{
    std::shared_ptr<JobServer> made = JobServer::create();
    JobServer &server = *made;
    ServerMonitor monitor{JobServer::profile(), server.connector()};
    Guard guard{JobServer::profile()};
    JobCenter center{monitor, guard};
    ActivityModel model{monitor, center};
    QAbstractItemModelTester tester{&model};

    Console()
    {
        monitor.setInterval(milliseconds(5));
        monitor.setBackoff(milliseconds(5));
    }
    void connect()
    {
        monitor.start();
        QTRY_COMPARE(center.state(), LoadState::Ready);
    }
};

} // namespace

class TestActivityModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void terminals()
    {
        Console console;
        console.server.setFile(auditPath, audit({QStringLiteral("act - anna terminal payload opened"),
                                                 QStringLiteral("act - anna terminal payload ended")}));
        console.connect();
        console.model.refresh();
        QTRY_COMPARE(console.model.rowCount(), 2);
        QCOMPARE(printed(console.model), QStringLiteral("Terminal in payload: ended, anna@laptop|"
                                                        "Terminal in payload: opened, anna@laptop"));
    }

    // A job that never began is told by its acts alone.
    void actsInWords()
    {
        Console console;
        console.server.setFile(auditPath, audit({QStringLiteral("act - anna arm release armed"),
                                                 QStringLiteral("act - anna freeze sale until-2026-11-28T08:00:00Z"),
                                                 QStringLiteral("act - bob unfreeze sale lifted"),
                                                 QStringLiteral("act %1 anna submit 8f3c2a1 pending").arg(deployId),
                                                 QStringLiteral("act %1 bob approve 8f3c2a1 approved").arg(deployId),
                                                 QStringLiteral("act %1 anna drop 8f3c2a1 changed").arg(deployId)}));
        console.server.edit(deployId, [](JobServer::Job &job) {
            job.summary.state = JobState::Cancelled;
            job.summary.started = {};
            job.summary.ended = QDateTime::currentDateTimeUtc();
            job.summary.approval = QStringLiteral("approved");
            job.summary.reason = QStringLiteral("changed");
        });
        console.connect();
        console.model.refresh();
        QTRY_COMPARE(console.model.rowCount(), 6);
        QCOMPARE(printed(console.model),
                 QStringLiteral("Do not start 8f3c2a1: changed, anna@laptop|approve 8f3c2a1: approved, bob@laptop|"
                                "submit 8f3c2a1: pending, anna@laptop|"
                                "Let deploys happen again, stopped for: sale: lifted, bob@laptop|"
                                "Stop deploys: sale: until-2026-11-28T08:00:00Z, anna@laptop|"
                                "Arm: release: armed, anna@laptop"));
    }

    void joinsAuditAndJobs()
    {
        Console console;
        console.server.setFile(auditPath, audit(usual()));
        Plan plan = JobServer::plan(rollbackId);
        plan.subject = QStringLiteral("r2");
        console.server.begin(plan);
        console.server.end(rollbackId, JobState::Interrupted);
        console.connect();
        QSignalSpy seen(&console.model, &ActivityModel::chainSeen);
        QCOMPARE(console.model.state(), LoadState::Loading);
        console.model.refresh();
        QTRY_COMPARE(console.model.state(), LoadState::Ready);
        QCOMPARE(printed(console.model), QStringLiteral("Roll back to r2: interrupted, bob@laptop|"
                                                        "Cancel the deploy of 8f3c2a1: requested, bob@laptop|"
                                                        "Deploy 8f3c2a1: cancelled, anna@laptop"));
        QCOMPARE(console.model.index(2).data(ActivityModel::TookTextRole).toString(), QStringLiteral("20 s"));
        QCOMPARE(console.model.index(2).data(ActivityModel::JobRole).toString(), deployId);
        QVERIFY(console.model.index(1).data(ActivityModel::IsActRole).toBool());
        QCOMPARE(console.model.chain(), ActivityModel::Chain::Whole);
        QCOMPARE(console.model.chainText(), QStringLiteral("The chain of 4 records is whole."));
        QCOMPARE(seen.size(), 1);
        QCOMPARE(console.model.actions(),
                 (QStringList{QStringLiteral("Cancel"), QStringLiteral("Deploy"), QStringLiteral("Roll back")}));
        QCOMPARE(console.model.persons(), (QStringList{QStringLiteral("anna@laptop"), QStringLiteral("bob@laptop")}));
    }

    void jobThatTheAuditDoesNotName()
    {
        JobSummary job;
        job.id = deployId;
        job.action = QStringLiteral("deploy");
        job.subject = QStringLiteral("x");
        job.state = JobState::Succeeded;
        job.started = QDateTime::currentDateTimeUtc();
        const auto rows = joinActivities(verifyAudit({}), {job});
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().sequence, 0);
        QCOMPARE(*rows.first().state, JobState::Succeeded);
    }

    void brokenChain()
    {
        Console console;
        QByteArray file = audit(usual());
        file.replace("cancelled", "succeeded");
        console.server.setFile(auditPath, file);
        console.connect();
        QSignalSpy seen(&console.model, &ActivityModel::chainSeen);
        console.model.refresh();
        QTRY_COMPARE(console.model.chain(), ActivityModel::Chain::Broken);
        QVERIFY(console.model.chainText().contains(QStringLiteral("Line 3")));
        QCOMPARE(seen.size(), 0);
        const auto doubtful = [&](int row) {
            return console.model.index(row).data(ActivityModel::IsDoubtfulRole).toBool();
        };
        QVERIFY(doubtful(0) && doubtful(2) && !doubtful(1)); // the act stands before the fault
    }

    void cutOffSinceTheLastVisit()
    {
        Console console;
        console.server.setFile(auditPath, audit(usual().mid(0, 2)));
        console.model.setSeen(AuditHead{4, QByteArray(64, 'a')});
        console.connect();
        console.model.refresh();
        QTRY_COMPARE(console.model.chain(), ActivityModel::Chain::Broken);
    }

    void growsAtTheTop()
    {
        Console console;
        console.server.setFile(auditPath, audit(usual().mid(0, 3)));
        console.connect();
        console.model.refresh();
        QTRY_COMPARE(console.model.rowCount(), 2);
        QSignalSpy resets(&console.model, &QAbstractItemModel::modelReset);
        QSignalSpy inserts(&console.model, &QAbstractItemModel::rowsInserted);
        console.server.setFile(auditPath, audit(usual()));
        console.model.refresh();
        QTRY_COMPARE(console.model.rowCount(), 3);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(inserts.size(), 1);
    }

    void filters()
    {
        Console console;
        console.server.setFile(auditPath, audit(usual()));
        console.connect();
        console.model.refresh();
        QTRY_COMPARE(console.model.rowCount(), 3);
        ActivityFilter filter;
        const QAbstractItemModelTester tester(&filter);
        filter.setSourceModel(&console.model);
        QCOMPARE(filter.rowCount(), 3);
        filter.setPerson(QStringLiteral("bob@laptop"));
        QCOMPARE(filter.rowCount(), 2);
        filter.setAction(QStringLiteral("Cancel"));
        QCOMPARE(printed(filter), QStringLiteral("Cancel the deploy of 8f3c2a1: requested, bob@laptop"));
        filter.setAction({});
        filter.setPerson({});
        filter.setText(QStringLiteral("ANNA  8f3"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(QStringLiteral("nobody"));
        QCOMPARE(filter.rowCount(), 0);
    }

    void withoutConnection()
    {
        Console console;
        console.model.refresh();
        QCOMPARE(console.model.state(), LoadState::Failed);
        QCOMPARE(console.model.error()->code, ErrorCode::Disconnected);
        console.server.setFile(auditPath, audit(usual()));
        console.connect();
        console.model.refresh();
        QTRY_COMPARE(console.model.state(), LoadState::Ready);
        console.server.loseConnections();
        QTRY_COMPARE(console.model.state(), LoadState::Stale);
        QCOMPARE(console.model.rowCount(), 3); // what was seen stays
    }

    void emptyServer()
    {
        Console console;
        console.server.setEmpty(true);
        console.connect();
        console.model.refresh();
        QTRY_COMPARE(console.model.state(), LoadState::Ready);
        QCOMPARE(console.model.rowCount(), 0);
        QVERIFY(console.model.actions().isEmpty());
    }

    void wholeRecord()
    {
        Console console;
        console.server.begin(JobServer::plan(deployId));
        console.server.event(deployId, 1, "start");
        console.connect();
        std::optional<Result<JobRecord>> record;
        console.model.readRecord(&console.model, deployId, [&](Result<JobRecord> r) { record = std::move(r); });
        QTRY_VERIFY(record);
        QVERIFY(*record);
        QCOMPARE((*record)->events.size(), 1);
        QCOMPARE((*record)->plan->steps.size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestActivityModel)
#include "tst_activitymodel.moc"
