// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clock.h"
#include "tests/support/drawntexts.h"
#include "tests/support/guiwindow.h"
#include "tests/support/logserver.h"

#include "models/logs/livelogmodel.h"
#include "ui/logs/logspage.h"
#include "ui/logs/logview.h"
#include "ui/look/field.h"
#include "ui/look/filterchip.h"

#include <QAccessible>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSet>

using namespace bouncepro;

namespace {

/// The window with the logs page on a server that streams.
struct Window : ConsoleWindow
{
    explicit Window(std::shared_ptr<LogServer> made = LogServer::create(),
                    std::chrono::milliseconds backoff = std::chrono::milliseconds(100))
        : ConsoleWindow(
              storeOf({GuiWindow::production()}), [made](const ServerProfile &) { return made->connector(); },
              allPages(), QSize(1280, 800)),
          server(made)
    {
        monitor().setInterval(std::chrono::milliseconds(50));
        monitor().setBackoff(backoff);
        window().showServer({});
        window().showPage(QStringLiteral("logs"));
        QCoreApplication::processEvents();
        WatchedApplication::forget();
    }
    LogsPage &page() const { return *window().findChild<LogsPage *>(); }
    LogView &view() const { return *window().findChild<LogView *>(); }
    QString title() const
    {
        auto *label = page().findChild<QLabel *>(QStringLiteral("title"));
        return label ? label->text() : QString();
    }
    int rows() const { return page().filter().rowCount(); }
    QString message(int row) const { return page().filter().entry(row).message; }
    void type(const QString &text) const { find<Field>("logText")->setText(text); }
    void choose(int segment) const
    {
        QTest::mouseClick(find<QWidget>("followOrPause")->findChildren<QAbstractButton *>().at(segment),
                          Qt::LeftButton);
    }

    /// A little of everything; the first time in the minute that passed.
    void write(int times = 4)
    {
        const qint64 after = m_hasWritten ? 1 : 58000 / (6 * times);
        m_hasWritten = true;
        QByteArray lines;
        for (int i = 0; i < times; ++i) {
            lines += server->line(
                "payload",
                R"({"level":30,"msg":"booking.created id=90418 venue=41 total=129.00 EUR","responseTime":88})", after);
            lines += server->line(
                "nginx", R"(%2 [warn] 31#31: limiting requests, excess: 5.310 by zone "booking", client: 198.51.100.7)",
                after);
            lines += server->line(
                "nginx", R"({"method":"GET","uri":"/_nuxt/entry.4f21.js","status":304,"request_time":"0.002"})", after);
            lines += server->line(
                "payload",
                R"({"level":50,"req":{"id":"7f3ac91e","method":"POST","url":"/api/checkout"},"err":{"type":"StripeConnectionError"},"msg":"Stripe timeout after 10000 ms: POST /v1/payment_intents, booking=90421","responseTime":10012})",
                after);
            lines += server->line("nuxt", R"({"level":30,"msg":"SSR /checkout/90421","responseTime":96})", after);
            lines += server->line("postgres", "%1 UTC [27] LOG:  checkpoint complete: wrote 214 buffers", after);
        }
        server->write(lines);
    }
    void picture(const QString &name) const
    {
        QTest::qWait(350); // counts, and bars that come after 300 ms
        ConsoleWindow::picture(name);
    }

    std::shared_ptr<LogServer> server;

private:
    bool m_hasWritten = false;
};

} // namespace

class TestLogsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        const QStringList stalls = WatchedApplication::stalls();
        QVERIFY2(stalls.isEmpty(), qPrintable(stalls.join(QLatin1Char('\n'))));
    }

    void followsAndFilters()
    {
        Window w;
        w.write();
        QTRY_COMPARE(w.rows(), 24);
        QTRY_COMPARE(w.title(), QStringLiteral("Following 4 services"));
        QTRY_COMPARE(w.find<FilterChip>("level-error")->accessibleName(), QStringLiteral("Error, 4"));
        w.click("level-error");
        QTRY_COMPARE(w.rows(), 4);
        w.click("level-error");
        w.click("service-nginx");
        QTRY_COMPARE(w.rows(), 8);
        w.click("service-nginx");
        w.type(QStringLiteral("TIMEOUT"));
        QTRY_COMPARE(w.rows(), 4);
        w.click("onlyHits");
        QTRY_COMPARE(w.rows(), 24);
        w.picture(QStringLiteral("logs-full"));
        w.click("onlyHits");
        w.type(QStringLiteral("nowhere"));
        QTRY_VERIFY(w.find<QWidget>("logEmpty")->isVisible());
        w.picture(QStringLiteral("logs-nothing"));
        w.type(QStringLiteral("/time(out/"));
        const auto *field = w.find<Field>("logText");
        QVERIFY2(field->error().contains(QStringLiteral("character 9")), qPrintable(field->error()));
    }

    void pauseCountsAndEndFollows()
    {
        Window w;
        w.write(20);
        QTRY_COMPARE(w.rows(), 120);
        w.choose(1);
        QTRY_COMPARE(w.title(), QStringLiteral("Paused, nothing new"));
        w.write();
        QTRY_COMPARE(w.title(), QStringLiteral("Paused, 24 new"));
        QCOMPARE(w.rows(), 120);
        w.picture(QStringLiteral("logs-paused"));
        w.view().setFocus();
        QTest::keyClick(&w.view(), Qt::Key_End);
        QTRY_COMPARE(w.rows(), 144);
        QTRY_COMPARE(w.title(), QStringLiteral("Following 4 services"));
        QTRY_COMPARE(w.view().verticalScrollBar()->value(), w.view().verticalScrollBar()->maximum());
        // Scrolling back pauses.
        w.view().verticalScrollBar()->setValue(3);
        QTRY_VERIFY(w.page().source().status().isPaused());
    }

    void keyboard()
    {
        Window w;
        w.write(20);
        QTRY_COMPARE(w.rows(), 120);
        w.type(QStringLiteral("timeout"));
        w.click("onlyHits");
        QTRY_VERIFY(!w.page().filter().isFiltering());
        w.view().setFocus();
        QTest::keyClick(&w.view(), Qt::Key_Home);
        QCOMPARE(w.view().currentIndex().row(), 0);
        QTest::keyClick(&w.view(), Qt::Key_N);
        QCOMPARE(w.view().currentIndex().row(), 3);
        QTest::keyClick(&w.view(), Qt::Key_N);
        QCOMPARE(w.view().currentIndex().row(), 9);
        QTest::keyClick(&w.view(), Qt::Key_P);
        QCOMPARE(w.view().currentIndex().row(), 3);
        QTest::keyClick(&w.view(), Qt::Key_Return);
        QVERIFY(w.find<QWidget>("logDetails")->isVisible());
        const QString fields = w.find<QPlainTextEdit>("detailsFields")->toPlainText();
        QVERIFY2(fields.contains(QStringLiteral("req.id")) && fields.contains(QStringLiteral("7f3ac91e")),
                 qPrintable(fields));
        w.picture(QStringLiteral("logs-details"));
        QTest::keyClick(&w.view(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&w.view(), Qt::Key_C, Qt::ControlModifier);
        const QString copied = QGuiApplication::clipboard()->text();
        QCOMPARE(copied.count(QLatin1Char('\n')), 2);
        QVERIFY(copied.contains(QStringLiteral(" ERR payload Stripe timeout")));
        QTest::keyClick(w.find<QWidget>("logDetails"), Qt::Key_Escape);
        QVERIFY(!w.find<QWidget>("logDetails")->isVisible());
        // The strip.
        auto *strip = w.find<QWidget>("logStrip");
        strip->setFocus();
        QTest::keyClick(strip, Qt::Key_Left);
        QVERIFY2(strip->accessibleDescription().contains(QStringLiteral("errors")),
                 qPrintable(strip->accessibleDescription()));
        QTest::keyClick(strip, Qt::Key_Return);
        QVERIFY(w.page().filter().query().range);
        QTest::keyClick(strip, Qt::Key_Escape);
        QVERIFY(!w.page().filter().query().range);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&w.view());
        QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Log lines"));
    }

    void wraps()
    {
        Window w;
        w.server->write(w.server->line("nginx", QByteArray(1500, 'w')));
        QTRY_COMPARE(w.rows(), 1);
        const int one = w.view().visualRect(w.view().model()->index(0, 0)).height();
        w.click("wrap");
        QVERIFY(w.view().visualRect(w.view().model()->index(0, 0)).height() > 3 * one);
    }

    void wrapsBetweenWords()
    {
        Window w;
        const QByteArray words = QByteArray("transubstantiation ").repeated(40).trimmed();
        w.server->write(w.server->line("nginx", words));
        QTRY_COMPARE(w.rows(), 1);
        auto *wrap = w.find<QPushButton>("wrap");
        wrap->setFocus();
        const QImage off = wrap->grab().toImage();
        QTest::keyClick(wrap, Qt::Key_Space);
        QVERIFY(wrap->grab().toImage() != off); // whether it is on is seen
        QStringList lines;
        for (const DrawnText &drawn : drawnTexts(w.view()))
            if (drawn.text.startsWith(QStringLiteral("trans")))
                lines << drawn.text;
        QVERIFY(lines.size() > 3);
        for (const QString &line : std::as_const(lines))
            QVERIFY2(line.trimmed().endsWith(QStringLiteral("ation")), qPrintable(line));
        QCOMPARE(lines.join(QLatin1Char(' ')).simplified().toLatin1(), words);
    }

    void lostAndBack()
    {
        Window w;
        w.write();
        QTRY_COMPARE(w.rows(), 24);
        w.monitor().setBackoff(std::chrono::seconds(2));
        w.server->loseConnections();
        QTRY_VERIFY2(w.title().startsWith(QStringLiteral("Reconnecting")), qPrintable(w.title()));
        QVERIFY(w.title().contains(QStringLiteral("what you see is")));
        // The monitor and the logs each find it out by themselves, and at their own time: before the clock moves.
        QTRY_VERIFY(w.monitor().view().since.isValid());
        QTRY_COMPARE(w.page().source().status().state, LogStatus::Reconnecting);
        {
            const ClockAhead clock(std::chrono::hours(4));
            // Each has a clock of its own.
            QTRY_VERIFY2(w.title().contains(QStringLiteral("4 h")), qPrintable(w.title()));
            QTRY_VERIFY(w.text("connection").contains(QStringLiteral("4 h")));
            QTRY_VERIFY(w.find<QAbstractItemView>("servers")
                            ->model()
                            ->index(0, 0)
                            .data(Qt::AccessibleTextRole)
                            .toString()
                            .contains(QStringLiteral("4 h")));
            QVERIFY(w.find("logAgain")->isVisible());
            // Weaker words, by their tone: what is faded is hard to read.
            const QImage rows = w.view().grab().toImage();
            const QRect error = w.view().visualRect(w.view().model()->index(21, 0));
            QCOMPARE(rows.pixelColor(1, error.center().y()), tokens().failMark);
            w.picture(QStringLiteral("logs-stale"));
        }
        w.server->comeBack();
        w.monitor().lookNow();
        w.write(1);
        QTRY_COMPARE(w.rows(), 30);
        QTRY_COMPARE(w.title(), QStringLiteral("Following 4 services"));
    }

    void error()
    {
        Window w;
        QTRY_COMPARE(w.server->followings().size(), 1);
        w.server->end(14, "no such service: mailer");
        QTRY_VERIFY(w.find<QWidget>("logError")->isVisible());
        QVERIFY2(w.text("errorMessage").contains(QStringLiteral("no such service: mailer")),
                 qPrintable(w.text("errorMessage")));
        QVERIFY(!w.text("evidence").contains(QStringLiteral("no such service"))); // said once
        QVERIFY(!w.find("followOrPause")->isVisible());
        w.picture(QStringLiteral("logs-error"));
        w.click("logAgain");
        w.write();
        QTRY_COMPARE(w.rows(), 24);
        QTRY_VERIFY(!w.find<QWidget>("logError")->isVisible());
    }

    void empty()
    {
        Window w;
        QTRY_COMPARE(w.server->followings().size(), 1);
        QTRY_COMPARE(w.title(), QStringLiteral("Following 4 services")); // that have written nothing yet
        w.picture(QStringLiteral("logs-empty"));
    }

    void loading()
    {
        const auto server = LogServer::create();
        server->setHeld(true);
        Window w(server);
        QTRY_VERIFY(w.find("logLoading")->isVisible());
        QCOMPARE(w.find("level-error")->accessibleName(), QStringLiteral("Error")); // 0 is not known
        w.picture(QStringLiteral("logs-loading"));
        server->setHeld(false);
        QTRY_COMPARE(w.title(), QStringLiteral("Following 4 services"));
    }

    void unreachable()
    {
        const auto server = LogServer::create();
        server->loseConnections();
        Window w(server, std::chrono::seconds(30)); // stays as it is for a picture
        QTRY_VERIFY(w.find("logError")->isVisible());
        QVERIFY(!w.find("logError")->findChild<QLabel *>(QStringLiteral("errorRemedy"))->text().isEmpty());
        QVERIFY(!w.find("followOrPause")->isVisible());
        w.picture(QStringLiteral("logs-unreachable"));
    }

    // Text at 150 % in the smallest window: rows are what is left, and all of the page is in sight.
    void lowWindow()
    {
        Window w;
        w.write();
        QTRY_COMPARE(w.rows(), 24);
        applyLook(Theme::Light, 1.5);
        const auto reset = qScopeGuard([] { applyLook(Theme::Light); });
        w.window().resize(1024, 700);
        const auto *scroll = w.page().parentWidget();
        QTRY_VERIFY(!w.find("logStrip")->isVisible());
        QTRY_VERIFY(w.page().height() <= scroll->height());
        QTRY_VERIFY(w.view().viewport()->height() >= 4 * w.view().visualRect(w.view().model()->index(23, 0)).height());
        w.view().setFocus();
        QTest::keyClick(&w.view(), Qt::Key_Home);
        QTest::keyClick(&w.view(), Qt::Key_Return);
        QVERIFY(w.find("logDetails")->isVisible());
        QVERIFY(!w.view().isVisible());
        QVERIFY(w.find("detailsFields")->hasFocus());
        QTRY_VERIFY(w.page().height() <= scroll->height());
        QTest::keyClick(w.find("detailsFields"), Qt::Key_Escape);
        QVERIFY(w.view().isVisible());
        QVERIFY(w.view().hasFocus());
    }

    void muchAndLong()
    {
        Window w;
        QByteArray lines;
        for (int i = 0; i < 60; ++i)
            lines += w.server->line(QStringLiteral("worker-for-the-bookings-of-venues-abroad-%1").arg(i).toUtf8(),
                                    R"({"level":40,"msg":"a message )" +
                                        QByteArray("that goes on and on ").repeated(30) + R"("})");
        w.server->write(lines);
        QTRY_COMPARE(w.rows(), 60);
        QTRY_VERIFY(w.find("moreServices")->isVisible());
        const auto shown = [&] {
            QSet<int> rows;
            int count = 0;
            for (const auto *chip : w.page().findChildren<FilterChip *>())
                if (chip->isVisible() && chip->objectName().startsWith(QStringLiteral("service-"))) {
                    rows << chip->y();
                    ++count;
                }
            return QPair(int(rows.size()), count);
        };
        QVERIFY(shown().first <= 2);
        auto *more = w.find<QPushButton>("moreServices");
        QCOMPARE(more->text(), QStringLiteral("%1 more").arg(60 - shown().second));
        w.picture(QStringLiteral("logs-long"));
        w.click("moreServices");
        QCOMPARE(shown().second, 60);
        const char *last = "service-worker-for-the-bookings-of-venues-abroad-59";
        w.click(last);
        QTRY_COMPARE(w.rows(), 1);
        w.click("moreServices");
        QVERIFY(w.find(last)->isVisible()); // it is chosen
        QVERIFY(shown().second < 60);
        w.click(last);
        QTRY_COMPARE(w.rows(), 60);
        w.click("wrap");
        w.picture(QStringLiteral("logs-wrapped"));
    }

    // The line that was the current one goes, as there are newer ones enough.
    void followsPastTheLineThatWasRead()
    {
        Window w;
        w.write(20);
        QTRY_COMPARE(w.rows(), 120);
        w.view().setFocus();
        QTest::keyClick(&w.view(), Qt::Key_Home);
        QTest::keyClick(&w.view(), Qt::Key_Return);
        const QString read = w.find<QPlainTextEdit>("detailsFields")->toPlainText();
        QTest::keyClick(&w.view(), Qt::Key_End);
        QVERIFY(!w.page().source().status().isPaused());
        const int most = LiveLogModel::Limits().lines;
        for (int i = 0; i < most / 1000; ++i) {
            QByteArray thousand;
            for (int j = 0; j < 1000; ++j)
                thousand += w.server->line("payload", R"({"level":30,"msg":"booking.created"})");
            w.server->write(thousand);
        }
        w.server->write(w.server->line("payload", R"({"level":30,"msg":"the newest"})"));
        QTRY_COMPARE_WITH_TIMEOUT(w.message(w.rows() - 1), QStringLiteral("the newest"), 60000);
        QVERIFY(w.rows() <= most);
        QVERIFY(!w.page().source().status().isPaused());
        QCOMPARE(w.view().verticalScrollBar()->value(), w.view().verticalScrollBar()->maximum());
        QCOMPARE(w.find<QPlainTextEdit>("detailsFields")->toPlainText(), read);
    }

    void noStallAtTwoThousandLinesASecond()
    {
        Window w;
        w.write();
        QTRY_COMPARE(w.rows(), 24);
        WatchedApplication::forget();
        int batches = 0;
        QTimer pace;
        connect(&pace, &QTimer::timeout, this, [&] {
            QByteArray lines;
            for (int i = 0; i < 33; ++i)
                lines += w.server->line(
                    "payload", R"({"level":30,"req":{"id":"7f"},"msg":"booking.created venue=41 total=129.00 EUR"})");
            w.server->write(lines);
            if (++batches == 180)
                pace.stop();
        });
        pace.start(16);
        QTRY_COMPARE_WITH_TIMEOUT(w.rows(), 24 + 180 * 33, 15000);
    }
};

BOUNCEPRO_GUI_MAIN(TestLogsPage)
#include "tst_logspage.moc"
