// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "models/deploy/containerterminal.h"
#include "models/deploy/deploydesk.h"
#include "ssh/sshhost.h"
#include "tests/support/guiwindow.h"
#include "tests/support/lab.h"
#include "ui/deploy/deploypage.h"
#include "ui/look/rowlist.h"
#include "ui/servers/serverpage.h"
#include "ui/shell/serverdesk.h"
#include "ui/shell/serverpages.h"

#include <QAbstractButton>

using namespace bouncepro;

namespace {

constexpr int aWhile = 120000;

ServerProfile profileOf(const Lab &lab)
{
    ServerProfile profile;
    profile.name = QStringLiteral("lab");
    profile.target = {
        .destination = lab.name(), .port = 0, .configFile = lab.variable(QStringLiteral("LAB_SSH_CONFIG"))};
    profile.stack = lab.variable(QStringLiteral("LAB_STACK"));
    profile.environment = Environment::Staging;
    return profile;
}

ServerMonitor::Connector connectorOf(const ServerProfile &profile)
{
    return [target = profile.target](std::stop_token stop) -> Result<std::shared_ptr<RemoteHost>> {
        auto host = SshHost::connect(target, std::make_shared<NoInteraction>(), stop);
        if (!host)
            return fail(host.error());
        return std::shared_ptr<RemoteHost>(*host);
    };
}

// A widget in sight by its name; nullptr where there is none.
template <class Widget>
Widget *inSight(QWidget &window, const char *name)
{
    for (auto *widget : window.findChildren<Widget *>(QLatin1String(name)))
        if (widget->isVisible())
            return widget;
    return nullptr;
}

// Waits until it can be clicked, and clicks it.
bool click(QWidget &window, const char *name)
{
    QAbstractButton *button = nullptr;
    const bool came = QTest::qWaitFor(
        [&] {
            button = inSight<QAbstractButton>(window, name);
            return button && button->isEnabled();
        },
        aWhile);
    if (came)
        QTest::mouseClick(button, Qt::LeftButton);
    return came;
}

} // namespace

/// What the desktop's pages stand on, against a real server: plans are prepared, run and followed as a page does it.
class TestLabDesktop : public QObject
{
    Q_OBJECT

    Lab &lab = Lab::instance();
    std::unique_ptr<ServerMonitor> m_monitor;
    std::unique_ptr<Guard> m_guard;
    std::unique_ptr<JobCenter> m_jobs;
    std::unique_ptr<DeployDesk> m_desk;

    void refresh()
    {
        m_desk->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!m_desk->isRefreshing(), aWhile);
        QVERIFY2(m_desk->state() == LoadState::Ready, qPrintable(m_desk->error().value_or(Error{}).message));
    }

    // Runs it to its end; the sentence that a person reads.
    JobSentence run(const Result<PreparedPlan> &prepared)
    {
        if (!prepared)
            qFatal("%s", qPrintable(prepared.error().message));
        QSignalSpy finished(m_jobs.get(), &JobCenter::jobFinished);
        std::optional<Result<QString>> started;
        m_desk->run(this, *prepared, [&](Result<QString> id) { started = std::move(id); });
        const bool answered = QTest::qWaitFor([&] { return started.has_value(); }, aWhile);
        if (!answered || !*started)
            return {Mark::Down, answered ? started->error().message : QStringLiteral("no answer"), {}};
        if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, aWhile))
            return {Mark::Unknown, QStringLiteral("it does not end"), {}};
        return finished.first().at(1).value<JobSentence>();
    }

    // Of its one container, whose name changes with each deploy.
    QByteArray inspect(const QString &service, const char *format)
    {
        return lab
            .sh(QStringLiteral("docker inspect -f '%1' $(docker ps -aq --filter label=com.docker.compose.service=%2)")
                    .arg(QLatin1String(format), service))
            .trimmed();
    }
    QByteArray startOf(const QString &service) { return inspect(service, "{{.State.Status}} {{.State.StartedAt}}"); }

private Q_SLOTS:
    void init()
    {
        lab.reset();
        const ServerProfile profile = profileOf(lab);
        m_monitor = std::make_unique<ServerMonitor>(profile, connectorOf(profile));
        m_monitor->setInterval(std::chrono::milliseconds(500));
        m_guard = std::make_unique<Guard>(profile);
        m_jobs = std::make_unique<JobCenter>(*m_monitor, *m_guard);
        m_desk = std::make_unique<DeployDesk>(*m_monitor, *m_jobs);
        m_monitor->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_monitor->view().state, ConnectionState::Connected, aWhile);
    }
    void cleanup()
    {
        m_desk.reset();
        m_jobs.reset();
        m_monitor.reset();
    }

    void deployAndRollBack()
    {
        const QString before = lab.servedRelease();
        const QByteArray commit = lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        refresh();
        QCOMPARE(m_desk->commits()->rowCount(), 1);
        const QModelIndex arrives = m_desk->commits()->index(0, 0);
        QCOMPARE(arrives.data(CommitsModel::HashRole).toByteArray(), commit);
        QCOMPARE(arrives.data(CommitsModel::FileCountRole).toInt(), 2);

        const JobSentence deployed = run(m_desk->prepareDeploy());
        QVERIFY2(deployed.mark == Mark::Well, qPrintable(deployed.title));
        QVERIFY(lab.servedRelease().endsWith(QString::fromLatin1(commit.left(7))));

        // The desk reads again by itself: what ran before is the way back now.
        QTRY_COMPARE_WITH_TIMEOUT(m_desk->releases()->rowCount(), 2, aWhile);
        QTRY_VERIFY_WITH_TIMEOUT(!m_desk->isRefreshing() && !m_desk->isOutdated(), aWhile);
        const QModelIndex current = m_desk->releases()->index(0, 0), old = m_desk->releases()->index(1, 0);
        QCOMPARE(current.data(ReleasesModel::StateRole).toInt(), int(ReleaseState::Current));
        QCOMPARE(old.data(ReleasesModel::BehindRole).toInt(), 1);
        const JobSentence back = run(m_desk->prepareRollback(old.data(ReleasesModel::IdRole).toString()));
        QVERIFY2(back.mark == Mark::Well, qPrintable(back.title));
        QCOMPARE(lab.servedRelease(), before);
    }

    void failedDeployTellsWhy()
    {
        const QString before = lab.servedRelease();
        lab.command(QStringLiteral("commit"), {QStringLiteral("never-ready")});
        refresh();
        const JobSentence failed = run(m_desk->prepareDeploy());
        QVERIFY2(failed.title.contains(QStringLiteral("payload was not ready")), qPrintable(failed.title));
        QVERIFY(failed.mark != Mark::Well);
        QCOMPARE(lab.servedRelease(), before);
    }

    void servicesStopStartRestart()
    {
        refresh();
        const QString release = lab.servedRelease();
        const QByteArray first = startOf(QStringLiteral("payload"));
        const JobSentence restarted = run(m_desk->prepareService(ServiceVerb::Restart, QStringLiteral("payload")));
        QVERIFY2(restarted.mark == Mark::Well, qPrintable(restarted.title));
        QVERIFY(startOf(QStringLiteral("payload")) != first);
        QTRY_COMPARE(lab.servedRelease(), release);

        const JobSentence stopped = run(m_desk->prepareService(ServiceVerb::Stop, QStringLiteral("nuxt")));
        QVERIFY2(stopped.mark == Mark::Well, qPrintable(stopped.title));
        QVERIFY(startOf(QStringLiteral("nuxt")).startsWith("exited"));
        // A plan is made from what the monitor saw.
        QTRY_VERIFY_WITH_TIMEOUT(m_desk->prepareService(ServiceVerb::Start, QStringLiteral("nuxt")).has_value(),
                                 aWhile);
        const JobSentence started = run(m_desk->prepareService(ServiceVerb::Start, QStringLiteral("nuxt")));
        QVERIFY2(started.mark == Mark::Well, qPrintable(started.title));
        QVERIFY(startOf(QStringLiteral("nuxt")).startsWith("running"));
    }

    // docker compose exec with a terminal: its size, its keys, its end, and its place in the audit.
    void terminalInAContainer()
    {
        const Arming arming{m_monitor->profile().name, QStringLiteral("looks at the queue"), {}};
        ContainerTerminal terminal(*m_monitor, QStringLiteral("payload"), arming, QSize(90, 25));
        QByteArray printed;
        connect(&terminal, &ContainerTerminal::printed, this, [&](const QByteArray &bytes) { printed += bytes; });
        QTRY_VERIFY_WITH_TIMEOUT(printed.contains("# ") || printed.contains("$ "), aWhile);
        terminal.write("echo \"$(stty size) $(hostname) $TERM\"\r");
        const QByteArray host = inspect(QStringLiteral("payload"), "{{.Config.Hostname}}");
        QTRY_VERIFY2_WITH_TIMEOUT(printed.contains("25 90 " + host + " xterm-256color"),
                                  printed.toPercentEncoding().constData(), aWhile);
        terminal.resize({120, 40});
        printed.clear();
        terminal.write("sleep 0.3; stty size\r");
        QTRY_VERIFY2_WITH_TIMEOUT(printed.contains("40 120"), printed.toPercentEncoding().constData(), aWhile);
        terminal.write("(exit 3)\r\x04");
        QTRY_COMPARE_WITH_TIMEOUT(terminal.state(), ContainerTerminal::State::Ended, aWhile);
        QVERIFY2(terminal.end(), terminal.end() ? "" : qPrintable(terminal.end().error().message));
        QCOMPARE(*terminal.end(), 3);
        const QByteArray audit =
            lab.sh(QStringLiteral("cat %1/.bouncepro/audit").arg(lab.variable(QStringLiteral("LAB_STACK"))));
        for (const char *outcome : {"opened", "ended"})
            QVERIFY2(audit.contains(QByteArray("\tterminal\tpayload (looks at the queue)\t") + outcome + '\t'),
                     audit.constData());
        QVERIFY(!audit.contains("stty"));
    }

    // The window itself, by its widgets: two clicks from its opening to a running deploy, and the way back.
    void windowDeploysAndRollsBack()
    {
        const QString before = lab.servedRelease();
        const QByteArray commit = lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const ServerProfile profile = profileOf(lab);
        ServerList servers({[profile] { return Result<QList<ServerProfile>>(QList<ServerProfile>{profile}); },
                            [](const QList<ServerProfile> &, const QList<ServerProfile> &) { return Result<void>(); }},
                           connectorOf);
        Fleet fleet(servers);
        MainWindow window(fleet, {serversPage(), deployPage()});
        window.showServer({});
        window.showPage(QStringLiteral("deploy"));
        window.show();
        servers.load();
        const auto title = [&] { return inSight<QWidget>(window, "title")->property("text").toString(); };
        QTRY_VERIFY_WITH_TIMEOUT(window.view() != nullptr, aWhile);
        QTRY_COMPARE_WITH_TIMEOUT(title(), QStringLiteral("1 commit is ready to deploy"), aWhile);
        QVERIFY(click(window, "deploy"));
        QVERIFY(click(window, "dialogConfirm"));
        QTRY_VERIFY2_WITH_TIMEOUT(title().startsWith(QStringLiteral("Deployed ") + QString::fromLatin1(commit.left(7))),
                                  qPrintable(title()), aWhile);
        QVERIFY(lab.servedRelease().endsWith(QString::fromLatin1(commit.left(7))));

        RowList *releases = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((releases = inSight<RowList>(window, "releases")) != nullptr, aWhile);
        QTRY_COMPARE_WITH_TIMEOUT(releases->model()->rowCount(), 2, aWhile);
        QVERIFY(click(window, "rollBack"));
        QVERIFY(click(window, "dialogConfirm"));
        QTRY_VERIFY2_WITH_TIMEOUT(title().startsWith(QStringLiteral("Rolled back to ") + before.left(7)),
                                  qPrintable(title()), aWhile);
        QCOMPARE(lab.servedRelease(), before);
    }

    // Another console starts a job, and this one follows and cancels it.
    void jobOfAnotherConsole()
    {
        const QString before = lab.servedRelease();
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        CtlProcess other = lab.start({QStringLiteral("deploy")});
        QTRY_VERIFY_WITH_TIMEOUT(m_jobs->running() != nullptr, aWhile);
        JobWatch *watch = m_jobs->running();
        QTRY_VERIFY_WITH_TIMEOUT(watch->steps()->currentStep() >= 3, aWhile);
        QVERIFY(watch->canCancel());
        watch->cancel();
        QTRY_VERIFY_WITH_TIMEOUT(watch->isOver(), aWhile);
        QCOMPARE(watch->state(), JobState::Cancelled);
        QVERIFY(other.finish().exitCode != 0);
        QTRY_COMPARE_WITH_TIMEOUT(lab.servedRelease(), before, 20000);
    }
};

BOUNCEPRO_GUI_MAIN(TestLabDesktop)
#include "tst_labdesktop.moc"
