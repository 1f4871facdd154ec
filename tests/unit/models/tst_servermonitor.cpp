// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/remotescripts.h"
#include "models/servers/servermonitor.h"
#include "ssh/replayhost.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <thread>

using namespace bouncepro;
using std::chrono::milliseconds;

namespace {

ServerProfile profile()
{
    ServerProfile profile;
    profile.name = QStringLiteral("eu");
    return profile;
}

std::shared_ptr<ReplayHost> answering(const QByteArray &answer = "format\t1\ntime\t1800000000\n")
{
    Transcript transcript;
    const Command command = Command({QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), profile().stack,
                                     profile().composeFile})
                                .input(Secret(remoteScript(QStringLiteral("probe.sh"))));
    transcript.exchanges << Exchange::asked(ExchangeKind::Run, command);
    transcript.exchanges.last().output.out = answer;
    return std::make_shared<ReplayHost>(transcript);
}

/// Connects to a host, or fails with an error, and counts.
struct Door
{
    std::atomic<int> tries = 0;
    std::mutex mutex;
    std::shared_ptr<RemoteHost> host;
    std::optional<Error> error;

    ServerMonitor::Connector connector()
    {
        return [this](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> {
            ++tries;
            const std::lock_guard lock(mutex);
            if (error)
                return fail(*error);
            return host;
        };
    }
    void set(std::optional<Error> next)
    {
        const std::lock_guard lock(mutex);
        error = std::move(next);
    }
};

} // namespace

class TestServerMonitor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pollsOneAfterTheOther()
    {
        Door door{.host = answering()};
        auto host = std::static_pointer_cast<ReplayHost>(door.host);
        ServerMonitor monitor(profile(), door.connector());
        monitor.setInterval(milliseconds(5));
        QCOMPARE(monitor.view().state, ConnectionState::Idle);
        monitor.start();
        QCOMPARE(monitor.view().state, ConnectionState::Connecting);
        QTRY_COMPARE(monitor.view().state, ConnectionState::Connected);
        QTRY_VERIFY(host->questions().size() >= 5);
        QCOMPARE(door.tries.load(), 1); // one connection for all of them
        host->setDelay(std::chrono::hours(1));
        const auto asked = host->questions().size();
        QTest::qWait(50);
        QVERIFY(host->questions().size() <= asked + 1); // a slow answer is waited for
    }

    void comesBackByItself()
    {
        Door door{.host = answering(), .error = Error{ErrorCode::Unreachable, QStringLiteral("port closed"), {}, {}}};
        ServerMonitor monitor(profile(), door.connector());
        monitor.setInterval(milliseconds(5));
        monitor.setBackoff(milliseconds(5));
        monitor.start();
        QTRY_COMPARE(monitor.view().state, ConnectionState::Lost);
        QCOMPARE(monitor.view().error.message, QStringLiteral("port closed"));
        QVERIFY(monitor.view().nextTry.isValid());
        QTRY_VERIFY(door.tries >= 4);
        door.set({});
        QTRY_COMPARE(monitor.view().state, ConnectionState::Connected);
        QVERIFY(monitor.view().error.message.isEmpty());
    }

    void waitsLongerEachTime()
    {
        Door door{.error = Error{ErrorCode::Timeout, {}, {}, {}}};
        ServerMonitor monitor(profile(), door.connector());
        monitor.setBackoff(milliseconds(20));
        monitor.start();
        QTest::qWait(200); // 20, 40, 80, 160: four tries at most
        QVERIFY2(door.tries >= 2 && door.tries <= 4, qPrintable(QString::number(door.tries)));
    }

    void needsAPerson_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const ErrorCode code :
             {ErrorCode::HostKeyMismatch, ErrorCode::HostKeyRevoked, ErrorCode::HostKeyUnknown, ErrorCode::AuthFailed,
              ErrorCode::KeyUnusable, ErrorCode::Invalid, ErrorCode::Cancelled})
            QTest::newRow(qPrintable(nameOf(code))) << code;
    }
    void needsAPerson()
    {
        QFETCH(ErrorCode, code);
        Door door{.host = answering(), .error = Error{code, {}, {}, {}}};
        ServerMonitor monitor(profile(), door.connector());
        monitor.setBackoff(milliseconds(1));
        monitor.start();
        QTRY_COMPARE(monitor.view().state, ConnectionState::Failed);
        QTest::qWait(30);
        QCOMPARE(door.tries.load(), 1); // an account is not locked by trying on
        door.set({});
        monitor.lookNow();
        QTRY_COMPARE(monitor.view().state, ConnectionState::Connected);
    }

    void penaltyIsNotMadeWorse()
    {
        Door door{.error = Error{ErrorCode::Penalized, {}, {}, {}}};
        ServerMonitor monitor(profile(), door.connector());
        monitor.setBackoff(milliseconds(1));
        monitor.start();
        QTRY_COMPARE(monitor.view().state, ConnectionState::Lost);
        QVERIFY(QDateTime::currentDateTimeUtc().secsTo(monitor.view().nextTry) > 50);
    }

    void keepsWhatWasSeen()
    {
        Door door{.host = answering("format\t1\ntime\t1800000000\nhost\teu1\n")};
        ServerMonitor monitor(profile(), door.connector());
        monitor.setInterval(milliseconds(5));
        monitor.start();
        QVERIFY(!monitor.host());
        QTRY_COMPARE(monitor.view().state, ConnectionState::Connected);
        QCOMPARE(monitor.host(), door.host);
        std::static_pointer_cast<ReplayHost>(door.host)->disconnect();
        QTRY_COMPARE(monitor.view().state, ConnectionState::Lost);
        QVERIFY(!monitor.host());
        QCOMPARE(monitor.view().status->host, QStringLiteral("eu1"));
        QVERIFY(monitor.view().seen.isValid());
    }

    void garbageKeepsTheConnection()
    {
        Door door{.host = answering("no such thing")};
        ServerMonitor monitor(profile(), door.connector());
        monitor.setBackoff(milliseconds(1));
        monitor.start();
        QTRY_COMPARE(monitor.view().error.code, ErrorCode::Protocol);
        QTRY_VERIFY(std::static_pointer_cast<ReplayHost>(door.host)->questions().size() >= 3);
        QCOMPARE(door.tries.load(), 1);
    }

    void destructionStopsTheLook()
    {
        std::atomic<bool> ended = false;
        {
            ServerMonitor monitor(profile(), [&](std::stop_token stop) -> Result<std::shared_ptr<RemoteHost>> {
                while (!stop.stop_requested())
                    std::this_thread::sleep_for(milliseconds(1));
                ended = true;
                return fail(ErrorCode::Cancelled, {});
            });
            monitor.start();
            QTest::qWait(10);
        }
        QTRY_VERIFY(ended);
    }

    void stoppedLookSaysNothing()
    {
        Door door{.host = answering()};
        std::static_pointer_cast<ReplayHost>(door.host)->setDelay(std::chrono::hours(1));
        ServerMonitor monitor(profile(), door.connector());
        monitor.start();
        QTRY_VERIFY(!std::static_pointer_cast<ReplayHost>(door.host)->questions().isEmpty());
        monitor.stop();
        QSignalSpy changed(&monitor, &ServerMonitor::changed);
        QTest::qWait(30);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(monitor.view().state, ConnectionState::Idle);
    }
};

QTEST_GUILESS_MAIN(TestServerMonitor)
#include "tst_servermonitor.moc"
