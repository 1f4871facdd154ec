// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/freeze.h"
#include "models/jobs/lockwait.h"
#include "tests/support/jobserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;

namespace {

const QByteArray holder = "job\t20261124T030000Z-deploy-1f2e3d\naction\tdeploy\nsubject\t8f3c2a1\n"
                          "actor\tdeploy (SHA256:k) from bob@desk\npid\t12\nsince\t2026-11-24T03:00:00.5Z\nleft\tno\n";
const StateDirectory directory{QStringLiteral("/opt/bouncepro/.bouncepro"), QStringLiteral("/x")};

QString words(const LockHolder &h)
{
    return QStringList{h.job,
                       h.action,
                       h.subject,
                       h.actor,
                       h.since.toString(Qt::ISODate),
                       h.isLeft ? QStringLiteral("left") : QString()}
        .join(QLatin1Char('|'));
}

} // namespace

class TestLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holders()
    {
        const auto free = parseLock("lock\tfree\n");
        QVERIFY(free && !free->held && free->holders.isEmpty());
        const auto held = parseLock("lock\texclusive\n" + holder);
        QVERIFY(held && held->held == LockKind::Exclusive);
        QCOMPARE(held->holders.size(), 1);
        QCOMPARE(words(held->holders.first()),
                 QStringLiteral("20261124T030000Z-deploy-1f2e3d|deploy|8f3c2a1|deploy (SHA256:k) from "
                                "bob@desk|2026-11-24T03:00:00Z|"));
        const auto shared = parseLock("lock\tshared\n" + holder + QByteArray(holder).replace("left\tno", "left\tyes"));
        QVERIFY(shared && shared->held == LockKind::Shared);
        QCOMPARE(shared->holders.size(), 2);
        QVERIFY(!shared->holders[0].isLeft && shared->holders[1].isLeft);
        const auto unknown = parseLock("lock\texclusive\njob\t-\n");
        QVERIFY(unknown && unknown->holders.size() == 1 && unknown->holders.first().job.isEmpty());
        QCOMPARE(parseLock("lock\texclusive\njob\t../../x\n")->holders.first().job, QString());
        QCOMPARE(parseLock("nonsense").error().code, ErrorCode::Protocol);
        QCOMPARE(parseLock({}).error().code, ErrorCode::Protocol);
    }

    void framesInAnyPieces()
    {
        const QByteArray answer = "position\t2\n" + holder + "end\nH\nposition\t1\nend\ngranted\n";
        for (int size = 1; size <= answer.size(); ++size) {
            QueueParser parser;
            QStringList said;
            parser.onPlace = [&](const QueuePlace &place) {
                said << QStringLiteral("%1 %2").arg(place.position).arg(place.holders.size());
            };
            for (int at = 0; at < answer.size(); at += size)
                QVERIFY(parser.feed(answer.mid(at, size)));
            QCOMPARE(said, (QStringList{QStringLiteral("2 1"), QStringLiteral("1 0")}));
            QVERIFY(parser.isGranted());
        }
    }

    void framesThatDoNotFit()
    {
        for (const QByteArray &bad :
             {QByteArray("what\n"), QByteArray("end\n"), QByteArray("position\t0\nend\n"),
              QByteArray("position\tx\nend\n"), QByteArray(70000, 'x'), QByteArray("a\tb\n").repeated(20000)}) {
            QueueParser parser;
            const auto fed = parser.feed(bad);
            QVERIFY2(!fed && fed.error().code == ErrorCode::Protocol, bad.left(40));
        }
    }

    void waits()
    {
        const auto server = JobServer::create();
        server->setQueue("position\t1\n" + holder + "end\n");
        LockWait wait;
        QSignalSpy granted(&wait, &LockWait::granted), failed(&wait, &LockWait::failed);
        wait.begin(server->connect(), directory);
        QTRY_COMPARE(wait.place().position, 1);
        QVERIFY(wait.isWaiting());
        QCOMPARE(wait.place().holders.size(), 1);
        server->setQueue("granted\n");
        QTRY_COMPARE(granted.size(), 1);
        QVERIFY(!wait.isWaiting());
        QCOMPARE(failed.size(), 0);
        // Lost the race: the same ticket, so the place is kept.
        server->setQueue("position\t1\nend\n");
        wait.begin(server->connect(), directory);
        QTRY_COMPARE(wait.place().position, 1);
        const QStringList asked = server->questions().filter(QStringLiteral("job.sh wait "));
        QVERIFY(asked.size() == 2 && asked[0] == asked[1] && asked[0].size() > 20);
        wait.stop();
        QTRY_VERIFY(!wait.isWaiting());
        QCOMPARE(granted.size() + failed.size(), 1);
    }

    // Acts on a production server want it armed; nothing is asked of it else.
    void actsAreArmed()
    {
        const auto server = JobServer::create();
        const auto host = server->connect();
        const ServerProfile profile = JobServer::profile();
        const QString id = QStringLiteral("20261124T030000Z-deploy-1f2e3d");
        const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(3600);
        QCOMPARE(breakLock(*host, profile, {}, directory, id, QStringLiteral("hangs"), {}).error().code,
                 ErrorCode::NotArmed);
        QCOMPARE(freezeDeploys(*host, profile, {}, directory, QStringLiteral("sale"), later, {}).error().code,
                 ErrorCode::NotArmed);
        QCOMPARE(unfreezeDeploys(*host, profile, {}, directory, {}).error().code, ErrorCode::NotArmed);
        const Arming arming{profile.name, QStringLiteral("test"), later};
        QCOMPARE(breakLock(*host, profile, arming, directory, id, QStringLiteral(" \n"), {}).error().code,
                 ErrorCode::Invalid);
        QCOMPARE(freezeDeploys(*host, profile, arming, directory, {}, later, {}).error().code, ErrorCode::Invalid);
        QCOMPARE(freezeDeploys(*host, profile, arming, directory, QStringLiteral("sale"),
                               QDateTime::currentDateTimeUtc().addSecs(-1), {})
                     .error()
                     .code,
                 ErrorCode::Invalid);
        QCOMPARE(server->questions(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestLock)
#include "tst_lock.moc"
