// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drawntexts.h"
#include "tests/support/healthanswer.h"
#include "tests/support/jobwindow.h"

#include "ui/health/healthmatrix.h"
#include "ui/health/healthpage.h"
#include "ui/look/meter.h"
#include "ui/look/roles.h"
#include "ui/look/timechart.h"
#include "ui/servers/serverpage.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <future>

using namespace bouncepro;
using std::chrono::milliseconds;

namespace {

using Others = QMap<QString, QByteArray>;
const QString script = QStringLiteral("health.sh");
const QString ready = QStringLiteral("payload /health/ready container");
const QString readyOutside = QStringLiteral("payload /health/ready host");
const QString outside = QStringLiteral("payload /health host");
const QByteArray noDatabase = "503\t9\t{\"status\":\"not-ready\",\"checks\":{\"database\":{\"status\":\"error\"}}}";

/// The window on a server whose health is asked often.
struct Gui : JobWindow
{
    HealthMonitor &health;

    explicit Gui(const Others &others = {}, const QString &folder = {})
        : JobWindow({.pages = allPages(), .size = {1280, 800}, .profile = GuiWindow::production()}, serverOf(others)),
          health(HealthMonitor::of(monitor()))
    {
        health.setIntervals(milliseconds(20), milliseconds(20));
        if (!folder.isEmpty())
            health.keepIn(folder);
    }
    static std::shared_ptr<JobServer> serverOf(const Others &others)
    {
        const auto server = JobServer::create();
        QByteArray status =
            "commit\t8f3c2a1481484b86128aafb5f6ede174ed5f3bea\nbranch\tmain\nrelease\t2.14.3\nload\t0.84\n"
            "uptime\t3542400\nMemTotal\t16384092\nMemAvailable\t11050928\n"
            "disk\t270553174016\t105524022784\ndocker\t26.1.5\ncompose\t2.26.1\n";
        const auto ago = [](int seconds) { return QDateTime::currentDateTimeUtc().addSecs(-seconds); };
        const QByteArray started = ago(2 * 3600).toString(Qt::ISODate).toUtf8(); // by the deploy below
        int megabytes = 11;
        for (const char *name : {"nginx", "nuxt", "payload", "postgres"})
            status += "service\t" + QByteArray(name) + "\tabc\tbouncepro-" + name +
                      ":2.14.3\tsha256:1\trunning\thealthy\t" + started + "\t0\t0\t1000\t" +
                      QByteArray::number((megabytes += 53) * 1000000) + "\tmax\n";
        server->setStatus(status);
        server->setAnswer(script, healthAnswer(others));
        for (const auto &[hours, release] : {std::pair(2, "2.14.3"), std::pair(9, "2.14.2")}) {
            const QDateTime then = ago(3600 * hours);
            Plan plan = JobServer::plan(then.toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'")) +
                                        QStringLiteral("-deploy-1f2e3d"));
            plan.subject = QString::fromLatin1(release);
            server->begin(plan);
            server->end(plan.id, JobState::Succeeded);
            server->edit(plan.id, [&](JobServer::Job &job) {
                job.summary.started = then.addSecs(-96);
                job.summary.ended = then;
            });
        }
        return server;
    }
    void start() { JobWindow::start(QStringLiteral("health")); }
    // Of the page: the overview has a part with these names too.
    template <class Widget = QWidget>
    Widget *part(const char *name)
    {
        auto *page = window().findChild<HealthPage *>();
        auto *widget = page ? page->findChild<Widget *>(QString::fromLatin1(name)) : nullptr;
        if (!widget)
            qFatal("The page has no %s.", name);
        return widget;
    }
    bool isShown(const char *name) { return part(name)->isVisible(); }
    QString text(const char *name) { return isShown(name) ? part<QLabel>(name)->text() : QString(); }
    QString words(const char *name)
    {
        QStringList all;
        for (const QLabel *label : part(name)->findChildren<QLabel *>())
            if (label->isVisible())
                all << label->text();
        return all.join(QLatin1Char('|'));
    }
    HealthMatrix &matrix() { return *part<HealthMatrix>("healthMatrix"); }
    QString cell(const char *key)
    {
        const auto &all = healthEndpoints();
        const auto endpoint = std::find_if(
            all.begin(), all.end(), [key](const HealthEndpoint &each) { return each.key() == QLatin1String(key); });
        return static_cast<HealthModel *>(matrix().model())->indexOf(*endpoint).data().toString();
    }
    /// The server's mark and words in the sidebar.
    QString sidebar()
    {
        const QModelIndex row = find<QAbstractItemView>("servers")->model()->index(0, 0);
        return QStringLiteral("%1: %2").arg(nameOf(Mark(row.data(MarkRole).toInt())), row.data(SecondRole).toString());
    }
    ServerDesk::Badge badge() { return desk()->badge(QStringLiteral("health")); }
};

} // namespace

class TestHealthPage : public QObject
{
    Q_OBJECT

    QTemporaryDir m_temporary;
    int m_copies = 0;

    // A copy for each test: what it measures is kept too.
    QString filled(int days)
    {
        const QString made = m_temporary.filePath(QStringLiteral("made-%1").arg(days));
        if (!QFile::exists(made))
            if (const auto filled = fillHealthStore(made, GuiWindow::production(), days); !filled)
                qFatal("%s", qPrintable(filled.error().message));
        const QString copy = m_temporary.filePath(QStringLiteral("copy-%1").arg(++m_copies));
        const QString file = QDir(made).entryList(QDir::Files).value(0);
        if (!QDir().mkpath(copy) || !QFile::copy(made + QLatin1Char('/') + file, copy + QLatin1Char('/') + file))
            qFatal("%s cannot be copied.", qPrintable(made));
        return copy;
    }

private Q_SLOTS:
    void cleanup()
    {
        const QStringList stalls = WatchedApplication::stalls();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls.join(QLatin1Char('\n'))));
    }

    void looks_data()
    {
        QTest::addColumn<QString>("page");
        for (const char *page : {"health", "servers"})
            QTest::newRow(page) << QString::fromLatin1(page);
    }
    void looks()
    {
        QFETCH(QString, page);
        Gui gui({}, filled(3));
        gui.JobWindow::start(page);
        QTRY_COMPARE(gui.health.state(), LoadState::Ready);
        const auto charts = gui.window().findChildren<TimeChart *>(QStringLiteral("healthChart"));
        QTRY_VERIFY(charts.last()->isVisible());
        gui.picture(QStringLiteral("health-full-") + page);
    }

    void tellsThatAllIsWell()
    {
        Gui gui({}, filled(3));
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All health endpoints answer well"));
        QVERIFY2(gui.text("evidence").startsWith(QStringLiteral("6 of 6 checks are well. Unchanged since ")),
                 qPrintable(gui.text("evidence")));
        QCOMPARE(gui.cell("payload /health host"), QStringLiteral("200"));
        QCOMPARE(gui.text("finding3"), QStringLiteral("The applications are well."));
        QVERIFY(!gui.isShown("healthRemedy"));
        QCOMPARE(gui.badge(), ServerDesk::Badge());
        // What the file held: two incidents, whose uptime is not whole.
        const auto *incidents = gui.part<QListView>("incidents")->model();
        QCOMPARE(incidents->rowCount(), 4);
        for (int row = 0; row < 4; ++row) { // the newest first
            const QString what = incidents->index(row, 0).data(SecondRole).toString();
            QVERIFY2(what.contains(QLatin1String(row < 2 ? "503: database" : "502")), qPrintable(what));
        }
        QVERIFY(!gui.isShown("noIncidents"));
        const QString part = gui.text("uptimePart1");
        QVERIFY2(part.endsWith(QStringLiteral(" %")) && part != QStringLiteral("100 %"), qPrintable(part));
        auto *strip = gui.part<UptimeStrip>("uptime1");
        QVERIFY2(strip->accessibleName().endsWith(QStringLiteral(" %, 2 incidents")),
                 qPrintable(strip->accessibleName()));
        auto *chart = gui.part<TimeChart>("healthChart");
        QTRY_COMPARE(chart->series().size(), 2);
        // A bar stands below its time in the chart.
        const auto [left, right] = chart->plotEdges();
        const auto x = [&](const QWidget *widget) { return widget->mapTo(&gui.window(), QPoint(0, 0)).x(); };
        QTRY_COMPARE(x(strip), x(chart) + chart->plotEdges().first);
        QCOMPARE(strip->width(), right - left);
    }

    // Red is for what failed.
    void nothingWasDeployedYet()
    {
        const auto answer = [](const QByteArray &text) {
            Others others;
            for (const HealthEndpoint &endpoint : healthEndpoints())
                others[endpoint.key()] = text;
            return others;
        };
        Gui gui(answer("0\t-\tno container of it runs"));
        gui.server().setStatus("commit\t8f3c2a1aaa\nbranch\tmain\n");
        gui.start();
        QTRY_COMPARE(gui.badge().text, QStringLiteral("6 down"));
        QTRY_COMPARE(gui.text("uptimePart1"), QStringLiteral("–"));
        QCOMPARE(gui.part<UptimeStrip>("uptime1")->accessibleName().right(1), QStringLiteral("–"));
    }

    // What nobody looks at is not drawn up at each answer, but is there when one comes back.
    void restsWhileHidden()
    {
        Gui gui;
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All health endpoints answer well"));
        gui.window().showPage(QStringLiteral("servers"));
        QSignalSpy drawn(gui.part<HealthMatrix>("healthMatrix")->model(), &QAbstractItemModel::dataChanged);
        gui.server().setAnswer(script, healthAnswer({{ready, noDatabase}, {readyOutside, noDatabase}}));
        QTRY_COMPARE(gui.badge().text, QStringLiteral("2 down")); // it is told all the same
        QCOMPARE(drawn.count(), 0);
        gui.window().showPage(QStringLiteral("health"));
        QTRY_VERIFY(drawn.count() > 0);
        QCOMPARE(gui.text("title"), QStringLiteral("payload is up, but not ready: database"));
    }

    void historyBegins()
    {
        Gui gui;
        gui.start();
        QTRY_VERIFY(gui.isShown("healthBegins"));
        QVERIFY(!gui.isShown("healthChart"));
        QVERIFY(gui.words("healthBegins").contains(QStringLiteral("goes with this program")));
        QVERIFY(gui.text("noIncidents").startsWith(QStringLiteral("No endpoint has failed since today ")));
        QCOMPARE(gui.text("uptimePart1"), QStringLiteral("100 %"));
        gui.picture(QStringLiteral("health-begins"));
    }

    void loads()
    {
        const auto server = Gui::serverOf({});
        std::promise<void> open;
        ServerMonitor monitor(GuiWindow::production(),
                              [connect = server->connector(), gate = open.get_future().share()](std::stop_token stop) {
                                  gate.wait();
                                  return connect(stop);
                              });
        ServerDesk desk(std::make_shared<ServerWork>(monitor));
        HealthPage page(desk);
        page.resize(980, 700);
        page.setVisible(true);
        monitor.start();
        const auto isShown = [&](const char *name) {
            return page.findChild<QWidget *>(QString::fromLatin1(name))->isVisible();
        };
        QVERIFY(isShown("healthLoading"));
        QVERIFY(!isShown("healthMatrix") && !isShown("responseCard") && !isShown("healthFailure"));
        QCOMPARE(page.findChild<QLabel *>(QStringLiteral("title"))->text(),
                 QStringLiteral("Connecting to bouncepro-eu"));
        open.set_value();
        QTRY_VERIFY(isShown("healthMatrix"));
        QVERIFY(!isShown("healthLoading"));
    }

    void nothingIsKnown()
    {
        Gui gui;
        gui.server().loseConnections();
        gui.monitor().setBackoff(std::chrono::hours(1));
        gui.start();
        QTRY_VERIFY(gui.isShown("healthFailure"));
        QCOMPARE(gui.text("title"), QStringLiteral("bouncepro-eu is unreachable"));
        QVERIFY(!gui.isShown("healthLoading") && !gui.isShown("healthMatrix"));
        QVERIFY(gui.words("healthFailure").contains(QStringLiteral("Check this machine's network and VPN")));
        gui.picture(QStringLiteral("health-unreachable"));
    }

    void cannotBeAsked()
    {
        Gui gui;
        gui.server().setAnswer(script, "what?\n");
        gui.start();
        QTRY_VERIFY(gui.isShown("healthFailure"));
        QCOMPARE(gui.text("title"), QStringLiteral("The health of bouncepro-eu cannot be asked"));
        QTRY_VERIFY(gui.words("healthFailure").contains(QStringLiteral("makes no sense")));
        QVERIFY(!gui.isShown("healthMatrix") && !gui.isShown("responseCard"));
        QCOMPARE(gui.text("evidence"), QStringLiteral("It is asked again every 15 s.")); // the rest is said once
        gui.picture(QStringLiteral("health-error"));
        gui.server().setAnswer(script, healthAnswer());
        gui.click("healthAgain");
        QTRY_VERIFY(gui.isShown("healthMatrix"));
        QVERIFY(!gui.isShown("healthFailure"));
    }

    void lostLinkLooksStale()
    {
        Gui gui({{ready, noDatabase}}, filled(3));
        gui.start();
        QTRY_COMPARE(gui.health.state(), LoadState::Ready);
        QTRY_COMPARE(gui.badge().text, QStringLiteral("1 down"));
        gui.monitor().setBackoff(std::chrono::hours(1));
        gui.server().loseConnections();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("bouncepro-eu is unreachable"));
        QVERIFY2(gui.text("evidence").startsWith(QStringLiteral("Asked ")), qPrintable(gui.text("evidence")));
        QVERIFY(gui.matrix().isStale());
        QVERIFY(gui.words("healthCard").contains(QStringLiteral("as of today ")));
        QVERIFY(gui.words("responseCard").contains(QStringLiteral("as of today ")));
        QCOMPARE(gui.text("finding1"),
                 QStringLiteral("This machine does not reach the server: it may be well all the same."));
        QCOMPARE(gui.badge(), ServerDesk::Badge()); // what was down then may be up now
        QVERIFY2(gui.text("healthRemedy").startsWith(QStringLiteral("Nothing: this console tries again")),
                 qPrintable(gui.text("healthRemedy")));
        const QModelIndex open = gui.part<QListView>("incidents")->model()->index(0, 0);
        QVERIFY2(open.data(SecondRole).toString().contains(QStringLiteral(", went on when last asked, ")),
                 qPrintable(open.data(SecondRole).toString()));
        QCOMPARE(open.data(MarkRole).toInt(), int(Mark::Unknown));
        gui.picture(QStringLiteral("health-stale"));
        gui.server().setAnswer(script, healthAnswer());
        gui.server().comeBack();
        gui.click("healthAgain");
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All health endpoints answer well"));
        QVERIFY(!gui.matrix().isStale());
    }

    void oldHistoryBeforeTheFirstAnswer()
    {
        Gui gui({}, filled(3));
        gui.server().loseConnections();
        gui.monitor().setBackoff(std::chrono::hours(1));
        gui.start();
        QTRY_VERIFY(gui.isShown("healthChart"));
        QTRY_COMPARE(gui.text("title"), QStringLiteral("bouncepro-eu is unreachable"));
        QVERIFY(gui.matrix().isStale());
        QCOMPARE(gui.text("finding1"),
                 QStringLiteral("This machine does not reach the server: it may be well all the same."));
        QVERIFY(!gui.isShown("finding2"));
        const ChartSeries drawn = gui.part<TimeChart>("healthChart")->series().first();
        QVERIFY(std::isfinite(drawn.points.last().y()));                      // what was measured last, not nothing
        QVERIFY(!gui.words("verdictCard").contains(QStringLiteral("as of"))); // that is known now
        gui.picture(QStringLiteral("health-old"));
    }

    void somethingIsDown_data()
    {
        QTest::addColumn<Others>("others");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("badge");
        QTest::addColumn<QString>("remedy");
        QTest::newRow("application") << Others{{ready, noDatabase}, {readyOutside, noDatabase}}
                                     << QStringLiteral("payload is up, but not ready: database")
                                     << QStringLiteral("2 down") << QStringLiteral("Look at payload's lines");
        QTest::newRow("nginx") << Others{{outside, "502\t1\t<html>"}, {readyOutside, "502\t1\t<html>"}}
                               << QStringLiteral("The applications are well, but nginx does not pass questions on")
                               << QStringLiteral("2 down") << QStringLiteral("Look at nginx's lines");
        QTest::newRow("slow") << Others{{ready, "200\t2400\t{\"status\":\"ready\"}"}}
                              << QStringLiteral("payload answers slowly: 2.40 s") << QStringLiteral("1 warns")
                              << QStringLiteral("Look at the CPU and memory of payload");
    }
    void somethingIsDown()
    {
        QFETCH(Others, others);
        QFETCH(QString, title);
        QFETCH(QString, badge);
        QFETCH(QString, remedy);
        Gui gui(others, filled(3));
        gui.start();
        QTRY_COMPARE(gui.text("title"), title);
        QCOMPARE(gui.badge().text, badge);
        const bool isDown = badge == QLatin1String("2 down");
        QCOMPARE(gui.sidebar(), isDown ? QStringLiteral("Down: ") + title : QStringLiteral("Well: Healthy, 2.14.3"));
        QCOMPARE(gui.isShown("healthRemedy"), !remedy.isEmpty());
        QVERIFY2(gui.text("healthRemedy").startsWith(remedy), qPrintable(gui.text("healthRemedy")));
        gui.picture(QStringLiteral("health-down-") + QString::fromLatin1(QTest::currentDataTag()));
        gui.server().setAnswer(script, healthAnswer());
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All health endpoints answer well"));
        QCOMPARE(gui.badge(), ServerDesk::Badge());
        QCOMPARE(gui.sidebar(), QStringLiteral("Well: Healthy, 2.14.3"));
        QCOMPARE(gui.part<QListView>("incidents")->model()->rowCount(), isDown ? 6 : 4);
    }

    void hostileAndLongWords()
    {
        const QByteArray longWord = "503\t9\t{\"checks\":{\"" + QByteArray(300, 'w') +
                                    "\":{\"status\":\"bad\"},"
                                    "\"<b>x</b>\\u202e\":{\"status\":\"bad\"}}}";
        Gui gui({{ready, longWord}, {outside, "impossible\t" + QByteArray(900, 'i')}}, filled(3));
        gui.start();
        QTRY_VERIFY(gui.text("title").startsWith(QStringLiteral("payload is up, but not ready: ")));
        for (const char *name : {"title", "finding2", "finding3"})
            QVERIFY2(!gui.text(name).contains(QChar(0x202e)), name);
        gui.picture(QStringLiteral("health-hostile"));
    }

    void theChosenCellIsDrawn()
    {
        Gui gui({}, filled(3));
        gui.start();
        QTRY_COMPARE(gui.health.state(), LoadState::Ready);
        QTRY_VERIFY(gui.isShown("healthChart"));
        QVERIFY(gui.words("responseCard").contains(QStringLiteral("payload /health through nginx")));
        gui.matrix().setFocus();
        QTest::keyClick(&gui.matrix(), Qt::Key_Right);
        QVERIFY(gui.words("responseCard").contains(QStringLiteral("payload /health in its container")));
        QTest::keyClick(&gui.matrix(), Qt::Key_Down);
        QVERIFY(gui.words("responseCard").contains(QStringLiteral("payload /health/db in its container")));
        const auto spanOf = [&] {
            const QList<QPointF> points = gui.part<TimeChart>("healthChart")->series().first().points;
            return qRound((points.last().x() - points.first().x()) / 3600'000);
        };
        QCOMPARE(spanOf(), 24);
        const auto ranges = gui.part("healthRange")->findChildren<QAbstractButton *>();
        QTest::mouseClick(ranges.at(2), Qt::LeftButton);
        QCOMPARE(spanOf(), 7 * 24 - 1);
        gui.picture(QStringLiteral("health-week"));
        // It stays chosen when the next answer comes, and what was drawn stays as it is.
        const QPointF first = gui.part<TimeChart>("healthChart")->series().first().points.first();
        QCOMPARE(qint64(first.x()) % 3600'000, 0);
        const int points = gui.health.history().points(healthEndpoints().first());
        QTRY_VERIFY(gui.health.history().points(healthEndpoints().first()) > points + 1);
        QCOMPARE(spanOf(), 7 * 24 - 1);
    }

    void tellsWhereNothingIsKept()
    {
        const QString folder = m_temporary.filePath(QStringLiteral("no-folder"));
        QFile file(folder);
        QVERIFY(file.open(QIODevice::WriteOnly));
        Gui gui({}, folder);
        gui.start();
        QTRY_VERIFY(gui.isShown("healthStore"));
        QVERIFY(gui.words("healthStore").contains(QStringLiteral("What is measured is not kept")));
        QTRY_VERIFY(gui.isShown("healthMatrix"));
        gui.picture(QStringLiteral("health-not-kept"));
        auto *later = gui.part("healthStore")->findChildren<QAbstractButton *>().last();
        QTest::mouseClick(later, Qt::LeftButton);
        QVERIFY(!gui.isShown("healthStore"));
        QTRY_COMPARE(gui.health.state(), LoadState::Ready);
        QVERIFY(!gui.isShown("healthStore")); // put off
    }

    void isReachedFromEverywhere()
    {
        Gui gui({{ready, noDatabase}});
        gui.JobWindow::start(QStringLiteral("servers"));
        QTRY_COMPARE(gui.badge().text, QStringLiteral("1 down")); // without being looked at
        QVERIFY(gui.badge().mark == Mark::Down);
        const auto commands = gui.window().commands();
        const auto command = std::find_if(commands.begin(), commands.end(), [](const QAction *action) {
            return action->text().contains(QStringLiteral("Health"));
        });
        QVERIFY(command != commands.end());
        (*command)->trigger();
        QTRY_COMPARE(gui.window().page(), QStringLiteral("health"));
        QCOMPARE(QAccessible::queryAccessibleInterface(&gui.matrix())->text(QAccessible::Name),
                 QStringLiteral("Endpoints, by the place from where they are asked"));
    }

    void theOverviewTellsWhyThereIsNoLine()
    {
        Gui gui;
        gui.server().setAnswer(script, "what?\n");
        gui.JobWindow::start(QStringLiteral("servers"));
        QTRY_VERIFY(gui.JobWindow::isShown("healthBegins"));
        QTRY_VERIFY(gui.JobWindow::words("healthBegins").contains(QStringLiteral("makes no sense")));
        gui.server().setAnswer(script, healthAnswer());
        QTRY_VERIFY(gui.JobWindow::words("healthBegins").contains(QStringLiteral("The history begins now")));
        gui.JobWindow::click("allHealth");
        QTRY_COMPARE(gui.window().page(), QStringLiteral("health"));
    }

    // A cell begins at the right where people read from there: its mark stands beyond its words.
    void cellsAreMirrored()
    {
        Gui gui({}, filled(3));
        gui.start();
        QTRY_VERIFY(gui.isShown("healthMatrix"));
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        QCoreApplication::processEvents();
        const QRect name = gui.matrix().visualRect(gui.matrix().model()->index(0, 0));
        const QRect cell = gui.matrix().visualRect(gui.matrix().model()->index(0, HealthModel::Host));
        int found = 0;
        for (const DrawnText &drawn : drawnTexts(*gui.matrix().viewport())) {
            if (drawn.seen.top() > name.bottom())
                continue;
            if (drawn.text == QLatin1String("payload") && ++found)
                QVERIFY(drawn.seen.center().x() > name.center().x());
            if (drawn.text == QLatin1String("200") && cell.contains(drawn.seen.center().toPoint()) && ++found)
                QVERIFY(drawn.seen.center().x() > cell.center().x());
        }
        QCOMPARE(found, 2);
    }

    void twoWindowsAskOnce()
    {
        Gui gui;
        gui.start();
        QTRY_COMPARE(gui.health.state(), LoadState::Ready);
        ServerDesk other(std::make_shared<ServerWork>(gui.monitor()));
        QCOMPARE(&other.health(), &gui.health);
    }
};

BOUNCEPRO_GUI_MAIN(TestHealthPage)
#include "tst_healthpage.moc"
