// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/deploy/deploy.h"

using namespace bouncepro;

namespace {

const QByteArray good = "space\timages\t36000000000\t99000000000\nspace\tstate\t36000000000\t99000000000\n"
                        "images\t900000000\nlive-restore\ttrue\nbackup\t1795489200\t1000\t/backups/a.sql.gz\n"
                        "certificate\t1800000000\tnginx/ssl/cert.pem\nmigrated\t1_first\t1790000000\n";
const QByteArray model = "switch\tpayload\t3001\nconfig\n"
                         R"({"services":{"payload":{"build":{},"image":"p:bouncepro-release-placeholder"}}})";

DeployContext context(const QByteArray &facts)
{
    DeployContext c;
    c.profile.name = QStringLiteral("eu");
    c.status.owner = QStringLiteral("deploy");
    c.status.memoryFree = 4'000'000'000;
    c.status.services = {{.name = QStringLiteral("payload"), .memoryBytes = 500'000'000}};
    c.facts = parseDeployFacts("commit\taaaaaaa\ntarget\tccccccc\ncurrent\tr2\n"
                               "record\tr2\tcommit\taaaaaaa\nrecord\tr2\tcreated\t2026-11-02T00:00:00Z\n"
                               "record\tr2\tstate\tgood\nrecord\tr1\tcommit\tbbbbbbb\n"
                               "record\tr1\tcreated\t2026-11-01T00:00:00Z\nrecord\tr1\tstate\tgood\n" +
                                   facts + model,
                               QStringLiteral("bouncepro"))
                  .value();
    c.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    c.now = QDateTime::fromSecsSinceEpoch(1795500000, Qt::UTC);
    return c;
}

Plan planOf(const char *action, const QString &subject = QStringLiteral("r1"))
{
    Plan plan;
    plan.action = QLatin1String(action);
    plan.subject = subject;
    return plan;
}

// "warning disk", for each that is not good.
QStringList told(const QList<Finding> &findings)
{
    QStringList all;
    for (const Finding &finding : findings)
        if (finding.level != FindingLevel::Good)
            all << nameOf(finding.level) + QLatin1Char(' ') + finding.id;
    return all;
}

} // namespace

class TestPreflight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<QByteArray>("had");
        QTest::addColumn<QByteArray>("has");
        QTest::addColumn<QStringList>("deploy");
        const auto row = [](const char *name, const QByteArray &had, const QByteArray &has, const QStringList &deploy) {
            QVERIFY(good.contains(had));
            QTest::newRow(name) << had << has << deploy;
        };
        row("all is well", "", "", {});
        row("room for two deploys", "images\t36000000000", "images\t2600000000", {QStringLiteral("warning disk")});
        row("no room", "images\t36000000000", "images\t400000000", {QStringLiteral("blocker disk")});
        row("no room for jobs", "state\t36000000000", "state\t400000", {QStringLiteral("blocker state-disk")});
        row("little room for jobs", "state\t36000000000", "state\t4000000", {QStringLiteral("warning state-disk")});
        row("old backup", "backup\t1795489200", "backup\t1795400000", {QStringLiteral("notice backup")});
        row("old backup, and migrations arrive", "backup\t1795489200", "migration\t2_next\nbackup\t1795400000",
            {QStringLiteral("warning backup"), QStringLiteral("notice migrations")});
        row("no backup", "backup\t1795489200\t1000\t/backups/a.sql.gz", "no-backup\t/backups\tis empty",
            {QStringLiteral("notice backup")});
        row("certificate expires soon", "certificate\t1800000000", "certificate\t1796000000",
            {QStringLiteral("warning certificate")});
        row("certificate has expired", "certificate\t1800000000", "certificate\t1795000000",
            {QStringLiteral("warning certificate")});
        row("no certificate", "certificate\t1800000000", "no-certificate", {QStringLiteral("notice certificate")});
        row("reboot", "live-restore\ttrue", "live-restore\ttrue\nreboot\tlinux-image",
            {QStringLiteral("notice reboot")});
        row("no live-restore", "live-restore\ttrue", "live-restore\tfalse", {QStringLiteral("notice live-restore")});
        row("compose file", "live-restore\ttrue", "target-invalid\tservices.payload must be a mapping",
            {QStringLiteral("blocker compose")});
        row("origin", "live-restore\ttrue", "fetch-failed\tcould not resolve host", {QStringLiteral("warning origin")});
    }
    void finds()
    {
        QFETCH(QByteArray, had);
        QFETCH(QByteArray, has);
        QFETCH(QStringList, deploy);
        const DeployContext c = context(had.isEmpty() ? good : QByteArray(good).replace(had, has));
        const QList<Finding> findings = preflight(c, planOf("deploy"));
        QCOMPARE(told(findings), deploy);
        for (const Finding &finding : findings)
            if (finding.level >= FindingLevel::Warning)
                QVERIFY2(!finding.remedy.isEmpty(), qPrintable(finding.id));
        // A blocker is the plan's error.
        const auto plan = planDeploy(c);
        QCOMPARE(plan.has_value(), !deploy.join(QLatin1Char(' ')).contains(QLatin1String("blocker")));
        if (!plan)
            QCOMPARE(plan.error().code, ErrorCode::Invalid);
    }

    void server()
    {
        DeployContext c = context(good);
        c.status.memoryFree = 400'000'000;
        c.status.changes = 2;
        c.clockSkew = -45;
        QCOMPARE(told(preflight(c, planOf("deploy"))),
                 (QStringList{QStringLiteral("warning memory"), QStringLiteral("warning checkout"),
                              QStringLiteral("warning clock")}));
        // In place there is never a second set of containers.
        c.facts.services.first().noSwitch = QStringLiteral("payload has a fixed name");
        QVERIFY(!told(preflight(c, planOf("deploy"))).contains(QStringLiteral("warning memory")));
        QVERIFY(told(preflight(c, planOf("deploy"))).contains(QStringLiteral("warning switch")));
    }

    void migrationVerdicts_data()
    {
        QTest::addColumn<QByteArray>("facts");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QStringList>("ahead");
        QTest::newRow("the release knows all")
            << QByteArray("has-migration\tr1\t1_first\n") << int(MigrationVerdict::CodeOnly) << QStringList{};
        QTest::newRow("one more has run")
            << QByteArray("has-migration\tr1\t1_first\nmigrated\t2_next\t1795000000\nmigrated\t3_last\t1795000100\n")
            << int(MigrationVerdict::DatabaseAhead) << QStringList{QStringLiteral("2_next"), QStringLiteral("3_last")};
        QTest::newRow("none on record") << QByteArray() << int(MigrationVerdict::Unknown) << QStringList{};
        QTest::newRow("the database does not say")
            << QByteArray("has-migration\tr1\t1_first\nno-migrated\tno postgres runs\n")
            << int(MigrationVerdict::Unknown) << QStringList{};
    }
    void migrationVerdicts()
    {
        QFETCH(QByteArray, facts);
        const DeployContext c = context(good + facts);
        const MigrationVerdict verdict = migrationVerdict(c.facts, *c.facts.release(QStringLiteral("r1")));
        QTEST(int(verdict.kind), "kind");
        QTEST(verdict.ahead, "ahead");
        if (!verdict.ahead.isEmpty())
            QCOMPARE(verdict.since, QDateTime::fromSecsSinceEpoch(1795000000, Qt::UTC));
        const QList<Finding> findings = preflight(c, planOf("rollback"));
        QVERIFY(std::any_of(findings.begin(), findings.end(), [&](const Finding &f) {
            return f.id == QLatin1String("database") && f.what == verdict.text;
        }));
    }
};

QTEST_GUILESS_MAIN(TestPreflight)
#include "tst_preflight.moc"
