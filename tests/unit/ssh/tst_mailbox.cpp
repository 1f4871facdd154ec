// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/mailbox.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace bouncepro;

class TestMailbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inOrderFromManyThreads()
    {
        constexpr int threads = 8, messages = 2000;
        Mailbox mailbox;
        std::vector<std::vector<int>> seen(threads);
        int total = 0;
        std::vector<std::thread> senders;
        for (int t = 0; t < threads; ++t)
            senders.emplace_back([t, &seen, &total, sender = mailbox.sender()] {
                for (int i = 0; i < messages; ++i)
                    sender.post([t, i, &seen, &total] {
                        seen[size_t(t)].push_back(i);
                        ++total;
                    });
            });
        QTRY_COMPARE(total, threads * messages);
        for (std::thread &sender : senders)
            sender.join();
        for (const auto &one : seen)
            QVERIFY(std::is_sorted(one.begin(), one.end()));
    }

    void outlived()
    {
        auto mailbox = std::make_unique<Mailbox>();
        const Mailbox::Sender sender = mailbox->sender();
        bool ran = false;
        QVERIFY(sender.post([&ran] { ran = true; }));
        mailbox.reset();
        QVERIFY(!sender.post([&ran] { ran = true; }));
        QCoreApplication::processEvents();
        QVERIFY(!ran);
        QVERIFY(!Mailbox::Sender().post([] {}));
    }

    void deletedByAMessage()
    {
        auto *mailbox = new Mailbox;
        int ran = 0;
        mailbox->sender().post([&] {
            ++ran;
            delete mailbox;
        });
        mailbox->sender().post([&] { ++ran; });
        QTRY_COMPARE(ran, 1);
        QTest::qWait(20);
        QCOMPARE(ran, 1);
    }

    void messagesMayPost()
    {
        Mailbox mailbox;
        int left = 100;
        std::function<void()> next = [&] {
            if (--left > 0)
                mailbox.sender().post(next);
        };
        mailbox.sender().post(next);
        QTRY_COMPARE(left, 0);
    }
};

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
