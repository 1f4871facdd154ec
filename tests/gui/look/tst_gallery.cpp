// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"

#include "ui/gallery/gallery.h"
#include "ui/look/appearance.h"
#include "ui/look/chartplot.h"
#include "ui/look/charttable.h"
#include "ui/look/dialog.h"
#include "ui/look/environmenttag.h"
#include "ui/look/field.h"
#include "ui/look/filterchip.h"
#include "ui/look/jobstrip.h"
#include "ui/look/meter.h"
#include "ui/look/outputview.h"
#include "ui/look/rowlist.h"
#include "ui/look/segmented.h"
#include "ui/look/statemark.h"
#include "ui/look/stattile.h"
#include "ui/look/steplist.h"
#include "ui/look/timechart.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QDeadlineTimer>
#include <QDir>
#include <QLineEdit>
#include <QScrollBar>
#include <QSemaphore>
#include <QShortcut>
#include <QSignalSpy>
#include <QTextBlock>
#include <QThreadPool>

#include <atomic>

using namespace bouncepro;

namespace {

/// A gallery that is open, in that look.
struct OpenGallery
{
    explicit OpenGallery(ThemeChoice theme = ThemeChoice::Light, double scale = 1.0)
        : appearance(theme, scale),
          gallery(std::make_unique<Gallery>(appearance))
    {
        gallery->resize(1280, 900);
        gallery->show();
        gallery->activateWindow();
        if (!QTest::qWaitForWindowActive(gallery.get()))
            qFatal("The gallery does not show.");
    }

    template <class Widget>
    Widget *find(const char *name) const
    {
        auto *widget = gallery->findChild<Widget *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("The gallery has no %s.", name);
        return widget;
    }

    /// Once bars of loading are there and nothing is laid out any more.
    QImage picture() const
    {
        QTest::qWait(350); // the bars come after 300 ms
        QImage before, now = gallery->picture().toImage();
        const QDeadlineTimer deadline(std::chrono::seconds(5));
        do { // a layout of many parts settles in several turns of the event loop
            before = std::exchange(now, {});
            QTest::qWait(50);
            now = gallery->picture().toImage();
        } while (now != before && !deadline.hasExpired());
        return now;
    }

    Appearance appearance;
    std::unique_ptr<Gallery> gallery;
};

void save(const QImage &picture, const QString &name)
{
    const QDir folder(
        qEnvironmentVariable("BOUNCEPRO_PICTURES", qEnvironmentVariable("BOUNCEPRO_BINARY", QDir::currentPath()) +
                                                       QStringLiteral("/pictures")));
    folder.mkpath(QStringLiteral("."));
    if (!picture.save(folder.filePath(name + QStringLiteral(".png"))))
        qFatal("%s cannot be written.", qPrintable(name));
}

QString describe(const QWidget *widget)
{
    return QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
}

} // namespace

class TestGallery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setMotionReduced(true); }

    void pictures_data()
    {
        QTest::addColumn<ThemeChoice>("theme");
        QTest::addColumn<double>("scale");
        QTest::newRow("light") << ThemeChoice::Light << 1.0;
        QTest::newRow("dark") << ThemeChoice::Dark << 1.0;
        QTest::newRow("150-light") << ThemeChoice::Light << 1.5;
        QTest::newRow("150-dark") << ThemeChoice::Dark << 1.5;
    }
    void pictures()
    {
        QFETCH(ThemeChoice, theme);
        QFETCH(double, scale);
        OpenGallery open(theme, scale);
        save(open.picture(), QStringLiteral("gallery-") + QLatin1String(QTest::currentDataTag()));
        QCOMPARE(clippedTextsIn(open.gallery.get()), QStringList());
        for (const auto *list : open.gallery->findChildren<RowList *>())
            QVERIFY2(!list->verticalScrollBar()->isVisible(), qPrintable(describe(list)));
        open.find<Button>("openProduction")->click();
        auto *dialog = open.find<Dialog>("dialog");
        QCOMPARE(clippedTextsIn(dialog), QStringList());
        QVERIFY(open.gallery->rect().contains(dialog->panel()->geometry()));
        save(open.gallery->grab().toImage(),
             QStringLiteral("gallery-dialog-") + QLatin1String(QTest::currentDataTag()));
    }

    // What the switch leaves is what a start in that look shows.
    void switches_data()
    {
        QTest::addColumn<ThemeChoice>("from");
        QTest::addColumn<double>("fromScale");
        QTest::addColumn<ThemeChoice>("to");
        QTest::addColumn<double>("toScale");
        QTest::newRow("to dark") << ThemeChoice::Light << 1.0 << ThemeChoice::Dark << 1.0;
        QTest::newRow("to light") << ThemeChoice::Dark << 1.0 << ThemeChoice::Light << 1.0;
        QTest::newRow("larger") << ThemeChoice::Light << 1.0 << ThemeChoice::Light << 1.5;
        QTest::newRow("smaller") << ThemeChoice::Dark << 1.5 << ThemeChoice::Dark << 1.0;
        QTest::newRow("both") << ThemeChoice::Light << 1.25 << ThemeChoice::Dark << 1.0;
    }
    void switches()
    {
        QFETCH(ThemeChoice, from);
        QFETCH(double, fromScale);
        QFETCH(ThemeChoice, to);
        QFETCH(double, toScale);
        QImage cold, warm;
        {
            OpenGallery open(to, toScale);
            cold = open.picture();
        }
        {
            OpenGallery open(from, fromScale);
            open.picture();
            // As a person does it; the two choices then stand where they stand in the other.
            open.find<Segmented>("theme")->setCurrent(int(to));
            open.find<Segmented>("scale")->setCurrent(toScale == 1.5 ? 2 : 0);
            open.appearance.setChoice(to);
            open.appearance.setTextScale(toScale);
            warm = open.picture();
        }
        if (warm == cold)
            return;
        const QString tag = QString::fromLatin1(QTest::currentDataTag()).replace(QLatin1Char(' '), QLatin1Char('-'));
        save(cold, QStringLiteral("gallery-cold-") + tag);
        save(warm, QStringLiteral("gallery-warm-") + tag);
        QCOMPARE(warm.size(), cold.size());
        int first = 0;
        while (first < cold.height() &&
               std::equal(cold.constScanLine(first), cold.constScanLine(first) + cold.bytesPerLine(),
                          warm.constScanLine(first)))
            ++first;
        QFAIL(qPrintable(QStringLiteral("differs from line %1 on").arg(first)));
    }

    void everythingHasNameAndRole()
    {
        OpenGallery open;
        int seen = 0;
        for (QWidget *widget : open.gallery->findChildren<QWidget *>()) {
            const bool isOurs = QByteArray(widget->metaObject()->className()).startsWith("bouncepro::");
            const bool takesFocus =
                widget->focusPolicy() != Qt::NoFocus && !widget->focusProxy() && !qobject_cast<QScrollBar *>(widget);
            if (!widget->isVisible() || (!takesFocus && !isOurs))
                continue;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(interface, qPrintable(describe(widget)));
            if (takesFocus) {
                QVERIFY2(!interface->text(QAccessible::Name).isEmpty(), qPrintable(describe(widget)));
                QVERIFY2(interface->role() != QAccessible::Client, qPrintable(describe(widget)));
                ++seen;
            }
        }
        QVERIFY(seen > 40);
        const auto roleOf = [](QWidget *widget) { return QAccessible::queryAccessibleInterface(widget)->role(); };
        const auto nameOfWidget = [](QWidget *widget) {
            return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
        };
        QCOMPARE(roleOf(open.find<TimeChart>("chart")), QAccessible::Chart);
        QCOMPARE(nameOfWidget(open.find<TimeChart>("chart")), QStringLiteral("Response time"));
        QCOMPARE(roleOf(open.find<QWidget>("banner")), QAccessible::AlertMessage);
        QCOMPARE(roleOf(open.find<Segmented>("range")->findChild<QPushButton *>()), QAccessible::RadioButton);
        QCOMPARE(nameOfWidget(open.find<StatTile>("tile")), QStringLiteral("Latency p95: 184 ms. Goal 400 ms"));
        QCOMPARE(nameOfWidget(open.find<FilterChip>("drift")), QStringLiteral("Drift, 2"));
        QCOMPARE(nameOfWidget(open.find<UptimeStrip>("strip")), QStringLiteral("From here: 99.58 %, 1 incident"));
        QCOMPARE(nameOfWidget(open.find<Drawer>("drawer")->strip()), QStringLiteral("Jobs"));
        auto *blocked = open.find<Field>("wrong")->edit();
        QVERIFY(
            QAccessible::queryAccessibleInterface(blocked)->text(QAccessible::Description).contains(QLatin1Char('/')));
        const QModelIndex step = open.find<StepList>("steps")->model()->index(3, 0);
        QVERIFY(step.data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("Switch payload")));
    }

    void blockedButtonsSayWhy()
    {
        applyLook(Theme::Light);
        Button button(QStringLiteral("Deploy…"));
        button.setToolTip(QStringLiteral("Ctrl+D"));
        button.setBlocked(QStringLiteral("A job <b>runs</b>."));
        QVERIFY(!button.isEnabled());
        QVERIFY(button.toolTip().contains(QStringLiteral("&lt;b&gt;")));
        QCOMPARE(button.accessibleDescription(), QStringLiteral("A job <b>runs</b>."));
        button.setBlocked({});
        QVERIFY(button.isEnabled());
        QCOMPARE(button.toolTip(), QStringLiteral("Ctrl+D"));
    }

    void segmentedTakesArrows()
    {
        OpenGallery open;
        auto *range = open.find<Segmented>("range");
        QSignalSpy chosen(range, &Segmented::chosen);
        QCOMPARE(range->current(), 1);
        auto buttons = range->findChildren<QPushButton *>();
        buttons[1]->setFocus(Qt::TabFocusReason);
        QTest::keyClick(buttons[1], Qt::Key_Right);
        QCOMPARE(range->current(), 2);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toInt(), 2);
        range->setCurrent(0); // by the program: nobody chose
        QCOMPARE(chosen.count(), 1);
    }

    void chipFieldAndTileTakeKeys()
    {
        OpenGallery open;
        auto *chip = open.find<FilterChip>("drift");
        QTest::keyClick(chip, Qt::Key_Space);
        QVERIFY(chip->isChecked());
        auto *find = open.find<Field>("find");
        find->setFocus();
        QTest::keyClicks(find->edit(), QStringLiteral("smtp"));
        QCOMPARE(find->text(), QStringLiteral("smtp"));
        QTest::keyClick(find->edit(), Qt::Key_Escape);
        QCOMPARE(find->text(), QString());
        auto *tile = open.find<StatTile>("tile");
        QSignalSpy clicked(tile, &StatTile::clicked);
        QTest::keyClick(tile, Qt::Key_Return);
        QTest::keyClick(tile, Qt::Key_Space);
        QCOMPARE(clicked.count(), 2);
    }

    void stripTellsEachBar()
    {
        OpenGallery open;
        auto *strip = open.find<UptimeStrip>("strip");
        strip->setFocus(Qt::TabFocusReason);
        QTest::keyClick(strip, Qt::Key_Left);
        QCOMPARE(strip->current(), 59);
        for (int i = 0; i < 28; ++i)
            QTest::keyClick(strip, Qt::Key_Left);
        QCOMPARE(strip->accessibleDescription(), QStringLiteral("today 14:20: Down"));
        QTest::keyClick(strip, Qt::Key_Home);
        QCOMPARE(strip->current(), 0);
    }

    void rowsTakeArrowsAndEnter_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"steps", "releases", "commits", "latest", "servers", "pages", "logs", "serversCompact"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void rowsTakeArrowsAndEnter()
    {
        QFETCH(QString, name);
        OpenGallery open;
        auto *list = open.find<RowList>(qPrintable(name));
        list->setCurrentIndex({});
        list->setFocus(Qt::TabFocusReason);
        QCOMPARE(list->currentIndex().row(), 0);
        QSignalSpy activated(list, &QAbstractItemView::activated);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(list->currentIndex().row(), 1);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().first().toModelIndex().row(), 1);
        QVERIFY(!list->currentIndex().data(Qt::AccessibleTextRole).toString().isEmpty());
    }

    void outputStandsBelowItsStep()
    {
        OpenGallery open;
        auto *steps = open.find<StepList>("steps");
        auto *output = open.find<OutputView>("stepOutput");
        QCoreApplication::processEvents();
        const QRect row = steps->visualRect(steps->open());
        QVERIFY(row.contains(output->geometry()));
        steps->openBelow({}, output);
        QVERIFY(!output->isVisible());
        QVERIFY(steps->visualRect(steps->model()->index(3, 0)).height() < row.height());
    }

    // While a pool of threads has something else to do, whoever hands it a piece of a painting waits.
    void chartsPaintAtOnce_data()
    {
        QTest::addColumn<bool>("stacked");
        QTest::newRow("filled") << false;
        QTest::newRow("stacked") << true;
    }
    void chartsPaintAtOnce()
    {
        QFETCH(bool, stacked);
        QList<QPointF> points;
        for (int i = 0; i < 200; ++i)
            points << QPointF(i * 1000, i % 7);
        TimeChart chart(QStringLiteral("Load"), QStringLiteral("%"));
        chart.resize(600, 300);
        chart.setRange(0, 199000);
        chart.setStacked(stacked);
        ChartSeries series{.name = QStringLiteral("one"), .points = points};
        series.isFilled = true;
        chart.setSeries({series, series});
        QThreadPool &pool = *QThreadPool::globalInstance();
        QSemaphore busy, painted;
        std::atomic<bool> isPainted = false;
        for (int i = 0; i < pool.maxThreadCount(); ++i)
            pool.start([&] {
                busy.release();
                isPainted = painted.tryAcquire(1, 5000) || isPainted;
            });
        busy.acquire(pool.maxThreadCount());
        const QPixmap picture = chart.grab();
        painted.release(pool.maxThreadCount());
        pool.waitForDone();
        QVERIFY(!picture.isNull());
        QVERIFY(isPainted);
    }

    void chartTakesKeys()
    {
        OpenGallery open;
        auto *chart = open.find<TimeChart>("chart");
        auto *plot = chart->findChild<ChartPlot *>();
        chart->setFocus(Qt::TabFocusReason);
        QTest::keyClick(chart, Qt::Key_Left); // at the newest point
        const QList<QPointF> points = chart->series().first().points;
        QCOMPARE(chart->cursor(), qint64(points.last().x()));
        QTest::keyClick(chart, Qt::Key_Left);
        QCOMPARE(chart->cursor(), qint64(points[points.size() - 2].x()));
        QVERIFY(chart->accessibleDescription().contains(chart->valueText(points[points.size() - 2].y())));
        const qint64 span = plot->to() - plot->from();
        QTest::keyClick(chart, Qt::Key_Plus);
        QCOMPARE(plot->to() - plot->from(), span / 2);
        QTest::keyClick(chart, Qt::Key_0);
        QCOMPARE(plot->to() - plot->from(), span);
        QTest::keyClick(chart, Qt::Key_Escape);
        QCOMPARE(chart->cursor(), -1);

        QTest::keyClick(chart, Qt::Key_T);
        QVERIFY(chart->showsTable());
        auto *table = qobject_cast<QAbstractItemView *>(QApplication::focusWidget());
        QVERIFY(table);
        QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->model()->rowCount(), int(points.size()));
        QCOMPARE(table->model()->index(0, 1).data().toString(), chart->valueText(points.last().y()));
        QCOMPARE(table->model()->index(int(points.size()) - 1 - 103, 1).data().toString(),
                 QStringLiteral("–")); // the gap
        QCOMPARE(table->model()->headerData(2, Qt::Horizontal).toString(), QStringLiteral("p50"));
        QTest::keyClick(table, Qt::Key_T);
        QVERIFY(!chart->showsTable());
        QVERIFY(chart->hasFocus());
    }

    void outputFollowsUntilOneScrollsBack()
    {
        OpenGallery open;
        auto *output = open.find<OutputView>("output");
        QScrollBar *bar = output->verticalScrollBar();
        QVERIFY(output->isFollowing());
        output->append({{QStringLiteral("one more")}});
        QCOMPARE(bar->value(), bar->maximum());
        output->setFocus();
        bar->setValue(0);
        QVERIFY(!output->isFollowing());
        output->append({{QStringLiteral("unseen")}, {QStringLiteral("too")}});
        QCOMPARE(output->missed(), 2);
        QCOMPARE(bar->value(), 0);
        QTest::keyClick(output, Qt::Key_End);
        QVERIFY(output->isFollowing());
        QCOMPARE(bar->value(), bar->maximum());
        QCOMPARE(output->missed(), 0);
    }

    void outputIsBounded()
    {
        applyLook(Theme::Light);
        OutputView output(QStringLiteral("Output"));
        output.setLimit(100);
        output.resize(300, 200);
        output.show();
        QList<OutputLine> lines;
        for (int i = 0; i < 5000; ++i)
            lines << OutputLine{QString::number(i)};
        output.append(lines.mid(0, 90));
        output.verticalScrollBar()->setValue(40);
        const QString reads = output.document()->findBlockByNumber(40).text();
        output.append(lines.mid(90, 30)); // 20 go at the top
        QCOMPARE(output.blockCount(), 100);
        QCOMPARE(output.document()->findBlockByNumber(output.verticalScrollBar()->value()).text(), reads);
        output.append(lines);
        QCOMPARE(output.blockCount(), 100);
        QVERIFY(output.toPlainText().endsWith(QStringLiteral("4999")));
    }

    void dialogKeepsFocusAndKeys()
    {
        OpenGallery open;
        bool reached = false;
        QShortcut shortcut(QKeySequence(QStringLiteral("Ctrl+K")), open.gallery.get());
        connect(&shortcut, &QShortcut::activated, this, [&] { reached = true; });
        auto *opener = open.find<Button>("openProduction");
        opener->setFocus(Qt::TabFocusReason);
        QTest::keyClick(opener, Qt::Key_Space);
        auto *dialog = open.find<Dialog>("dialog");
        QCOMPARE(QAccessible::queryAccessibleInterface(dialog)->role(), QAccessible::Dialog);
        QCOMPARE(dialog->accessibleName(), QStringLiteral("Deploy 2.15.0 to bouncepro-eu"));
        QCOMPARE(QApplication::focusWidget(), dialog->cancelButton());
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(QApplication::focusWidget(), i == 4 ? Qt::Key_Backtab : Qt::Key_Tab);
            QVERIFY(dialog->isAncestorOf(QApplication::focusWidget()));
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(!reached);
        QSignalSpy cancelled(dialog, &Dialog::cancelled), confirmed(dialog, &Dialog::confirmed);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(cancelled.count(), 1);
        QCOMPARE(confirmed.count(), 0);
        QVERIFY(!dialog->isVisible());
        QCOMPARE(QApplication::focusWidget(), opener);
        QTest::keyClick(opener, Qt::Key_K, Qt::ControlModifier);
        QVERIFY(reached);
    }

    void dialogConfirms_data()
    {
        QTest::addColumn<QString>("opener");
        QTest::addColumn<bool>("byKeys");
        QTest::newRow("production") << QStringLiteral("openProduction") << true;
        QTest::newRow("development") << QStringLiteral("openDevelopment") << false;
    }
    void dialogConfirms()
    {
        QFETCH(QString, opener);
        QFETCH(bool, byKeys);
        OpenGallery open;
        open.find<Button>(qPrintable(opener))->click();
        auto *dialog = open.find<Dialog>("dialog");
        QSignalSpy confirmed(dialog, &Dialog::confirmed);
        dialog->setBlocked(QStringLiteral("A job runs."));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(confirmed.count(), 0);
        dialog->setBlocked({});
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(confirmed.count(), byKeys ? 1 : 0);
        if (byKeys)
            return;
        QTest::mouseClick(dialog->confirmButton(), Qt::LeftButton);
        QCOMPARE(confirmed.count(), 1);
    }

    void clickBesideDialogDoesNothing()
    {
        OpenGallery open;
        open.find<Button>("openProduction")->click();
        auto *dialog = open.find<Dialog>("dialog");
        QTest::mouseClick(dialog, Qt::LeftButton, {}, QPoint(5, 5));
        QVERIFY(dialog->isVisible());
        open.gallery->resize(1024, 700);
        QTRY_COMPARE(dialog->size(), QSize(1024, 700));
        QVERIFY(dialog->rect().contains(dialog->panel()->geometry()));
    }

    void drawerSlidesUnlessMotionIsReduced()
    {
        OpenGallery open;
        auto *drawer = open.find<Drawer>("drawer");
        auto *output = open.find<OutputView>("output");
        QVERIFY(output->isVisible());
        drawer->toggle();
        QVERIFY(!output->isVisible()); // at once
        setMotionReduced(false);
        drawer->toggle();
        QVERIFY(output->height() < 100);
        QTRY_COMPARE(output->height(), px(160));
    }

    void arcTurnsOnlyWhileInSight()
    {
        setMotionReduced(false);
        applyLook(Theme::Light);
        StateMark mark(16);
        mark.setMark(Mark::Running);
        mark.show();
        QVERIFY(QTest::qWaitForWindowExposed(&mark));
        const QImage first = mark.grab().toImage();
        QTRY_VERIFY(mark.grab().toImage() != first);
        setMotionReduced(true);
        QCOMPARE(turnInterval(), 0);
        const QImage still = mark.grab().toImage();
        QTest::qWait(120);
        QCOMPARE(mark.grab().toImage(), still);
    }

    void narrowWindowsStack()
    {
        OpenGallery open;
        open.gallery->resize(700, 700);
        save(open.picture(), QStringLiteral("gallery-narrow"));
        QCOMPARE(clippedTextsIn(open.gallery.get()).join(QLatin1Char('\n')), QString());
    }
};

BOUNCEPRO_GUI_MAIN(TestGallery)
#include "tst_gallery.moc"
