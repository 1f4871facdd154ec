// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/deploy/environmentplan.h"

using namespace bouncepro;

namespace {

const QByteArray now =
    "# of today\nLOG_LEVEL=info\nPAYLOAD_SECRET=planted-secret\nPOSTGRES_PASSWORD=x\nBACKUP_DIR=/b\nSENTRY_ORG=o\n";

// As Compose resolves it: postgres is given everything too.
QByteArray model(const QByteArray &payload, const QByteArray &postgres = {}, const QByteArray &nginx = "n:1")
{
    return R"({"services":{"payload":{"image":"p","environment":{)" + payload + R"(}},"postgres":{"environment":{)" +
           postgres + R"(}},"nginx":{"image":")" + nginx + R"("}}})";
}

const QByteArray facts = "commit\t2222222\nrecord\tr2\tcommit\t2222222\nrecord\tr2\tstate\tgood\n"
                         "image\tr2\tpayload\tp:r2\tsha256:2\ncurrent\tr2\nruns\tpayload\tsha256:2\thealthy\n"
                         "switch\tpayload\t3001\nswitch\tnuxt\t3000\nconfig\n";
const QByteArray services = R"({"services":{
"payload":{"build":{},"image":"p:bouncepro-release-placeholder"},
"postgres":{"image":"pg"},"nginx":{"image":"n"}}})";

EnvironmentContext context(const QByteArray &next, const QList<ServiceEffect> &effects, int mode = 0600,
                           const QByteArray &pin = "r2", const QByteArray &compose = services)
{
    EnvironmentContext c;
    DeployContext &d = c.deploy;
    d.profile.name = QStringLiteral("eu");
    d.profile.stack = QStringLiteral("/opt/bouncepro");
    d.status.project = QStringLiteral("bouncepro");
    d.status.owner = QStringLiteral("deploy");
    d.status.release = QString::fromLatin1(pin);
    d.state = {QStringLiteral("/state"), QStringLiteral("/state/bin/x")};
    d.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    d.now = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate);
    d.facts = parseDeployFacts(facts + compose, d.status.project).value();
    const QString name = QStringLiteral(".env.production");
    c.now.files = {{name, Secret(now), "aaa", QStringLiteral("deploy"), mode}};
    c.update = {{{name, "aaa", Secret(next)}}, QStringLiteral("to see more")};
    c.effects = effects;
    return c;
}

QByteArray with(const char *from, const char *to)
{
    return QByteArray(now).replace(from, to);
}

QString words(const Command &command)
{
    const QStringList argv = command.argv();
    return argv.mid(argv.indexOf(QStringLiteral("docker-compose.prod.yml")) + 1).join(QLatin1Char(' '));
}

QStringList runsOf(const Plan &plan)
{
    QStringList runs;
    for (const Step &step : plan.steps)
        runs << words(step.run);
    return runs;
}

const ServiceEffect ofPayload{QStringLiteral("payload"), {QStringLiteral("LOG_LEVEL")}};
const ServiceEffect ofPostgres{QStringLiteral("postgres"), {QStringLiteral("LOG_LEVEL")}};

} // namespace

/// What a change of the environment does to a stack, and the plan of it.
class TestEnvironmentPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void effects_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QList<ServiceEffect>>("effects");
        const auto payload = [](const char *key) {
            return ServiceEffect{QStringLiteral("payload"), {QString::fromLatin1(key)}};
        };
        QTest::newRow("nothing") << model(R"("A":"1")") << model(R"("A":"1")") << QList<ServiceEffect>();
        QTest::newRow("another value") << model(R"("A":"1","B":"2")") << model(R"("A":"2","B":"2")")
                                       << QList{payload("A")};
        QTest::newRow("a new key") << model("") << model(R"("A":"")") << QList{payload("A")};
        QTest::newRow("a key less") << model(R"("A":null)") << model("") << QList{payload("A")};
        QTest::newRow("for two") << model(R"("A":"1")", R"("A":"1")") << model(R"("A":"2")", R"("A":"2")")
                                 << QList{payload("A"), {QStringLiteral("postgres"), {QStringLiteral("A")}}};
        QTest::newRow("no environment") << model("") << model("", "", "n:2")
                                        << QList<ServiceEffect>{{QStringLiteral("nginx"), {}, true}};
    }
    void effects()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QTEST(effectsOf(before, after), "effects");
    }

    // Only who reads a key is made anew, beside what serves; the database is given it too, and runs on.
    void beside()
    {
        const EnvironmentContext c = context(with("info", "debug"), {ofPayload, ofPostgres});
        const auto preview = previewEnvironment(c);
        QVERIFY(preview);
        QCOMPARE(preview->beside, QStringList{QStringLiteral("payload")});
        QCOMPARE(preview->replaced, QStringList());
        QCOMPARE(preview->spared, QStringList{QStringLiteral("postgres")});
        QCOMPARE(preview->downtimeSeconds, 0);
        const auto plan = planEnvironment(c);
        QVERIFY(plan);
        QCOMPARE(plan->action, QStringLiteral("environment"));
        QCOMPARE(plan->subject, QStringLiteral("LOG_LEVEL"));
        QCOMPARE(plan->downtimeSeconds(), 0);
        QCOMPARE(runsOf(*plan),
                 (QStringList{QStringLiteral("anew mark payload"), QStringLiteral("environment .env.production=aaa"),
                              QStringLiteral("anew beside r2 payload 1 payload=p:r2=p:r2"),
                              QStringLiteral("anew point r2 payload=3001 -- payload=p:r2=p:r2"),
                              QStringLiteral("anew soak r2 10 payload=p:r2=p:r2"),
                              QStringLiteral("anew drain r2 payload=3001 -- payload=p:r2=p:r2"),
                              QStringLiteral("keep r2")}));
        QCOMPARE(plan->commitPoint, 5);
        QCOMPARE(words(*plan->steps[0].undo), QStringLiteral("anew settle 120 r2 r2 payload -- payload=p:r2=p:r2"));
        QCOMPARE(words(*plan->steps[1].undo), QStringLiteral("environment-back"));
        QCOMPARE(words(*plan->steps[2].undo), QStringLiteral("anew away payload=p:r2=p:r2"));
        QCOMPARE(words(*plan->steps[3].undo), QStringLiteral("anew unpoint"));
        QVERIFY(plan->check);
    }

    // The text goes as a file for the job alone; neither plan nor script nor preview holds a value of a secret.
    void secretsStayOut()
    {
        const EnvironmentContext c = context(with("planted-secret", "another-secret"),
                                             {{QStringLiteral("payload"), {QStringLiteral("PAYLOAD_SECRET")}}});
        const auto plan = planEnvironment(c);
        QVERIFY(plan);
        QCOMPARE(plan->secretFiles.keys(),
                 (QStringList{QStringLiteral("environment.env.production"), QStringLiteral("reason")}));
        QCOMPARE(plan->secretFiles.value(QStringLiteral("environment.env.production")).reveal(),
                 with("planted-secret", "another-secret"));
        const QByteArray lines = previewEnvironment(c)->lines().join(QLatin1Char('\n')).toUtf8();
        for (const QByteArray &text : {toJson(*plan), asScript(*plan, {}).toUtf8(), lines})
            for (const char *secret : {"planted-secret", "another-secret"})
                QVERIFY(!text.contains(secret) && !text.contains(QByteArray(secret).toBase64()));
        QVERIFY(previewEnvironment(c)->secrets.contains(QStringLiteral("PAYLOAD_SECRET")));
    }

    // No container is made anew for what none reads when it starts.
    void filesAlone_data()
    {
        QTest::addColumn<QByteArray>("next");
        QTest::addColumn<QList<ServiceEffect>>("effects");
        QTest::addColumn<QString>("line");
        const auto given = [](const char *service, const char *key) {
            return ServiceEffect{QString::fromLatin1(service), {QString::fromLatin1(key)}};
        };
        QTest::newRow("a script's") << with("/b", "/c") << QList{given("payload", "BACKUP_DIR")}
                                    << "Read by scripts at their next run: BACKUP_DIR.";
        QTest::newRow("the first start's")
            << with("PASSWORD=x", "PASSWORD=y") << QList{given("postgres", "POSTGRES_PASSWORD")}
            << "Looked at when the database is first made alone; now change the database too: POSTGRES_PASSWORD.";
        QTest::newRow("nobody's") << now + "NEW=1\n" << QList<ServiceEffect>() << "No service is given these: NEW.";
        QTest::newRow("a comment") << with("today", "now") << QList<ServiceEffect>() << "No container is made anew.";
    }
    void filesAlone()
    {
        QFETCH(QByteArray, next);
        QFETCH(QList<ServiceEffect>, effects);
        QFETCH(QString, line);
        const EnvironmentContext c = context(next, effects);
        QVERIFY2(previewEnvironment(c)->lines().contains(line), qPrintable(previewEnvironment(c)->lines().join(u'|')));
        const auto plan = planEnvironment(c);
        QVERIFY(plan);
        QCOMPARE(runsOf(*plan),
                 (QStringList{QStringLiteral("environment .env.production=aaa"), QStringLiteral("keep r2")}));
        QCOMPARE(plan->commitPoint, 1);
    }

    // What is not known may be read by whoever is given it, also what is not built: that is away for a moment.
    void unknownKey()
    {
        const ServiceEffect payload{QStringLiteral("payload"), {QStringLiteral("NEW")}},
            postgres{QStringLiteral("postgres"), {QStringLiteral("NEW")}};
        const EnvironmentContext c = context(now + "NEW=1\n", {payload, postgres});
        const auto preview = previewEnvironment(c);
        QCOMPARE(preview->beside, QStringList{QStringLiteral("payload")});
        QCOMPARE(preview->replaced, QStringList{QStringLiteral("postgres")});
        const auto plan = planEnvironment(c);
        QCOMPARE(plan->downtimeSeconds(), 2);
        QVERIFY(runsOf(*plan).contains(QStringLiteral("anew renew 120 postgres")));
        QVERIFY(words(*plan->steps[0].undo).startsWith(QStringLiteral("anew settle 120 r2 r2 postgres payload --")));
    }

    void inPlace_data()
    {
        QTest::addColumn<QByteArray>("pin");
        QTest::addColumn<QByteArray>("compose");
        QTest::addColumn<QString>("why");
        QTest::newRow("a fixed name") << QByteArray("r2")
                                      << QByteArray(services).replace("\"build\"", "\"container_name\":\"p\",\"build\"")
                                      << "payload has the fixed name p (container_name)";
        QTest::newRow("by hand") << QByteArray("r1") << services << ".env does not pin the release that runs";
    }
    void inPlace()
    {
        QFETCH(QByteArray, pin);
        QFETCH(QByteArray, compose);
        const EnvironmentContext c = context(with("info", "debug"), {ofPayload, ofPostgres}, 0600, pin, compose);
        const auto preview = previewEnvironment(c);
        QTEST(preview->noSwitch, "why");
        QCOMPARE(preview->replaced, QStringList{QStringLiteral("payload")});
        QCOMPARE(preview->downtimeSeconds, 12);
        const auto plan = planEnvironment(c);
        QCOMPARE(plan->downtimeSeconds(), 12);
        QStringList runs{QStringLiteral("anew mark payload"), QStringLiteral("environment .env.production=aaa"),
                         QStringLiteral("anew renew 120 payload"),
                         QStringLiteral("anew proven r2 r2 payload=p:r2=p:r2"), QStringLiteral("keep r2")};
        if (pin != "r2")
            runs.prepend(QStringLiteral("pin r2"));
        QCOMPARE(runsOf(*plan), runs);
        QCOMPARE(plan->commitPoint, int(plan->steps.size()) - 1);
    }

    // A key that counts at a build: the commit that serves is built again, with the new file.
    void build()
    {
        const EnvironmentContext c = context(now + "NODE_IMAGE=node:22\n", {});
        const auto plan = planEnvironment(c);
        QVERIFY(plan);
        QVERIFY(previewEnvironment(c)->building.contains(QStringLiteral("NODE_IMAGE")));
        const QString all = runsOf(*plan).join(QLatin1Char('\n'));
        const QString release = QStringLiteral("20261124-030000-2222222");
        for (const QString &run :
             {QStringLiteral("worktree %1 2222222").arg(release), QStringLiteral("build %1 payload").arg(release),
              QStringLiteral("environment .env.production=aaa"), QStringLiteral("beside %1 payload 1").arg(release),
              QStringLiteral("keep %1").arg(release)})
            QVERIFY2(all.contains(run), qPrintable(all));
        QVERIFY(plan->secretFiles.contains(QStringLiteral("environment.env.production")));
    }

    void openFileIsClosed()
    {
        const EnvironmentContext c = context(with("info", "debug"), {ofPayload}, 0644);
        QCOMPARE(previewEnvironment(c)->closed, QStringList{QStringLiteral(".env.production")});
        const auto plan = planEnvironment(c);
        QCOMPARE(runsOf(*plan)[1], QStringLiteral("environment .env.production=aaa=close"));
        QVERIFY(plan->steps[1].touches.contains(QStringLiteral("0600")));
        // That alone is a change too.
        QVERIFY(planEnvironment(context(now, {}, 0644)));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("next");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("the same") << now << ErrorCode::Conflict;
        QTest::newRow("no file at all") << now + "X='\n" << ErrorCode::Invalid;
    }
    void refused()
    {
        QFETCH(QByteArray, next);
        const auto plan = planEnvironment(context(next, {}));
        QVERIFY(!plan);
        QTEST(plan.error().code, "code");
    }

    // What a deploy and scaling write into .env is theirs.
    void ofTheConsole_data()
    {
        QTest::addColumn<QByteArray>("next");
        QTest::newRow("release") << QByteArray("RELEASE=r1\nPAYLOAD_REPLICAS=1\n");
        QTest::newRow("number") << QByteArray("RELEASE=r2\nPAYLOAD_REPLICAS=2\n");
    }
    void ofTheConsole()
    {
        QFETCH(QByteArray, next);
        EnvironmentContext c = context(now, {});
        c.deploy.facts.services[0].scales = true;
        c.now.files.prepend({QStringLiteral(".env"), Secret("RELEASE=r2\nPAYLOAD_REPLICAS=1\n"), "eee",
                             QStringLiteral("deploy"), 0644});
        c.update.files = {{QStringLiteral(".env"), "eee", Secret(next)}};
        const auto plan = planEnvironment(c);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, ErrorCode::Invalid);
    }

    void ofAnotherAccount()
    {
        EnvironmentContext c = context(with("info", "debug"), {ofPayload});
        c.deploy.status.owner = QStringLiteral("root");
        QCOMPARE(planEnvironment(c).error().code, ErrorCode::PermissionDenied);
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentPlan)
#include "tst_environmentplan.moc"
