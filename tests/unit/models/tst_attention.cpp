// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/attention.h"

#include <QTest>

using namespace bouncepro;

namespace {

JobSummary job(const char *action, const char *subject, JobState state, int ended = 10)
{
    JobSummary job;
    job.id = QStringLiteral("20261124T030000Z-%1-1f2e3d").arg(QLatin1String(action));
    job.action = QLatin1String(action);
    job.subject = QLatin1String(subject);
    job.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    job.state = state;
    job.started = QDateTime(QDate(2026, 11, 24), QTime(3, 0), Qt::UTC);
    job.ended = job.started.addSecs(ended);
    return job;
}

ServerView connected(const StackStatus &status)
{
    ServerView view;
    view.state = ConnectionState::Connected;
    view.status = status;
    return view;
}

QString printed(const QList<Notice> &notices)
{
    QStringList lines;
    for (const Notice &notice : notices)
        lines << QStringLiteral("%1: %2").arg(nameOf(notice.mark), notice.what);
    return lines.join(QLatin1Char('|'));
}

} // namespace

class TestAttention : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void disk_data()
    {
        QTest::addColumn<qint64>("free");
        QTest::addColumn<int>("mark");
        QTest::newRow("room") << qint64(100) << -1;
        QTest::newRow("tight") << qint64(99) << int(Mark::Warning);
        QTest::newRow("still tight") << qint64(30) << int(Mark::Warning);
        QTest::newRow("full") << qint64(29) << int(Mark::Down);
    }
    void disk()
    {
        QFETCH(qint64, free);
        QFETCH(int, mark);
        StackStatus status;
        status.diskTotal = 1000;
        status.diskFree = free;
        const auto notices = noticesOf(connected(status), {}, {});
        QCOMPARE(notices.isEmpty() ? -1 : int(notices.first().mark), mark);
        if (mark >= 0)
            QCOMPARE(notices.first().canWait, mark != int(Mark::Down));
    }

    void closedAndFrozen()
    {
        const auto told = [](const QByteArray &lines) {
            return noticesOf(connected(parseProbe("format\t1\ntime\t1795492387\n" + lines).value()), {}, {});
        };
        QVERIFY(told({}).isEmpty());
        const auto closed = told("maintenance\t2026-11-24T01:00:00Z\tdeploy\tmoving house\n"
                                 "maintenance-allow\t203.0.113.7\n");
        QCOMPARE(printed(closed), QStringLiteral("Warning: Visitors see the maintenance page"));
        QVERIFY(!closed.first().canWait);
        for (const char *part : {"by deploy", "moving house", "203.0.113.7"})
            QVERIFY2(closed.first().why.contains(QLatin1String(part)), qPrintable(closed.first().why));
        QCOMPARE(told("maintenance\t\n").first().why, QStringLiteral("Closed for maintenance.")); // by hand
        const auto frozen = told("freeze-reason\tsale\nfreeze-actor\tdeploy (SHA256:k) from anna@desk\n"
                                 "freeze-until\t2026-11-24T03:53:08Z\n");
        QCOMPARE(frozen.size(), 1);
        QCOMPARE(frozen.first().kind, Notice::Frozen);
        QVERIFY2(frozen.first().why.startsWith(QStringLiteral("sale, by ")), qPrintable(frozen.first().why));
        QVERIFY(told("freeze-until\t2026-11-24T03:53:07Z\n").isEmpty()); // it has run out
    }

    void theWorstComesFirst()
    {
        StackStatus status;
        status.diskTotal = 1000;
        status.diskFree = 50;
        status.changes = 1;
        ServiceStatus service;
        service.name = QStringLiteral("payload\x1b");
        service.restarts = 2;
        status.services << service;
        const auto notices = noticesOf(connected(status), {job("deploy", "8f3c2a1", JobState::Interrupted)},
                                       {job("restart", "nuxt", JobState::FailedNeedsPerson)});
        QCOMPARE(notices.size(), 5);
        QCOMPARE(notices[0].kind, Notice::Interrupted);
        QCOMPARE(notices[0].mark, Mark::Warning); // as everywhere else
        QVERIFY(!notices[0].canWait);
        QCOMPARE(notices[1].kind, Notice::Meanwhile); // it needs a person
        QCOMPARE(notices[1].mark, Mark::Down);
        QCOMPARE(printed(notices.mid(2)), QStringLiteral("Warning: The disk is nearly full|"
                                                         "Warning: Docker restarted payload⟨ESC⟩ 2 times|"
                                                         "Warning: A file of the checkout was changed by hand"));
    }

    // What is no longer seen says nothing about now.
    void onlyWhileConnected()
    {
        StackStatus status;
        status.changes = 3;
        ServerView view = connected(status);
        view.state = ConnectionState::Lost;
        QVERIFY(noticesOf(view, {}, {}).isEmpty());
    }

    // Put off until it changes; bytes that come and go are no change.
    void keys()
    {
        StackStatus status;
        status.diskTotal = 1000000;
        status.diskFree = 50000;
        const QString before = noticesOf(connected(status), {}, {}).first().key();
        status.diskFree = 49000;
        QCOMPARE(noticesOf(connected(status), {}, {}).first().key(), before);
        status.diskFree = 100;
        QVERIFY(noticesOf(connected(status), {}, {}).first().key() != before);
    }

    void since()
    {
        StackStatus status;
        status.release = QStringLiteral("8f3c2a148148");
        status.commit = QStringLiteral("8f3c2a14814812345");
        const JobSummary deploy = job("deploy", "8f3c2a1", JobState::Succeeded);
        QVERIFY(servingSince(status, {deploy}).startsWith(QStringLiteral("Deployed ")));
        QVERIFY(servingSince(status, {deploy}).endsWith(QStringLiteral("by anna@laptop.")));
        QVERIFY(servingSince(status, {job("rollback", "8f3c2a1", JobState::Succeeded)})
                    .startsWith(QStringLiteral("Brought back ")));
        QCOMPARE(servingSince(status, {job("deploy", "8f3c2a1", JobState::FailedRestored)}), QString());
        // Something newer was made, and what serves is not it: nobody knows since when.
        QCOMPARE(servingSince(status, {deploy, job("deploy", "4c91e7d", JobState::Succeeded, 20)}), QString());
        QCOMPARE(servingSince({}, {deploy}), QString());
    }
};

QTEST_GUILESS_MAIN(TestAttention)
#include "tst_attention.moc"
