// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clock.h"
#include "tests/support/jobwindow.h"

#include "ui/look/roles.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QComboBox>
#include <QCryptographicHash>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace bouncepro;

namespace {

const QString deployId = QStringLiteral("20261124T030000Z-deploy-1f2e3d");
const QString rollbackId = QStringLiteral("20261124T040000Z-rollback-1f2e3d");
const QString auditPath = QStringLiteral("/opt/bouncepro/.bouncepro/audit");

QDateTime timeOf(const QString &id)
{
    QDateTime time = QDateTime::fromString(id.left(15), QStringLiteral("yyyyMMdd'T'hhmmss"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

/// "begin ID anna deploy 8f3c2a1 -": a line each, chained; a job's lines 10 s apart, from the time in its id.
QByteArray audit(const QStringList &records)
{
    QByteArray file, previous(64, '0');
    QHash<QString, int> lines;
    int sequence = 0;
    for (const QString &record : records) {
        const QStringList f = record.split(QLatin1Char(' '));
        const QByteArray time = timeOf(f[1]).addSecs(10 * lines[f[1]]++).toString(Qt::ISODate).toLatin1();
        const QString actor = QStringLiteral("deploy (SHA256:k3Tz0Qm9) from %1@laptop").arg(f[2]);
        const QByteArray payload = QByteArray::number(++sequence) + '\t' + time + '\t' +
                                   QStringList{f[0], f[1], actor, f[3], f[4], f[5]}.join(QLatin1Char('\t')).toUtf8() +
                                   '\t' + previous;
        previous = QCryptographicHash::hash(payload, QCryptographicHash::Sha256).toHex();
        file += payload + '\t' + previous + '\n';
    }
    return file;
}

QStringList usual()
{
    QStringList records;
    for (int i = 0; i < 6; ++i) {
        const QString id = QStringLiteral("20261123T%1Z-restart-1f2e3d").arg(i * 10000, 6, 10, QLatin1Char('0'));
        records << QStringLiteral("begin %1 marek restart payload -").arg(id)
                << QStringLiteral("end %1 marek restart payload succeeded").arg(id);
    }
    return records << QStringLiteral("begin %1 anna deploy 8f3c2a1 -").arg(deployId)
                   << QStringLiteral("end %1 anna deploy 8f3c2a1 failed-restored").arg(deployId)
                   << QStringLiteral("begin %1 bob rollback 2.14.2 -").arg(rollbackId)
                   << QStringLiteral("act %1 anna cancel 2.14.2 requested").arg(rollbackId)
                   << QStringLiteral("end %1 bob rollback 2.14.2 cancelled").arg(rollbackId);
}

// The events of a job: step, kind, seconds since its start, exit code.
struct Happened
{
    int step;
    const char *kind;
    int second;
    int exitCode = 0;
};

void add(JobServer &server, const Plan &plan, const QList<Happened> &events, JobState state, const char *reason)
{
    const auto at = [&](int second) {
        server.setAgo(
            std::chrono::milliseconds(timeOf(plan.id).addSecs(second).msecsTo(QDateTime::currentDateTimeUtc())));
    };
    at(0);
    server.begin(plan);
    for (const Happened &event : events) {
        at(event.second);
        server.event(plan.id, event.step, event.kind, event.exitCode);
    }
    server.end(plan.id, state, reason, events.last().step);
    server.setAgo({});
}

Plan rollbackPlan()
{
    Plan plan = JobServer::deployPlan(rollbackId);
    plan.subject = QStringLiteral("2.14.2");
    plan.actor = QStringLiteral("deploy (SHA256:k3Tz0Qm9) from bob@laptop");
    plan.steps.first().title = QStringLiteral("Pin the release");
    plan.steps.first().touches = QStringLiteral("RELEASE in /opt/bouncepro/.env, by rename");
    return plan;
}

std::shared_ptr<JobServer> serverWith(const QByteArray &file, bool withJobs = true)
{
    const auto server = JobServer::create();
    server->setFile(auditPath, file);
    if (withJobs) {
        server->setStatus(
            "commit\t5a1e0c9aaa\nbranch\tmain\nrelease\t2.14.3\nchanges\t0\n"
            "service\tpayload\tid1\tbp:r2\tsha256:2\trunning\thealthy\t2026-11-23T01:00:00Z\t0\t0\t\t\t\n");
        add(*server, JobServer::deployPlan(deployId),
            {{1, "start", 0}, {1, "end", 3}, {2, "start", 3}, {2, "end", 9, 1}}, JobState::FailedRestored,
            "step-failed");
        add(*server, rollbackPlan(),
            {{1, "start", 0}, {1, "end", 2}, {2, "start", 2}, {2, "end", 12, 143}, {1, "undo", 13}, {1, "undone", 19}},
            JobState::Cancelled, "cancelled");
    }
    return server;
}

/// The window on that page.
struct Gui : JobWindow
{
    explicit Gui(const QByteArray &file, bool withJobs = true, std::optional<AuditHead> seen = {})
        : JobWindow({.pages = allPages(), .seen = seen, .profile = GuiWindow::production()}, serverWith(file, withJobs))
    {
    }
    void start() { JobWindow::start(QStringLiteral("activity")); }
    QAbstractItemView *list() { return find<QAbstractItemView>("activityList"); }
    QString row(int at, int role = Qt::DisplayRole) { return list()->model()->index(at, 0).data(role).toString(); }
};

} // namespace

/// Who did what on a server, in the real window.
class TestActivityPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        const QStringList stalls = WatchedApplication::stalls();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls.join(QLatin1Char('\n'))));
    }

    void tellsWhoDidWhat()
    {
        Gui gui(audit(usual()));
        gui.start();
        QTRY_COMPARE(gui.list()->model()->rowCount(), 9);
        QAbstractItemModelTester tester(gui.list()->model());
        QCOMPARE(gui.row(0), QStringLiteral("Cancel the rollback to 2.14.2"));
        QCOMPARE(gui.row(1), QStringLiteral("Roll back to 2.14.2"));
        QCOMPARE(gui.row(2), QStringLiteral("Deploy 8f3c2a1"));
        QVERIFY(gui.row(2, SecondRole).endsWith(QStringLiteral("10 s, anna@laptop")));
        QVERIFY(gui.row(2, TimeRole).contains(QLatin1Char(':')));
        // Colour is for trouble; what went well has the icon of its kind.
        QVERIFY(gui.list()->model()->index(2, 0).data(bouncepro::MarkRole).isValid());
        QVERIFY(!gui.list()->model()->index(4, 0).data(bouncepro::MarkRole).isValid());
        QCOMPARE(gui.row(4, IconRole), QStringLiteral("restart"));
        QVERIFY2(gui.words("activityHead").contains(QStringLiteral("The chain of 17 records is whole.")),
                 qPrintable(gui.words("activityHead")));
        QVERIFY(!gui.isShown("chainBroken"));
    }

    void recordOfAJob()
    {
        Gui gui(audit(usual()));
        gui.start();
        QTRY_COMPARE(gui.list()->model()->rowCount(), 9);
        gui.list()->setCurrentIndex(gui.list()->model()->index(2, 0));
        QTRY_VERIFY(gui.isShown("recordSteps"));
        gui.picture(QStringLiteral("activity-full"));
        QCOMPARE(gui.find<QLabel>("recordActor")->text(), QStringLiteral("deploy (SHA256:k3Tz0Qm9) from anna@laptop"));
        QCOMPARE(gui.find<QLabel>("recordOutcome")->text(), QStringLiteral("failed, put back"));
        QCOMPARE(gui.find<QLabel>("recordJob")->text(), deployId);
        QCOMPARE(gui.find<QLabel>("recordBefore")->text(), QStringLiteral("2.14.3"));
        QVERIFY(gui.find<QLabel>("recordEnded")->text().endsWith(QStringLiteral("took 10 s")));
        QVERIFY(gui.find<QLabel>("recordPlan")->text().startsWith(QStringLiteral("3 steps, planned 15 s")));
        const auto *steps = gui.find<QAbstractItemView>("recordSteps")->model();
        QCOMPARE(steps->rowCount(), 3);
        QCOMPARE(Mark(steps->index(1, 0).data(bouncepro::MarkRole).toInt()), Mark::Down);
        QSignalSpy opened(gui.desk(), &ServerDesk::jobWanted);
        clickIn(&gui.window(), "openJob");
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), deployId);
    }

    void recordThatIsNotThere()
    {
        Gui gui(audit(usual()));
        gui.start();
        QTRY_COMPARE(gui.list()->model()->rowCount(), 9);
        gui.list()->setCurrentIndex(gui.list()->model()->index(5, 0)); // its folder is gone
        QTRY_VERIFY(gui.isShown("recordFailure"));
        QVERIFY(!gui.isShown("recordSteps"));
        QVERIFY(gui.isShown("recordActor"));
        QVERIFY(!gui.find("openJob")->isEnabled()); // there is nothing to show
        QSignalSpy opened(gui.desk(), &ServerDesk::jobWanted);
        gui.list()->setFocus(Qt::TabFocusReason);
        QTest::keyClick(gui.list(), Qt::Key_Return);
        QCOMPARE(opened.size(), 0);
        gui.list()->setCurrentIndex(gui.list()->model()->index(2, 0));
        QTRY_VERIFY(gui.find("openJob")->isEnabled());
    }

    void filters()
    {
        Gui gui(audit(usual()));
        gui.start();
        QTRY_COMPARE(gui.list()->model()->rowCount(), 9);
        auto *person = gui.find<QComboBox>("activityPerson");
        auto *action = gui.find<QComboBox>("activityAction");
        auto *words = gui.find<QLineEdit>("activityText");
        person->setCurrentText(QStringLiteral("anna@laptop"));
        QCOMPARE(gui.list()->model()->rowCount(), 2);
        QVERIFY(action->findText(QStringLiteral("Roll back")) > 0);
        action->setCurrentText(QStringLiteral("Cancel"));
        QCOMPARE(gui.list()->model()->rowCount(), 1);
        QCOMPARE(gui.row(0), QStringLiteral("Cancel the rollback to 2.14.2"));
        QTest::keyClicks(words, QStringLiteral("nothing like it"));
        QCOMPARE(gui.list()->model()->rowCount(), 0);
        QTRY_VERIFY(gui.isShown("activityNothing"));
        QVERIFY(gui.isShown("recordNone"));
        gui.picture(QStringLiteral("activity-nothing"));
        QTest::keyClick(words, Qt::Key_Escape);
        QCOMPARE(gui.list()->model()->rowCount(), 1);
        QTest::keyClicks(words, QStringLiteral("nothing"));
        auto *all = gui.find("activityNothing")->findChildren<QPushButton *>().first();
        QTest::mouseClick(all, Qt::LeftButton);
        QCOMPARE(gui.list()->model()->rowCount(), 9);
    }

    // What an incident left, in a file of this account's alone.
    void incidentIsSaved()
    {
        Gui gui(audit(usual()));
        gui.server().setAnswer(QStringLiteral("incident.sh"), "==== Versions ====\nDocker 26.1\n");
        gui.server().setAnswer(QStringLiteral("deploy.sh"), "config\n{}");
        gui.start();
        QTRY_VERIFY(gui.find<QPushButton>("incidentBundle")->isEnabled());
        gui.click("incidentBundle");
        auto *dialog = gui.window().findChild<QFileDialog *>(QStringLiteral("incidentDialog"));
        QVERIFY(dialog);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("incident.txt"));
        dialog->selectFile(path);
        QMetaObject::invokeMethod(dialog, "accept");
        QTRY_VERIFY(gui.isShown("incidentSaved"));
        QVERIFY2(gui.words("incidentSaved").contains(QStringLiteral("look through it")),
                 qPrintable(gui.words("incidentSaved")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("Docker 26.1"));
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        WatchedApplication::forget(); // the dialog is Qt's
    }

    void brokenChain()
    {
        QByteArray file = audit(usual());
        file.replace("begin\t" + deployId.toLatin1() + "\tdeploy (SHA256:k3Tz0Qm9) from anna",
                     "begin\t" + deployId.toLatin1() + "\tdeploy (SHA256:k3Tz0Qm9) from eve");
        Gui gui(file);
        gui.start();
        QTRY_VERIFY(gui.isShown("chainBroken"));
        QVERIFY2(gui.words("chainBroken").contains(QStringLiteral("Line 13 was edited")),
                 qPrintable(gui.words("chainBroken")));
        QVERIFY(gui.words("chainBroken").contains(QStringLiteral("Records before it hold"))); // what it is worth
        QVERIFY2(gui.words("chainBroken").contains(QStringLiteral("/audit changed it. Keep a copy of that file")),
                 qPrintable(gui.words("chainBroken"))); // and what is to be done
        QVERIFY(gui.words("activityHead").contains(QStringLiteral("cannot be relied on")));
        QCOMPARE(gui.row(0, bouncepro::MarkRole).toInt(), int(Mark::Unknown));
        QVERIFY(gui.row(2, SecondRole).startsWith(QStringLiteral("doubtful, ")));
        QVERIFY(gui.row(2, Qt::AccessibleTextRole).endsWith(QStringLiteral("doubtful")));
        QVERIFY(!gui.row(4, SecondRole).contains(QStringLiteral("doubtful")));
        QVERIFY(!gui.desk()->auditHead()); // only a whole chain is remembered
        gui.picture(QStringLiteral("activity-broken"));
    }

    void whatWasSeenIsRemembered()
    {
        const QByteArray file = audit(usual());
        AuditHead head;
        {
            Gui gui(file);
            gui.start();
            QTRY_VERIFY(gui.desk()->auditHead());
            head = *gui.desk()->auditHead();
            QCOMPARE(head.sequence, 17);
        }
        // Its end is cut off before the next visit: the chain itself is whole.
        Gui gui(file.left(file.chopped(1).lastIndexOf('\n') + 1), true, head);
        gui.start();
        QTRY_VERIFY(gui.isShown("chainBroken"));
        QVERIFY(gui.words("chainBroken").contains(QStringLiteral("cut off")));
    }

    void empty()
    {
        Gui gui({}, false);
        gui.server().setEmpty(true);
        gui.start();
        QTRY_VERIFY(gui.isShown("activityEmpty"));
        QVERIFY(!gui.isShown("activityList"));
        gui.picture(QStringLiteral("activity-empty"));
        QSignalSpy wanted(gui.desk(), &ServerDesk::pageWanted);
        QTest::mouseClick(gui.find("activityEmpty")->findChildren<QPushButton *>().first(), Qt::LeftButton);
        QCOMPARE(wanted.value(0).value(0).toString(), QStringLiteral("deploy"));
    }

    void loading()
    {
        Gui gui(audit(usual()));
        gui.server().setHeld(true);
        gui.start();
        QTest::qWait(350); // the bars come after 300 ms
        gui.picture(QStringLiteral("activity-loading"));
        gui.server().setHeld(false);
        QTRY_VERIFY(gui.isShown("activityList"));
    }

    void muchAndLong()
    {
        QStringList records = usual();
        for (int i = 0; i < 200; ++i)
            records
                << QStringLiteral("begin %1-deploy-1f2e3d "
                                  "maximiliane-charlotte.von-hohenstein-bergedorf deploy "
                                  "2026.11.24-hotfix-for-the-booking-of-venues-abroad-%2 -")
                       .arg(timeOf(rollbackId).addSecs(60 * (i + 1)).toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'")))
                       .arg(1000 + i);
        Gui gui(audit(records));
        gui.start();
        QTRY_COMPARE(gui.list()->model()->rowCount(), 209);
        QTRY_VERIFY(gui.isShown("recordActor"));
        QTRY_VERIFY(gui.isShown("recordFailure"));
        // A record's long name does not take the list's part of the page, nor its banner more than its words need.
        QVERIFY(gui.find("activityCard")->width() > gui.find("recordCard")->width());
        const QWidget *banner = gui.find("recordFailure");
        QTRY_VERIFY2(banner->height() <= banner->heightForWidth(banner->width()) + 1,
                     qPrintable(QString::number(banner->height())));
        QVERIFY(gui.find("activityPerson")->width() < 300);
        QVERIFY2(gui.words("activityHead").contains(QStringLiteral("1199: no end on record, by maximiliane")),
                 qPrintable(gui.words("activityHead")));
        gui.picture(QStringLiteral("activity-long"));
    }

    void failsAndComesBack()
    {
        Gui gui(audit(usual()));
        gui.server().loseConnections();
        gui.start();
        QTRY_VERIFY(gui.isShown("activityFailure"));
        QTRY_VERIFY2(
            gui.words("activityFailure").contains(QStringLiteral("There is no route to eu1.bouncepro.example:22.")),
            qPrintable(gui.words("activityFailure")));
        QTRY_VERIFY2(gui.words("activityHead").contains(QStringLiteral("bouncepro-eu is unreachable")),
                     qPrintable(gui.words("activityHead")));
        gui.picture(QStringLiteral("activity-failure"));
        gui.server().comeBack();
        QTRY_VERIFY(gui.isShown("activityList"));
        QVERIFY(!gui.isShown("activityFailure"));
        gui.monitor().setBackoff(std::chrono::seconds(30)); // stays as it is for a picture
        gui.server().loseConnections();
        QTRY_VERIFY2(gui.words("activityHead").contains(QStringLiteral("bouncepro-eu is unreachable")),
                     qPrintable(gui.words("activityHead")));
        QVERIFY(!gui.isShown("activityStale"));       // the head says it
        QCOMPARE(gui.list()->model()->rowCount(), 9); // kept
        {
            const ClockAhead clock(std::chrono::hours(4));
            QTRY_VERIFY2(gui.words("activityHead").contains(QStringLiteral("4 h")),
                         qPrintable(gui.words("activityHead")));
            QTRY_VERIFY2(gui.words("activityHead").contains(QStringLiteral("bouncepro-eu is unreachable")) &&
                             gui.words("activityHead").contains(QStringLiteral("the audit could be relied on.")),
                         qPrintable(gui.words("activityHead"))); // between two tries
            QVERIFY2(gui.words("activityCard").contains(QStringLiteral("as of ")),
                     qPrintable(gui.words("activityCard")));
            QVERIFY2(gui.words("recordCard").contains(QStringLiteral("as of ")), qPrintable(gui.words("recordCard")));
            gui.picture(QStringLiteral("activity-stale"));
        }
        gui.server().comeBack();
        gui.monitor().lookNow();
        QTRY_VERIFY(gui.words("activityHead").contains(QStringLiteral("The audit can be relied on")));
    }

    void keyboardSuffices()
    {
        Gui gui(audit(usual()));
        gui.start();
        QTRY_COMPARE(gui.list()->model()->rowCount(), 9);
        gui.window().activateWindow();
        QTRY_VERIFY(gui.window().isActiveWindow());
        QTRY_VERIFY(gui.isShown("recordSteps"));
        QSet<QString> reached;
        for (int i = 0; i < 30; ++i) {
            QTest::keyClick(&gui.window(), Qt::Key_Tab);
            if (const QWidget *focus = QApplication::focusWidget())
                reached << focus->objectName();
        }
        for (const char *name : {"activityAgain", "activityText", "activityAction", "activityPerson", "activityList",
                                 "recordActor", "recordSteps", "openJob"})
            QVERIFY2(reached.contains(QString::fromLatin1(name)), name);
        gui.list()->setFocus(Qt::TabFocusReason);
        QSignalSpy opened(gui.desk(), &ServerDesk::jobWanted);
        QTest::keyClick(gui.list(), Qt::Key_Down);
        QTest::keyClick(gui.list(), Qt::Key_Return);
        QCOMPARE(opened.value(0).value(0).toString(), rollbackId);
    }
};

BOUNCEPRO_GUI_MAIN(TestActivityPage)
#include "tst_activitypage.moc"
