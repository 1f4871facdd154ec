// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/deploy/rotation.h"

using namespace bouncepro;

namespace {

const QString name = QStringLiteral(".env.production");
const QByteArray referring = "POSTGRES_USER=u\nPOSTGRES_PASSWORD=old-planted\n"
                             "DATABASE_URI=postgresql://u:${POSTGRES_PASSWORD:?}@postgres/db\nPAYLOAD_SECRET=a\n";

ServerEnvironment environment(const QByteArray &text)
{
    return {{{name, Secret(text), "aaa", QStringLiteral("deploy"), 0600}}};
}

EnvironmentContext context(const QString &key, const Secret &value)
{
    EnvironmentContext c;
    DeployContext &d = c.deploy;
    d.profile.stack = QStringLiteral("/opt/bouncepro");
    d.status.project = QStringLiteral("bouncepro");
    d.status.owner = QStringLiteral("deploy");
    d.status.release = QStringLiteral("r2");
    d.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    d.now = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate);
    d.facts = parseDeployFacts("commit\t2222222\nrecord\tr2\tcommit\t2222222\nimage\tr2\tpayload\tp:r2\tsha256:2\n"
                               "current\tr2\nruns\tpayload\tsha256:2\thealthy\nswitch\tpayload\t3001\nconfig\n"
                               R"({"services":{"payload":{"build":{},"image":"p:bouncepro-release-placeholder"},
                               "postgres":{"image":"pg"}}})",
                               d.status.project)
                  .value();
    c.now = environment(referring);
    c.update = rotatedFiles(c.now, key, value).value();
    c.effects = {{QStringLiteral("payload"), {QStringLiteral("DATABASE_URI"), QStringLiteral("PAYLOAD_SECRET")}},
                 {QStringLiteral("postgres"), {QStringLiteral("POSTGRES_PASSWORD")}}};
    return c;
}

} // namespace

class TestRotation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The example of RFC 7677.
    void verifier()
    {
        QCOMPARE(scramVerifier(Secret("pencil"), QByteArray::fromBase64("W22ZaJ0SNY7soEsUEjb6gQ==")),
                 QByteArray("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
                            "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="));
    }

    void files_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("referred to") << referring << QByteArray(referring).replace("old-planted", "new-1");
        QTest::newRow("by itself")
            << QByteArray("POSTGRES_PASSWORD=old%1\nDATABASE_URL=postgresql://u:old%251@h:5432/db\n")
            << QByteArray("POSTGRES_PASSWORD=new-1\nDATABASE_URL=postgresql://u:new-1@h:5432/db\n");
        QTest::newRow("no address") << QByteArray("POSTGRES_PASSWORD=old\n") << QByteArray("POSTGRES_PASSWORD=new-1\n");
    }
    void files()
    {
        QFETCH(QByteArray, text);
        const auto update = rotatedFiles(environment(text), QStringLiteral("POSTGRES_PASSWORD"), Secret("new-1"));
        QVERIFY(update);
        QCOMPARE(update->files.size(), 1);
        QCOMPARE(update->files.first().expected, QByteArray("aaa"));
        QTEST(update->files.first().text.reveal(), "after");
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("not there") << QByteArray("A=1\n") << ErrorCode::NotFound;
        QTest::newRow("empty") << QByteArray("POSTGRES_PASSWORD=\n") << ErrorCode::NotFound;
        QTest::newRow("the same") << QByteArray("POSTGRES_PASSWORD=new\n") << ErrorCode::Conflict;
        QTest::newRow("two passwords") << QByteArray("POSTGRES_PASSWORD=old\nDATABASE_URI=postgresql://u:other@h/db\n")
                                       << ErrorCode::Invalid;
    }
    void refused()
    {
        QFETCH(QByteArray, text);
        const auto update = rotatedFiles(environment(text), QStringLiteral("POSTGRES_PASSWORD"), Secret("new"));
        QVERIFY(!update);
        QTEST(update.error().code, "code");
    }

    // The role changes behind the file and before the first new container; its way back has the old password. What goes
    // to PostgreSQL holds neither.
    void ofTheDatabase()
    {
        const QString key = QStringLiteral("POSTGRES_PASSWORD");
        const auto plan = planRotation(context(key, Secret("new-planted-one")), key);
        QVERIFY(plan);
        QCOMPARE(plan->action, QStringLiteral("rotate"));
        QCOMPARE(plan->subject, key);
        QVERIFY(plan->id.contains(QStringLiteral("-rotate-")));
        QStringList words;
        for (const Step &step : plan->steps)
            words << step.run.argv().mid(5).join(QLatin1Char(' ')).section(QLatin1Char(' '), 0, 1);
        QCOMPARE(words,
                 (QStringList{QStringLiteral("anew mark"), QStringLiteral("environment .env.production=aaa"),
                              QStringLiteral("role role"), QStringLiteral("anew beside"), QStringLiteral("anew point"),
                              QStringLiteral("anew soak"), QStringLiteral("anew drain"), QStringLiteral("keep r2")}));
        QCOMPARE(plan->commitPoint, 6);
        QCOMPARE(plan->steps[2].undo->argv().last(), QStringLiteral("role.before"));
        const QMap<QString, Secret> passwords{{QStringLiteral("role"), Secret("new-planted-one")},
                                              {QStringLiteral("role.before"), Secret("old-planted")}};
        for (auto it = passwords.begin(); it != passwords.end(); ++it) {
            const QByteArray statement = plan->secretFiles.value(it.key()).reveal();
            const QByteArray kept = statement.split('\'').value(1);
            QCOMPARE(kept, scramVerifier(*it, QByteArray::fromBase64(kept.split(':').value(1).split('$').first())));
            QVERIFY2(statement.contains("ALTER ROLE CURRENT_USER PASSWORD 'SCRAM-SHA-256$4096:"), statement);
            QVERIFY(!statement.contains("planted"));
        }
        QVERIFY(!toJson(*plan).contains("planted") && !toJson(*plan).contains("SCRAM"));
    }

    void ofAnother()
    {
        const QString key = QStringLiteral("PAYLOAD_SECRET");
        const auto plan = planRotation(context(key, Secret("b")), key);
        QVERIFY(plan);
        QVERIFY(!plan->secretFiles.contains(QStringLiteral("role")));
        QCOMPARE(plan->subject, key);
    }

    void guide_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("isOurs");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("database") << "POSTGRES_PASSWORD" << true << "The role of the database"
                                  << "";
        QTest::newRow("payload") << "PAYLOAD_SECRET" << true << "Everyone is logged out."
                                 << "";
        QTest::newRow("of others") << "STRIPE_SECRET_KEY" << false << "Make a new one at Stripe"
                                   << "Revoke the old one at Stripe";
    }
    void guide()
    {
        QFETCH(QString, key);
        const auto guide = rotationGuide(key);
        QVERIFY(guide);
        QTEST(guide->isOurs, "isOurs");
        QFETCH(QString, before);
        QVERIFY2(guide->before.join(u' ').contains(before), qPrintable(guide->before.join(u' ')));
        QFETCH(QString, after);
        QVERIFY(guide->after.join(u' ').contains(after));
        QCOMPARE(guide->after.isEmpty(), after.isEmpty());
    }
    void noGuide()
    {
        QCOMPARE(rotationGuide(QStringLiteral("LOG_LEVEL")).error().code, ErrorCode::NotFound);
        QCOMPARE(rotationGuide(QStringLiteral("NOTHING")).error().code, ErrorCode::NotFound);
        QCOMPARE(rotationGuide(QStringLiteral("DATABASE_URI")).error().code, ErrorCode::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestRotation)
#include "tst_rotation.moc"
