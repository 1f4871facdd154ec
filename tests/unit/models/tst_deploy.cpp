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

// A stack whose new containers can start beside the old ones: the kit's.
const QByteArray switchable = "switch\tpayload\t3001\nswitch\tnuxt\t3000\nconfig\n"
                              R"({"name":"bouncepro","services":{
"nginx":{"image":"nginx:1","ports":[{"target":80}]},
"nuxt":{"build":{},"image":"n:bouncepro-release-placeholder","depends_on":{"payload":{}},
        "networks":{"frontend":null}},
"payload":{"build":{},"image":"p:bouncepro-release-placeholder","depends_on":{"postgres":{}},"deploy":{"replicas":2},
           "networks":{"backend":null,"frontend":{"aliases":["payload-bouncepro-release-placeholder"]}}},
"postgres":{"image":"postgres:16"}}})";

DeployContext context(const QByteArray &facts = records, const QByteArray &model = compose)
{
    DeployContext c;
    c.profile.name = QStringLiteral("eu");
    c.status.project = QStringLiteral("bouncepro");
    c.status.owner = QStringLiteral("deploy");
    c.status.release = QStringLiteral("r4");
    c.state = {QStringLiteral("/opt/bouncepro/.bouncepro"), QStringLiteral("/opt/bouncepro/.bouncepro/bin/x")};
    c.facts = parseDeployFacts(facts + model, c.status.project).value();
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
const QStringList besides{QStringLiteral("Move the checkout"),
                          QStringLiteral("Update nginx, postgres"),
                          QStringLiteral("Start the new payload"),
                          QStringLiteral("Start the new nuxt"),
                          QStringLiteral("Move nginx over"),
                          QStringLiteral("Watch it serve"),
                          QStringLiteral("Let the old containers finish"),
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
        QTEST((BuiltService{.name = QStringLiteral("s"), .image = image}.word(QStringLiteral("r9"))), "word");
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

    void switchesWithoutDowntime()
    {
        const DeployContext c = context(records, switchable);
        QCOMPARE(c.facts.noSwitch(), QString());
        QCOMPARE(c.facts.others, (QStringList{QStringLiteral("nginx"), QStringLiteral("postgres")}));
        const auto plan = planDeploy(c);
        QVERIFY(plan);
        QCOMPARE(titles(*plan), building + besides);
        QCOMPARE(plan->steps[plan->commitPoint - 1].title, QStringLiteral("Watch it serve"));
        QCOMPARE(plan->downtimeSeconds(), 0);
        const QString release = QStringLiteral("20261124-030000-ccccccc");
        const auto words = [&](int step, const char *from) {
            const QStringList all = plan->steps[step].run.argv();
            return all.mid(all.indexOf(QLatin1String(from))).join(QLatin1Char(' '));
        };
        const QString images = QStringLiteral("payload=p:%1=p:%1 nuxt=n:%1=n:%1").arg(release);
        QCOMPARE(words(6, "beside"), QStringLiteral("beside %1 payload 2 %2").arg(release, images));
        QCOMPARE(words(7, "beside"), QStringLiteral("beside %1 nuxt 1 %2").arg(release, images));
        QCOMPARE(words(8, "point"), QStringLiteral("point %1 payload=3001 nuxt=3000 -- %2").arg(release, images));
        QCOMPARE(words(9, "soak"), QStringLiteral("soak %1 10 %2").arg(release, images));
        QCOMPARE(words(10, "drain"), QStringLiteral("drain %1 payload=3001 nuxt=3000 -- %2").arg(release, images));
        const QStringList back = plan->steps[4].undo->argv();
        QCOMPARE(back.mid(back.indexOf(QStringLiteral("back"))).join(QLatin1Char(' ')),
                 QStringLiteral("back r4 aaaaaaaaaaaaaaaa r4 cccccccccccccccc nginx postgres -- payload=p:r4=p:r4 "
                                "nuxt=n:r4=n:r4"));
        // Each container that was started is removed before the checkout goes back.
        for (const int step : {6, 7, 8})
            QVERIFY(plan->steps[step].undo);
    }

    void whyNot_data()
    {
        QTest::addColumn<QByteArray>("had");
        QTest::addColumn<QByteArray>("has");
        QTest::addColumn<QString>("why");
        QTest::newRow("fixed name") << QByteArray(R"("build":{},"image":"n)")
                                    << QByteArray(R"("container_name":"web","build":{},"image":"n)")
                                    << QStringLiteral("nuxt has the fixed name web (container_name)");
        QTest::newRow("port") << QByteArray(R"("build":{},"image":"p)")
                              << QByteArray(R"("ports":[{"target":3001}],"build":{},"image":"p)")
                              << QStringLiteral("payload publishes a port of the server itself (ports)");
        QTest::newRow("image") << QByteArray("n:bouncepro-release-placeholder") << QByteArray("n:latest")
                               << QStringLiteral("the image of nuxt is not named by the release (image: "
                                                 "...:${RELEASE})");
        QTest::newRow("alias") << QByteArray("\"payload-bouncepro-release-placeholder\"") << QByteArray("\"payload\"")
                               << QStringLiteral("payload has no network alias with the release (payload-${RELEASE})");
        QTest::newRow("nginx") << QByteArray("switch\tpayload") << QByteArray("switch\tother")
                               << QStringLiteral("nginx/nginx.conf has no map of nginx/local for payload");
    }
    void whyNot()
    {
        QFETCH(QByteArray, had);
        QFETCH(QByteArray, has);
        QVERIFY(switchable.contains(had));
        const DeployContext c = context(records, QByteArray(switchable).replace(had, has));
        QTEST(c.facts.noSwitch(), "why");
        const auto plan = planDeploy(c);
        QVERIFY(plan);
        QCOMPARE(titles(*plan), building + switching);
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

    void goesBackToWhatServedBefore_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("backTo");
        QTest::newRow("not to one that was gone back from") << QByteArray("record\tr4\tprevious\tr1\n") << "r1";
        QTest::newRow("past one that was never good")
            << QByteArray("record\tr4\tprevious\tr3\nrecord\tr3\tprevious\tr1\n") << "r1";
        QTest::newRow("a record that is gone") << QByteArray("record\tr4\tprevious\tr0\n") << "r2";
        QTest::newRow("a circle") << QByteArray("record\tr4\tprevious\tr3\nrecord\tr3\tprevious\tr4\n") << "r2";
        QTest::newRow("a record of before") << QByteArray() << "r2";
    }
    void goesBackToWhatServedBefore()
    {
        QFETCH(QByteArray, more);
        const auto plan = planRollback(context(records + more), {});
        QVERIFY(plan);
        QTEST(plan->subject, "backTo");
    }

    // What runs is told by its images; the record may be behind.
    void afterAnUpdateByHand_data()
    {
        QTest::addColumn<QByteArray>("runs");
        QTest::addColumn<QString>("pin");
        QTest::addColumn<QString>("current");
        QTest::addColumn<QString>("running");
        QTest::addColumn<QString>("backTo");
        const QString none;
        QTest::newRow("as recorded") << QByteArray("sha256:2") << "r2"
                                     << "r2"
                                     << "r2"
                                     << "r1";
        QTest::newRow("an earlier one") << QByteArray("sha256:1") << "r1"
                                        << "r1"
                                        << "r1" << none;
        QTest::newRow("none on record") << QByteArray("sha256:9") << "abc" << none << "abc"
                                        << "r2";
        QTest::newRow("its pin is of another") << QByteArray("sha256:9") << "r2" << none << "before-aaaaaaaaaaaa"
                                               << "r2";
        QTest::newRow("nothing runs") << QByteArray() << "r2"
                                      << "r2"
                                      << "r2"
                                      << "r1";
    }
    void afterAnUpdateByHand()
    {
        QFETCH(QByteArray, runs);
        QFETCH(QString, pin);
        QFETCH(QString, running);
        QFETCH(QString, backTo);
        QByteArray facts = "commit\taaaaaaaaaaaaaaaa\ntarget\tcccc\ncurrent\tr2\n";
        for (const QByteArray id : {"1", "2"})
            facts += "record\tr" + id + "\tcreated\t2026-11-0" + id + "T00:00:00Z\nrecord\tr" + id +
                     "\tstate\tgood\nimage\tr" + id + "\tpayload\tp:r" + id + "\tsha256:" + id + "\n";
        if (!runs.isEmpty())
            facts += "runs\tnginx\tsha256:77\thealthy\nruns\tpayload\t" + runs + "\thealthy\n";
        DeployContext c = context(facts);
        c.status.release = pin;
        QTEST(c.facts.current, "current");
        QCOMPARE(c.facts.recorded, QStringLiteral("r2"));
        const auto deploy = planDeploy(c);
        QCOMPARE(deploy->before, running);
        QCOMPARE(deploy->steps.first().title == QLatin1String("Record the running release"), c.facts.current.isEmpty());
        const auto back = planRollback(c, {});
        QCOMPARE(back ? back->subject : QString(), backTo);
    }

    // nginx and postgres: what the commit changes of them, and what has changed since they were started.
    void othersAreMadeAnew_data()
    {
        QTest::addColumn<QByteArray>("facts");
        QTest::addColumn<QStringList>("recreated");
        QTest::addColumn<int>("seconds");
        const QByteArray other =
            "compose\tcccccccccccccccc\tb1\nmodel\tb1\t{\"services\":{\"nginx\":{\"image\":\"nginx:2\"},"
            "\"postgres\":{\"image\":\"postgres:16\"},\"payload\":{\"build\":{},\"x\":1}}}\n";
        QTest::newRow("none") << QByteArray() << QStringList() << 0;
        QTest::newRow("of another commit")
            << QByteArray(other).replace("cccccccccccccccc", "dddd") << QStringList() << 0;
        QTest::newRow("by the commit") << other << QStringList{QStringLiteral("nginx")} << 1;
        QTest::newRow("by the files") << QByteArray("recreates\tpostgres\nrecreates\tpayload\n")
                                      << QStringList{QStringLiteral("postgres")} << 2;
        QTest::newRow("by both") << other + "recreates\tpostgres\nrecreates\tnginx\n"
                                 << QStringList{QStringLiteral("nginx"), QStringLiteral("postgres")} << 3;
    }
    void othersAreMadeAnew()
    {
        QFETCH(QByteArray, facts);
        QFETCH(QStringList, recreated);
        const DeployContext c = context(records + facts, switchable);
        QCOMPARE(c.facts.recreated(c.facts.target), recreated);
        const auto plan = planDeploy(c);
        QTEST(plan->downtimeSeconds(), "seconds");
        const auto step = std::find_if(plan->steps.begin(), plan->steps.end(),
                                       [](const Step &s) { return s.title.startsWith(QLatin1String("Update ")); });
        QVERIFY2(step->touches.contains(recreated.isEmpty() ? QStringLiteral("nothing")
                                                            : recreated.join(QStringLiteral(", "))),
                 qPrintable(step->touches));
        const auto findings = preflight(c, *plan);
        QCOMPARE(std::any_of(findings.begin(), findings.end(),
                             [](const Finding &f) { return f.id == QLatin1String("recreated"); }),
                 !recreated.isEmpty());
    }

    // In place: as long as it took the last time.
    void downtimeAsMeasured()
    {
        QCOMPARE(planDeploy(context())->downtimeSeconds(), 12);
        const auto plan =
            planDeploy(context(records + "replaced\t2026-11-20T03:00:00.250Z\t2026-11-20T03:00:07.750Z\n"));
        QCOMPARE(plan->downtimeSeconds(), 8);
    }

    void check()
    {
        DeployContext c = context(records + "file\tdocker-compose.prod.yml\tc1\nfile\t.env\te1\n");
        const QStringList argv = checkOf(c).argv();
        QCOMPARE(argv.mid(argv.indexOf(QStringLiteral("unchanged"))),
                 (QStringList{QStringLiteral("unchanged"), QStringLiteral("aaaaaaaaaaaaaaaa"), QStringLiteral("r4"),
                              QStringLiteral(".env=e1"), QStringLiteral("docker-compose.prod.yml=c1")}));
        QCOMPARE(checkOf(c).environment().value(QStringLiteral("STATE")), c.state.path);
        QCOMPARE(checkOf(c).environment().value(QStringLiteral("BIN")), c.state.bin);
        c.facts.recorded.clear();
        QVERIFY(checkOf(c).argv().contains(QStringLiteral("-")));
    }

    void runsHooks()
    {
        const QByteArray hooks = "hook\tbefore-deploy\nhook\tafter-deploy\nhas-hook\tafter-rollback\n";
        const QStringList deploy = titles(*planDeploy(context(records + hooks)));
        QCOMPARE(deploy.indexOf(QStringLiteral("Run hooks/before-deploy")), building.size());
        QCOMPARE(deploy.last(), QStringLiteral("Run hooks/after-deploy"));
        const auto back = planRollback(context(records + hooks), {});
        QCOMPARE(titles(*back).last(), QStringLiteral("Run hooks/after-rollback"));
        QVERIFY(back->commitPoint < back->steps.size());
    }

    // Where the environment has what it takes; past the commit point, for deploy and rollback.
    void emptiesTheCdn()
    {
        const DeployContext c = context(records + "purges\t77\n");
        for (const auto &plan : {planDeploy(c), planRollback(c, {})}) {
            const qsizetype at = titles(*plan).indexOf(QStringLiteral("Empty the cache of the CDN"));
            QCOMPARE(titles(*plan)[at - 1], QStringLiteral("Finish"));
            QVERIFY(plan->commitPoint <= at);
            QVERIFY(plan->steps[at].touches.contains(QStringLiteral("77")));
        }
        QVERIFY(!titles(*planDeploy(context())).contains(QStringLiteral("Empty the cache of the CDN")));
    }

    // Five that served are kept with what comes; of those that never did the newest.
    void forgetsOldReleases()
    {
        QByteArray facts = "commit\taaaa\ntarget\tcccc\ncurrent\tg9\n";
        for (const QByteArray id : {"g1", "g2", "b3", "g4", "g5", "b6", "b7", "g8", "g9"})
            facts += "record\t" + id + "\tcreated\t2026-11-0" + id.mid(1) + "T00:00:00Z\nrecord\t" + id + "\tstate\t" +
                     (id.startsWith('g') ? "good" : "bad") + "\n";
        facts += "missing\tg1\tsha256:1\n"; // it has no images any more
        const auto plan = planDeploy(context(facts));
        QVERIFY(plan);
        QCOMPARE(plan->steps.last().title, QStringLiteral("Forget old releases"));
        const QStringList argv = plan->steps.last().run.argv();
        QCOMPARE(argv.mid(argv.indexOf(QStringLiteral("prune")) + 1),
                 (QStringList{QStringLiteral("b6"), QStringLiteral("b3"), QStringLiteral("g2")}));
        QVERIFY(plan->commitPoint < plan->steps.size());
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
