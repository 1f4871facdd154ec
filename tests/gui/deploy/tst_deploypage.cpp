// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"
#include "tests/support/jobserver.h"
#include "ui/deploy/deploypage.h"
#include "ui/look/button.h"
#include "ui/look/outputview.h"
#include "ui/look/roles.h"
#include "ui/look/rowlist.h"
#include "ui/look/steplist.h"
#include "ui/servers/serverpage.h"
#include "ui/shell/serverdesk.h"
#include "ui/shell/serverpages.h"

#include <QDir>
#include <QLabel>
#include <QTest>

using namespace bouncepro;
using std::chrono::milliseconds;

namespace {

const QByteArray status =
    "commit\t8f3c2a1aaa\nbranch\tmain\nrelease\t2.14.3\nchanges\t0\n"
    "service\tpayload\tid1\tbp:r2\tsha256:2\trunning\thealthy\t2026-11-24T01:00:00Z\t0\t0\t\t\t\n";

QByteArray commit(const char *hash, const char *author, const char *subject, int minutesAgo)
{
    const qint64 time = QDateTime::currentSecsSinceEpoch() - minutesAgo * 60;
    return QByteArray("incoming\t") + hash + '\t' + author + '\t' + QByteArray::number(time) + '\t' + subject + '\n';
}

QByteArray release(const QByteArray &id, const char *hash, const char *created, const char *state,
                   const char *subject = "Rate limits of the booking zone")
{
    const QByteArray head = "record\t" + id + '\t';
    return head + "commit\t" + hash + '\n' + head + "created\t" + created + '\n' + head + "state\t" + state + '\n' +
           head + "actor\tdeploy (SHA256:k) from anna@laptop\n" + head + "subject\t" + subject + '\n';
}

const QByteArray config =
    "config\n"
    R"({"services":{"payload":{"build":{"context":"."},"environment":{"PAYLOAD_SECRET":"s3cret-of-payload"}}}})";

QByteArray releases()
{
    return release("2.14.3", "8f3c2a1aaa", "2026-11-23T14:02:00Z", "good") +
           release("2.14.2", "d52b77eaaa", "2026-11-20T10:00:00Z", "built") +
           release("2.14.1", "03cc91baaa", "2026-11-17T09:20:00Z", "good");
}

QByteArray factsOf(const QByteArray &incoming, const QByteArray &records, const QByteArray &target = "4c91e7daaa",
                   const QByteArray &more = {})
{
    return "branch\tmain\ncommit\t8f3c2a1aaa\ntarget\t" + target + '\n' + more + incoming + records +
           "current\t2.14.3\n" + config;
}

QByteArray threeCommits()
{
    return commit("4c91e7daaa", "Anna Lind", "Release 2.15.0", 4) +
           commit("b07d1f2aaa", "Marek Novak", "Hold a slot for 10 min while paying", 95) +
           commit("e83a9c4aaa", "Jo", "Cache availability per venue", 3000);
}

const QByteArray changes = "commit\t4c91e7daaa\tb07d1f2aaa\nfile\tM\tpackage.json\n"
                           "commit\tb07d1f2aaa\te83a9c4aaa\nfile\tA\tpayload/migrations/0042_hold_slots.ts\n"
                           "file\tM\tpayload/src/server.ts\n"
                           "changed\tM\tpackage.json\nchanged\tA\tpayload/migrations/0042_hold_slots.ts\n"
                           "distance\t03cc91baaa\t0\t9\ndistance\td52b77eaaa\t0\t4\ndistance\t8f3c2a1aaa\t0\t0\n";

struct Setup
{
    Environment environment = Environment::Production;
    Theme theme = Theme::Light;
    double textScale = 1.0;
    QSize size{1280, 800};
    QByteArray facts = factsOf(threeCommits(), releases());
    QString name = QStringLiteral("bouncepro-eu");
};

// The real window with all pages, on a server whose jobs are in memory.
struct Desktop
{
    std::shared_ptr<JobServer> made = JobServer::create();
    JobServer &server = *made;
    std::unique_ptr<ServerList> servers;
    std::unique_ptr<Fleet> fleet;
    std::unique_ptr<MainWindow> window;

    explicit Desktop(const Setup &setup = {})
    {
        applyLook(setup.theme, setup.textScale);
        setMotionReduced(true);
        server.setEmpty(true);
        server.setStatus(status);
        server.setAnswer(QStringLiteral("deploy.sh"), setup.facts);
        server.setAnswer(QStringLiteral("changes.sh"), changes);
        ServerProfile profile = GuiWindow::production();
        profile.name = setup.name;
        profile.environment = setup.environment;
        const ProfileStore store{
            [profile] { return Result<QList<ServerProfile>>(QList<ServerProfile>{profile}); },
            [](const QList<ServerProfile> &, const QList<ServerProfile> &) { return Result<void>(); }};
        servers = std::make_unique<ServerList>(
            store, [connector = server.connector()](const ServerProfile &) { return connector; });
        servers->load();
        if (!QTest::qWaitFor([this] { return servers->isLoaded(); }))
            qFatal("The list of servers does not load.");
        monitor().setInterval(milliseconds(20));
        monitor().setBackoff(milliseconds(20));
        fleet = std::make_unique<Fleet>(*servers);
        window = std::make_unique<MainWindow>(*fleet, QList<Page>{serversPage(), deployPage()});
        window->resize(setup.size);
        window->show();
        if (!QTest::qWaitForWindowExposed(window.get()))
            qFatal("The window does not show.");
    }
    ~Desktop() { window.reset(); }

    ServerMonitor &monitor() { return *servers->monitor(0); }
    ServerDesk &desk() { return *window->findChild<ServerPages *>()->desk(); }
    void start()
    {
        window->showServer({});
        window->showPage(QStringLiteral("deploy"));
    }
    bool read()
    {
        start();
        const bool isRead = QTest::qWaitFor([this] { return desk().deploy().state() == LoadState::Ready; });
        window->activateWindow(); // else nobody has focus
        return isRead && QTest::qWaitFor([this] { return window->isActiveWindow(); });
    }
    template <class Widget = QWidget>
    Widget *find(const char *name)
    {
        for (auto *widget : window->findChildren<Widget *>(QLatin1String(name)))
            if (widget->isVisible())
                return widget;
        return nullptr;
    }
    QString text(const char *name)
    {
        auto *widget = find(name);
        return widget ? widget->property("text").toString() : QString();
    }
    // The head of the page in sight: other pages have one too.
    QString title() { return text("title"); }
    QString evidence() { return text("evidence"); }
    bool isBlocked(const char *name)
    {
        auto *button = find<Button>(name);
        return !button || !button->isEnabled();
    }
    void click(const char *name)
    {
        auto *button = find<QAbstractButton>(name);
        if (!button || !button->isEnabled())
            qFatal("%s cannot be clicked.", name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window.get(), key, modifiers);
    }
    QString focus() { return QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString(); }
    bool tabTo(const char *name)
    {
        for (int i = 0; i < 60; ++i) {
            if (focus() == QLatin1String(name))
                return true;
            key(Qt::Key_Tab);
        }
        return false;
    }
    // Of this page; the rest of the window has tests of its own.
    QString clipped(const char *name = "deployContent") { return clippedTextsIn(find(name)).join(QLatin1Char('\n')); }
    QString startedJob()
    {
        const bool runs = QTest::qWaitFor([this] { return desk().jobs().running() != nullptr; });
        return runs ? desk().jobs().running()->id() : QString();
    }
    void picture(const char *name)
    {
        const QDir folder(
            qEnvironmentVariable("BOUNCEPRO_PICTURES", qEnvironmentVariable("BOUNCEPRO_BINARY", QDir::currentPath()) +
                                                           QStringLiteral("/pictures")));
        QTest::qWait(50); // layouts settle over a few events
        folder.mkpath(QStringLiteral("."));
        QVERIFY(window->grab().save(folder.filePath(QLatin1String(name) + QStringLiteral(".png"))));
    }
};

} // namespace

class TestDeployPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idle()
    {
        Desktop d;
        QVERIFY(d.read());
        QCOMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));
        QVERIFY(d.evidence().startsWith(QStringLiteral("Serving 2.14.3, commit 8f3c2a1, branch main, read ")));
        QCOMPARE(d.find<RowList>("commits")->model()->rowCount(), 3);
        QCOMPARE(d.find<RowList>("releases")->model()->rowCount(), 3);
        QVERIFY(d.find<StepList>("planPreview")->model()->rowCount() > 5);
        QCOMPARE(d.desk().badge(QStringLiteral("deploy")).text, QStringLiteral("3 new"));
        d.picture("deploy-idle-light");
        QTRY_COMPARE(d.clipped(), QString());
        applyLook(Theme::Dark);
        d.picture("deploy-idle-dark");
    }

    void deploysWithTwoClicks()
    {
        Desktop d{{.environment = Environment::Staging}};
        QVERIFY(d.read());
        d.click("deploy");
        QVERIFY(d.find("planDialog"));
        QCOMPARE(d.focus(), QStringLiteral("dialogConfirm"));
        QCOMPARE(d.text("dialogConfirm"), QStringLiteral("Deploy to staging"));
        d.picture("deploy-confirm-staging-light");
        d.click("dialogConfirm");
        const QString id = d.startedJob();
        QVERIFY(!id.isEmpty());
        QTRY_VERIFY(d.find("jobPanel"));
        QCOMPARE(d.server.job(id).summary.action, QStringLiteral("deploy"));
        QVERIFY(d.isBlocked("deploy"));
        QVERIFY(d.isBlocked("rollBack"));
        QCOMPARE(d.desk().badge(QStringLiteral("deploy")).mark, std::optional(Mark::Running));
    }

    void enterTakesWhatHasFocus()
    {
        Desktop careful;
        QVERIFY(careful.read());
        careful.click("deploy");
        careful.key(Qt::Key_Return); // on Cancel
        QVERIFY(careful.find("planDialog"));
        QCOMPARE(careful.server.count(QStringLiteral("job.sh start")), 0);
        Desktop quick{{.environment = Environment::Development}};
        QVERIFY(quick.read());
        quick.click("deploy");
        quick.key(Qt::Key_Return);
        QVERIFY(!quick.startedJob().isEmpty());
    }

    void confirmTellsAll()
    {
        Desktop d;
        QVERIFY(d.read());
        d.click("deploy");
        QCOMPARE(d.focus(), QStringLiteral("dialogCancel"));
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Deploy 4c91e7d to bouncepro-eu"));
        QCOMPARE(d.text("planRelease"), QStringLiteral("2.14.3 → 4c91e7d"));
        QCOMPARE(d.text("planTime"), QStringLiteral("About 1 min 29 s"));
        QCOMPARE(d.text("planDowntime"), QStringLiteral("About 12 s"));
        QVERIFY(d.text("planWayBack").startsWith(QStringLiteral("If a step fails, 2.14.3 serves again")));
        QVERIFY(d.text("dialogNote").startsWith(QStringLiteral("Recorded as ")));
        QCOMPARE(d.text("dialogConfirm"), QStringLiteral("Deploy to production"));
        QVERIFY(d.find("planNote")->accessibleName().contains(QStringLiteral("migrations")));
        QTRY_COMPARE(d.clipped("planDialog"), QString());
        d.picture("deploy-confirm-light");
        applyLook(Theme::Dark);
        d.picture("deploy-confirm-dark");
        // Each step opens to what it runs.
        auto *steps = d.find<StepList>("planSteps");
        steps->setFocus(Qt::TabFocusReason);
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Return);
        auto *output = steps->findChild<QPlainTextEdit *>();
        QVERIFY(output->isVisible());
        QVERIFY(output->toPlainText().contains(QStringLiteral("deploy.sh")));
        d.click("planCommands");
        QVERIFY(steps->model()->index(0, 0).data(SecondRole).toString().contains(QStringLiteral("deploy.sh")));
        d.picture("deploy-confirm-step-dark");
        steps->setFocus(Qt::TabFocusReason);
        d.key(Qt::Key_Return);
        QVERIFY(!output->isVisible());
        d.key(Qt::Key_Escape);
        QTRY_VERIFY(!d.find("planDialog"));
        QCOMPARE(d.server.count(QStringLiteral("job.sh start")), 0);
        QCOMPARE(d.focus(), QStringLiteral("deploy"));
    }

    void runsToItsEnd()
    {
        Desktop d;
        QVERIFY(d.read());
        d.click("deploy");
        d.key(Qt::Key_Return, Qt::ControlModifier);
        const QString id = d.startedJob();
        QVERIFY(!id.isEmpty());
        for (int step = 1; step <= 6; ++step) {
            d.server.event(id, step, "start");
            d.server.event(id, step, "end");
        }
        d.server.event(id, 7, "start");
        d.server.write(id, "create network alias payload-green\nstart payload-green\n/health/ready 503, warming up\n");
        QTRY_COMPARE(d.title(), QStringLiteral("Deploying 4c91e7d, step 7 of 9"));
        QVERIFY(d.evidence().startsWith(QStringLiteral("If a step fails, 2.14.3 serves again by itself. Started by ")));
        QTRY_VERIFY(d.find<OutputView>("jobOutput"));
        QTRY_VERIFY(d.find<OutputView>("jobOutput")->toPlainText().contains(QStringLiteral("warming up")));
        QVERIFY(d.find("jobOutput")->accessibleName().contains(QStringLiteral("Start the containers")));
        QTRY_COMPARE(d.desk().badge(QStringLiteral("deploy")).text, QStringLiteral("7 of 9"));
        QVERIFY(d.text("jobLeft").contains(QStringLiteral("left")));
        QVERIFY(d.find("arrives"));
        QTRY_COMPARE(d.clipped(), QString());
        d.picture("deploy-running-light");
        applyLook(Theme::Dark);
        d.picture("deploy-running-dark");
        // Another step's output, and back.
        auto *steps = d.find<StepList>("jobSteps");
        steps->setFocus(Qt::TabFocusReason);
        steps->setCurrentIndex(steps->model()->index(0, 0));
        d.key(Qt::Key_Return);
        QCOMPARE(steps->open().row(), 0);
        d.key(Qt::Key_Return);
        QVERIFY(!steps->open().isValid());
        for (int step = 7; step <= 9; ++step)
            d.server.event(id, step, "end");
        d.server.end(id, JobState::Succeeded);
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Deployed 4c91e7d in ")));
        d.picture("deploy-done-dark");
        d.click("backToReleases");
        QVERIFY(!d.find("jobPanel"));
        QTRY_COMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));
    }

    void failedShowsOutputAndWhatToDo()
    {
        Desktop d;
        d.server.setEmpty(false);
        const Plan plan = JobServer::plan(jobId());
        d.server.begin(plan);
        d.start();
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Deploying 8f3c2a1"))); // whoever started it
        d.server.event(plan.id, 1, "start");
        d.server.event(plan.id, 1, "end");
        d.server.event(plan.id, 2, "start");
        d.server.write(plan.id, "payload is unhealthy\nPAYLOAD_SECRET is empty\n");
        d.server.event(plan.id, 2, "end", 1);
        d.server.event(plan.id, 1, "undo");
        d.server.event(plan.id, 1, "undone");
        d.server.end(plan.id, JobState::FailedRestored, "step-failed", 2);
        QTRY_COMPARE(d.title(), QStringLiteral("payload was not ready: 2.14.3 serves again"));
        QVERIFY(d.evidence().contains(QStringLiteral("try again")));
        QCOMPARE(d.find<StepList>("jobSteps")->open().row(), 1);
        QVERIFY(d.find<OutputView>("jobOutput")->toPlainText().contains(QStringLiteral("PAYLOAD_SECRET is empty")));
        QTRY_VERIFY(!d.isBlocked("deploy"));
        QCOMPARE(d.find<QPushButton>("deploy")->text(), QStringLiteral("Deploy again…"));
        d.picture("deploy-failed-light");
        QTRY_COMPARE(d.clipped(), QString());
    }

    void cancels()
    {
        Desktop d;
        d.server.setEmpty(false);
        const Plan plan = JobServer::plan(jobId());
        d.server.begin(plan);
        d.server.event(plan.id, 1, "start");
        d.start();
        QTRY_VERIFY(d.find("jobPanel"));
        QTRY_VERIFY(!d.isBlocked("cancelJob"));
        d.click("cancelJob");
        QVERIFY(d.find("cancelDialog"));
        QTRY_VERIFY(d.text("cancelEffect").contains(QStringLiteral("2.14.3 serves again")));
        d.click("dialogConfirm");
        QTRY_COMPARE(d.server.count(QStringLiteral("job.sh cancel")), 1);
        QTRY_VERIFY(d.find("deployRequest"));
        QVERIFY(d.isBlocked("cancelJob"));
        d.server.end(plan.id, JobState::Cancelled, "cancelled", 1);
        QTRY_VERIFY(d.title().contains(QStringLiteral("was cancelled")));
        QVERIFY(!d.find("deployRequest"));
    }

    void interruptedIsRecovered()
    {
        Desktop d;
        d.server.setEmpty(false);
        const Plan plan = JobServer::plan(jobId());
        d.server.begin(plan);
        d.server.event(plan.id, 1, "start");
        d.server.end(plan.id, JobState::Interrupted);
        d.start();
        QTRY_VERIFY(d.find("deployRecover"));
        QTRY_VERIFY(d.title().contains(QStringLiteral("was interrupted")));
        QCOMPARE(d.desk().badge(QStringLiteral("deploy")).mark, std::optional(Mark::Warning));
        for (const char *name : {"deploy", "rollBack"}) {
            QTRY_VERIFY(d.isBlocked(name));
            QTRY_VERIFY2(d.find(name)->toolTip().contains(QStringLiteral("recover it first")),
                         qPrintable(d.find(name)->toolTip()));
        }
        d.picture("deploy-interrupted-light");
        QTest::mouseClick(d.find("deployRecover")->findChild<QAbstractButton *>(), Qt::LeftButton);
        QVERIFY(d.find("recoverDialog"));
        QVERIFY(d.text("recoverEffect").contains(QStringLiteral("goes back")));
        d.click("dialogConfirm");
        QTRY_COMPARE(d.server.count(QStringLiteral("job.sh recover")), 1);
        QTRY_VERIFY(!d.find("deployRecover"));
    }

    void keyboardAlone()
    {
        Desktop d;
        QVERIFY(d.read());
        QVERIFY(d.tabTo("deploy"));
        d.key(Qt::Key_Return);
        QTRY_VERIFY(d.find("planDialog"));
        d.key(Qt::Key_Return, Qt::ControlModifier);
        const QString id = d.startedJob();
        QVERIFY(!id.isEmpty());
        d.server.end(id, JobState::Succeeded);
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Deployed")));
        QTRY_VERIFY(!d.isBlocked("rollBack"));
        QVERIFY(d.tabTo("releases"));
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Return);
        QTRY_VERIFY(d.find("planDialog"));
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Roll back to 2.14.1 on bouncepro-eu"));
        QVERIFY(d.tabTo("dialogConfirm"));
        d.key(Qt::Key_Space);
        QTRY_VERIFY(d.desk().jobs().running());
        QCOMPARE(d.desk().jobs().running()->job().action, QStringLiteral("rollback"));
        QTRY_VERIFY(d.title().startsWith(QStringLiteral("Rolling back to 2.14.1")));
    }

    void rollsBackByButton()
    {
        Desktop d;
        QVERIFY(d.read());
        QVERIFY(d.isBlocked("rollBackSelected")); // none is chosen
        auto *releases = d.find<RowList>("releases");
        releases->setCurrentIndex(releases->model()->index(0, 0));
        QVERIFY(d.isBlocked("rollBackSelected")); // it serves
        releases->setCurrentIndex(releases->model()->index(1, 0));
        d.click("rollBackSelected");
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Roll back to 2.14.2 on bouncepro-eu"));
        QCOMPARE(d.text("dialogConfirm"), QStringLiteral("Roll back production"));
        QVERIFY(d.find("planNote")->accessibleName().contains(QStringLiteral("never served")));
        d.click("dialogCancel");
        d.click("rollBack"); // the last good one before
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Roll back to 2.14.1 on bouncepro-eu"));
        d.click("dialogConfirm");
        QVERIFY(!d.startedJob().isEmpty());
    }

    void filesOfACommit()
    {
        Desktop d;
        QVERIFY(d.read());
        auto *commits = d.find<RowList>("commits");
        commits->setFocus(Qt::TabFocusReason);
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Return);
        QVERIFY(d.find("filesDialog"));
        QVERIFY(d.find<OutputView>("files")->toPlainText().contains(QStringLiteral("A payload/migrations")));
        d.picture("deploy-files-light");
        d.key(Qt::Key_Escape);
        QVERIFY(!d.find("filesDialog"));
    }

    void startThatIsRefused()
    {
        Desktop d;
        QVERIFY(d.read());
        d.server.refuseStart(75, "job\t20261124T031500Z-deploy-aaaaaa\naction\tdeploy\nsubject\tb07d1f2\n"
                                 "actor\tmarek@desk\nsince\t2026-11-24T03:15:00Z\n");
        d.click("deploy");
        d.click("dialogConfirm");
        QTRY_VERIFY(d.find("deployFailed"));
        QVERIFY(d.find("deployFailed")->accessibleName().contains(QStringLiteral("by marek@desk holds the lock")));
        QVERIFY(d.find("deployFailed")->accessibleName().contains(QStringLiteral("Nothing was started")));
        QTRY_VERIFY(!d.isBlocked("deploy"));
        QCOMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));
        QCOMPARE(d.find<RowList>("commits")->model()->rowCount(), 3);
        d.picture("deploy-refused-light");
        QTRY_COMPARE(d.clipped(), QString());
    }

    void somebodyElseWasFaster()
    {
        Desktop d;
        QVERIFY(d.read());
        d.click("deploy");
        d.monitor().setInterval(std::chrono::hours(1));
        d.server.setStatus(QByteArray(status).replace("release\t2.14.3", "release\t2.14.9"));
        d.click("dialogConfirm");
        QTRY_VERIFY(d.find("deployFailed"));
        QVERIFY(d.find("deployFailed")->accessibleName().contains(QStringLiteral("2.14.9")));
        QCOMPARE(d.server.count(QStringLiteral("job.sh start")), 0);
    }

    void states_data()
    {
        QTest::addColumn<QByteArray>("facts");
        QTest::addColumn<QString>("title");
        QTest::newRow("nothing new") << factsOf({}, releases(), "8f3c2a1aaa")
                                     << QStringLiteral("Nothing new: 8f3c2a1 serves");
        QTest::newRow("one") << factsOf(commit("4c91e7daaa", "Anna Lind", "Release 2.15.0", 4), releases())
                             << QStringLiteral("1 commit is ready to deploy");
        QTest::newRow("origin silent") << factsOf({}, releases(), "8f3c2a1aaa",
                                                  "fetch-failed\tCould not resolve host\n")
                                       << QStringLiteral("The origin did not answer");
        QTest::newRow("no release") << factsOf(threeCommits(), {}) << QStringLiteral("3 commits are ready to deploy");
    }
    void states()
    {
        QFETCH(QByteArray, facts);
        QFETCH(QString, title);
        Desktop d{{.facts = facts}};
        QVERIFY(d.read());
        QTRY_COMPARE(d.title(), title);
        d.picture(qPrintable(QStringLiteral("deploy-state-%1")
                                 .arg(QLatin1String(QTest::currentDataTag()))
                                 .replace(QLatin1Char(' '), QLatin1Char('-'))));
        QCOMPARE(d.isBlocked("deploy"), !title.contains(QStringLiteral("ready")));
        QTRY_COMPARE(d.clipped(), QString());
    }

    // What was read a while ago is read again before anybody is asked, and when one comes back to the page.
    void readsAgainWhatIsOld()
    {
        Desktop d;
        QVERIFY(d.read());
        d.desk().deploy().setFreshFor(milliseconds(-1));
        d.server.setAnswer(QStringLiteral("deploy.sh"),
                           factsOf(commit("77777777aa", "Anna Lind", "Newer", 1) + threeCommits(), releases(), "77777777aa"));
        d.click("deploy");
        QTRY_VERIFY(d.find("planDialog"));
        QVERIFY2(d.text("planRelease").endsWith(QStringLiteral("7777777")), qPrintable(d.text("planRelease")));
        d.click("dialogCancel");
        QTRY_VERIFY(!d.find("planDialog"));
        d.window->showPage(QStringLiteral("servers"));
        d.server.setAnswer(QStringLiteral("deploy.sh"), factsOf(threeCommits(), releases()));
        d.window->showPage(QStringLiteral("deploy"));
        QTRY_COMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));

        // The origin cannot be asked: the page says so, and nobody is asked on old knowledge.
        d.server.setAnswer(QStringLiteral("deploy.sh"), "nonsense");
        d.click("deploy");
        QTRY_COMPARE(d.desk().deploy().state(), LoadState::Stale);
        QTRY_VERIFY(!d.desk().isDeployWanted());
        QVERIFY(!d.find("planDialog"));
    }

    // From the overview: the plan is there at once, or the page says why there is none.
    void twoClicksFromTheOverview()
    {
        Desktop d{{.environment = Environment::Staging}};
        d.window->showServer({});
        QTRY_VERIFY(d.find<QAbstractButton>("deploy"));
        QTRY_VERIFY(!d.isBlocked("deploy"));
        QCOMPARE(d.window->page(), QStringLiteral("servers"));
        d.click("deploy");
        QTRY_VERIFY(d.find("planDialog"));
        d.click("dialogConfirm");
        QVERIFY(!d.startedJob().isEmpty());

        Desktop idle{{.facts = factsOf({}, releases(), "8f3c2a1aaa")}};
        idle.window->showServer({});
        QTRY_VERIFY(idle.find<QAbstractButton>("deploy"));
        idle.click("deploy");
        QTRY_COMPARE(idle.title(), QStringLiteral("Nothing new: 8f3c2a1 serves"));
        QVERIFY(!idle.find("planDialog"));

        Desktop left;
        left.window->showServer({});
        QTRY_VERIFY(left.find<QAbstractButton>("deploy"));
        left.click("deploy");
        left.window->showPage(QStringLiteral("servers"));
        QTRY_COMPARE(left.desk().deploy().state(), LoadState::Ready);
        left.window->showPage(QStringLiteral("deploy"));
        QCOMPARE(left.title(), QStringLiteral("3 commits are ready to deploy"));
        QVERIFY(!left.find("planDialog"));
    }

    void errorAndStale()
    {
        Desktop d{{.facts = "nonsense"}};
        d.start();
        QTRY_VERIFY(d.find("deployError"));
        QCOMPARE(d.title(), QStringLiteral("The releases of bouncepro-eu cannot be read"));
        QVERIFY(d.isBlocked("deploy"));
        d.picture("deploy-error-light");
        QTRY_COMPARE(d.clipped(), QString());
        d.server.setAnswer(QStringLiteral("deploy.sh"), factsOf(threeCommits(), releases()));
        d.click("lookAgain");
        QTRY_COMPARE(d.title(), QStringLiteral("3 commits are ready to deploy"));
        QVERIFY(!d.find("deployError"));
        // What was read stays when the next reading fails.
        d.server.setAnswer(QStringLiteral("deploy.sh"), "nonsense");
        d.click("lookAgain");
        QTRY_VERIFY(d.find("deployStale"));
        QCOMPARE(d.find<RowList>("commits")->model()->rowCount(), 3);
        d.picture("deploy-stale-light");
        d.server.loseConnections();
        QTRY_VERIFY(d.evidence().contains(QStringLiteral("Not connected")));
        QVERIFY(d.isBlocked("deploy"));
    }

    void loading()
    {
        Desktop d;
        d.start();
        QCOMPARE(d.title(), QStringLiteral("Looking for new commits")); // no answer came yet
        QVERIFY(d.find("deployLoading"));
        QVERIFY(d.isBlocked("deploy"));
        QVERIFY(!d.find("commits"));
        QTRY_VERIFY(d.find("commits"));
        QVERIFY(!d.find("deployLoading"));
    }

    void notConnected()
    {
        Desktop d;
        d.server.loseConnections();
        d.start();
        QTRY_COMPARE(d.title(), QStringLiteral("bouncepro-eu is not connected"));
        QVERIFY(d.find("deployError"));
        d.picture("deploy-away-light");
        d.server.comeBack();
        QTRY_COMPARE(d.title(), QStringLiteral("3 commits are ready to deploy")); // by itself
    }

    void reconnecting()
    {
        Desktop d;
        d.server.setEmpty(false);
        const Plan plan = JobServer::plan(jobId());
        d.server.begin(plan);
        d.server.event(plan.id, 1, "start");
        d.start();
        QTRY_VERIFY(d.find("jobPanel"));
        QTRY_COMPARE(d.title(), QStringLiteral("Deploying 8f3c2a1, step 1 of 3"));
        d.server.loseConnections();
        QTRY_VERIFY(d.evidence().startsWith(QStringLiteral("The connection is lost, the job goes on there. Seen ")));
        d.picture("deploy-reconnecting-light");
        d.server.event(plan.id, 1, "end");
        d.server.event(plan.id, 2, "start");
        d.server.comeBack();
        QTRY_COMPARE(d.title(), QStringLiteral("Deploying 8f3c2a1, step 2 of 3"));
    }

    void opensAJobThatIsOver()
    {
        Desktop d;
        d.server.setEmpty(false);
        const Plan plan = JobServer::plan(jobId());
        d.server.begin(plan);
        d.server.event(plan.id, 1, "start");
        d.server.event(plan.id, 1, "end", 1);
        d.server.end(plan.id, JobState::FailedRestored, "step-failed", 1);
        d.window->showServer({});
        QTRY_COMPARE(d.desk().jobs().jobs()->rowCount(), 1);
        d.desk().openJob(plan.id); // the page was never looked at
        QTRY_VERIFY(d.find("jobPanel"));
        QTRY_VERIFY(d.title().contains(QStringLiteral("2.14.3 serves again")));
        d.click("backToReleases");
        QVERIFY(!d.find("jobPanel"));
        d.window->showPage(QStringLiteral("servers"));
        d.desk().openJob(plan.id);
        QTRY_VERIFY(d.find("jobPanel"));
    }

    void muchAndLong_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<QSize>("size");
        QTest::newRow("1024x700") << 1.0 << QSize(1024, 700);
        QTest::newRow("150 percent") << 1.5 << QSize(1280, 800);
        QTest::newRow("150 percent small") << 1.5 << QSize(1024, 700);
    }
    void muchAndLong()
    {
        QFETCH(double, scale);
        QFETCH(QSize, size);
        QByteArray records = releases();
        for (int i = 0; i < 200; ++i)
            records +=
                release("release-with-a-name-that-goes-on-and-on-and-never-ends-" + QByteArray::number(i), "1111111",
                        "2026-10-01T00:00:00Z", "good", "A subject that is much longer than any row has room for");
        QByteArray incoming;
        for (int i = 0; i < 60; ++i)
            incoming += commit("4c91e7daaa", "Maximiliane-Charlotte von Hohenstein-Bergedorf",
                               "Index bookings by venue and start, and by customer, and by whatever else is asked for",
                               i * 100);
        Desktop d{{.textScale = scale,
                   .size = size,
                   .facts = factsOf(incoming, records),
                   .name = QStringLiteral("bouncepro-with-a-very-long-name-indeed")}};
        QVERIFY(d.read());
        QCOMPARE(d.find<RowList>("releases")->model()->rowCount(), 203);
        const QString tag = QString::fromLatin1(QTest::currentDataTag()).replace(QLatin1Char(' '), QLatin1Char('-'));
        d.picture(qPrintable(QStringLiteral("deploy-long-%1").arg(tag)));
        QTRY_COMPARE(d.clipped(), QString());
        d.click("deploy");
        d.picture(qPrintable(QStringLiteral("deploy-long-confirm-%1").arg(tag)));
        QTRY_COMPARE(d.clipped("planDialog"), QString());
        WatchedApplication::forget();
        d.click("dialogConfirm");
        const QString id = d.startedJob();
        d.server.event(id, 1, "start");
        d.server.write(id, QByteArray("a line of output that is longer than most\n").repeated(2000));
        QTRY_VERIFY(d.find<OutputView>("jobOutput"));
        QTRY_VERIFY(d.find<OutputView>("jobOutput")->blockCount() > 1999);
        QCOMPARE(WatchedApplication::stalls(), QStringList());
        d.picture(qPrintable(QStringLiteral("deploy-long-running-%1").arg(tag)));
        QTRY_COMPARE(d.clipped(), QString());
    }

private:
    static QString jobId() { return QStringLiteral("20261124T030000Z-deploy-1f2e3d"); }
};

BOUNCEPRO_GUI_MAIN(TestDeployPage)
#include "tst_deploypage.moc"
