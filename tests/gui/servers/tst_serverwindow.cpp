// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"

#include "models/servers/servicesmodel.h"
#include "ui/look/errorstate.h"
#include "ui/servers/servicestable.h"

#include <QAccessible>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

using namespace bouncepro;

namespace {

const Error hostKeyChanged{
    ErrorCode::HostKeyMismatch,
    QStringLiteral("eu1.bouncepro.example offered another ED25519 key than the one that is trusted."),
    QStringLiteral(
        "Trusted: SHA256:k3Tz0Qm9vL2yXc8RrW5hJf1uNp7sDa4eGbKiOoYtE6M (/home/anna/.ssh/known_hosts, line 41)\n"
        "Offered: SHA256:9QwE1rT2yU3iOpA4sDfG5hJkL6zXcV7bNmQ8wErTyUi"),
    QStringLiteral("Ask who runs the server whether it was set up anew. If so, remove line 41 of "
                   "/home/anna/.ssh/known_hosts and connect again.")};

} // namespace

/// The real window, found by its widgets' names, on recorded answers.
class TestServerWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        const QStringList stalls = WatchedApplication::stalls();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls.join(QLatin1Char('\n'))));
    }

    void connected()
    {
        GuiWindow gui;
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All four services are healthy"));
        QCOMPARE(gui.cell(0, ServicesModel::Service), QStringLiteral("nginx"));
        QCOMPARE(gui.cell(0, ServicesModel::State), QStringLiteral("Running"));
        QCOMPARE(gui.cell(3, ServicesModel::Health), QStringLiteral("Healthy"));
        QTRY_VERIFY(gui.cell(2, ServicesModel::Cpu).endsWith(QLatin1Char('%'))); // from the second look on
        QVERIFY(gui.text("evidence").startsWith(QStringLiteral("Serving ")));
        QVERIFY(gui.text("evidence").contains(QStringLiteral("Seen ")));
        QVERIFY(gui.text("connection").startsWith(QStringLiteral("Answered in ")));
        QCOMPARE(gui.text("environment"), QString()); // drawn, not a label
        QCOMPARE(gui.find("environment")->accessibleName(), QStringLiteral("production environment"));
        QVERIFY(gui.text("disk").contains(QStringLiteral(" of ")));
        QVERIFY(!gui.text("release").isEmpty());
        QVERIFY(!gui.isShown("error"));
        gui.picture(QStringLiteral("overview-connected"));
    }

    void serviceDown()
    {
        GuiWindow gui({.transcript = QStringLiteral("service-down")});
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("payload is down"));
        QVERIFY(gui.cell(2, ServicesModel::State).startsWith(QStringLiteral("Stopped, exit code ")));
        QTRY_VERIFY(gui.cell(0, ServicesModel::Cpu).endsWith(QLatin1Char('%')));
        const auto *table = gui.find<QAbstractItemView>("services");
        QVERIFY(table->visualRect(table->model()->index(2, ServicesModel::Service)).width() >
                table->fontMetrics().horizontalAdvance(QStringLiteral("payload")) + 24);
        QVERIFY(!table->verticalScrollBar()->isVisible() && !table->horizontalScrollBar()->isVisible());
        gui.picture(QStringLiteral("overview-down"));
    }

    void problems_data()
    {
        QTest::addColumn<QString>("transcript");
        QTest::addColumn<QString>("stack");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("remedy");
        const QString stack = QStringLiteral("/opt/bouncepro");
        QTest::newRow("no docker") << QStringLiteral("no-docker") << stack << QStringLiteral("Docker was not found")
                                   << QStringLiteral("Install Docker Engine");
        QTest::newRow("docker denied") << QStringLiteral("docker-denied") << stack
                                       << QStringLiteral("Docker is not allowed") << QStringLiteral("usermod");
        QTest::newRow("no stack") << QStringLiteral("no-stack") << QStringLiteral("/opt/nowhere")
                                  << QStringLiteral("The stack was not found") << QStringLiteral("profile");
        QTest::newRow("not git") << QStringLiteral("not-git") << QStringLiteral("/opt/notgit")
                                 << QStringLiteral("The stack is no git checkout") << QStringLiteral("checkout itself");
    }
    void problems()
    {
        QFETCH(QString, transcript);
        QFETCH(QString, stack);
        QFETCH(QString, says);
        QFETCH(QString, remedy);
        GuiWindow::Setup setup{.transcript = transcript};
        setup.profile.stack = stack;
        GuiWindow gui(setup, edited(transcriptNamed(transcript), [](QByteArray &answer) {
                          answer.replace("nodockercli", "deploy"); // the login without it
                      }));
        gui.start();
        QTRY_VERIFY2(gui.text("title").contains(says), qPrintable(gui.text("title")));
        const auto *problem = gui.find("problem1");
        QVERIFY(problem->isVisible());
        QVERIFY(problem->findChild<QLabel *>(QStringLiteral("errorRemedy"))->text().contains(remedy));
        QVERIFY(problem->findChild<QLabel *>(QStringLiteral("errorMessage"))->text() != gui.text("title"));
        gui.picture(QStringLiteral("overview-") + transcript);
        if (gui.isShown("editProfile")) {
            gui.click("editProfile");
            QVERIFY(gui.isShown("editServer"));
        }
        QCOMPARE(gui.isShown("editServer"), stack != QLatin1String("/opt/bouncepro"));
    }

    void empty()
    {
        GuiWindow gui({.transcript = QStringLiteral("empty")});
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("No service of this stack exists yet"));
        QVERIFY2(gui.words("notYet").contains(QStringLiteral("first deploy")), qPrintable(gui.words("notYet")));
        QVERIFY(!gui.isShown("services"));
        gui.picture(QStringLiteral("overview-empty"));
    }

    void loading()
    {
        GuiWindow gui;
        gui.host().setDelay(std::chrono::hours(1));
        gui.start();
        QCOMPARE(gui.text("title"), QStringLiteral("Connecting to bouncepro-eu"));
        QVERIFY(gui.isShown("loading"));
        QVERIFY(!gui.find("again")->isEnabled());
        QVERIFY(!gui.find("again")->toolTip().isEmpty());
        QTest::qWait(350); // the bars come after 300 ms
        gui.picture(QStringLiteral("overview-loading"));
        gui.host().setDelay(std::chrono::milliseconds(0));
        QTRY_VERIFY(gui.isShown("services"));
        QVERIFY(!gui.isShown("loading"));
    }

    void endsWhileLoading()
    {
        GuiWindow gui;
        gui.host().setDelay(std::chrono::hours(1));
        gui.start();
        QTRY_VERIFY(!gui.host().questions().isEmpty());
        // The window closes now; a worker that waited on would keep the program, and its answer would find nobody.
    }

    void hostKeyChangedStops()
    {
        GuiWindow gui;
        gui.refuse(hostKeyChanged);
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("A host key changed. bouncepro-eu is not connected."));
        QCOMPARE(gui.text("errorMessage"), hostKeyChanged.message);
        QCOMPARE(gui.text("errorRemedy"), hostKeyChanged.remedy);
        QVERIFY(gui.text("errorState").contains(QStringLiteral("Nothing was sent")));
        QVERIFY(gui.find<QPlainTextEdit>("errorDetail")->toPlainText().contains(QStringLiteral("line 41")));
        QCOMPARE(gui.text("again"), QStringLiteral("Try again"));
        gui.click("copyReport");
        const QString report = QGuiApplication::clipboard()->text();
        QVERIFY(report.contains(QStringLiteral("HostKeyMismatch")) && report.contains(hostKeyChanged.remedy));
        QVERIFY(gui.host().questions().isEmpty());
        gui.picture(QStringLiteral("overview-host-key-changed"));

        gui.refuse({});
        gui.click("again");
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All four services are healthy"));
        QVERIFY(!gui.isShown("error"));
    }

    void lostAndBack()
    {
        GuiWindow gui;
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All four services are healthy"));
        gui.monitor().setBackoff(std::chrono::seconds(1));
        gui.host().disconnect();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("bouncepro-eu is unreachable"));
        QVERIFY(gui.text("evidence").contains(QStringLiteral("try in ")) ||
                gui.text("evidence").contains(QStringLiteral("Trying again")));
        QVERIFY(gui.find<ServicesTable>("services")->isStale());
        QVERIFY(gui.isShown("services")); // kept, and its age beside it
        QVERIFY(gui.isShown("servicesCard"));
        QVERIFY(gui.text("errorState").contains(QStringLiteral("keeps running")));
        QVERIFY(gui.text("errorRemedy").startsWith(QStringLiteral("Nothing: this console tries again")));
        gui.picture(QStringLiteral("overview-lost"));
        gui.host().recover();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All four services are healthy"));
        QVERIFY(!gui.find<ServicesTable>("services")->isStale());
    }

    // Half a destination says nothing, and takes the room of the name.
    void destinationGivesWay()
    {
        GuiWindow::Setup setup;
        GuiWindow wide(setup);
        wide.start();
        QTRY_VERIFY(wide.isShown("destination"));
        setup.profile.name = QStringLiteral("bouncepro-of-the-largest-customer-in-europe-and-overseas-3");
        setup.profile.target.destination = QStringLiteral("deploy@") + QString(60, QLatin1Char('h'));
        GuiWindow narrow(setup);
        narrow.start();
        QTRY_VERIFY(narrow.text("connection").startsWith(QStringLiteral("Answered in ")));
        QVERIFY(!narrow.isShown("destination"));
    }

    void hostileTextIsShownAsText()
    {
        // Markup, a bidirectional override, an escape sequence that would set the title, 4 KB without a space.
        const QString service =
            QStringLiteral("<img src=x onerror=1>\u202Etxt.exe\x1b]0;owned\x07") + QString(4096, QLatin1Char('A'));
        const Transcript transcript = edited(transcriptNamed(QStringLiteral("connected")), [&](QByteArray &answer) {
            answer.replace("service\tnginx\t", "service\t" + service.toUtf8() + '\t');
            answer.replace("host\t", "host\t<b>bold</b>\u202E");
            answer.replace("docker\t26", "docker\t<h1>26");
            answer += "problem\tcompose-file\t<a href=x>click</a>\x1b[31m " + QByteArray(4096, 'B') + '\n';
        });
        GuiWindow gui({}, transcript);
        gui.start();
        QTRY_VERIFY(gui.isShown("problem1"));
        const QString shown = gui.cell(0, ServicesModel::Service);
        QVERIFY(shown.startsWith(QStringLiteral("<img src=x onerror=1>⟨U+202E⟩txt.exe⟨ESC⟩]0;owned")));
        QVERIFY(shown.size() < 400);
        QVERIFY(gui.text("hostName").startsWith(QStringLiteral("<b>bold</b>⟨U+202E⟩")));
        QVERIFY(gui.text("docker").startsWith(QStringLiteral("<h1>26")));
        for (const QLabel *label : gui.window().findChildren<QLabel *>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->text().contains(QChar(0x202E)) && !label->text().contains(QChar(0x1b)));
        }
        const auto *detail = gui.find("problem1")->findChild<QPlainTextEdit *>();
        QVERIFY(detail->toPlainText().contains(QStringLiteral("<a href=x>click</a>⟨ESC⟩[31m")));
        const auto *table = gui.find<QAbstractItemView>("services");
        QVERIFY(!table->model()->index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("<img")));
        QCOMPARE(gui.window().size(), QSize(1024, 700));
        gui.picture(QStringLiteral("overview-hostile"));
    }

    void garbageIsAnErrorAndStaysConnected()
    {
        GuiWindow gui({}, edited(transcriptNamed(QStringLiteral("connected")),
                                 [](QByteArray &answer) { answer = "Welcome to <b>ACME</b>\n"; }));
        gui.start();
        QTRY_VERIFY(gui.isShown("error"));
        QTRY_VERIFY(gui.text("errorMessage").contains(QStringLiteral("makes no sense")));
        QVERIFY(gui.find<QPlainTextEdit>("errorDetail")->toPlainText().contains(QStringLiteral("<b>ACME</b>")));
    }

    void themeSwitchesWhileRunning()
    {
        GuiWindow gui;
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All four services are healthy"));
        applyLook(Theme::Dark, 1.0);
        QTRY_COMPARE(gui.find("title")->palette().color(QPalette::WindowText), tokensOf(Theme::Dark).text);
        QCOMPARE(gui.window().palette().color(QPalette::Window), tokensOf(Theme::Dark).window);
    }

    void detailsStandWhole_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<double>("scale");
        for (const int width : {1024, 1100, 1280})
            for (const double scale : {1.0, 1.5})
                QTest::addRow("%d at %d %%", width, int(scale * 100)) << width << scale;
    }
    // Few lines of evidence are read without scrolling, wherever they break.
    void detailsStandWhole()
    {
        QFETCH(int, width);
        QFETCH(double, scale);
        GuiWindow gui;
        applyLook(Theme::Light, scale);
        const auto back = qScopeGuard([] { applyLook(Theme::Light, 1.0); });
        gui.window().resize(width, 700);
        gui.refuse(hostKeyChanged);
        gui.start();
        QTRY_VERIFY(gui.isShown("error"));
        QTRY_COMPARE(gui.find<QPlainTextEdit>("errorDetail")->verticalScrollBar()->maximum(), 0);
    }

    // More evidence in a box that is as tall as it gets has something to scroll it by.
    void longEvidenceScrolls()
    {
        const auto lines = [](int count) { return QStringList(count, QStringLiteral("line")).join(QLatin1Char('\n')); };
        DetailView view;
        view.setText(lines(8));
        view.resize(400, view.heightForWidth(400));
        view.show();
        QCOMPARE(view.verticalScrollBarPolicy(), Qt::ScrollBarAlwaysOff);
        view.setText(lines(20));
        QCOMPARE(view.heightForWidth(400), view.height());
        QCOMPARE(view.verticalScrollBarPolicy(), Qt::ScrollBarAsNeeded);
    }

    void keyboardReachesEverything()
    {
        GuiWindow gui;
        gui.refuse(hostKeyChanged);
        gui.start();
        QTRY_VERIFY(gui.isShown("error"));
        gui.window().activateWindow();
        QTRY_VERIFY(gui.window().isActiveWindow());
        QSet<QString> reached;
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(&gui.window(), Qt::Key_Tab);
            if (const QWidget *focus = QApplication::focusWidget())
                reached << focus->objectName();
        }
        for (const char *name : {"again", "copyReport", "errorMessage", "errorRemedy", "errorDetail"})
            QVERIFY2(reached.contains(QString::fromLatin1(name)), name);
        gui.refuse({});
        QTest::keySequence(&gui.window(), QKeySequence::Refresh);
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All four services are healthy"));
        gui.find("services")->setFocus(Qt::TabFocusReason);
        QVERIFY(gui.find<QAbstractItemView>("services")->currentIndex().isValid());
    }

    void screenReadersGetSentences()
    {
        GuiWindow gui;
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All four services are healthy"));
        const auto *table = gui.find<QAbstractItemView>("services");
        QCOMPARE(table->accessibleName(), QStringLiteral("Services"));
        const QString sentence = table->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(sentence.startsWith(QStringLiteral("nginx, Running, Healthy, up ")), qPrintable(sentence));
        for (QPushButton *button : gui.window().findChildren<QPushButton *>()) {
            if (!button->isVisible())
                continue;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(button);
            QVERIFY(!interface->text(QAccessible::Name).isEmpty());
        }
    }
};

BOUNCEPRO_GUI_MAIN(TestServerWindow)
#include "tst_serverwindow.moc"
