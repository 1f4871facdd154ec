// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/follow.h"
#include "ssh/sshhost.h"
#include "tests/support/sshd.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace bouncepro;
using namespace bouncepro::test;
using namespace std::chrono_literals;

// A stream that goes on where it was when the connection comes back.
class TestFollow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_sshd.unavailable().isEmpty())
            QSKIP(qPrintable(m_sshd.unavailable()));
        m_key = m_sshd.makeKey(QStringLiteral("id"));
        QVERIFY(m_sshd.start());
        auto host = SshHost::connect(m_sshd.target({m_key}), std::make_shared<NoInteraction>());
        QVERIFY(host);
        m_host = *host;
    }

    void resumesWithoutLossOrRepetition()
    {
        QFile file(m_sshd.path(QStringLiteral("numbers")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        QByteArray taken;
        int retries = 0, written = 0;
        std::stop_source stop;
        std::jthread writer([&](const std::stop_token &stopped) {
            while (!stopped.stop_requested() && written < 4000) {
                file.write(QByteArray::number(written++) + '\n');
                QThread::usleep(500);
            }
        });
        int cuts = 0;
        const auto output = follow(
            *m_host,
            [&] {
                return Command({QStringLiteral("tail"), QStringLiteral("-c"),
                                QStringLiteral("+%1").arg(taken.size() + 1), QStringLiteral("-f"), file.fileName()});
            },
            [&](const QByteArray &batch) {
                taken += batch;
                if (taken.count('\n') > 1000 * (cuts + 1) && cuts < 2) {
                    ++cuts;
                    m_sshd.dropConnections();
                }
                if (taken.endsWith("\n3999\n"))
                    stop.request_stop();
            },
            [&](const Error &error, std::chrono::seconds in) {
                ++retries;
                QCOMPARE(nameOf(error.code), QStringLiteral("Disconnected"));
                QCOMPARE(in.count(), 1); // data came since the last try
                QCOMPARE(nameOf(m_host->status().state), QStringLiteral("Waiting"));
            },
            stop.get_token());
        QVERIFY(!output);
        QCOMPARE(nameOf(output.error().code), QStringLiteral("Cancelled"));
        QCOMPARE(cuts, 2);
        QCOMPARE(retries, 2);
        QByteArray expected;
        for (int i = 0; i < 4000; ++i)
            expected += QByteArray::number(i) + '\n';
        QVERIFY(taken == expected);
    }

    void waitsLongerAndCanBeCancelled()
    {
        m_sshd.stop();
        std::vector<qint64> waits;
        std::stop_source stop;
        QElapsedTimer timer;
        const auto output = follow(
            *m_host, [] { return Command({QStringLiteral("true")}); }, [](const QByteArray &) {},
            [&](const Error &error, std::chrono::seconds in) {
                waits.push_back(in.count());
                QVERIFY(nameOf(error.code) == QLatin1String("Unreachable") ||
                        nameOf(error.code) == QLatin1String("Disconnected"));
                if (waits.size() == 3) {
                    stop.request_stop();
                    timer.start();
                }
            },
            stop.get_token());
        QVERIFY(timer.elapsed() < 500);
        QCOMPARE(nameOf(output.error().code), QStringLiteral("Cancelled"));
        QCOMPARE(waits, (std::vector<qint64>{1, 2, 4}));
        QVERIFY(m_sshd.start());
    }

    void endsWithTheCommand()
    {
        const auto output = follow(
            *m_host,
            [] {
                return Command({QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("exit 4")});
            },
            [](const QByteArray &) {}, {});
        QVERIFY(output);
        QCOMPARE(output->exitCode, 4);
    }

private:
    Sshd m_sshd;
    QString m_key;
    std::shared_ptr<SshHost> m_host;
};

QTEST_GUILESS_MAIN(TestFollow)
#include "tst_follow.moc"
