// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/releasesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;

namespace {

DeployFacts facts(int count)
{
    DeployFacts facts;
    for (int i = count; i >= 1; --i) {
        Release release;
        release.id = QStringLiteral("r%1").arg(i);
        release.commit = QStringLiteral("c%1").arg(i);
        release.subject = QStringLiteral("Subject %1").arg(i);
        release.job = QStringLiteral("j%1").arg(i);
        release.actor = QStringLiteral("deploy (k) from anna@laptop");
        release.created = QDateTime(QDate(2026, 1, 1), QTime(), Qt::UTC).addDays(i);
        release.state = i % 2 ? QStringLiteral("good") : QStringLiteral("built");
        facts.releases << release;
    }
    facts.current = QStringLiteral("r%1").arg(count);
    return facts;
}

} // namespace

class TestReleasesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states()
    {
        DeployFacts all = facts(5);
        all.releases[4].imagesKept = false;
        Changes changes;
        changes.distances = {{QStringLiteral("c1"), {0, 3}}, {QStringLiteral("c2"), {2, 1}}};
        ReleasesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setReleases(all, changes, {QStringLiteral("j2")});
        QStringList states, differs;
        for (int i = 0; i < model.rowCount(); ++i) {
            states << nameOf(ReleaseState(model.index(i).data(ReleasesModel::StateRole).toInt()));
            differs << model.index(i).data(ReleasesModel::DiffersRole).toString();
        }
        QCOMPARE(states.join(QLatin1Char(' ')), QStringLiteral("Current NeverProven Good Bad Good"));
        QCOMPARE(differs.join(QLatin1Char('|')), QStringLiteral("|||2 commits ahead, 1 behind|3 commits behind"));
        QVERIFY(!model.index(0).data(ReleasesModel::CanRollBackRole).toBool());
        QVERIFY(!model.index(4).data(ReleasesModel::ImagesKeptRole).toBool());
        QCOMPARE(model.index(2).data(ReleasesModel::BehindRole).toInt(), -1);
        QCOMPARE(model.index(2).data(ReleasesModel::ActorRole).toString(), QStringLiteral("anna@laptop"));
    }

    void manyAndUnchanged()
    {
        ReleasesModel model;
        const QAbstractItemModelTester tester(&model);
        model.setReleases(facts(200), {}, {});
        QCOMPARE(model.rowCount(), 200);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset), changes(&model, &QAbstractItemModel::dataChanged);
        model.setReleases(facts(200), {}, {});
        QCOMPARE(resets.size() + changes.size(), 0);
        model.setReleases(facts(200), {}, {QStringLiteral("j4")});
        QCOMPARE(resets.size(), 0);
        QCOMPARE(changes.size(), 1);
    }

    void distances_data()
    {
        QTest::addColumn<int>("ahead");
        QTest::addColumn<int>("behind");
        QTest::addColumn<QString>("text");
        QTest::newRow("same") << 0 << 0 << QStringLiteral("the same commit");
        QTest::newRow("one behind") << 0 << 1 << QStringLiteral("1 commit behind");
        QTest::newRow("ahead") << 4 << 0 << QStringLiteral("4 commits ahead");
        QTest::newRow("apart") << 1 << 2 << QStringLiteral("1 commit ahead, 2 behind");
    }
    void distances()
    {
        QFETCH(int, ahead);
        QFETCH(int, behind);
        QTEST(distanceText({ahead, behind}), "text");
    }
};

QTEST_GUILESS_MAIN(TestReleasesModel)
#include "tst_releasesmodel.moc"
