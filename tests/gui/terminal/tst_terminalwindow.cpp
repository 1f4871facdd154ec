// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jobwindow.h"
#include "tests/support/pictures.h"

#include "ui/look/dialog.h"
#include "ui/look/field.h"
#include "ui/servers/serverpage.h"
#include "ui/terminal/terminalview.h"
#include "ui/terminal/terminalwindow.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>

using namespace bouncepro;

namespace {

std::shared_ptr<JobServer> usual()
{
    const auto server = JobServer::create();
    QByteArray lines = "commit\t8f3c2a1481484b86128aafb5f6ede174ed5f3beab\nbranch\tmain\nrelease\t8f3c2a148148\n";
    char container = 'a';
    for (const QByteArray name : {"mailer", "nginx", "nuxt", "payload"})
        lines += "service\t" + name + '\t' + QByteArray(64, container++) + "\tbouncepro-" + name +
                 ":8f3c2a1\tsha256:7506cb51\t" +
                 (name == "mailer" ? "exited\tnone\t2026-11-23T20:46:46Z\t0\t0\n"
                                   : "running\thealthy\t2026-11-23T20:46:46Z\t0\t0\t1000\t210820544\tmax\n");
    server->setStatus(lines);
    return server;
}

ServerProfile profileOf(Environment environment)
{
    ServerProfile profile = JobServer::profile();
    profile.environment = environment;
    profile.target.destination = QStringLiteral("deploy@eu1.bouncepro.example");
    return profile;
}

struct Gui : JobWindow
{
    explicit Gui(Environment environment = Environment::Staging)
        : JobWindow({.pages = {serversPage()}, .profile = profileOf(environment), .isArmed = false}, usual())
    {
        start(QStringLiteral("servers"));
        if (!QTest::qWaitFor([this] { return isShown("services"); }))
            qFatal("No services.");
    }
    void choose(const char *service)
    {
        auto *table = find<QAbstractItemView>("services");
        const auto found = table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, QLatin1String(service));
        QCOMPARE(found.size(), 1);
        table->setCurrentIndex(found.first());
    }
    TerminalWindow *terminal() { return window().findChild<TerminalWindow *>(); }
    /// Opens one in payload.
    void open()
    {
        choose("payload");
        click("terminalService");
        QVERIFY(QTest::qWaitFor([this] { return terminal() && view().text() == prompt; }));
        QVERIFY(QTest::qWaitForWindowExposed(terminal()));
        WatchedApplication::forget(); // the first window loads fonts
    }
    TerminalView &view() { return *terminal()->view(); }
    void enter(const QString &line)
    {
        QTest::keyClicks(&view(), line);
        QTest::keyClick(&view(), Qt::Key_Return);
    }
    QString state() { return terminal()->findChild<QLabel *>(QStringLiteral("terminalState"))->text(); }
    QWidget *end() { return terminal()->findChild<QWidget *>(QStringLiteral("terminalEnd")); }
    bool wasAsked(const char *question) { return server().count(QString::fromUtf8(question)) > 0; }
    void shoot(const QString &name) { takePictures(*terminal(), name); }
    const QString prompt = QStringLiteral("root@payload:/app#");
};

} // namespace

/// A terminal in a service's container, from the overview and from the palette.
class TestTerminalWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        const QStringList stalls = WatchedApplication::stalls();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls.join(QLatin1Char('\n'))));
    }

    void opensAtOnceWhereNoProductionIsAtStake()
    {
        Gui gui;
        QVERIFY(!gui.find<QPushButton>("terminalService")->isEnabled()); // none is chosen
        gui.choose("mailer");
        QVERIFY(!gui.find<QPushButton>("terminalService")->isEnabled());
        QVERIFY(gui.find("terminalService")->toolTip().contains(QStringLiteral("does not run")));
        gui.open();
        QVERIFY(gui.wasAsked("job.sh act terminal payload opened")); // before the terminal was there
        QVERIFY(gui.state().startsWith(QStringLiteral("Open.")));
        QCOMPARE(gui.terminal()->windowTitle(), QStringLiteral("payload on eu – terminal"));
        QTRY_VERIFY(gui.view().hasFocus());
        gui.enter(QStringLiteral("size"));
        const QSize size = gui.view().screen().size();
        QTRY_VERIFY(gui.view().text().contains(QStringLiteral("\n%1x%2\n").arg(size.width()).arg(size.height())));
        QVERIFY(!gui.end()->isVisible());
        gui.enter(QStringLiteral("exit"));
        QTRY_VERIFY(gui.end()->isVisible());
        QCOMPARE(gui.end()->accessibleName(), QStringLiteral("The shell has ended"));
        QVERIFY(gui.wasAsked("job.sh act terminal payload ended"));
        QVERIFY(!gui.terminal()->findChild<QPushButton *>(QStringLiteral("pasteTerminal"))->isEnabled());
        clickIn(gui.terminal(), "closeTerminal");
        QTRY_VERIFY(!gui.terminal());
    }

    void productionAsksWhy()
    {
        Gui gui(Environment::Production);
        gui.choose("payload");
        QCOMPARE(variantOf(gui.find("terminalService")), Variant::Locked);
        gui.click("terminalService");
        const auto dialog = [&] { return gui.window().findChild<Dialog *>(QStringLiteral("armDialog")); };
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        QCOMPARE(dialog()->accessibleName(), QStringLiteral("Arm eu"));
        QVERIFY(gui.text("armNote").startsWith(QStringLiteral("A shell inside the container that serves.")));
        QVERIFY(gui.text("armEffect").endsWith(QStringLiteral("What comes next: a terminal in payload.")));
        QVERIFY(!dialog()->confirmButton()->isEnabled());
        auto *reason = gui.find<Field>("armReason")->edit();
        QTRY_VERIFY(reason->hasFocus());
        QTest::keyClicks(reason, QStringLiteral("   "));
        QVERIFY(!dialog()->confirmButton()->isEnabled());
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(dialog()->isVisible());
        reason->clear();
        QTest::keyClicks(reason, QStringLiteral("mail queue, ticket 418"));
        QVERIFY(dialog()->confirmButton()->isEnabled());
        QCOMPARE(clippedTextsIn(dialog()), QStringList());
        gui.picture(QStringLiteral("terminal-confirm"));
        QTest::keyClick(reason, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(gui.terminal() && gui.view().text() == gui.prompt);
        QVERIFY(gui.wasAsked("job.sh act terminal payload (mail queue, ticket 418) opened"));
        QVERIFY(QTest::qWaitForWindowExposed(gui.terminal()));
        WatchedApplication::forget();
        gui.shoot(QStringLiteral("terminal-production"));
    }

    void cancelledQuestionOpensNothing()
    {
        Gui gui(Environment::Production);
        gui.choose("payload");
        gui.click("terminalService");
        QTRY_VERIFY(gui.isShown("armDialog"));
        QTest::keyClick(gui.find<Field>("armReason")->edit(), Qt::Key_Escape);
        QTRY_VERIFY(!gui.isShown("armDialog"));
        QVERIFY(!gui.terminal());
    }

    void theEngineAsksForTheArmingItself()
    {
        Gui gui(Environment::Production);
        ServerMonitor &monitor = gui.monitor();
        const auto ended = [&](const std::optional<Arming> &arming) {
            ContainerTerminal terminal(monitor, QStringLiteral("payload"), arming, QSize(80, 24));
            return QTest::qWaitFor([&] { return terminal.state() == ContainerTerminal::State::Ended; }) &&
                   !terminal.end() && terminal.end().error().code == ErrorCode::NotArmed;
        };
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(ended({}));
        QVERIFY(ended(Arming{QStringLiteral("eu"), {}, now.addSecs(-1)}));
        QVERIFY(ended(Arming{QStringLiteral("another"), {}, now.addSecs(60)}));
        QVERIFY(!gui.wasAsked("job.sh act terminal"));
    }

    void withoutAuditNoTerminal()
    {
        Gui gui;
        gui.server().refuseStart(73, "the disk is full");
        gui.choose("payload");
        gui.click("terminalService");
        QTRY_VERIFY(gui.terminal() && gui.end()->isVisible());
        QVERIFY2(gui.end()->accessibleName().contains(QStringLiteral("Writing the audit failed")),
                 qPrintable(gui.end()->accessibleName()));
        QVERIFY(gui.view().text().isEmpty());
    }

    void fromThePalette()
    {
        Gui gui;
        QTest::keyClick(&gui.window(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(gui.isShown("palette"));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("terminal"));
        const auto *list = gui.find<QAbstractItemView>("paletteList")->model();
        QStringList words;
        for (int row = 0; row < list->rowCount(); ++row)
            words << list->index(row, 0).data().toString();
        QVERIFY2(words.contains(QStringLiteral("Terminal in nginx")) &&
                     words.contains(QStringLiteral("Terminal in payload")) &&
                     !words.contains(QStringLiteral("Terminal in mailer")),
                 qPrintable(words.join(QLatin1Char('|'))));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral(" in payload"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(gui.terminal() && gui.view().text() == gui.prompt);
    }

    void exitCode()
    {
        Gui gui;
        gui.open();
        gui.enter(QStringLiteral("exit 3"));
        QTRY_VERIFY(gui.end()->isVisible());
        QVERIFY2(gui.end()->accessibleName().startsWith(QStringLiteral("The shell has ended with exit code 3")),
                 qPrintable(gui.end()->accessibleName()));
        const int typed = int(gui.server().questions().filter(QStringLiteral("typed")).size());
        gui.enter(QStringLiteral("size")); // nobody listens
        QCOMPARE(gui.server().questions().filter(QStringLiteral("typed")).size(), typed);
        QVERIFY(gui.view().text().contains(QStringLiteral("exit 3"))); // what was printed stays
        gui.shoot(QStringLiteral("terminal-ended"));
    }

    void lostConnection()
    {
        Gui gui;
        gui.open();
        gui.server().loseConnections();
        QTRY_VERIFY(gui.end()->isVisible());
        QVERIFY(gui.end()->accessibleName().startsWith(QStringLiteral("The connection was lost")));
        QVERIFY(gui.view().text().contains(gui.prompt));
    }

    void closingHangsUp()
    {
        Gui gui;
        gui.open();
        gui.terminal()->close();
        QTRY_VERIFY(gui.wasAsked("job.sh act terminal payload ended"));
    }

    void endsWithItsWindow()
    {
        auto gui = std::make_unique<Gui>();
        gui->open();
        const QPointer<TerminalWindow> terminal = gui->terminal();
        gui.reset();
        QVERIFY(!terminal);
    }

    void resizes()
    {
        Gui gui;
        gui.open();
        gui.terminal()->resize(900, 520);
        const QSize before = gui.view().screen().size();
        gui.terminal()->resize(640, 420);
        QTRY_VERIFY(gui.view().screen().size() != before);
        gui.enter(QStringLiteral("size"));
        const QSize size = gui.view().screen().size();
        QTRY_VERIFY(gui.view().text().contains(QStringLiteral("\n%1x%2\n").arg(size.width()).arg(size.height())));
    }

    void isLaidOutFromTheLeftEverywhere()
    {
        Gui gui;
        gui.open();
        gui.enter(QStringLiteral("colours"));
        QTRY_VERIFY(gui.view().text().endsWith(gui.prompt));
        QTRY_VERIFY(gui.view().text().contains(QStringLiteral("orange")));
        const QImage before = gui.view().grab().toImage();
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        QCoreApplication::processEvents();
        const QImage mirrored = gui.view().grab().toImage();
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
        QVERIFY(mirrored == before);
        // Nothing of the window's light colour beside the cells, where a scroll bar may stand.
        QCOMPARE(before.pixelColor(before.width() - 2, before.height() / 2),
                 before.pixelColor(before.width() / 2, before.height() / 2));
    }

    void endsWithoutGrowing_data()
    {
        QTest::addColumn<double>("scale");
        QTest::newRow("100") << 1.0;
        QTest::newRow("150") << 1.5;
    }
    void endsWithoutGrowing()
    {
        QFETCH(double, scale);
        Gui gui;
        gui.open();
        applyLook(Theme::Light, scale);
        const auto reset = qScopeGuard([] { applyLook(Theme::Light); });
        const QSize size(1024, 700);
        gui.terminal()->resize(size);
        gui.enter(QStringLiteral("exit 3"));
        QTRY_VERIFY(gui.end()->isVisible());
        QTRY_VERIFY(
            gui.terminal()->rect().contains(gui.end()->geometry().translated(gui.end()->parentWidget()->pos())));
        QCOMPARE(gui.terminal()->size(), size);
    }

    void scrollsBack()
    {
        Gui gui;
        gui.open();
        gui.enter(QStringLiteral("long"));
        QTRY_VERIFY(gui.view().text().endsWith(QStringLiteral("line 200\n") + gui.prompt));
        QScrollBar *bar = gui.view().verticalScrollBar();
        QCOMPARE(bar->value(), bar->maximum());
        QTest::keyClick(&gui.view(), Qt::Key_PageUp, Qt::ShiftModifier);
        const int there = bar->value();
        QVERIFY(there < bar->maximum());
        gui.view().feed("more\r\nmore\r\n"); // what comes leaves it in sight
        QCOMPARE(bar->value(), there);
        QTest::keyClicks(&gui.view(), QStringLiteral("x")); // typing goes to the end
        QCOMPARE(bar->value(), bar->maximum());
    }

    void floodLeavesTheWindowFree() // the watchdog of cleanup() looks
    {
        Gui gui;
        gui.open();
        gui.enter(QStringLiteral("flood"));
        QTRY_COMPARE_WITH_TIMEOUT(gui.view().screen().dropped() + gui.view().screen().lineCount(), 100002, 30000);
        QCOMPARE(gui.view().screen().historyCount(), TerminalScreen::mostHistory);
        QVERIFY(gui.view().text().endsWith(gui.prompt));
    }

    void selectsAndCopies()
    {
        Gui gui;
        gui.open();
        gui.enter(QStringLiteral("long"));
        QTRY_VERIFY(gui.view().text().endsWith(QStringLiteral("line 200\n") + gui.prompt));
        auto *copy = gui.terminal()->findChild<QPushButton *>(QStringLiteral("copyTerminal"));
        QVERIFY(!copy->isEnabled());
        const QWidget *port = gui.view().viewport();
        QTest::mousePress(gui.view().viewport(), Qt::LeftButton, {}, {2, 2});
        QTest::mouseMove(gui.view().viewport(), {port->width() - 4, port->height() / 2});
        QMouseEvent move(QEvent::MouseMove, QPointF(port->width() - 4, port->height() / 2),
                         port->mapToGlobal(QPointF(port->width() - 4, port->height() / 2)), Qt::NoButton,
                         Qt::LeftButton, {});
        QCoreApplication::sendEvent(gui.view().viewport(), &move);
        QTest::mouseRelease(gui.view().viewport(), Qt::LeftButton, {}, {port->width() - 4, port->height() / 2});
        const QStringList lines = gui.view().selectedText().split(QLatin1Char('\n'));
        QVERIFY(lines.size() > 5);
        for (const QString &line : lines)
            QVERIFY2(line.startsWith(QStringLiteral("line ")) && !line.endsWith(QLatin1Char(' ')), qPrintable(line));
        QVERIFY(copy->isEnabled());
        QTest::keyClick(&gui.view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), lines.join(QLatin1Char('\n')));
        QTest::keyClick(&gui.view(), Qt::Key_C, Qt::ControlModifier); // a key of the program's
        QVERIFY(gui.view().selectedText().isEmpty());
    }

    void pastes()
    {
        Gui gui;
        gui.open();
        QGuiApplication::clipboard()->setText(QStringLiteral("one\ntwo"));
        QTest::keyClick(&gui.view(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(gui.wasAsked("typed one"));
        QTRY_VERIFY(gui.view().text().endsWith(QStringLiteral("two")));
    }

    void keysBelongToTheTerminal()
    {
        Gui gui;
        gui.open();
        for (const int key : {Qt::Key_K, Qt::Key_N, Qt::Key_W})
            QTest::keyClick(&gui.view(), Qt::Key(key), Qt::ControlModifier);
        QTest::keyClick(&gui.view(), Qt::Key_Tab);
        QVERIFY(gui.terminal()->isVisible());
        QVERIFY(gui.view().hasFocus());
        QTest::keyClick(&gui.view(), Qt::Key_Tab, Qt::ControlModifier);
        QVERIFY(!gui.view().hasFocus());
    }

    void isReadAloud()
    {
        Gui gui;
        gui.open();
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&gui.view());
        QVERIFY(interface);
        QCOMPARE(interface->role(), QAccessible::Terminal);
        QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("Terminal in payload"));
        QAccessibleTextInterface *text = interface->textInterface();
        QVERIFY(text);
        QCOMPARE(text->text(0, text->characterCount()), gui.prompt);
        gui.enter(QStringLiteral("long"));
        QTRY_VERIFY(gui.view().text().endsWith(QStringLiteral("line 200\n") + gui.prompt));
        const QString shown = text->text(0, text->characterCount()); // what is on the screen
        QVERIFY(shown.endsWith(QStringLiteral("line 200\n") + gui.prompt));
        QVERIFY(!shown.contains(QStringLiteral("line 1\n")));
    }

    void looks()
    {
        Gui gui;
        gui.choose("payload");
        gui.picture(QStringLiteral("terminal-overview"));
        gui.open();
        gui.enter(QStringLiteral("colours"));
        QTRY_VERIFY(gui.view().text().contains(QStringLiteral("orange")));
        QTRY_VERIFY(gui.view().text().endsWith(gui.prompt));
        QCOMPARE(gui.terminal()->windowTitle(), QStringLiteral("payload on eu – terminal")); // not what a program says
        gui.shoot(QStringLiteral("terminal"));
    }
};

BOUNCEPRO_GUI_MAIN(TestTerminalWindow)
#include "tst_terminalwindow.moc"
