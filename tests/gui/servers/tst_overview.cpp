// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clock.h"
#include "tests/support/jobwindow.h"

#include "models/servers/servicesmodel.h"
#include "ui/look/dialog.h"
#include "ui/look/roles.h"
#include "ui/servers/serverpage.h"

#include <QAbstractItemView>
#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace bouncepro;

namespace {

const QString deployId = QStringLiteral("20261124T030000Z-deploy-1f2e3d");

QByteArray service(const char *name, const char *state = "running", int restarts = 0, int cpu = 300000)
{
    const bool isDeployed = name[0] == 'p' ? name[1] == 'a' : name[1] == 'u'; // payload, nuxt; not postgres, nginx
    return QByteArray("service\t") + name + '\t' + QByteArray(64, name[0] == 'p' ? 'a' : 'b').replace(0, 1, name + 1) +
           "\tbouncepro-" + name + ":8f3c2a1\tsha256:7506cb51\t" + state + "\thealthy\t" +
           (isDeployed ? "2026-11-24T20:46:06Z" : "2026-11-19T20:46:46Z") + '\t' + QByteArray::number(restarts) +
           "\t0\t" + QByteArray::number(cpu) + '\t' + (isDeployed ? "210820544" : "48234496") + "\tmax\n";
}

QByteArray status(const QByteArray &more = {}, int restarts = 0)
{
    return "time\t1795553207\nhost\teu1\nload\t0.84\nuptime\t3542400\nMemTotal\t16384092\nMemAvailable\t11050928\n"
           "disk\t270553174016\t105524022784\ncommit\t8f3c2a14b86128aafb5f6ede174ed5f3beab\nbranch\tmain\n"
           "subject\tVersion 2.14.3\nrelease\t8f3c2a1\ndocker\t26.1.5\ncompose\t2.26.1\nproject\tbouncepro\n" +
           service("nginx") + service("nuxt") + service("payload", "running", restarts) + service("postgres") + more;
}

std::shared_ptr<JobServer> usual(const QByteArray &lines = status())
{
    const auto server = JobServer::create();
    server->setStatus(lines);
    const auto add = [&](const char *id, JobState state, const char *subject) {
        Plan plan = JobServer::deployPlan(QString::fromLatin1(id));
        plan.subject = QString::fromLatin1(subject);
        server->setAgo(std::chrono::seconds(82));
        server->begin(plan);
        server->setAgo(std::chrono::seconds(41));
        server->end(plan.id, state);
    };
    add("20261123T030000Z-restart-1f2e3d", JobState::Succeeded, "payload");
    add("20261123T040000Z-rollback-1f2e3d", JobState::FailedRestored, "2.14.2");
    add("20261124T030000Z-deploy-1f2e3d", JobState::Succeeded, "8f3c2a1");
    server->setAgo({});
    return server;
}

struct Gui : JobWindow
{
    explicit Gui(std::shared_ptr<JobServer> server = usual(), const ServerProfile &profile = GuiWindow::production())
        : JobWindow({.pages = allPages(), .profile = profile}, std::move(server))
    {
    }
    void start()
    {
        JobWindow::start(QStringLiteral("servers"));
        QVERIFY(QTest::qWaitFor([this] { return isShown("services") && isShown("latest"); }));
    }
    QAbstractItemView *table() { return find<QAbstractItemView>("services"); }
    void choose(int row) { table()->setCurrentIndex(table()->model()->index(row, 0)); }
    Dialog *question() { return window().findChild<Dialog *>(QStringLiteral("serviceDialog")); }
};

} // namespace

/// The overview of a server that jobs run on.
class TestOverview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        const QStringList stalls = WatchedApplication::stalls();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls.join(QLatin1Char('\n'))));
    }

    void tellsWhatServesAndWhatWasDone()
    {
        Gui gui;
        gui.start();
        QTRY_COMPARE(gui.find<QLabel>("title")->text(), QStringLiteral("All four services are healthy"));
        const QString evidence = gui.find<QLabel>("evidence")->text();
        QVERIFY2(evidence.startsWith(QStringLiteral("Serving 8f3c2a1.")), qPrintable(evidence));
        QVERIFY2(evidence.contains(QStringLiteral("Deployed today ")), qPrintable(evidence));
        QVERIFY(evidence.endsWith(QStringLiteral("by anna@laptop.")));
        const QAbstractItemModel *latest = gui.find<QAbstractItemView>("latest")->model();
        QCOMPARE(latest->rowCount(), 3);
        QCOMPARE(latest->index(0, 0).data().toString(), QStringLiteral("Deploy 8f3c2a1"));
        QVERIFY(!latest->index(0, 0).data(bouncepro::MarkRole).isValid());
        QCOMPARE(latest->index(1, 0).data(bouncepro::MarkRole).toInt(), int(Mark::Warning));
        QCOMPARE(gui.find<QLabel>("disk")->text(), QStringLiteral("106 GB of 271 GB free"));
        QCOMPARE(gui.find<QLabel>("memory")->text(), QStringLiteral("11.3 GB of 16.8 GB free"));
        QVERIFY(!gui.isShown("notice1"));
    }

    // A deploy takes services down for a moment; that is no alarm, unless it stays.
    void servicesThatAJobReplacesRaiseNoAlarm()
    {
        const auto server = usual();
        const Plan plan = JobServer::plan(QStringLiteral("20261124T050000Z-deploy-1f2e3d"));
        server->begin(plan);
        Gui gui(server);
        QSignalSpy told(&gui.fleet(), &Fleet::notified);
        gui.start();
        QTRY_VERIFY(gui.desk()->jobs().running());
        QTRY_COMPARE(gui.find<QLabel>("title")->text(), QStringLiteral("All four services are healthy"));
        server->setStatus(status().replace(":8f3c2a1\tsha256:7506cb51\trunning", ":8f3c2a1\tsha256:7506cb51\texited"));
        QTRY_VERIFY(gui.find<QLabel>("title")->text() != QStringLiteral("All four services are healthy"));
        QVERIFY2(told.isEmpty(), qPrintable(told.value(0).value(1).toString() + told.value(0).value(2).toString()));
        server->end(plan.id, JobState::Succeeded);
        QTRY_COMPARE(told.count(), 2);
        QStringList titles{told[0].at(1).toString(), told[1].at(1).toString()};
        QVERIFY2(titles.contains(QStringLiteral("bouncepro-eu is down")), qPrintable(titles.join(u'|')));
    }

    // From any page, and from another server, it is seen that one is being changed.
    void sidebarTellsTheJob()
    {
        const auto server = usual();
        const Plan plan = JobServer::plan(QStringLiteral("20261124T050000Z-deploy-1f2e3d"));
        server->begin(plan);
        Gui gui(server);
        gui.start();
        const QModelIndex row = gui.find<QAbstractItemView>("servers")->model()->index(0, 0);
        const auto says = [&row](const char *words) {
            return row.data(SecondRole).toString().startsWith(QLatin1String(words)) &&
                   row.data(Qt::AccessibleTextRole).toString().contains(QLatin1String(words));
        };
        QTRY_VERIFY2(says("Deploying 8f3c2a1"), qPrintable(row.data(SecondRole).toString()));
        QCOMPARE(row.data(bouncepro::MarkRole).toInt(), int(Mark::Running));
        server->end(plan.id, JobState::Succeeded);
        QTRY_VERIFY2(says("Healthy"), qPrintable(row.data(SecondRole).toString()));
        QCOMPARE(row.data(bouncepro::MarkRole).toInt(), int(Mark::Well));
    }

    void goesElsewhere()
    {
        Gui gui;
        gui.start();
        QSignalSpy pages(gui.desk(), &ServerDesk::pageWanted), jobs(gui.desk(), &ServerDesk::jobWanted);
        gui.click("deploy");
        QCOMPARE(pages.takeLast()[0].toString(), QStringLiteral("deploy"));
        gui.window().showPage(QStringLiteral("servers"));
        auto *latest = gui.find<QAbstractItemView>("latest");
        latest->setCurrentIndex(latest->model()->index(0, 0));
        QTest::keyClick(latest, Qt::Key_Return);
        QCOMPARE(jobs.value(0).value(0).toString(), deployId);
        gui.window().showPage(QStringLiteral("servers"));
        gui.click("allActivity");
        QTRY_COMPARE(gui.window().page(), QStringLiteral("activity"));
    }

    void notices_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("says");
        QTest::newRow("disk") << status("disk\t270553174016\t15524022784\n") << QStringLiteral("nearly full");
        QTest::newRow("by hand") << status("changes\t2\n") << QStringLiteral("2 files of the checkout");
        QTest::newRow("restarts") << status({}, 3) << QStringLiteral("payload 3 times");
    }
    void notices()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QString, says);
        Gui gui(usual(lines));
        gui.start();
        QTRY_VERIFY(gui.isShown("notice1"));
        QVERIFY2(gui.words("notice1").contains(says), qPrintable(gui.words("notice1")));
        const auto buttons = gui.find("notice1")->findChildren<QPushButton *>();
        QTest::mouseClick(buttons.last(), Qt::LeftButton); // Later
        QTRY_VERIFY(!gui.isShown("notice1"));
        const QDateTime seen = gui.monitor().view().seen;
        QTRY_VERIFY(gui.monitor().view().seen > seen);
        QVERIFY(!gui.isShown("notice1")); // it stays put off
    }

    void full()
    {
        Gui gui(usual(status("changes\t2\n")));
        gui.start();
        QTRY_VERIFY(gui.isShown("notice1"));
        gui.choose(2);
        gui.picture(QStringLiteral("overview-full"));
    }

    // 60 services, and no name is short.
    void muchAndLong()
    {
        QByteArray lines = status("changes\t4021\n", 7);
        lines.replace("host\teu1\n", "host\tan-unusually-long-host-name.of.a.very.large.company.example\n");
        lines.replace("release\t8f3c2a1", "release\t2026.11.24-hotfix-for-the-booking-of-venues-abroad-3");
        for (int i = 0; i < 56; ++i)
            lines += service(qPrintable(QStringLiteral("worker-for-the-bookings-of-venues-abroad-%1").arg(i)));
        ServerProfile profile = GuiWindow::production();
        profile.name = QStringLiteral("bouncepro-of-the-largest-customer-in-europe");
        Gui gui(usual(lines), profile);
        gui.start();
        QCOMPARE(gui.table()->model()->rowCount(), 60);
        const QAbstractItemModel *rows = gui.table()->model();
        QStringList names;
        for (int row = 0; row < rows->rowCount(); ++row)
            names << rows->index(row, 0).data().toString();
        QVERIFY(names.indexOf(QRegularExpression(QStringLiteral(".*-2"))) <
                names.indexOf(QRegularExpression(QStringLiteral(".*-10"))));
        gui.picture(QStringLiteral("overview-long"));
        // The page goes with the row, as no list has a scroll bar of its own.
        gui.window().activateWindow();
        gui.table()->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(gui.table()->hasFocus());
        QTest::keyClick(gui.table(), Qt::Key_End, Qt::ControlModifier);
        QTRY_VERIFY(gui.table()->viewport()->visibleRegion().contains(
            gui.table()->visualRect(gui.table()->currentIndex()).center()));
        QCOMPARE(gui.table()->currentIndex().row(), 59);
    }

    void fourHoursOld()
    {
        Gui gui;
        gui.start();
        gui.server().loseConnections();
        QTRY_VERIFY(gui.isShown("error"));
        const ClockAhead clock(std::chrono::hours(4));
        QTRY_VERIFY2(gui.words("hostCard").contains(QStringLiteral("seen 4 h ago")), qPrintable(gui.words("hostCard")));
        QVERIFY2(gui.words("responseCard").contains(QStringLiteral("before the connection was lost")),
                 qPrintable(gui.words("responseCard")));
        gui.picture(QStringLiteral("overview-stale"));
    }

    void interruptedJobComesFirst()
    {
        const auto server = usual(status("changes\t2\n"));
        Plan plan = JobServer::deployPlan(QStringLiteral("20261124T050000Z-deploy-1f2e3d"));
        plan.subject = QStringLiteral("b07d1f2");
        server->begin(plan);
        server->end(QStringLiteral("20261124T050000Z-deploy-1f2e3d"), JobState::Interrupted, "rebooted", 2);
        Gui gui(server);
        gui.start();
        QTRY_VERIFY(gui.isShown("notice2"));
        QVERIFY2(gui.words("notice1").contains(QStringLiteral("interrupted")), qPrintable(gui.words("notice1")));
        QVERIFY(!gui.find<QPushButton>("deploy")->isEnabled()); // as on its page
        gui.picture(QStringLiteral("overview-interrupted"));
        QSignalSpy jobs(gui.desk(), &ServerDesk::jobWanted);
        QTest::mouseClick(gui.find("notice1")->findChildren<QPushButton *>().first(), Qt::LeftButton);
        QCOMPARE(jobs.value(0).value(0).toString(), QStringLiteral("20261124T050000Z-deploy-1f2e3d"));
    }

    void serviceIsRestarted()
    {
        Gui gui;
        gui.start();
        QVERIFY(!gui.find<QPushButton>("restartService")->isEnabled());
        QVERIFY(!gui.find("restartService")->toolTip().isEmpty());
        gui.choose(2);
        QVERIFY(!gui.find<QPushButton>("startService")->isEnabled()); // it runs
        QTRY_VERIFY(gui.find<QPushButton>("restartService")->isEnabled());
        gui.click("restartService");
        QTRY_VERIFY(gui.question());
        QTRY_VERIFY(gui.question()->isVisible());
        QCOMPARE(gui.question()->accessibleName(), QStringLiteral("Restart payload on bouncepro-eu"));
        QVERIFY(gui.find<QLabel>("serviceDowntime")->text().startsWith(QStringLiteral("payload does not serve for")));
        QVERIFY(gui.find<QLabel>("serviceWayBack")->text().contains(QStringLiteral("cannot be undone")));
        QCOMPARE(gui.question()->confirmButton()->text(), QStringLiteral("Restart payload"));
        QVERIFY(gui.find<QLabel>("serviceEffect")->text().contains(QStringLiteral(", restart payload")));
        QCOMPARE(gui.find<QLabel>("dialogNote")->text().count(QLatin1Char('(')), 0); // the person, and not the key
        gui.picture(QStringLiteral("overview-question"));
        QCOMPARE(gui.server().count(QStringLiteral("job.sh start")), 0);
        QTest::mouseClick(gui.question()->confirmButton(), Qt::LeftButton);
        QTRY_COMPARE(gui.server().count(QStringLiteral("job.sh start")), 1);
        QTRY_VERIFY(!gui.question());
        QTRY_VERIFY(gui.desk()->jobs().running());
        QCOMPARE(gui.desk()->jobs().running()->job().action, QStringLiteral("restart"));
    }

    void refusalIsTold()
    {
        const auto server = usual();
        server->refuseStart(3, "locked\tdeploy by bob\n");
        Gui gui(server);
        gui.start();
        gui.choose(2);
        gui.click("stopService");
        QTRY_VERIFY(gui.question());
        QTest::keyClick(gui.question(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(gui.isShown("actionFailure"));
        QVERIFY(gui.words("actionFailure").contains(QStringLiteral("Stop payload was not started")));
    }

    void keyboardReachesTheActions()
    {
        Gui gui;
        gui.start();
        gui.choose(2);
        QCOMPARE(gui.table()->contextMenuPolicy(), Qt::ActionsContextMenu);
        QCOMPARE(gui.table()->actions().size(), 5);
        QVERIFY(!gui.table()->actions()[0]->isEnabled());
        gui.table()->actions()[1]->trigger();
        QTRY_VERIFY(gui.question());
        QTest::keyClick(gui.question(), Qt::Key_Escape);
        QTRY_VERIFY(!gui.question());
        QCOMPARE(gui.server().count(QStringLiteral("job.sh start")), 0);
        gui.window().activateWindow();
        QTRY_VERIFY(gui.window().isActiveWindow());
        QSet<QString> reached;
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(&gui.window(), Qt::Key_Tab);
            if (const QWidget *focus = QApplication::focusWidget())
                reached << focus->objectName();
        }
        for (const char *name :
             {"again", "deploy", "services", "stopService", "restartService", "latest", "allActivity"})
            QVERIFY2(reached.contains(QString::fromLatin1(name)), name);
    }

    void textScaleChangesAtRunTime()
    {
        Gui gui;
        gui.start();
        const int bar = gui.find("contextBar")->height();
        QCOMPARE(bar, 52);
        applyLook(Theme::Dark, 1.5);
        QTRY_COMPARE(gui.find("contextBar")->height(), 78);
        QTRY_COMPARE(clippedTextsIn(&gui.window()), QStringList());
        applyLook(Theme::Light, 1.0);
        QTRY_COMPARE(gui.find("contextBar")->height(), 52);
        QTRY_COMPARE(clippedTextsIn(&gui.window()), QStringList());
        WatchedApplication::forget(); // fonts were loaded
    }
};

BOUNCEPRO_GUI_MAIN(TestOverview)
#include "tst_overview.moc"
