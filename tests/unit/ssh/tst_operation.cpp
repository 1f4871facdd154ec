// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/operation.h"

#include <QTest>
#include <QThread>

#include <atomic>

using namespace bouncepro;

class TestOperation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resultComesToTheOwnersThread()
    {
        QObject owner;
        int got = 0;
        bool here = false;
        std::atomic<bool> onWorker = false;
        start(
            &owner,
            [&](std::stop_token) -> Result<int> {
                onWorker = WorkerPool::isWorker();
                return 42;
            },
            [&](Result<int> result) {
                got = *result;
                here = QThread::currentThread() == QCoreApplication::instance()->thread();
            });
        QTRY_COMPARE(got, 42);
        QVERIFY(here && onWorker);
        QTRY_VERIFY(owner.children().isEmpty());
    }

    void stopped()
    {
        QObject owner;
        QString code;
        Operation operation =
            start(&owner, waitForStop, [&](const Result<void> &result) { code = nameOf(result.error().code); });
        operation.stop();
        QTRY_COMPARE(code, QStringLiteral("Cancelled"));
    }

    void ownerDies()
    {
        auto owner = std::make_unique<QObject>();
        std::atomic<bool> ended = false;
        bool called = false;
        auto witness = std::make_shared<int>(0);
        start(
            owner.get(),
            [&](const std::stop_token &stop) {
                auto result = waitForStop(stop);
                ended = true;
                return result;
            },
            [&called, witness](const Result<void> &) { called = true; });
        QCOMPARE(witness.use_count(), 2L);
        owner.reset(); // stops the work, and what the callback held is freed here
        QCOMPARE(witness.use_count(), 1L);
        QTRY_VERIFY(ended);
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void ownerDiesInTheCallback()
    {
        auto *owner = new QObject;
        bool called = false;
        start(
            owner, [](std::stop_token) -> Result<int> { return 1; },
            [&](Result<int>) {
                delete owner;
                called = true;
            });
        QTRY_VERIFY(called);
    }

    void manyAtOnce()
    {
        QObject owner;
        std::atomic<int> running = 0, most = 0;
        int done = 0;
        for (int i = 0; i < 100; ++i)
            start(
                &owner,
                [&](std::stop_token) -> Result<int> {
                    const int now = ++running;
                    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
                    }
                    QThread::msleep(30);
                    --running;
                    return 0;
                },
                [&](Result<int>) { ++done; });
        QTRY_COMPARE(done, 100);
        QVERIFY2(most > 20 && most <= WorkerPool::maxThreads, qPrintable(QString::number(most)));
    }

private:
    static Result<void> waitForStop(const std::stop_token &stop)
    {
        while (!stop.stop_requested())
            QThread::msleep(1);
        return fail(ErrorCode::Cancelled, QStringLiteral("stopped"));
    }
};

QTEST_GUILESS_MAIN(TestOperation)
#include "tst_operation.moc"
