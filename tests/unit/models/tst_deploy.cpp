// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/deploy/deploy.h"

using namespace bouncepro;

namespace {

const QByteArray records =
    "branch\tmain\ncommit\taaaaaaaaaaaaaaaa\ntarget\tcccccccccccccccc\n"
    "incoming\tcccccccccccccccc\tAnna "
    "Lind\t1795492387\tVersion\t1.5\nincoming\tbbbbbbbbbbbbbbbb\tMarek\t1795492000\tFix\n"
    "record\tr1\tcommit\t1111111111111111\nrecord\tr1\tcreated\t2026-11-01T00:00:00Z\nrecord\tr1\tstate\tgood\n"
    "image\tr1\tpayload\tbp-payload:r1\tsha256:1\nmissing\tr1\tsha256:1\n"
    "record\tr2\tcommit\t2222222222222222\nrecord\tr2\tcreated\t2026-11-02T00:00:00Z\nrecord\tr2\tstate\tgood\n"
    "image\tr2\tpayload\tbp-payload:r2\tsha256:2\n"
    "record\tr3\tcommit\t3333333333333333\nrecord\tr3\tcreated\t2026-11-03T00:00:00Z\nrecord\tr3\tstate\tbuilt\n"
    "record\tr4\tcommit\taaaaaaaaaaaaaaaa\nrecord\tr4\tcreated\t2026-11-04T00:00:00Z\nrecord\tr4\tstate\tgood\n"
    "current\tr4\n";
const QByteArray compose = R"(config
{"name":"bouncepro","services":{
"payload":{"build":{"context":"./payload","args":{"NPM_TOKEN":"npm_abcdef"}},"image":"bp-payload:bouncepro-release-placeholder",
           "environment":{"PAYLOAD_SECRET":"s$$ecret1","NODE_ENV":"production"}},
"nuxt":{"build":{"context":"./nuxt"}},
"postgres":{"image":"host:5000/postgres:16","environment":{"POSTGRES_PASSWORD":"hunter22"}}}})";

DeployContext context(const QByteArray &facts = records)
{
    DeployContext c;
    c.profile.name = QStringLiteral("eu");
    c.status.project = QStringLiteral("bouncepro");
    c.status.owner = QStringLiteral("deploy");
    c.status.release = QStringLiteral("r4");
    c.state = {QStringLiteral("/opt/bouncepro/.bouncepro"), QStringLiteral("/opt/bouncepro/.bouncepro/bin/x")};
    c.facts = parseDeployFacts(facts + compose, c.status.project).value();
    c.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    c.now = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate);
    return c;
}

QStringList titles(const Plan &plan)
{
    QStringList all;
    for (const Step &step : plan.steps)
        all << step.title;
    return all;
}

const QStringList building{QStringLiteral("Fetch the commit"), QStringLiteral("Lay out a clean worktree"),
                           QStringLiteral("Build the images"), QStringLiteral("Record the release")};
const QStringList switching{QStringLiteral("Pin the release"), QStringLiteral("Move the checkout"),
                            QStringLiteral("Start the containers"), QStringLiteral("Prove the release"),
                            QStringLiteral("Finish")};

} // namespace

class TestDeploy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void facts()
    {
        const DeployFacts f = context().facts;
        QCOMPARE(f.incoming.size(), 2);
        QCOMPARE(f.incoming.first().author, QStringLiteral("Anna Lind"));
        QCOMPARE(f.releases.first().id, QStringLiteral("r4"));
        QVERIFY(!f.release(QStringLiteral("r1"))->imagesKept);
        QVERIFY(f.release(QStringLiteral("r2"))->imagesKept);
        QCOMPARE(f.services.size(), 2); // postgres is not built
        QCOMPARE(f.variables.size(), 4);
    }

    void factsNonsense()
    {
        QCOMPARE(nameOf(parseDeployFacts("branch\tmain\n", QStringLiteral("p")).error().code),
                 QStringLiteral("Protocol"));
        QCOMPARE(nameOf(parseDeployFacts("config\nservices: {}", QStringLiteral("p")).error().code),
                 QStringLiteral("Protocol"));
        QCOMPARE(nameOf(parseDeployFacts("config\n{\"services\":{\"a\":{}}}", QStringLiteral("p")).error().code),
                 QStringLiteral("Invalid"));
    }

    // A file that names images by release, one that gives a fixed name, one that gives none.
    void imageNames_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("word");
        QTest::newRow("by release") << "reg:5000/bp:bouncepro-release-placeholder"
                                    << "s=reg:5000/bp:r9=reg:5000/bp:r9";
        QTest::newRow("release inside the tag") << "bp:v-bouncepro-release-placeholder"
                                                << "s=bp:v-r9=bp:v-r9";
        QTest::newRow("fixed tag") << "bp:latest"
                                   << "s=bp:r9=bp:latest";
        QTest::newRow("no tag, registry with a port") << "reg:5000/bp"
                                                      << "s=reg:5000/bp:r9=reg:5000/bp";
    }
    void imageNames()
    {
        QFETCH(QString, image);
        QTEST((BuiltService{QStringLiteral("s"), image}.word(QStringLiteral("r9"))), "word");
    }

    void deploys()
    {
        const auto plan = planDeploy(context());
        QVERIFY(plan);
        QCOMPARE(titles(*plan), building + switching);
        QCOMPARE(plan->steps[plan->commitPoint - 1].title, QStringLiteral("Prove the release"));
        const QString release = QStringLiteral("20261124-030000-ccccccc");
        QVERIFY(plan->steps[2].run.argv().contains(QStringLiteral("payload=bp-payload:%1=bp-payload:%1").arg(release)));
        QVERIFY(
            plan->steps[2].run.argv().contains(QStringLiteral("nuxt=bouncepro-nuxt:%1=bouncepro-nuxt").arg(release)));
        // The way back names the release, commit and pin that run now.
        const QStringList back = plan->steps[4].undo->argv();
        QCOMPARE(back.mid(back.indexOf(QStringLiteral("restore")) + 1, 4),
                 (QStringList{QStringLiteral("r4"), QStringLiteral("aaaaaaaaaaaaaaaa"), QStringLiteral("r4"),
                              QStringLiteral("cccccccccccccccc")}));
        for (const Step &step : plan->steps)
            QVERIFY2(!step.undoText.isEmpty() && !step.touches.isEmpty() && step.timeoutSeconds > 0,
                     qPrintable(step.title));
        QVERIFY(plan->downtimeSeconds() > 0);
    }

    void firstDeployRecordsWhatRuns()
    {
        DeployContext c = context("branch\tmain\ncommit\taaaaaaaaaaaaaaaa\ntarget\tcccccccccccccccc\n");
        c.status.release.clear();
        const auto plan = planDeploy(c);
        QVERIFY(plan);
        QCOMPARE(titles(*plan), QStringList{QStringLiteral("Record the running release")} + building + switching);
        const QStringList back = plan->steps[5].undo->argv();
        QCOMPARE(back.mid(back.indexOf(QStringLiteral("restore")) + 1, 3),
                 (QStringList{QStringLiteral("before-aaaaaaaaaaaa"), QStringLiteral("aaaaaaaaaaaaaaaa"),
                              QStringLiteral("-")}));
    }

    void rollsBack_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("steps");
        QTest::newRow("last good, not the unproven one")
            << QString() << QStringList{QStringLiteral("Find the kept images")} + switching;
        QTest::newRow("images gone: built again") << QStringLiteral("r1") << building + switching;
    }
    void rollsBack()
    {
        QFETCH(QString, id);
        const auto plan = planRollback(context(), id);
        QVERIFY(plan);
        QTEST(titles(*plan), "steps");
        QCOMPARE(plan->subject, id.isEmpty() ? QStringLiteral("r2") : id);
    }

    void refused()
    {
        const auto code = [](const Result<Plan> &plan) { return plan ? QString() : nameOf(plan.error().code); };
        DeployContext same = context();
        same.facts.target = same.facts.commit;
        QCOMPARE(code(planDeploy(same)), QStringLiteral("Conflict"));
        QVERIFY(planDeploy(same, true));
        DeployContext unknown = context();
        unknown.facts.target.clear();
        QCOMPARE(code(planDeploy(unknown)), QStringLiteral("NotFound"));
        DeployContext other = context();
        other.actor = QStringLiteral("second (SHA256:k) from anna@laptop");
        QCOMPARE(code(planDeploy(other)), QStringLiteral("PermissionDenied"));
        QCOMPARE(code(planRollback(other, {})), QStringLiteral("PermissionDenied"));
        QCOMPARE(code(planRollback(context(), QStringLiteral("r4"))), QStringLiteral("Conflict"));
        QCOMPARE(code(planRollback(context(), QStringLiteral("r9"))), QStringLiteral("NotFound"));
        QCOMPARE(code(planRollback(context("commit\tx\n"), {})), QStringLiteral("NotFound"));
    }
};

QTEST_GUILESS_MAIN(TestDeploy)
#include "tst_deploy.moc"
