// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logfilter.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

#include <deque>

using namespace bouncepro;

namespace {

class ListSource : public LogSource
{
public:
    LogEntry entry(int row) const override { return m_lines[size_t(row)]; }
    LogStatus status() const override { return {}; }
    void setPaused(bool) override {}
    void retry() override {}
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_lines.size()); }

    void add(int lines, const std::function<LogEntry(int)> &make)
    {
        beginInsertRows({}, rowCount(), rowCount() + lines - 1);
        for (int i = 0; i < lines; ++i)
            m_lines.push_back(make(i));
        endInsertRows();
    }
    void drop(int lines)
    {
        beginRemoveRows({}, 0, lines - 1);
        m_lines.erase(m_lines.begin(), m_lines.begin() + lines);
        endRemoveRows();
    }

private:
    std::deque<LogEntry> m_lines;
};

LogEntry line(qint64 second, LogLevel level, const QString &service, const QString &message)
{
    return {second * 1000, level, service, service + QStringLiteral("-1"), message, message};
}

// Ten lines, a second apart.
void fill(ListSource &source)
{
    const QStringList services{QStringLiteral("nginx"), QStringLiteral("payload")};
    source.add(10, [&](int i) {
        return line(100 + i, i % 5 == 0 ? LogLevel::Error : LogLevel::Info, services[i % 2],
                    QStringLiteral("Line %1%2").arg(i).arg(i % 3 == 0 ? QStringLiteral(" timeout") : QString()));
    });
}

} // namespace

class TestLogFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queries_data()
    {
        QTest::addColumn<LogQuery>("query");
        QTest::addColumn<QString>("rows");
        QTest::newRow("all") << LogQuery{} << "0123456789";
        QTest::newRow("errors") << LogQuery{.levels = {LevelGroup::Error}} << "05";
        QTest::newRow("service") << LogQuery{.services = {QStringLiteral("payload")}} << "13579";
        QTest::newRow("text") << LogQuery{.text = QStringLiteral("TimeOut")} << "0369";
        QTest::newRow("expression") << LogQuery{.text = QStringLiteral("/line [4-6]$/")} << "45";
        QTest::newRow("marked only") << LogQuery{.text = QStringLiteral("timeout"), .onlyHits = false} << "0123456789";
        QTest::newRow("range") << LogQuery{.range = {{102000, 105000}}} << "234";
        QTest::newRow("together") << LogQuery{.services = {QStringLiteral("nginx")}, .text = QStringLiteral("timeout")}
                                  << "06";
    }
    void queries()
    {
        QFETCH(LogQuery, query);
        ListSource source;
        LogFilter filter(source);
        QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        fill(source);
        QVERIFY(filter.setQuery(query));
        QTRY_VERIFY(!filter.isFiltering());
        QFETCH(QString, rows);
        const auto shown = [&] {
            QString all;
            for (int row = 0; row < filter.rowCount(); ++row)
                all += filter.entry(row).message.section(QLatin1Char(' '), 1, 1);
            return all;
        };
        QCOMPARE(shown(), rows);
        // What arrives later is tested alone; what goes takes its rows along.
        fill(source);
        QCOMPARE(shown(), rows + rows);
        source.drop(10);
        QCOMPARE(filter.rowCount(), int(rows.size()));
    }

    void facets()
    {
        ListSource source;
        LogFilter filter(source);
        fill(source);
        QCOMPARE(filter.services(), (QStringList{QStringLiteral("nginx"), QStringLiteral("payload")}));
        QCOMPARE(filter.count(LevelGroup::Error), 2);
        QVERIFY(filter.setQuery({.levels = {LevelGroup::Error}, .text = QStringLiteral("timeout")}));
        QTRY_VERIFY(!filter.isFiltering());
        QCOMPARE(filter.count(LevelGroup::Error), 1); // line 0
        QCOMPARE(filter.count(LevelGroup::Info), 3);  // what Info would show
        QCOMPARE(filter.count(QStringLiteral("nginx")), 1);
        QCOMPARE(filter.count(QStringLiteral("payload")), 0);
        source.drop(1);
        QCOMPARE(filter.count(LevelGroup::Error), 0);
    }

    void histogram()
    {
        ListSource source;
        LogFilter filter(source);
        fill(source);
        LogHistogram strip = filter.histogram(60);
        QCOMPARE(strip.columns.size(), 10);
        QCOMPARE(strip.width, 1000);
        QCOMPARE(strip.columns[0], (LogHistogram::Column{1, 0, 0}));
        strip = filter.histogram(5);
        QCOMPARE(strip.width, 2000);
        QCOMPARE(strip.columns[0].all(), 2);
        source.drop(4);
        QCOMPARE(filter.histogram(60).from, 104000);
    }

    void hits()
    {
        ListSource source;
        LogFilter filter(source);
        fill(source);
        QVERIFY(filter.setQuery({.text = QStringLiteral("timeout"), .onlyHits = false}));
        QTRY_VERIFY(!filter.isFiltering());
        QCOMPARE(filter.hits(), 4);
        QCOMPARE(filter.nextHit(0, 1), 3);
        QCOMPARE(filter.nextHit(6, -1), 3);
        QCOMPARE(filter.nextHit(9, 1), -1);
        const auto marks = filter.index(3).data(LogSource::HitsRole).value<QList<QPair<int, int>>>();
        QCOMPARE(marks, (QList<QPair<int, int>>{{7, 7}}));
    }

    void badExpression()
    {
        ListSource source;
        LogFilter filter(source);
        fill(source);
        QVERIFY(filter.setQuery({.text = QStringLiteral("timeout")}));
        const auto bad = filter.setQuery({.text = QStringLiteral("/time(out/")});
        QVERIFY(!bad);
        QCOMPARE(bad.error().code, ErrorCode::Invalid);
        QVERIFY(bad.error().message.contains(QStringLiteral("character 9")));
        QTRY_COMPARE(filter.rowCount(), 4); // the query before
    }

    void endlessExpressionEnds()
    {
        ListSource source;
        LogFilter filter(source);
        source.add(20,
                   [](int i) { return line(i, LogLevel::Info, {}, QString(40, QLatin1Char('a')) + QLatin1Char('b')); });
        QElapsedTimer timer;
        timer.start();
        QVERIFY(filter.setQuery({.text = QStringLiteral("/^(a+)+$/")}));
        QTRY_VERIFY(!filter.isFiltering());
        QVERIFY(timer.elapsed() < 2000);
    }

    void fiftyThousandLinesInSlices()
    {
        ListSource source;
        LogFilter filter(source);
        source.add(50000, [](int i) {
            return line(i / 100, LogLevel::Info, QStringLiteral("payload"),
                        QStringLiteral("booking.created id=%1 venue=41 total=129.00 EUR").arg(i));
        });
        QTRY_COMPARE(filter.rowCount(), 50000);
        // Between two slices the event loop gets its turn.
        qint64 longest = 0;
        QElapsedTimer turn;
        QTimer ticks;
        connect(&ticks, &QTimer::timeout, this, [&] {
            if (turn.isValid())
                longest = std::max(longest, turn.elapsed());
            turn.start();
        });
        ticks.start(0);
        QVERIFY(filter.setQuery({.text = QStringLiteral("id=4999")}));
        QVERIFY(filter.isFiltering());
        QCOMPARE(filter.rowCount(), 50000);
        QTRY_VERIFY(!filter.isFiltering());
        QCOMPARE(filter.rowCount(), 11);
        QVERIFY2(longest < 40, qPrintable(QString::number(longest))); // a busy machine's share left aside: 6
    }
};

QTEST_GUILESS_MAIN(TestLogFilter)
#include "tst_logfilter.moc"
