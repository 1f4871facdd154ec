// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/deploy/deploy.h"
#include "models/deploy/rollbackpreview.h"

using namespace bouncepro;

namespace {

const QByteArray now = "# today\nSITE_NAME=New\nPOSTGRES_PASSWORD=rotated-password\nHIDDEN=yes\nNEW_KEY=1\n";
const QByteArray then =
    "# then\nSITE_NAME=Old\nPOSTGRES_PASSWORD=leaked-password\nHIDDEN=yes\nSMTP_PASSWORD=given-up-1\n";

QByteArray content(const QByteArray &hash, const QByteArray &bytes)
{
    return "content\t" + hash + '\t' + bytes.toBase64() + '\n';
}

// r1 was deployed with the file `kept`, r2 serves with that of today.
DeployContext context(const QByteArray &kept = then, const QByteArray &more = {}, const QByteArray &services = {})
{
    DeployContext c;
    c.profile.stack = QStringLiteral("/opt/bouncepro");
    c.status.project = QStringLiteral("bouncepro");
    c.status.owner = QStringLiteral("deploy");
    c.status.release = QStringLiteral("r2");
    c.state = {QStringLiteral("/state"), QStringLiteral("/state/bin/x")};
    c.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    c.now = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate);
    const QByteArray facts =
        "branch\tmain\ncommit\t2222222\nrecord\tr1\tcommit\t1111111\nrecord\tr1\tcreated\t2026-11-01T00:00:00Z\n"
        "record\tr1\tstate\tgood\nrecord\tr1\tbackup\t1793491200\t/backups/a "
        "b.sql.gz\nimage\tr1\tpayload\tp:r1\tsha256:1\n"
        "differs\tr1\tnginx/nginx.conf\n"
        "record\tr2\tcommit\t2222222\nrecord\tr2\tcreated\t2026-11-02T00:00:00Z\nrecord\tr2\tstate\tgood\ncurrent\tr2\n"
        "file\tdocker-compose.prod.yml\tccc\nfile\t.env.production\taaa\nkept\tr1\t.env.production\tbbb\n"
        "kept\tr2\t.env.production\taaa\n" +
        content("aaa", now) + content("bbb", kept) + more +
        "config\n{\"services\":{\"payload\":{\"build\":{},\"image\":\"p:bouncepro-release-placeholder\"}" + services +
        "}}";
    c.facts = parseDeployFacts(facts, c.status.project).value();
    return c;
}

const Release &target(const DeployContext &c)
{
    return *c.facts.release(QStringLiteral("r1"));
}

} // namespace

/// What a rollback brings back besides the images.
class TestRollbackPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesReturnAndCredentialsStay()
    {
        const DeployContext c = context();
        const auto files = restoredFiles(c.facts, target(c));
        QVERIFY(files);
        QCOMPARE(files->size(), 1);
        const RestoredFile &file = files->first();
        QCOMPARE(file.name, QStringLiteral(".env.production"));
        QCOMPARE(file.expected, QByteArray("aaa"));
        QCOMPARE(file.text.reveal(),
                 QByteArray("# then\nSITE_NAME=Old\nPOSTGRES_PASSWORD=rotated-password\nHIDDEN=yes\n"));
        const auto preview = previewRollback(c.facts, target(c));
        QCOMPARE(preview->restored, (QStringList{QStringLiteral("SITE_NAME"), QStringLiteral("NEW_KEY")}));
        QCOMPARE(preview->keptAsNow, QStringList{QStringLiteral("POSTGRES_PASSWORD")});
        QCOMPARE(preview->absent, QStringList{QStringLiteral("SMTP_PASSWORD")});
        QCOMPARE(preview->nginxFiles, QStringList{QStringLiteral("nginx/nginx.conf")});
        QVERIFY(!preview->changesCompose);
        QCOMPARE(preview->backupPath, QStringLiteral("/backups/a b.sql.gz"));
        QCOMPARE(preview->backup.toSecsSinceEpoch(), 1793491200);
        const QString lines = preview->lines().join(QLatin1Char('\n'));
        for (const char *part :
             {"SITE_NAME, NEW_KEY", "POSTGRES_PASSWORD", "SMTP_PASSWORD", "nginx/nginx.conf", "a b.sql"})
            QVERIFY2(lines.contains(QLatin1String(part)), part);
        for (const char *part : {"leaked", "rotated", "given-up", "Old"})
            QVERIFY2(!lines.contains(QLatin1String(part)), part);
    }

    // The step is undone before the checkout, whose undo starts what ran; its secret is in no record and no script.
    void thePlanCarriesTheFile()
    {
        const auto plan = planRollback(context(), {});
        QVERIFY(plan);
        QCOMPARE(plan->subject, QStringLiteral("r1"));
        const auto step = std::find_if(plan->steps.begin(), plan->steps.end(), [](const Step &s) {
            return s.title == QLatin1String("Restore the environment");
        });
        QVERIFY(step != plan->steps.end());
        QCOMPARE((step - 1)->title, QStringLiteral("Move the checkout"));
        QCOMPARE(step->run.argv().last(), QStringLiteral(".env.production=aaa"));
        QCOMPARE(step->undo->argv().last(), QStringLiteral("environment-back"));
        QVERIFY(step->touches.contains(QStringLiteral("SITE_NAME")));
        QCOMPARE(plan->secretFiles.keys(), QStringList{QStringLiteral("environment.env.production")});
        for (const QByteArray &text : {toJson(*plan), asScript(*plan, {}).toUtf8()})
            for (const char *secret : {"rotated-password", "leaked-password"})
                QVERIFY(!text.contains(secret) && !text.contains(QByteArray(secret).toBase64()));
    }

    void nothingToRestore_data()
    {
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("a comment") << QByteArray(now).replace("today", "then");
        QTest::newRow("a credential") << QByteArray(now).replace("rotated", "leaked");
    }
    void nothingToRestore()
    {
        QFETCH(QByteArray, kept);
        const DeployContext c = context(kept);
        QCOMPARE(restoredFiles(c.facts, target(c))->size(), 0);
        QVERIFY(planRollback(c, {})->secretFiles.isEmpty());
        QVERIFY(
            previewRollback(c.facts, target(c))->lines().contains(QStringLiteral("The environment stays as it is.")));
    }

    // What a deploy writes into .env stays, and what refers to .env has the value that this has afterwards.
    void dotEnv()
    {
        const QByteArray kept = QByteArray(now).replace("New", "${TITLE}");
        const DeployContext c =
            context(kept, "file\t.env\tddd\nkept\tr1\t.env\teee\n" + content("ddd", "RELEASE=r2\nTITLE=New\n") +
                              content("eee", "RELEASE=r0\nTITLE=Old\n"));
        const auto files = restoredFiles(c.facts, target(c));
        QVERIFY(files);
        QCOMPARE(files->size(), 2);
        QCOMPARE(files->first().text.reveal(), QByteArray("RELEASE=r2\nTITLE=Old\n"));
        QCOMPARE(files->first().keptAsNow, QStringList());
        QCOMPARE(files->last().text.reveal(), kept);
        QCOMPARE(files->last().restored, QStringList{QStringLiteral("SITE_NAME")});
    }

    // What gets one of the keys besides the applications is away for a moment; what has it emptied is not.
    void readersAreMadeAnew_data()
    {
        QTest::addColumn<QByteArray>("postgres");
        QTest::addColumn<QStringList>("recreated");
        const QByteArray all = R"("SITE_NAME":"New","POSTGRES_PASSWORD":"x","HIDDEN":"yes","NEW_KEY":"1")";
        const QStringList postgres{QStringLiteral("postgres")};
        QTest::newRow("gets the file") << all << postgres;
        QTest::newRow("gets none of it") << QByteArray(R"("OTHER":"New")") << QStringList();
        QTest::newRow("gets other values")
            << QByteArray(R"("SITE_NAME":"","HIDDEN":"yes","NEW_KEY":"")") << QStringList();
    }
    void readersAreMadeAnew()
    {
        QFETCH(QByteArray, postgres);
        DeployContext c = context(then, {}, ",\"postgres\":{\"image\":\"p\",\"environment\":{" + postgres + "}}");
        const auto files = restoredFiles(c.facts, target(c));
        QTEST(files->first().readers, "recreated");
        // Where all containers are replaced anyway there is nothing to add.
        QCOMPARE(recreatedServices(c.facts, QStringLiteral("1111111"), *files), QStringList());
        for (BuiltService &service : c.facts.services)
            service.noSwitch.clear(), service.port = 3001;
        QTEST(recreatedServices(c.facts, QStringLiteral("1111111"), *files), "recreated");
        QTEST(previewRollback(c.facts, target(c))->recreated, "recreated");
        QFETCH(QStringList, recreated);
        QCOMPARE(planRollback(c, {})->downtimeSeconds(), recreated.isEmpty() ? 0 : 2);
    }

    void aFileThatComposeRejectsIsNotGuessedAt()
    {
        const DeployContext c = context("SITE_NAME=\"Old\n");
        QCOMPARE(nameOf(planRollback(c, {}).error().code), QStringLiteral("Invalid"));
        QVERIFY(planRollback(c, {}).error().message.startsWith(QStringLiteral(".env.production cannot be restored")));
    }

    // One that was proven bad, or never proven, is no way back.
    void lastGoodIsNoBadOne()
    {
        for (const QByteArray state : {"bad", "built"}) {
            const QByteArray middle = "record\tr1b\tcommit\t1515151\nrecord\tr1b\tcreated\t2026-11-01T12:00:00Z\n"
                                      "record\tr1b\tstate\t" +
                                      state + "\n";
            QCOMPARE(planRollback(context(then, middle), {})->subject, QStringLiteral("r1"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRollbackPreview)
#include "tst_rollbackpreview.moc"
