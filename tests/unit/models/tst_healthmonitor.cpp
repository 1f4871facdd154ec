// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthmonitor.h"
#include "models/servers/remotescripts.h"
#include "ssh/replayhost.h"
#include "tests/support/healthanswer.h"
#include "tests/support/jobserver.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bouncepro;
using std::chrono::milliseconds;

namespace {

const HealthEndpoint inside{QStringLiteral("payload"), QStringLiteral("/health/ready"), Vantage::Container};
const QString script = QStringLiteral("health.sh");

/// A server that is asked as often as it can be.
struct Watch
{
    std::shared_ptr<JobServer> made = JobServer::create();
    JobServer &server = *made;
    ServerMonitor monitor;
    HealthMonitor &health;

    explicit Watch(const ServerProfile &profile = JobServer::profile(), milliseconds write = milliseconds(10))
        : monitor(profile, server.connector()),
          health(HealthMonitor::of(monitor))
    {
        monitor.setInterval(milliseconds(5));
        monitor.setBackoff(milliseconds(5));
        health.setIntervals(milliseconds(5), write);
        server.setEmpty(true);
    }
    int asked() const { return server.count(script); }
};

/// How many measurements a store holds for that server.
int storedPoints(const QString &folder, const ServerProfile &profile)
{
    HealthStore store(folder, HealthMonitor::serverOf(profile));
    const auto loaded = store.load(QDateTime::currentDateTimeUtc());
    return loaded ? loaded->history.points(inside) : -1;
}

} // namespace

class TestHealthMonitor : public QObject
{
    Q_OBJECT

    QTemporaryDir m_temporary;
    QString m_folder;
    int m_count = 0;

private Q_SLOTS:
    void init() { m_folder = m_temporary.filePath(QString::number(++m_count)); }

    void oneForEachServer()
    {
        Watch w, other;
        QCOMPARE(&HealthMonitor::of(w.monitor), &w.health);
        QVERIFY(&HealthMonitor::of(other.monitor) != &w.health);
    }

    void asksWhileConnected()
    {
        Watch w;
        QCOMPARE(w.health.state(), LoadState::Loading);
        QCOMPARE(w.asked(), 0); // nothing before the first look
        w.monitor.start();
        QTRY_VERIFY(w.asked() >= 5);
        QCOMPARE(w.health.state(), LoadState::Ready);
        QCOMPARE(w.health.sample()->checks.size(), healthEndpoints().size());
        QVERIFY(w.health.history().points(inside) >= 4);
        QVERIFY(!w.health.isKept());
        QCOMPARE(QDir(m_folder).exists(), false);
    }

    void asksOneAfterTheOther()
    {
        const ServerProfile profile = JobServer::profile();
        const Command look = Command({QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), profile.stack,
                                      profile.composeFile})
                                 .input(Secret(remoteScript(QStringLiteral("probe.sh"))));
        Transcript transcript;
        transcript.exchanges << Exchange::asked(ExchangeKind::Run, look) << healthExchange(QStringLiteral("bouncepro"));
        transcript.exchanges.first().output.out = "format\t1\ntime\t1800000000\nproject\tbouncepro\n";
        const auto host = std::make_shared<ReplayHost>(transcript);
        ServerMonitor monitor(profile, [host](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> { return host; });
        HealthMonitor &health = HealthMonitor::of(monitor);
        health.setIntervals(milliseconds(1), milliseconds(1));
        monitor.start();
        QTRY_VERIFY(health.sample());
        monitor.stop();
        monitor.setInterval(std::chrono::hours(1));
        host->setDelay(milliseconds(100));
        monitor.start();
        QTRY_COMPARE(monitor.view().state, ConnectionState::Connected);
        const auto before = host->questions().size();
        const int points = health.history().points(inside);
        QTRY_COMPARE(health.history().points(inside), points + 3);
        QVERIFY(host->questions().size() <= before + 4); // the next is on its way at most
    }

    void calmWhenTheLinkIsLost()
    {
        Watch w;
        w.monitor.start();
        QTRY_COMPARE(w.health.state(), LoadState::Ready);
        w.server.loseConnections();
        QTRY_COMPARE(w.health.state(), LoadState::Stale);
        QVERIFY(!w.health.error()); // it is no finding about the health
        QTRY_VERIFY(w.monitor.view().state == ConnectionState::Lost);
        const int points = w.health.history().points(inside);
        QVERIFY(w.health.history()
                    .incidents(QDateTime::currentDateTimeUtc().addDays(-1), QDateTime::currentDateTimeUtc())
                    .isEmpty());
        w.server.comeBack();
        QTRY_COMPARE(w.health.state(), LoadState::Ready);
        QTRY_VERIFY(w.health.history().points(inside) > points);
    }

    void tellsWhyItCannotAsk()
    {
        Watch w;
        w.server.setAnswer(script, "what?\n");
        w.monitor.start();
        QTRY_COMPARE(w.health.state(), LoadState::Failed);
        QCOMPARE(w.health.error()->code, ErrorCode::Protocol);
        w.server.setAnswer(script, healthAnswer());
        QTRY_COMPARE(w.health.state(), LoadState::Ready);
        QVERIFY(!w.health.error());
        w.server.setAnswer(script, "what?\n");
        QTRY_COMPARE(w.health.state(), LoadState::Stale);
    }

    void noStackNoQuestion()
    {
        Watch w;
        w.server.setStatus("project\t\nproblem\tno-stack\t/opt/bouncepro\n");
        w.monitor.start();
        QTRY_COMPARE(w.health.state(), LoadState::Failed);
        QVERIFY(!w.health.error()->message.isEmpty() && !w.health.error()->remedy.isEmpty());
        QCOMPARE(w.asked(), 0);
    }

    void keepsAndTakesUp()
    {
        ServerProfile profile = JobServer::profile();
        QDateTime newest;
        {
            Watch w(profile);
            w.health.keepIn(m_folder);
            w.server.setAnswer(script, healthAnswer({{inside.key(), "503\t4\t{}"}}));
            w.monitor.start();
            QTRY_VERIFY(storedPoints(m_folder, profile) > 3); // while it runs
            QVERIFY(w.health.isKept());
            newest = w.health.history().newest();
        }
        profile.name = QStringLiteral("renamed"); // its history goes with it
        Watch w(profile);
        w.health.keepIn(m_folder);
        QTRY_COMPARE(w.health.state(), LoadState::Stale); // what was measured then
        QVERIFY(!w.health.sample());
        QVERIFY(w.health.history().newest() >= newest);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QCOMPARE(w.health.history().incidents(now.addDays(-1), now).size(), 1);
        QVERIFY(w.asked() == 0);
        // The incident ends, and is stored so.
        w.monitor.start();
        const auto ended = [&](const HealthHistory &history) {
            const auto incidents = history.incidents(now.addDays(-1), QDateTime::currentDateTimeUtc());
            return incidents.size() == 1 && incidents.first().to.isValid();
        };
        QTRY_VERIFY(ended(w.health.history()));
        QTRY_VERIFY(ended(HealthStore(m_folder, HealthMonitor::serverOf(profile)).load(now)->history));
    }

    void writesAtTheEnd()
    {
        int points = 0;
        {
            Watch w(JobServer::profile(), std::chrono::hours(1));
            w.health.keepIn(m_folder);
            w.monitor.start();
            QTRY_VERIFY(w.health.history().points(inside) >= 3);
            points = w.health.history().points(inside);
            QCOMPARE(storedPoints(m_folder, JobServer::profile()), 0);
        }
        QCOMPARE(storedPoints(m_folder, JobServer::profile()), points);
    }

    void anotherTargetIsAnotherHistory()
    {
        Watch w;
        w.health.keepIn(m_folder);
        w.monitor.start();
        QTRY_VERIFY(w.health.history().points(inside) >= 3);
        ServerProfile other = JobServer::profile();
        other.stack = QStringLiteral("/srv/other");
        w.monitor.setProfile(other, [](std::stop_token) -> Result<std::shared_ptr<RemoteHost>> {
            return fail(ErrorCode::Unreachable, QStringLiteral("No route."));
        });
        QVERIFY(!w.health.sample());
        QVERIFY(!w.health.history().newest().isValid());
        QTRY_COMPARE(w.health.state(), LoadState::Failed);
        QTRY_VERIFY(storedPoints(m_folder, JobServer::profile()) >= 3); // what was measured until then
        QCOMPARE(storedPoints(m_folder, other), 0);
    }

    void measuresWhereNothingCanBeKept()
    {
        QFile file(m_folder);
        QVERIFY(file.open(QIODevice::WriteOnly)); // no folder can be there
        file.close();
        Watch w;
        w.health.keepIn(m_folder);
        QTRY_VERIFY(w.health.storeError());
        QVERIFY(!w.health.isKept());
        w.monitor.start();
        QTRY_COMPARE(w.health.state(), LoadState::Ready);
        QVERIFY(w.health.storeError()); // still so
    }

    void writesAgainWhatTheDiskDidNotTake()
    {
        Watch w;
        w.health.keepIn(m_folder);
        w.monitor.start();
        QTRY_VERIFY(storedPoints(m_folder, JobServer::profile()) > 0);
        QVERIFY(QDir().rename(m_folder, m_folder + QStringLiteral("-away")));
        QFile file(m_folder);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QTRY_VERIFY(!w.health.isKept());
        const int points = w.health.history().points(inside);
        QTRY_VERIFY(w.health.history().points(inside) > points + 2);
        QVERIFY(file.remove() && QDir().rename(m_folder + QStringLiteral("-away"), m_folder));
        QTRY_VERIFY(w.health.isKept());
        w.monitor.stop();
        QTRY_COMPARE(storedPoints(m_folder, JobServer::profile()), w.health.history().points(inside));
    }
};

QTEST_GUILESS_MAIN(TestHealthMonitor)
#include "tst_healthmonitor.moc"
