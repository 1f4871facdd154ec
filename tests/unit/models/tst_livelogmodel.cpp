// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/livelogmodel.h"
#include "models/logs/logfilter.h"
#include "tests/support/logserver.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

using namespace bouncepro;

namespace {

struct Following
{
    explicit Following(const LiveLogModel::Limits &limits = {})
        : server(LogServer::create()),
          monitor(JobServer::profile(), server->connector()),
          model(monitor, limits)
    {
        monitor.setInterval(std::chrono::milliseconds(20));
        monitor.setBackoff(std::chrono::milliseconds(20));
        monitor.start();
    }
    QString last() const { return model.rowCount() > 0 ? model.entry(model.rowCount() - 1).message : QString(); }

    std::shared_ptr<LogServer> server;
    ServerMonitor monitor;
    LiveLogModel model;
};

} // namespace

class TestLiveLogModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsOnceStarted()
    {
        Following f;
        QAbstractItemModelTester tester(&f.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(f.monitor.view().state, ConnectionState::Connected);
        QVERIFY(f.server->followings().isEmpty()); // nobody looks yet
        f.model.start();
        // The past comes container by container, and is put in order.
        const QByteArray first = f.server->line("nginx", "one"), second = f.server->line("payload", "two");
        f.server->write(second + first);
        QTRY_COMPARE(f.model.rowCount(), 2);
        QCOMPARE(f.model.entry(0).message, QStringLiteral("one"));
        QCOMPARE(f.model.index(1).data(LogSource::ServiceRole).toString(), QStringLiteral("payload"));
        QCOMPARE(f.model.status().state, LogStatus::Following);
    }

    void pauseCounts()
    {
        Following f({.lines = 100});
        f.model.start();
        f.server->write(f.server->line("nginx", "first"));
        QTRY_COMPARE(f.model.rowCount(), 1);
        f.model.setPaused(true);
        QByteArray lines;
        for (int i = 0; i < 130; ++i)
            lines += f.server->line("nginx", "held " + QByteArray::number(i));
        f.server->write(lines);
        QTRY_COMPARE(f.model.status().heldDropped, 30);
        QCOMPARE(f.model.status().held, 100);
        QCOMPARE(f.model.rowCount(), 1);
        f.model.setPaused(false);
        QTRY_COMPARE(f.last(), QStringLiteral("held 129"));
        QCOMPARE(f.model.status().held, 0);
        QVERIFY(f.model.status().dropped >= 31);
        QVERIFY(f.model.rowCount() <= 100);
    }

    void oldestGo()
    {
        Following f({.lines = 1000});
        QAbstractItemModelTester tester(&f.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        f.model.start();
        QByteArray lines;
        for (int i = 0; i < 2500; ++i)
            lines += f.server->line("nginx", QByteArray::number(i));
        f.server->write(lines);
        QTRY_COMPARE(f.last(), QStringLiteral("2499"));
        QVERIFY(f.model.rowCount() <= 1000 && f.model.rowCount() > 900);
        QCOMPARE(f.model.status().dropped + f.model.rowCount(), 2500);
    }

    void hugeLinesAreBounded()
    {
        Following f({.lines = 1000, .bytes = 1 << 20});
        f.model.start();
        QByteArray lines;
        for (int i = 0; i < 60; ++i)
            lines += f.server->line("nginx", QByteArray(100000, 'a'));
        f.server->write(lines + f.server->line("nginx", "evil \x1b]0;title\x07 \xe2\x80\xae"));
        QTRY_VERIFY(f.last().startsWith(QStringLiteral("evil ⟨ESC⟩]0;title⟨U+0007⟩ ⟨U+202E⟩")));
        QVERIFY(f.model.entry(0).message.size() <= LogEntry::longestMessage + 1);
        qsizetype bytes = 0;
        for (int i = 0; i < f.model.rowCount(); ++i)
            bytes += f.model.entry(i).bytes();
        QVERIFY(bytes <= 1 << 20);
    }

    void comesBackBehindTheLastLine()
    {
        Following f;
        f.model.start();
        f.server->write(f.server->line("nginx", "before"));
        QTRY_COMPARE(f.model.rowCount(), 1);
        f.server->loseConnections();
        QTRY_COMPARE(f.model.status().state, LogStatus::Reconnecting);
        QVERIFY(f.model.status().nextTry.isValid());
        QVERIFY(f.model.status().seen.isValid());
        f.server->comeBack();
        QTRY_COMPARE(f.server->followings().size(), 2);
        QVERIFY(f.server->followings().last().contains(QStringLiteral("--since")));
        f.server->write(f.server->line("nginx", "after"));
        QTRY_COMPARE(f.last(), QStringLiteral("after"));
        QCOMPARE(f.model.status().state, LogStatus::Following);
        QCOMPARE(f.model.rowCount(), 2);
    }

    void failureIsAValue()
    {
        Following f;
        f.model.start();
        QTRY_COMPARE(f.server->followings().size(), 1);
        f.server->end(14, "no such service");
        QTRY_COMPARE(f.model.status().state, LogStatus::Failed);
        QCOMPARE(f.model.status().error.code, ErrorCode::RemoteExit);
        f.model.retry();
        QTRY_COMPARE(f.server->followings().size(), 2);
        f.server->write(f.server->line("nginx", "again"));
        QTRY_COMPARE(f.last(), QStringLiteral("again"));
    }

    void holdsTheServerBack()
    {
        Following f;
        f.model.start();
        QTRY_COMPARE(f.server->followings().size(), 1);
        QByteArray batch;
        for (int b = 0; b < 20; ++b) {
            batch.clear();
            for (int i = 0; i < 1000; ++i)
                batch += f.server->line("nginx", "x");
            f.server->write(batch);
        }
        QTRY_VERIFY(f.model.rowCount() > 0);
        QVERIFY(f.server->waiting() > 0); // not all is here, and nothing of it is lost
        QTRY_COMPARE(f.model.rowCount(), 20000);
    }

    // Five seconds' worth of 2,000 lines a second, as batches of a frame: what the GUI thread pays for each.
    void twoThousandLinesASecond()
    {
        Following f;
        LogFilter filter(f.model);
        QVERIFY(filter.setQuery({.text = QStringLiteral("booking")}));
        f.model.start();
        QTRY_COMPARE(f.server->followings().size(), 1);
        f.server->write(f.server->line("payload", R"({"level":30,"msg":"booking.created id=1"})"));
        QTRY_COMPARE(f.model.rowCount(), 1);
        QList<double> costs;
        QElapsedTimer timer;
        connect(&f.model, &LogSource::rowsAboutToBeInserted, &filter, [&] { timer.start(); });
        connect(&filter, &LogFilter::countsChanged, &filter, [&] {
            if (timer.isValid())
                costs << double(timer.nsecsElapsed()) / 1e6;
        });
        for (int second = 0; second < 5; ++second) {
            QByteArray lines;
            for (int i = 0; i < 2000; ++i)
                lines += f.server->line("payload", R"({"level":30,"req":{"id":"7f3a"},"msg":"booking.created id=)" +
                                                       QByteArray::number(i) + R"( venue=41 total=129.00 EUR"})");
            f.server->write(lines);
        }
        QTRY_COMPARE(f.model.rowCount(), 10001);
        QTRY_COMPARE(filter.rowCount(), 10001);
        std::sort(costs.begin(), costs.end());
        QVERIFY(!costs.isEmpty());
        const double typical = costs[costs.size() / 2];
        QVERIFY2(typical < 8, qPrintable(QStringLiteral("%1 ms for a batch").arg(typical)));
    }
};

QTEST_GUILESS_MAIN(TestLiveLogModel)
#include "tst_livelogmodel.moc"
