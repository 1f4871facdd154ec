// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthmodel.h"
#include "models/health/healthreport.h"
#include "models/health/incidentsmodel.h"
#include "tests/support/healthanswer.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;

namespace {

const QDateTime noon(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);
const HealthEndpoint ready{QStringLiteral("payload"), QStringLiteral("/health/ready"), Vantage::Container};

HealthSample sample(const QDateTime &time, const QMap<QString, QByteArray> &others = {})
{
    return {time, *parseHealth(healthAnswer(others))};
}

// A line a row: name | through nginx | in the container; each as MARK TEXT TOOK.
QString printed(const HealthModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells{model.index(row, 0).data().toString()};
        for (int column = 1; column < HealthModel::ColumnCount; ++column) {
            const QModelIndex cell = model.index(row, column);
            cells << (cell.data(HealthModel::AskedRole).toBool()
                          ? QStringLiteral("%1 %2 %3")
                                .arg(nameOf(Mark(cell.data(HealthModel::MarkRole).toInt())), cell.data().toString(),
                                     cell.data(HealthModel::TookRole).toString())
                          : QStringLiteral("not asked"));
        }
        lines << cells.join(QStringLiteral(" | ")).trimmed();
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

class TestHealthModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAMatrix()
    {
        HealthModel model;
        QAbstractItemModelTester tester(&model);
        QCOMPARE(printed(model), QStringLiteral("payload /health | Waiting –  | Waiting –\n"
                                                "payload /health/db | not asked | Waiting –\n"
                                                "payload /health/ready | Waiting –  | Waiting –\n"
                                                "nuxt /api/health | not asked | Waiting –"));
        HealthHistory history;
        const HealthSample answered =
            sample(noon, {{ready.key(), "503\t2400\t{\"checks\":{\"database\":{\"status\":\"error\"}}}"},
                          {QStringLiteral("payload /health host"), "0\t-\trefused"},
                          {QStringLiteral("nuxt /api/health container"), "impossible\tno node"},
                          {QStringLiteral("payload /health/db container"), "200\t3.456\t{}"}});
        history.add(answered);
        model.setSample(answered, history);
        QCOMPARE(printed(model), QStringLiteral("payload /health | Down No answer: refused  | Well 200 12 ms\n"
                                                "payload /health/db | not asked | Well 200 3.5 ms\n"
                                                "payload /health/ready | Well 200 12 ms | Down 503: database 2.40 s\n"
                                                "nuxt /api/health | not asked | Unknown Not possible here: no node"));
        const QModelIndex cell = model.indexOf(ready);
        QCOMPARE(model.endpoint(cell), std::optional(ready));
        QCOMPARE(cell.data(HealthModel::SinceRole).toDateTime(), noon);
        QVERIFY(
            cell.data(Qt::AccessibleTextRole)
                .toString()
                .startsWith(QStringLiteral("payload /health/ready in its container: 503: database, 2.40 s, since")));
        model.setSample({}, {});
        QCOMPARE(printed(model).count(QStringLiteral("Waiting")), 6);
    }

    void tellsOnlyWhatChanged()
    {
        HealthModel model;
        HealthHistory history;
        history.add(sample(noon));
        model.setSample(sample(noon), history);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged), resets(&model, &QAbstractItemModel::modelReset);
        history.add(sample(noon.addSecs(15)));
        model.setSample(sample(noon.addSecs(15)), history);
        QCOMPARE(changes.size(), 0);
        const HealthSample next = sample(noon.addSecs(30), {{ready.key(), "503\t12\t{}"}});
        history.add(next);
        model.setSample(next, history);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes[0][0].toModelIndex(), model.indexOf(ready));
        QCOMPARE(resets.size(), 0);
    }

    void listsIncidents()
    {
        HealthHistory history;
        const auto fails = [](const char *words) { return QMap<QString, QByteArray>{{ready.key(), words}}; };
        history.add(sample(noon, fails("503\t1\t{\"checks\":{\"a\\u202eb\":{\"status\":\"error\"}}}")));
        history.add(sample(noon.addSecs(240)));
        history.add(sample(noon.addSecs(600), fails("0\t-\trefused")));
        IncidentsModel model;
        QAbstractItemModelTester tester(&model);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset), changes(&model, &QAbstractItemModel::dataChanged);
        const auto refresh = [&] { model.setIncidents(history.incidents(noon.addDays(-1), noon.addDays(1))); };
        refresh();
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.openCount(), 1);
        const QModelIndex newest = model.index(0), oldest = model.index(1);
        QCOMPARE(newest.data().toString(), QStringLiteral("payload /health/ready"));
        QCOMPARE(newest.data(IncidentsModel::WhatRole).toString(), QStringLiteral("No answer: refused"));
        QCOMPARE(newest.data(IncidentsModel::LengthRole).toString(), QStringLiteral("goes on"));
        QVERIFY(newest.data(IncidentsModel::IsOpenRole).toBool());
        QCOMPARE(oldest.data(IncidentsModel::LengthRole).toString(), QStringLiteral("4 min"));
        QCOMPARE(oldest.data(IncidentsModel::FromRole).toDateTime(), noon);
        QVERIFY(!oldest.data(IncidentsModel::WhatRole).toString().contains(QChar(0x202e)));
        QCOMPARE(resets.size(), 1);
        history.add(sample(noon.addSecs(615), fails("0\t-\trefused"))); // it goes on: the rows stay
        refresh();
        QCOMPARE(resets.size(), 1);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(newest.data(IncidentsModel::FailuresRole).toInt(), 2);
    }
};

QTEST_GUILESS_MAIN(TestHealthModel)
#include "tst_healthmodel.moc"
