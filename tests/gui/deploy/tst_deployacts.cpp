// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/deploy/deploywindow.h"
#include "ui/look/field.h"
#include "ui/shell/serverpages.h"

#include <QAbstractItemView>
#include <QAction>
#include <QLineEdit>

using namespace bouncepro;
using namespace std::chrono_literals;

namespace {

void act(DeployWindow &d, const char *name)
{
    auto *action = d.window().findChild<QAction *>(QLatin1String(name));
    if (!action || !action->isEnabled())
        qFatal("%s cannot be done.", name);
    action->trigger();
}

void fill(DeployWindow &d, const char *field, const QString &text)
{
    d.find<Field>(field)->edit()->setText(text);
}

// Production and the staging that it gets its releases from.
struct TwoServers : ConsoleWindow
{
    explicit TwoServers(const QByteArray &factsOfStaging)
        : TwoServers(factsOfStaging, JobServer::create(), JobServer::create())
    {
    }

private:
    static ServerProfile profileOf(const char *name, Environment environment)
    {
        ServerProfile profile = GuiWindow::production();
        profile.name = QLatin1String(name);
        profile.environment = environment;
        return profile;
    }
    TwoServers(const QByteArray &factsOfStaging, const std::shared_ptr<JobServer> &eu,
               const std::shared_ptr<JobServer> &staging)
        : ConsoleWindow(
              storeOf({profileOf("bouncepro-eu", Environment::Production), profileOf("staging", Environment::Staging)}),
              [eu, staging](const ServerProfile &profile) {
                  return (profile.environment == Environment::Staging ? staging : eu)->connector();
              },
              allPages(), {1280, 800})
    {
        eu->setStatus(status);
        eu->setAnswer(QStringLiteral("deploy.sh"), factsOf(threeCommits(), releases()));
        eu->setAnswer(QStringLiteral("changes.sh"), changedFiles);
        QByteArray there = status;
        staging->setStatus(there.replace("2.14.3", "2.15.0").replace("8f3c2a1aaa", "4c91e7daaa"));
        staging->setAnswer(QStringLiteral("deploy.sh"), factsOfStaging);
        QObject::connect(&window(), &MainWindow::deskMade, &window(),
                         [](ServerDesk *desk) { desk->guard().arm(QStringLiteral("test")); });
        window().showServer({});
        window().showPage(QStringLiteral("deploy"));
    }
};

QByteArray later(std::chrono::hours by)
{
    return QDateTime::currentDateTimeUtc().addSecs(by.count() * 3600).toString(Qt::ISODate).toLatin1();
}

} // namespace

/// What can be done to a server besides deploy and rollback, and waiting for one's turn.
class TestDeployActs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freezes()
    {
        DeployWindow d;
        QVERIFY(d.read());
        for (const char *act : {"job.sh freeze", "job.sh unfreeze"})
            d.server().setAnswer(QLatin1String(act), {});
        act(d, "freezeDeploys");
        QTRY_VERIFY(d.find("freezeDialog"));
        QVERIFY(d.isBlocked("dialogConfirm")); // no reason yet
        fill(d, "freezeReason", QStringLiteral("the sale"));
        QVERIFY(d.text("freezeTime").startsWith(QStringLiteral("Until ")));
        fill(d, "freezeUntil", QStringLiteral("soon"));
        QVERIFY(!d.find<Field>("freezeUntil")->error().isEmpty());
        QVERIFY(d.isBlocked("dialogConfirm"));
        fill(d, "freezeUntil", QStringLiteral("+3h"));
        d.picture("deploy-freeze");
        d.click("dialogConfirm");
        QTRY_COMPARE(d.server().count(QStringLiteral("job.sh freeze")), 1);
        d.server().setStatus(
            status + "freeze-reason\tthe sale\nfreeze-actor\tdeploy (SHA256:k) from marek@desk\nfreeze-since\t" +
            later(-1h) + "\nfreeze-until\t" + later(3h) + '\n');
        QTRY_VERIFY(d.find("deployFrozen"));
        QVERIFY(d.find("deployFrozen")->accessibleName().contains(QStringLiteral("the sale, by marek@desk")));
        QTRY_VERIFY(d.isBlocked("deploy"));
        QVERIFY(d.find("deploy")->toolTip().contains(QStringLiteral("frozen until")));
        QVERIFY(!d.isBlocked("rollBack"));
        d.picture("deploy-frozen");
        QTest::mouseClick(d.find("deployFrozen")->findChild<Button *>(), Qt::LeftButton);
        QTRY_COMPARE(d.server().count(QStringLiteral("job.sh unfreeze")), 1);
        d.server().setStatus(status);
        QTRY_VERIFY(!d.find("deployFrozen"));
        QTRY_VERIFY(!d.isBlocked("deploy"));
    }

    // Somebody has the lock: one waits for one's turn, and then what was confirmed starts.
    void waitsForItsTurn()
    {
        DeployWindow d;
        QVERIFY(d.read());
        const QByteArray holder = "job\t20261124T030000Z-deploy-1f2e3d\naction\tdeploy\nsubject\tb07d1f2\n"
                                  "actor\tdeploy (SHA256:k) from marek@desk\nsince\t" +
                                  later(0h) + '\n';
        d.server().setQueue("position\t2\n" + holder + "end\n");
        d.server().refuseStart(75, holder);
        d.click("deploy");
        d.click("dialogConfirm");
        QTRY_VERIFY(d.find("deployFailed"));
        auto *wait = d.find("deployFailed")->findChildren<Button *>().first();
        QCOMPARE(wait->text(), QStringLiteral("Wait in the queue"));
        QTest::mouseClick(wait, Qt::LeftButton);
        QTRY_VERIFY(d.find("deployQueue"));
        QVERIFY(!d.find("deployFailed"));
        const auto said = [&] { return d.find("deployQueue")->accessibleName(); };
        QTRY_VERIFY2(said().startsWith(QStringLiteral("Deploy 4c91e7d waits: number 2 in the queue")),
                     qPrintable(said()));
        QVERIFY2(said().contains(QStringLiteral("the deploy of b07d1f2 by marek@desk")), qPrintable(said()));
        d.picture("deploy-queue");
        d.server().setQueue("position\t2\n" + holder + "end\nposition\t1\n" + holder + "end\ngranted\n");
        QVERIFY(!d.startedJob().isEmpty());
        QCOMPARE(d.server().job(d.startedJob()).summary.subject, QStringLiteral("4c91e7d"));
        QTRY_VERIFY(!d.find("deployQueue"));
    }

    // What has changed meanwhile is asked for again.
    void turnWithAnotherPlan()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.server().setQueue("position\t1\nend\n");
        d.server().refuseStart(75, "action\tdeploy\nsubject\tb07d1f2\n");
        d.click("deploy");
        d.click("dialogConfirm");
        QTRY_VERIFY(d.find("deployFailed"));
        QTest::mouseClick(d.find("deployFailed")->findChildren<Button *>().first(), Qt::LeftButton);
        QTRY_VERIFY(d.find("deployQueue"));
        d.server().setAnswer(
            QStringLiteral("deploy.sh"),
            factsOf(commit("77777777aa", "Anna Lind", "Newer", 1) + threeCommits(), releases(), "77777777aa"));
        d.server().setQueue("position\t1\nend\ngranted\n");
        QTRY_VERIFY(d.find("planDialog"));
        QVERIFY(d.text("planRelease").endsWith(QStringLiteral("7777777")));
        QVERIFY(!d.find("deployQueue"));
    }

    void breaksALock()
    {
        DeployWindow d;
        QVERIFY(d.read());
        const QByteArray job = "20261124T030000Z-deploy-1f2e3d";
        d.server().setAnswer(QStringLiteral("job.sh holder"),
                             "lock\texclusive\njob\t" + job +
                                 "\naction\tdeploy\nsubject\tb07d1f2\nactor\tdeploy (SHA256:k) from "
                                 "marek@desk\nsince\t" +
                                 later(-2h) + "\nleft\tno\n");
        d.server().setAnswer(QStringLiteral("job.sh break-lock"), "job\t" + job + "\nstate\tinterrupted\n");
        act(d, "breakLock");
        QTRY_VERIFY(
            d.text("lockHolder").startsWith(QStringLiteral("It is held by the deploy of b07d1f2 by marek@desk")));
        QVERIFY(d.isBlocked("dialogConfirm"));
        fill(d, "lockReason", QStringLiteral("hangs since two hours"));
        QVERIFY(d.isBlocked("dialogConfirm")); // the name is to be typed
        fill(d, "lockName", QStringLiteral("bouncepro-eu"));
        QVERIFY(!d.isBlocked("dialogConfirm"));
        d.picture("deploy-break-lock");
        d.click("dialogConfirm");
        QTRY_COMPARE(d.server().count(QStringLiteral("job.sh break-lock")), 1);
    }

    void closesTheSite()
    {
        DeployWindow d{{.facts = factsOf(threeCommits(), releases(), "4c91e7daaa", "maintains\n")}};
        QVERIFY(d.read());
        act(d, "closeSite");
        QTRY_VERIFY(d.find("closeDialog"));
        fill(d, "closeReason", QStringLiteral("moving the database"));
        fill(d, "closeAllowed", QStringLiteral("nowhere"));
        d.click("dialogConfirm");
        QVERIFY(d.find("closeRefused")); // and what was typed stays
        fill(d, "closeAllowed", QStringLiteral("203.0.113.7, 2001:db8::/32"));
        d.picture("deploy-close");
        d.click("dialogConfirm");
        QTRY_VERIFY(d.find("planDialog"));
        QVERIFY2(d.text("planDowntime").size() > 0, qPrintable(d.text("planDowntime")));
        d.click("dialogConfirm");
        QVERIFY(!d.startedJob().isEmpty());
        QCOMPARE(d.server().job(d.startedJob()).summary.action, QStringLiteral("maintenance-on"));
    }

    void closedSiteIsTold()
    {
        DeployWindow d{{.facts = factsOf(threeCommits(), releases(), "4c91e7daaa", "maintains\n")}};
        QVERIFY(d.read());
        QVERIFY(!d.find("siteClosed"));
        d.server().setStatus(status + "maintenance\t" + later(-1h) +
                             "\tdeploy\tmoving the database\nmaintenance-allow\t203.0.113.7\n");
        QTRY_VERIFY(d.find("siteClosed"));
        QVERIFY(d.find("siteClosed")->accessibleName().contains(QStringLiteral("203.0.113.7")));
        d.picture("deploy-closed");
        QTest::mouseClick(d.find("siteClosed")->findChild<Button *>(), Qt::LeftButton);
        QTRY_VERIFY(d.find("planDialog"));
        d.click("dialogConfirm");
        QVERIFY(!d.startedJob().isEmpty());
        QCOMPARE(d.server().job(d.startedJob()).summary.action, QStringLiteral("maintenance-off"));
    }

    void scalesAService()
    {
        DeployWindow d{{.facts = factsOf(threeCommits(), releases(), "4c91e7daaa", "scales\tpayload\n")}};
        d.JobWindow::start(QStringLiteral("servers"));
        QTRY_VERIFY(d.find<QAbstractItemView>("services"));
        auto *services = d.find<QAbstractItemView>("services");
        services->setCurrentIndex(services->model()->index(0, 0));
        QTRY_VERIFY(!d.isBlocked("scaleService"));
        d.click("scaleService"); // what runs there is read first
        QTRY_VERIFY(d.find("scaleDialog"));
        QVERIFY(d.isBlocked("dialogConfirm")); // so many run already
        QCOMPARE(d.focus(), QStringLiteral("scaleCount"));
        d.key(Qt::Key_Up);
        QCOMPARE(d.text("dialogConfirm"), QStringLiteral("Scale payload to 2"));
        QVERIFY(!d.isBlocked("dialogConfirm"));
        QVERIFY(!d.text("scaleWayBack").isEmpty());
        d.picture("overview-scale");
        d.click("dialogConfirm");
        QVERIFY(!d.startedJob().isEmpty());
        QCOMPARE(d.server().job(d.startedJob()).summary.subject, QStringLiteral("payload to 2"));
    }

    void promotesWhatStagingRuns_data()
    {
        QTest::addColumn<bool>("isGood");
        QTest::newRow("proven there") << true;
        QTest::newRow("not proven") << false;
    }
    void promotesWhatStagingRuns()
    {
        QFETCH(bool, isGood);
        QByteArray there = factsServing("2.15.0");
        if (!isGood)
            there.replace("record\t2.15.0\tstate\tgood", "record\t2.15.0\tstate\tbuilt");
        TwoServers gui(there);
        const auto shown = [&](const char *name) { return gui.isShown(name); };
        QTRY_VERIFY(shown("promote"));
        QTRY_VERIFY(gui.find<Button>("promote")->isEnabled());
        gui.click("promote");
        if (!isGood) {
            QTRY_VERIFY(shown("deployFailed"));
            QVERIFY(gui.words("deployFailed").contains(QStringLiteral("has not proven itself on staging")));
            return;
        }
        QTRY_VERIFY(shown("planDialog"));
        QVERIFY2(gui.text("planRelease").endsWith(QStringLiteral("4c91e7d, promoted from staging")),
                 qPrintable(gui.text("planRelease")));
        gui.picture(QStringLiteral("deploy-promote"));
        gui.click("dialogConfirm");
        QTRY_VERIFY(gui.window().view()->desk()->jobs().running());
    }

    void nobodyHasTheLock()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.server().setAnswer(QStringLiteral("job.sh holder"), "lock\tfree\n");
        act(d, "breakLock");
        QTRY_VERIFY(d.text("lockHolder").startsWith(QStringLiteral("Nobody has the lock")));
        fill(d, "lockReason", QStringLiteral("hangs since two hours"));
        fill(d, "lockName", QStringLiteral("bouncepro-eu"));
        QVERIFY(d.isBlocked("dialogConfirm"));
    }
};

BOUNCEPRO_GUI_MAIN(TestDeployActs)
#include "tst_deployacts.moc"
