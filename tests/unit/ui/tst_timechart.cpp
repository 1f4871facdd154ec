// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drawntexts.h"
#include "ui/look/palette.h"
#include "ui/look/timechart.h"

#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace bouncepro;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 begin = 1'800'000'000'000;
constexpr qint64 end = begin + 60 * minute;

// A value a minute, but for one gap.
QList<ChartSeries> hour()
{
    ChartSeries high{QStringLiteral("p95"), &Tokens::series2, {}, false};
    ChartSeries middle{QStringLiteral("p50"), &Tokens::series1, {}, true};
    for (int i = 0; i < 60; ++i) {
        const double x = double(begin + i * minute);
        high.points << QPointF(x, i == 20 ? qQNaN() : 100 + i);
        middle.points << QPointF(x, i == 20 ? qQNaN() : 50 + i);
    }
    return {high, middle};
}

std::pair<qint64, qint64> span(qint64 from, qint64 to)
{
    return {from, to};
}

} // namespace

class TestTimeChart : public QObject
{
    Q_OBJECT

    std::unique_ptr<TimeChart> m_chart;

    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_chart.get(), Qt::Key(key), modifiers);
    }
    qint64 cursorMinute() const { return (m_chart->cursor() - begin) / minute; }
    QStringList words() const
    {
        QStringList all;
        for (const DrawnText &drawn : drawnTexts(*m_chart))
            all << drawn.text;
        return all;
    }

private Q_SLOTS:
    void initTestCase() { applyLook(Theme::Light); }
    void init()
    {
        m_chart = std::make_unique<TimeChart>(QStringLiteral("Response time"), QStringLiteral("ms"));
        m_chart->resize(600, 240);
        m_chart->setRange(begin, end);
        m_chart->setSeries(hour());
        m_chart->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
    }
    void cleanup()
    {
        m_chart.reset();
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void values_data()
    {
        QTest::addColumn<double>("value");
        QTest::newRow("–") << qQNaN();
        QTest::newRow("0 ms") << 0.0;
        QTest::newRow("0.40 ms") << 0.4;
        QTest::newRow("8 ms") << 8.0;
        QTest::newRow("10.0 ms") << 9.997;
        QTest::newRow("12.3 ms") << 12.34;
        QTest::newRow("100 ms") << 99.96;
        QTest::newRow("184 ms") << 184.4;
        QTest::newRow("52,310 ms") << 52310.0;
    }
    void values()
    {
        QFETCH(double, value);
        QCOMPARE(m_chart->valueText(value), QString::fromUtf8(QTest::currentDataTag()));
    }

    void tellsTheNewestAndThatAtTheCursor()
    {
        QCOMPARE(m_chart->accessibleDescription(), QStringLiteral("p95: 159 ms. p50: 109 ms"));
        QVERIFY2(words().contains(QStringLiteral("159 ms")), qPrintable(words().join(QLatin1Char('|'))));
        press(Qt::Key_Home);
        QCOMPARE(cursorMinute(), 0);
        QCOMPARE(m_chart->accessibleDescription(), QStringLiteral("p95: 100 ms. p50: 50 ms"));
        QVERIFY(words().contains(QStringLiteral("100 ms")) && words().contains(QStringLiteral("50 ms")));
        press(Qt::Key_Right, Qt::ControlModifier);
        press(Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(cursorMinute(), 20);
        QCOMPARE(m_chart->accessibleDescription(), QStringLiteral("p95: –. p50: –")); // never 0 for unknown
        press(Qt::Key_Left);
        QCOMPARE(cursorMinute(), 19);
        press(Qt::Key_End);
        QCOMPARE(cursorMinute(), 59);
        press(Qt::Key_Right);
        QCOMPARE(cursorMinute(), 59);
        press(Qt::Key_Escape);
        QCOMPARE(m_chart->cursor(), -1);
        QCOMPARE(m_chart->accessibleDescription(), QStringLiteral("p95: 159 ms. p50: 109 ms"));
    }

    void zoomStaysWhileTimeGoesOn()
    {
        QCOMPARE(m_chart->view(), span(begin, end));
        press(Qt::Key_Plus);
        QCOMPARE(m_chart->view(), span(begin + 15 * minute, begin + 45 * minute));
        m_chart->setRange(begin + minute, end + minute); // the next measurement
        QCOMPARE(m_chart->view(), span(begin + 15 * minute, begin + 45 * minute));
        m_chart->setRange(begin + 20 * minute, end + 20 * minute); // what has gone is not shown
        QCOMPARE(m_chart->view(), span(begin + 20 * minute, begin + 50 * minute));
        press(Qt::Key_0);
        QCOMPARE(m_chart->view(), span(begin + 20 * minute, end + 20 * minute));
        press(Qt::Key_Plus);
        m_chart->setRange(begin - 24 * 60 * minute, end); // another length was chosen
        QCOMPARE(m_chart->view(), span(begin - 24 * 60 * minute, end));
        press(Qt::Key_Minus);
        QCOMPARE(m_chart->view(), span(begin - 24 * 60 * minute, end));
        for (int i = 0; i < 30; ++i)
            press(Qt::Key_Plus);
        QCOMPARE(m_chart->view().second - m_chart->view().first, minute);
    }

    void isATableToo()
    {
        m_chart->setFocus();
        press(Qt::Key_T);
        QVERIFY(m_chart->showsTable());
        auto *table = m_chart->findChild<QTableView *>();
        QCOMPARE(table->model()->rowCount(), 60);
        QCOMPARE(table->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("p95"));
        QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("159 ms")); // the newest first
        QCOMPARE(table->model()->index(39, 2).data().toString(), QStringLiteral("–"));
        QTest::keyClick(table, Qt::Key_Escape);
        QVERIFY(!m_chart->showsTable());
    }

    void marksAndGoalAreNamed()
    {
        m_chart->setGoal(400, QStringLiteral("goal 400"));
        m_chart->setMarks(
            {{begin + 30 * minute, QStringLiteral("2.14.3")}, {begin - minute, QStringLiteral("2.14.2")}});
        QVERIFY(words().contains(QStringLiteral("goal 400")) && words().contains(QStringLiteral("2.14.3")));
        QVERIFY(!words().contains(QStringLiteral("2.14.2"))); // before what is in sight
    }

    void timeRunsToTheRightEverywhere()
    {
        m_chart->setMarks({{begin + 10 * minute, QStringLiteral("2.14.3")}});
        const auto drawn = [this] {
            QMap<QString, int> at;
            for (const DrawnText &text : drawnTexts(*m_chart))
                at[text.text] = qRound(text.seen.left());
            return at;
        };
        const auto usual = drawn();
        QVERIFY(usual.size() > 8);
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        QCoreApplication::processEvents();
        QCOMPARE(drawn(), usual);
        press(Qt::Key_Home);
        press(Qt::Key_Right);
        QCOMPARE(cursorMinute(), 1);
    }
};

QTEST_MAIN(TestTimeChart)
#include "tst_timechart.moc"
