// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drawntexts.h"
#include "tests/support/fleetwindow.h"

#include "ui/jobs/jobdrawer.h"
#include "ui/look/jobstrip.h"
#include "ui/look/roles.h"
#include "ui/shell/serverdesk.h"
#include "ui/shell/serverpages.h"

#include <QAbstractItemView>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

#include <algorithm>

using namespace bouncepro;

/// The window with several servers: by keyboard, in narrow windows, and what it tells.
class TestMainWindow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FleetWindow> m_gui;

    void open(FleetWindow::Setup setup = {})
    {
        if (setup.names.isEmpty())
            setup.names =
                QStringList{QStringLiteral("bouncepro-eu"), QStringLiteral("staging"), QStringLiteral("anna")};
        m_gui = std::make_unique<FleetWindow>(setup);
        QTRY_VERIFY(m_gui->window().isActiveWindow());
    }
    MainWindow &window() { return m_gui->window(); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window(), Qt::Key(key), modifiers);
    }
    QAbstractItemView *list(const char *name) { return m_gui->find<QAbstractItemView>(name); }
    bool hasFocusIn(QWidget *part)
    {
        QWidget *focus = QApplication::focusWidget();
        return focus && (focus == part || part->isAncestorOf(focus));
    }

private Q_SLOTS:
    void cleanup()
    {
        m_gui.reset();
        const QStringList stalls = WatchedApplication::stalls();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls.join(QLatin1Char('\n'))));
    }

    void choosesServersAndKeepsThePage()
    {
        open();
        QCOMPARE(window().server(), QStringLiteral("bouncepro-eu"));
        window().showPage(QStringLiteral("two"));
        list("servers")->setFocus();
        press(Qt::Key_Down);
        QCOMPARE(window().server(), QStringLiteral("staging"));
        QCOMPARE(window().page(), QStringLiteral("two"));
        QVERIFY(window().windowTitle().startsWith(QStringLiteral("staging")));
        window().showServer(QStringLiteral("anna"));
        QCOMPARE(window().server(), QStringLiteral("anna"));
        QTRY_COMPARE(m_gui->servers().existingMonitor(0)->view().state, ConnectionState::Connected); // goes on
    }

    void pagesByKeys_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QString>("page");
        QTest::newRow("Alt+2") << int(Qt::Key_2) << Qt::KeyboardModifiers(Qt::AltModifier) << QStringLiteral("two");
        QTest::newRow("Alt+3") << int(Qt::Key_3) << Qt::KeyboardModifiers(Qt::AltModifier) << QStringLiteral("three");
        QTest::newRow("next") << int(Qt::Key_PageDown) << Qt::KeyboardModifiers(Qt::ControlModifier)
                              << QStringLiteral("two");
        QTest::newRow("before") << int(Qt::Key_PageUp) << Qt::KeyboardModifiers(Qt::ControlModifier)
                                << QStringLiteral("three");
    }
    void pagesByKeys()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QString, page);
        open();
        QCOMPARE(window().page(), QStringLiteral("one"));
        press(key, modifiers);
        QCOMPARE(window().page(), page);
    }

    void paletteByKeyboard()
    {
        open();
        press(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(m_gui->isShown("palette"));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("sta"));
        QCOMPARE(list("paletteList")->currentIndex().data().toString(), QStringLiteral("Go to staging"));
        press(Qt::Key_Return);
        QCOMPARE(window().server(), QStringLiteral("staging"));
        QTRY_VERIFY(!window().findChild<QWidget *>(QStringLiteral("palette")));
        press(Qt::Key_K, Qt::ControlModifier);
        press(Qt::Key_Down);
        QCOMPARE(list("paletteList")->currentIndex().row(), 1);
        press(Qt::Key_Escape);
        QTRY_VERIFY(!window().findChild<QWidget *>(QStringLiteral("palette")));
        QCOMPARE(window().page(), QStringLiteral("one"));
    }

    void mirroredPaletteKeepsItsWords()
    {
        open();
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("s")); // is marked in every row
        QAbstractItemView *rows = list("paletteList");
        QList<DrawnText> drawn = drawnTexts(*rows);
        std::sort(drawn.begin(), drawn.end(),
                  [](const DrawnText &a, const DrawnText &b) { return a.seen.left() < b.seen.left(); });
        for (int i = 0; i < rows->model()->rowCount(); ++i) {
            const QModelIndex index = rows->model()->index(i, 0);
            const QRect rect = rows->visualRect(index).translated(rows->viewport()->pos());
            const double middle = rect.bottom() - 16; // above it may be the name of a group
            QString line;
            for (const DrawnText &one : std::as_const(drawn))
                if (one.seen.top() < middle && one.seen.bottom() > middle)
                    line += one.text;
            QString expected = index.data(BadgeRole).toString().remove(QLatin1Char('+')) + index.data().toString();
            QCOMPARE(line.remove(QLatin1Char(' ')), expected.remove(QLatin1Char(' ')));
        }
    }

    void shortcutsAreShown()
    {
        open();
        press(Qt::Key_F1);
        QVERIFY(m_gui->isShown("shortcuts"));
        QStringList texts;
        for (const QLabel *label : m_gui->find("shortcuts")->findChildren<QLabel *>())
            texts << label->text();
        for (const QAction *action : window().commands())
            if (!action->shortcut().isEmpty())
                QVERIFY2(texts.contains(action->text()), qPrintable(action->text()));
        QCOMPARE(clippedTextsIn(m_gui->find("shortcuts")), QStringList());
        m_gui->picture(QStringLiteral("shell-shortcuts"));
        press(Qt::Key_Escape);
        QTRY_VERIFY(!window().findChild<QWidget *>(QStringLiteral("shortcuts")));
        press(Qt::Key_F1);
        QTest::mouseClick(m_gui->find("dialogCancel"), Qt::LeftButton);
        QTRY_VERIFY(!window().findChild<QWidget *>(QStringLiteral("shortcuts")));
    }

    void focusGoesRound()
    {
        open();
        list("pages")->setFocus();
        press(Qt::Key_F6);
        QVERIFY(hasFocusIn(window().view()->pageWidget()));
        press(Qt::Key_F6);
        QVERIFY(hasFocusIn(window().view()->jobs()));
        press(Qt::Key_F6);
        QVERIFY(hasFocusIn(m_gui->find("sidebar")));
    }

    void jobsOpen()
    {
        open();
        JobDrawer *jobs = window().view()->jobs();
        QVERIFY(!jobs->drawer()->isOpen());
        press(Qt::Key_J, Qt::ControlModifier);
        QVERIFY(jobs->drawer()->isOpen());
        QTRY_VERIFY(m_gui->isShown("drawerNone"));
        QVERIFY(m_gui->find("jobDrawer")->height() < 120); // no more than it has to say
        m_gui->picture(QStringLiteral("shell-jobs"));
        press(Qt::Key_J, Qt::ControlModifier);
        QVERIFY(!jobs->drawer()->isOpen());
    }

    void narrowWindowsHaveARail()
    {
        open();
        const int wide = m_gui->find("sidebar")->width();
        QVERIFY(m_gui->isShown("search"));
        window().resize(1100, 700);
        QTRY_VERIFY(m_gui->find("sidebar")->width() < wide / 2);
        QVERIFY(!m_gui->isShown("search"));
        QVERIFY(m_gui->isShown("searchIcon"));
        QVERIFY(m_gui->isShown("addServer"));
        QVERIFY(m_gui->isShown("bell"));
        clickIn(&window(), "searchIcon");
        QVERIFY(m_gui->isShown("palette"));
        press(Qt::Key_Escape);
        window().resize(1280, 800);
        QTRY_COMPARE(m_gui->find("sidebar")->width(), wide);
        QVERIFY(m_gui->isShown("search"));
    }

    void emptyOffersTheFirstStep()
    {
        m_gui = std::make_unique<FleetWindow>(FleetWindow::Setup{});
        QVERIFY(m_gui->isShown("noServer"));
        QSignalSpy demo(&window(), &MainWindow::demoWanted);
        clickIn(&window(), "lookAround");
        QCOMPARE(demo.count(), 1);
        QCOMPARE(clippedTextsIn(&window()), QStringList());
        m_gui->picture(QStringLiteral("shell-empty"));
    }

    void demoSaysWhyNothingIsAdded()
    {
        open(); // as in the demo, there is no way to connect to another server
        press(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(m_gui->isShown("demoKeepsNothing"));
        QCOMPARE(clippedTextsIn(m_gui->find("demoKeepsNothing")), QStringList());
        m_gui->picture(QStringLiteral("shell-demo-keeps-nothing"));
        press(Qt::Key_Escape);
        QTRY_VERIFY(!window().findChild<QWidget *>(QStringLiteral("demoKeepsNothing")));
        clickIn(&window(), "addServer");
        QVERIFY(m_gui->isShown("demoKeepsNothing"));
    }

    void noticesAreListed()
    {
        open();
        QSignalSpy told(&m_gui->fleet(), &Fleet::notified);
        auto *bell = m_gui->find<QWidget>("bell");
        QCOMPARE(bell->accessibleName(), QStringLiteral("Notifications"));
        clickIn(&window(), "bell");
        QVERIFY(m_gui->isShown("noNotices"));
        press(Qt::Key_Escape);
        window().view()->desk()->notify(Mark::Down, QStringLiteral("Renewal failed"),
                                        QStringLiteral("port 80 is shut"));
        window().view()->desk()->notify(Mark::Well, QStringLiteral("Backed up"), {});
        QCOMPARE(told.count(), 2);
        QCOMPARE(bell->accessibleName(), QStringLiteral("Notifications, 2 new"));
        m_gui->picture(QStringLiteral("shell-bell"));
        QTRY_VERIFY(!window().findChild<QWidget *>(QStringLiteral("notices")));
        clickIn(&window(), "bell");
        QCOMPARE(list("noticeList")->model()->index(0, 0).data().toString(), QStringLiteral("Backed up"));
        QCOMPARE(list("noticeList")->model()->rowCount(), 2);
        QCOMPARE(bell->accessibleName(), QStringLiteral("Notifications"));
        m_gui->picture(QStringLiteral("shell-notices"));
    }

    void aServerThatGoesDownIsTold()
    {
        GuiWindow gui;
        QSignalSpy told(&gui.fleet(), &Fleet::notified);
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All four services are healthy"));
        QCOMPARE(told.count(), 0);
        gui.refuse(Error{ErrorCode::Unreachable, QStringLiteral("eu1 does not answer."), {}, QStringLiteral("Look.")});
        gui.host().disconnect();
        QTRY_COMPARE(told.count(), 1);
        QCOMPARE(told.first().at(1).toString(), QStringLiteral("bouncepro-eu is down"));
        gui.refuse({});
        gui.host().recover();
        QTRY_COMPARE(told.count(), 2);
        QCOMPARE(told.last().at(1).toString(), QStringLiteral("bouncepro-eu is back"));
    }

    void aServerWhoseHealthFailsIsTold()
    {
        GuiWindow gui;
        QSignalSpy told(&gui.fleet(), &Fleet::notified);
        gui.start();
        QTRY_COMPARE(gui.text("title"), QStringLiteral("All four services are healthy"));
        ServerMonitor &monitor = *gui.servers().existingMonitor(0);
        const HealthMonitor &health = HealthMonitor::of(monitor);
        QTRY_VERIFY(health.sample() || health.error()); // from here on nobody else says it
        monitor.setFailing(QStringLiteral("payload is not well: 500"));
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.first().at(1).toString(), QStringLiteral("bouncepro-eu is not well"));
        QVERIFY(told.first().at(2).toString().contains(QStringLiteral("payload is not well: 500")));
        QTRY_COMPARE(gui.text("title"), QStringLiteral("payload is not well: 500"));
        monitor.setFailing({});
        QCOMPARE(told.last().at(1).toString(), QStringLiteral("bouncepro-eu is back"));
    }

    void looks()
    {
        open();
        QTRY_COMPARE(m_gui->servers().existingMonitor(0)->view().state, ConnectionState::Connected);
        m_gui->picture(QStringLiteral("shell-full"));
        press(Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("s"));
        const QAbstractItemModel *hits = list("paletteList")->model();
        QVERIFY(list("paletteList")->currentIndex().data().toString().startsWith(QLatin1Char('S')));
        for (int row = 0; row < hits->rowCount(); ++row)
            QVERIFY(hits->index(row, 0).data().toString() != QLatin1String("Search or run")); // it is open
        m_gui->picture(QStringLiteral("shell-palette"));
    }
};

BOUNCEPRO_GUI_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
