// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"
#include "tests/support/jobserver.h"
#include "ui/deploy/deploypage.h"
#include "ui/look/button.h"
#include "ui/look/outputview.h"
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
        window = std::make_unique<MainWindow>(*servers, QList<Page>{serversPage(), deployPage()});
        window->resize(setup.size);
        window->show();
        if (!QTest::qWaitForWindowExposed(window.get()))
            qFatal("The window does not show.");
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("The window does not become active.");
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
        return QTest::qWaitFor([this] { return desk().deploy().state() == LoadState::Ready; });
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
        QCOMPARE(clippedTextsIn(d.window.get()), QStringList());
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
        d.picture("deploy-confirm-staging-light");
        d.click("dialogConfirm");
        const QString id = d.startedJob();
        QVERIFY(!id.isEmpty());
        QTRY_VERIFY(d.find("jobPanel"));
    }
};

BOUNCEPRO_GUI_MAIN(TestDeployPage)
#include "tst_deploypage.moc"
