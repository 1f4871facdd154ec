// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/servicesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;

namespace {

/// "web a running healthy 500000; db b exited": name, container, state, health, microseconds of CPU; at second `at`.
StackStatus status(const QString &text, int at = 0)
{
    StackStatus status;
    status.time = QDateTime::fromSecsSinceEpoch(1'800'000'000 + at, Qt::UTC);
    for (const QString &line : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        const QStringList words = line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        ServiceStatus service;
        service.name = words[0];
        service.containerId = words[1];
        service.state = words[2];
        service.health = words.value(3, QStringLiteral("none"));
        service.started = QDateTime::fromSecsSinceEpoch(1'800'000'000 - 3600, Qt::UTC);
        if (words.size() > 4)
            service.cpuMicroseconds = words[4].toLongLong();
        status.services << service;
    }
    return status;
}

/// One line a row, the columns given.
QString printed(const ServicesModel &model, const QList<int> &columns)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (const int column : columns)
            cells << model.index(row, column).data().toString();
        lines << cells.join(QLatin1Char('|'));
    }
    return lines.join(QLatin1Char('\n'));
}

/// What a view is told, in short: "insert 1-1, change 0-0".
class Listener
{
public:
    explicit Listener(ServicesModel &model)
    {
        const auto note = [this](const char *what) {
            return [this, what](const QModelIndex &, int first, int last) {
                said << QStringLiteral("%1 %2-%3").arg(QLatin1String(what)).arg(first).arg(last);
            };
        };
        QObject::connect(&model, &QAbstractItemModel::rowsInserted, &m_context, note("insert"));
        QObject::connect(&model, &QAbstractItemModel::rowsRemoved, &m_context, note("remove"));
        QObject::connect(&model, &QAbstractItemModel::modelReset, &m_context,
                         [this] { said << QStringLiteral("reset"); });
        QObject::connect(&model, &QAbstractItemModel::dataChanged, &m_context,
                         [this](const QModelIndex &from, const QModelIndex &to) {
                             said << QStringLiteral("change %1-%2").arg(from.row()).arg(to.row());
                         });
    }
    QStringList said;

private:
    QObject m_context;
};

} // namespace

class TestServicesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("condition");
        QTest::newRow("healthy") << QStringLiteral("running healthy") << QStringLiteral("Running|Healthy|60 min")
                                 << QStringLiteral("Well");
        QTest::newRow("no check") << QStringLiteral("running none") << QStringLiteral("Running|No check|60 min")
                                  << QStringLiteral("Well");
        QTest::newRow("starting") << QStringLiteral("running starting")
                                  << QStringLiteral("Starting|Not checked yet|60 min") << QStringLiteral("Starting");
        QTest::newRow("unhealthy") << QStringLiteral("running unhealthy")
                                   << QStringLiteral("Running|Not healthy|60 min") << QStringLiteral("Unhealthy");
        QTest::newRow("exited") << QStringLiteral("exited unhealthy") << QStringLiteral("Stopped, exit code 0||")
                                << QStringLiteral("Down");
        QTest::newRow("dead") << QStringLiteral("dead none") << QStringLiteral("Stopped, exit code 0||")
                              << QStringLiteral("Down");
        QTest::newRow("restarting") << QStringLiteral("restarting none") << QStringLiteral("Restarting||")
                                    << QStringLiteral("Restarting");
        QTest::newRow("paused") << QStringLiteral("paused none") << QStringLiteral("Paused||")
                                << QStringLiteral("Paused");
        QTest::newRow("created") << QStringLiteral("created none") << QStringLiteral("Not started||")
                                 << QStringLiteral("NotStarted");
        QTest::newRow("new word") << QStringLiteral("removing none") << QStringLiteral("removing||")
                                  << QStringLiteral("Unknown");
    }
    void words()
    {
        QFETCH(QString, service);
        QFETCH(QString, shown);
        QFETCH(QString, condition);
        ServicesModel model;
        model.setStatus(status(QStringLiteral("web a ") + service));
        QCOMPARE(printed(model, {ServicesModel::State, ServicesModel::Health, ServicesModel::Up}), shown);
        QCOMPARE(nameOf(ServiceCondition(model.index(0, 0).data(ServicesModel::ConditionRole).toInt())), condition);
    }

    void changes_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QStringList>("told");
        QTest::newRow("nothing") << QStringLiteral("a 1 running; b 2 running")
                                 << QStringLiteral("a 1 running; b 2 running") << QStringList();
        QTest::newRow("first") << QStringLiteral("") << QStringLiteral("a 1 running; b 2 running")
                               << QStringList{QStringLiteral("insert 0-0"), QStringLiteral("insert 1-1")};
        QTest::newRow("one changes") << QStringLiteral("a 1 running; b 2 running")
                                     << QStringLiteral("a 1 running; b 2 exited")
                                     << QStringList{QStringLiteral("change 1-1")};
        QTest::newRow("neighbours change in one")
            << QStringLiteral("a 1 running; b 2 running; c 3 running")
            << QStringLiteral("a 1 exited; b 2 exited; c 3 running") << QStringList{QStringLiteral("change 0-1")};
        QTest::newRow("container replaced keeps the row")
            << QStringLiteral("a 1 running; b 2 running") << QStringLiteral("a 9 running; b 2 running")
            << QStringList{QStringLiteral("change 0-0")};
        QTest::newRow("one in the middle goes")
            << QStringLiteral("a 1 running; b 2 running; c 3 running") << QStringLiteral("a 1 running; c 3 running")
            << QStringList{QStringLiteral("remove 1-1")};
        QTest::newRow("a second replica")
            << QStringLiteral("a 1 running; b 2 running") << QStringLiteral("a 1 running; a 5 running; b 2 running")
            << QStringList{QStringLiteral("insert 1-1")};
        QTest::newRow("other order, same rows") << QStringLiteral("a 1 running; b 2 running")
                                                << QStringLiteral("b 2 running; a 1 running") << QStringList();
        QTest::newRow("all others") << QStringLiteral("a 1 running") << QStringLiteral("b 1 running")
                                    << QStringList{QStringLiteral("remove 0-0"), QStringLiteral("insert 0-0")};
        QTest::newRow("names around the separator")
            << QStringLiteral("a 1 running; a-b 2 running") << QStringLiteral("a 1 running; a-b 2 exited; a0 3 running")
            << QStringList{QStringLiteral("change 1-1"), QStringLiteral("insert 2-2")};
        QTest::newRow("all go") << QStringLiteral("a 1 running; b 2 running") << QStringLiteral("")
                                << QStringList{QStringLiteral("remove 1-1"), QStringLiteral("remove 0-0")};
    }
    void changes()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QStringList, told);
        ServicesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setStatus(status(before));
        Listener listener(model);
        model.setStatus(status(after));
        QCOMPARE(listener.said, told);
        ServicesModel fresh;
        fresh.setStatus(status(after));
        QCOMPARE(printed(model, {ServicesModel::Service, ServicesModel::State}),
                 printed(fresh, {ServicesModel::Service, ServicesModel::State}));
    }

    void cpuComesFromTwoSamples()
    {
        ServicesModel model;
        const auto cpu = [&] { return model.index(0, ServicesModel::Cpu).data().toString(); };
        model.setStatus(status(QStringLiteral("a 1 running healthy 1000000"), 0));
        QCOMPARE(cpu(), QStringLiteral("–")); // never 0 for unknown
        model.setStatus(status(QStringLiteral("a 1 running healthy 2000000"), 5));
        QCOMPARE(cpu(), QStringLiteral("20 %"));
        model.setStatus(status(QStringLiteral("a 1 running healthy 2000000"), 5)); // the same second again
        QCOMPARE(cpu(), QStringLiteral("20 %"));
        model.setStatus(status(QStringLiteral("a 2 running healthy 500"), 10)); // another container
        QCOMPARE(cpu(), QStringLiteral("–"));
        model.setStatus(status(QStringLiteral("a 2 running healthy 15500"), 15));
        QCOMPARE(cpu(), QStringLiteral("0.3 %"));
        model.setStatus(status(QStringLiteral("a 2 running healthy 100"), 20)); // restarted: counts from 0 again
        QCOMPARE(cpu(), QStringLiteral("–"));
    }

    void wellCount()
    {
        ServicesModel model;
        model.setStatus(status(QStringLiteral("a 1 running healthy; b 2 running unhealthy; c 3 exited; d 4 running")));
        QCOMPARE(model.wellCount(), 2);
    }

    void sentenceForScreenReaders()
    {
        ServicesModel model;
        model.setStatus(status(QStringLiteral("payload 1 running healthy")));
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("payload, Running, Healthy, up 60 min, restarts: 0"));
    }

    void tooManyRowsAreCut()
    {
        QString text;
        for (int i = 0; i < 1000; ++i)
            text += QStringLiteral("s%1 c%1 running;").arg(i);
        ServicesModel model;
        model.setStatus(status(text));
        QCOMPARE(model.rowCount(), 200);
    }
};

QTEST_GUILESS_MAIN(TestServicesModel)
#include "tst_servicesmodel.moc"
