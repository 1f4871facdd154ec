// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "app/settings.h"
#include "tests/support/guiwindow.h"
#include "tests/support/jobserver.h"
#include "ui/shell/serverdesk.h"
#include "ui/shell/serverpages.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace bouncepro;

namespace {

const QString deployId = QStringLiteral("20261124T030000Z-deploy-1f2e3d");
const QString rollbackId = QStringLiteral("20261124T040000Z-rollback-1f2e3d");

/// Two names for servers whose jobs are in memory.
DesktopServers source(const std::shared_ptr<JobServer> &server)
{
    ServerProfile other = JobServer::profile();
    other.name = QStringLiteral("other");
    const QList<ServerProfile> profiles{JobServer::profile(), other};
    return {{[profiles] { return Result<QList<ServerProfile>>(profiles); },
             [](const QList<ServerProfile> &, const QList<ServerProfile> &) { return Result<void>(); }},
            [server](const ServerProfile &) { return server->connector(); }};
}

JobCenter &jobsOf(const MainWindow &window)
{
    return window.view()->desk()->jobs();
}

} // namespace

/// The desktop program: what it keeps from start to start, and its windows.
class TestConsole : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<JobServer> m_server;

    std::unique_ptr<Console> start(const Options &options = {})
    {
        return std::make_unique<Console>(options, Settings::window(), source(m_server));
    }
    static MainWindow *loaded(Console &console)
    {
        MainWindow *window = console.windows().constFirst();
        return QTest::qWaitFor([window] { return window->view(); }) ? window : nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("BOUNCEPRO_CONFIG", QFile::encodeName(m_folder->path()));
        m_server = JobServer::create();
    }

    void whatEndedWhileClosedComesFirst_data()
    {
        QTest::addColumn<bool>("crashes");
        QTest::newRow("it was quit") << false;
        QTest::newRow("it crashed") << true;
    }
    void whatEndedWhileClosedComesFirst()
    {
        QFETCH(bool, crashes);
        m_server->setStatus("changes\t2\n"); // something else to heed
        m_server->begin(JobServer::plan(deployId));
        m_server->end(deployId, JobState::Succeeded);
        QJsonObject memory;
        {
            const auto console = start();
            JobCenter &jobs = jobsOf(*loaded(*console));
            QTRY_COMPARE(jobs.jobs()->rowCount(), 1);
            QVERIFY(jobs.meanwhile().isEmpty());                                 // the first visit shows nothing old
            QTRY_VERIFY(Settings::window().contains(QLatin1String("jobsSeen"))); // at once: it may crash
            memory = Settings::window();
        }
        if (crashes)
            QVERIFY(Settings::saveWindow(memory));
        m_server->begin(JobServer::plan(rollbackId));
        m_server->end(rollbackId, JobState::FailedRestored, "step-failed", 1);
        m_server->edit(rollbackId, [](JobServer::Job &job) { job.summary.ended = job.summary.ended.addSecs(60); });
        const auto console = start();
        MainWindow *window = loaded(*console);
        QTRY_COMPARE(jobsOf(*window).meanwhile().size(), 1);
        QCOMPARE(jobsOf(*window).meanwhile().first().id, rollbackId);
        auto *first = window->findChild<QWidget *>(QStringLiteral("notice1"));
        QVERIFY(first);
        QVERIFY2(first->accessibleName().startsWith(QStringLiteral("While you were away")),
                 qPrintable(first->accessibleName()));
        QVERIFY2(first->accessibleName().contains(QStringLiteral("failed at step 1: everything is as before")),
                 qPrintable(first->accessibleName()));
    }

    void windowIsAsItWasLeft()
    {
        {
            const auto console = start();
            MainWindow *window = loaded(*console);
            window->showServer(QStringLiteral("other"));
            window->showPage(QStringLiteral("logs"));
            window->resize(1111, 777);
            window->close();
        }
        {
            const auto console = start();
            MainWindow *window = loaded(*console);
            QCOMPARE(window->server(), QStringLiteral("other"));
            QCOMPARE(window->page(), QStringLiteral("logs"));
            QCOMPARE(window->size(), QSize(1111, 777));
        }
        Options options;
        options.server = QStringLiteral("eu"); // what is asked for wins
        options.page = QStringLiteral("activity");
        const auto console = start(options);
        QCOMPARE(loaded(*console)->server(), QStringLiteral("eu"));
        QCOMPARE(loaded(*console)->page(), QStringLiteral("activity"));
    }

    void secondStart_data()
    {
        QTest::addColumn<Instance::Wishes>("wishes");
        QTest::addColumn<int>("windows");
        QTest::addColumn<QString>("firstShows");
        QTest::newRow("nothing asked") << Instance::Wishes{} << 1 << QStringLiteral("eu servers");
        QTest::newRow("a server and a page")
            << Instance::Wishes{QStringLiteral("other"), QStringLiteral("logs")} << 1 << QStringLiteral("other logs");
        QTest::newRow("one more window") << Instance::Wishes{QStringLiteral("other"), QStringLiteral("logs"), true} << 2
                                         << QStringLiteral("eu servers");
    }
    void secondStart()
    {
        QFETCH(Instance::Wishes, wishes);
        const auto console = start();
        MainWindow *first = loaded(*console);
        console->show(wishes);
        QTEST(int(console->windows().size()), "windows");
        QTEST(QStringLiteral("%1 %2").arg(first->server(), first->page()), "firstShows");
        MainWindow *last = console->windows().constLast();
        if (!wishes.server.isEmpty()) {
            QCOMPARE(last->server(), wishes.server);
            QCOMPARE(last->page(), wishes.page);
        }
        QTRY_VERIFY(last->isActiveWindow());
    }

    void windowsOnOneServerAreOneLook()
    {
        const auto console = start();
        MainWindow *first = loaded(*console);
        console->show({QStringLiteral("eu"), {}, true});
        MainWindow *second = console->windows().constLast();
        QVERIFY(first != second);
        QCOMPARE(&jobsOf(*first), &jobsOf(*second));
        QTRY_COMPARE(jobsOf(*first).state(), LoadState::Ready);
        QCOMPARE(m_server->count(QStringLiteral("state.sh")), 1); // each center would look for it
        // Each goes its own way.
        second->view()->desk()->openPage(QStringLiteral("activity"));
        QCOMPARE(second->page(), QStringLiteral("activity"));
        QCOMPARE(first->page(), QStringLiteral("servers"));
        // What ends is told once, and listed in both.
        QSignalSpy told(console.get(), &Console::messageWanted);
        QApplication::setActiveWindow(nullptr);
        m_server->begin(JobServer::plan(deployId));
        first->view()->desk()->monitor().lookNow();
        QTRY_VERIFY(jobsOf(*first).running());
        m_server->end(deployId, JobState::Succeeded);
        QTRY_COMPARE(told.count(), 1);
        QTRY_VERIFY(!jobsOf(*first).running());
        for (MainWindow *window : {first, second})
            QCOMPARE(window->findChild<QWidget *>(QStringLiteral("bell"))->accessibleName(),
                     QStringLiteral("Notifications, 1 new"));
        // The work goes on when one of them is closed.
        delete first;
        QTRY_COMPARE(jobsOf(*second).state(), LoadState::Ready);
    }

    void whoLooksGetsNoMessage()
    {
        const auto console = start();
        MainWindow *window = loaded(*console);
        QTRY_VERIFY(window->isActiveWindow());
        QSignalSpy told(console.get(), &Console::messageWanted);
        window->view()->desk()->notify(Mark::Down, QStringLiteral("Renewal failed"), QStringLiteral("Port 80 is shut"));
        QCOMPARE(told.count(), 0);
        QApplication::setActiveWindow(nullptr);
        window->view()->desk()->notify(Mark::Down, QStringLiteral("Renewal failed"), QStringLiteral("Port 80 is shut"));
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.first(), QVariantList({QStringLiteral("Renewal failed"), QStringLiteral("eu: Port 80 is shut")}));
    }
};

BOUNCEPRO_GUI_MAIN(TestConsole)
#include "tst_console.moc"
