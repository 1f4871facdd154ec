// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/environmentvalidation.h"

#include <QFile>

using namespace bouncepro;

namespace {

// A file without a finding, but for what a row changes.
const QByteArray fine = "DOMAIN=bouncepro.example\n"
                        "POSTGRES_USER=bouncepro\n"
                        "POSTGRES_PASSWORD=0123456789abcdef0123\n"
                        "POSTGRES_DB=bouncepro\n"
                        "DATABASE_URI=postgresql://bouncepro:0123456789abcdef0123@postgres:5432/bouncepro\n"
                        "PAYLOAD_SECRET=0123456789abcdef0123456789abcdef\n"
                        "PAYLOAD_PUBLIC_SERVER_URL=https://api.${DOMAIN}\n"
                        "NUXT_PUBLIC_SITE_URL=https://${DOMAIN}\n"
                        "NUXT_PUBLIC_API_URL=https://api.${DOMAIN}\n"
                        "CORS_ALLOWED_ORIGINS=https://${DOMAIN},https://api.${DOMAIN}\n"
                        "FEATURE_ONLINE_PAYMENTS=false\n"
                        "FEATURE_EMAIL_NOTIFICATIONS=false\n";

const QByteArray live = "STRIPE_SECRET_KEY=sk_live_0123456789abcdef\n";
const QByteArray test = "NUXT_PUBLIC_STRIPE_PUBLISHABLE_KEY=pk_test_0123456789abcdef\n";

// "error missing DOMAIN 0" ...
QByteArray told(const QList<EnvironmentFinding> &findings)
{
    QByteArrayList lines;
    for (const EnvironmentFinding &f : findings)
        lines << QStringLiteral("%1 %2 %3 %4").arg(nameOf(f.severity), nameOf(f.kind), f.key).arg(f.line).toUtf8();
    return lines.join(", ");
}

} // namespace

class TestEnvironmentSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void builtIn()
    {
        const EnvironmentSchema &schema = EnvironmentSchema::builtIn();
        QVERIFY(schema.keys().size() > 90);
        QCOMPARE(schema.groups().first().title, QStringLiteral("General"));
        const EnvironmentKey *uri = schema.find(QStringLiteral("DATABASE_URL")); // an alias
        QVERIFY(uri && uri->secret && uri->credential && uri->required);
        QCOMPARE(uri->name, QStringLiteral("DATABASE_URI"));
        QCOMPARE(uri->services, QStringList{QStringLiteral("payload")});
        QCOMPARE(uri->applies, QStringList{QStringLiteral("start")});
        QCOMPARE(schema.find(QStringLiteral("PAYLOAD_SECRET"))->generate->kind, QStringLiteral("random-base64"));
        QCOMPARE(schema.find(QStringLiteral("RELEASE"))->setIn, QStringLiteral(".env"));
        QVERIFY(!schema.find(QStringLiteral("NOTHING")));
        QVERIFY(schema.credentials().contains(QStringLiteral("DATABASE_URL")));
        QVERIFY(!schema.credentials().contains(QStringLiteral("POSTGRES_USER")));
        QCOMPARE(schema.groupOf(QStringLiteral("POSTGRES_DB")).mid(0, 3),
                 QStringList({QStringLiteral("POSTGRES_USER"), QStringLiteral("POSTGRES_PASSWORD"),
                              QStringLiteral("POSTGRES_DB")}));
        QVERIFY(schema.groupOf(QStringLiteral("DATABASE_URL")).contains(QStringLiteral("DATABASE_URL")));
    }

    // Each default, example and value of a choice is one that its own key takes.
    void takesItsOwn()
    {
        for (const EnvironmentKey &key : EnvironmentSchema::builtIn().keys()) {
            for (const QString &value : QStringList{key.defaultValue.value_or(QString()), key.example} + key.values)
                if (!value.isEmpty())
                    QCOMPARE(key.name + complaintAbout(key, value), key.name);
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("newer format") << QByteArray(R"({"format": 2, "groups": [], "keys": []})");
        QTest::newRow("unknown type") << QByteArray(
            R"({"format": 1, "groups": [{"name": "g"}], "keys": [{"name": "A", "group": "g", "type": "colour"}]})");
        QTest::newRow("unknown group") << QByteArray(
            R"({"format": 1, "keys": [{"name": "A", "group": "g", "type": "text"}]})");
        QTest::newRow("twice") << QByteArray(R"({"format": 1, "groups": [{"name": "g"}], "keys": [
            {"name": "A", "group": "g", "type": "text"}, {"name": "B", "group": "g", "type": "text", "aliases": ["A"]}]})");
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        QVERIFY(!EnvironmentSchema::parse(json));
    }

    void types_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("right");
        const auto rows = [](const char *key, std::initializer_list<const char *> right,
                             std::initializer_list<const char *> wrong) {
            for (const char *value : right)
                QTest::addRow("%s takes %s", key, value)
                    << QString::fromLatin1(key) << QString::fromUtf8(value) << true;
            for (const char *value : wrong)
                QTest::addRow("%s refuses %s", key, value)
                    << QString::fromLatin1(key) << QString::fromUtf8(value) << false;
        };
        rows("BREVO_API_URL", {"https://a.example", "https://a.example:8443/v3?x=1"},
             {"http://a.example", "https://", "https://a.example/", "a.example", "https://a b.example",
              "https://a.example:99999"});
        rows("EMAIL_FROM", {"a@b.example", "a.b+c@sub.b.example"},
             {"a", "a@b", "a@@b.example", "a @b.example", "@b.example"});
        rows("SMTP_PORT", {"1", "587", "65535"}, {"0", "65536", "5.5", "587 ", "0x10", "one", "-1"});
        rows("SENTRY_TRACES_SAMPLE_RATE", {"0", "0.1", "1"}, {"1.1", ".5", "1e-1", "-0.1", "nan"});
        rows("FEATURE_MAPS", {"true", "false"}, {"True", "1", "yes", "false "});
        rows("LOG_LEVEL", {"debug", "info"}, {"INFO", "trace", "information"});
        rows("SENTRY_DSN", {"https://0123456789abcdef@o1.ingest.sentry.io/1"},
             {"https://o1.ingest.sentry.io/1", "http://0123@o1.ingest.sentry.io/1",
              "https://0123@o1.ingest.sentry.io/x"});
        rows("STRIPE_SECRET_KEY", {"sk_live_0123456789abcdef", "rk_test_0123456789abcdef"},
             {"pk_live_0123456789abcdef", "sk_live_short", "sk_0123456789abcdef", " sk_live_0123456789abcdef"});
        rows("BACKUP_TIMEOUT", {"90", "30m", "6h", "1.5d"}, {"6 h", "h", "-1h", "6hours", "1,5h"});
        rows("ADMIN_ALLOWED_IPS", {"192.0.2.7", "192.0.2.7,198.51.100.0/24", "2001:db8::/32", "::1"},
             {"192.0.2", "192.0.2.7,", "192.0.2.7, 198.51.100.0/24", "198.51.100.0/33", "2001:db8::/129", "300.1.1.1",
              "10/8", "192.0.2.7/24/1", "192.0.2.7/"});
        rows("DOMAIN", {"bouncepro.example"},
             {"https://bouncepro.example", "bouncepro", "Bouncepro.example", "-a.example", "a..example"});
        rows("BACKUP_DIR", {"/backups", "/srv/a"}, {"backups", "/srv/../etc", "/a b", "/srv/.."});
        rows("TWILIO_FROM_NUMBER", {"+12025550123"}, {"12025550123", "+0123456789", "+1 202 555 0123"});
        rows("NGINX_IMAGE", {"nginx:1.27-alpine", "registry.example:5000/a/nginx:1"},
             {"Nginx", "nginx:", "nginx alpine"});
        rows("PAYLOAD_SECRET", {"0123456789abcdef0123456789abcdef"}, {"short", "0123456789abcdef\n0123456789abcdef"});
        rows("EMAIL_FROM_NAME", {"Büro & Söhne", "🔑"}, {"a\tb", "a\nb"});
    }
    void types()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        const EnvironmentKey &known = *EnvironmentSchema::builtIn().find(key);
        const QString complaint = complaintAbout(known, value);
        QTEST(complaint.isEmpty(), "right");
        if (known.secret)
            QVERIFY2(!complaint.contains(value), qPrintable(complaint));
    }

    void findings_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("findings");
        QTest::addColumn<int>("environment");
        const auto row = [](const char *name, const QByteArray &text, const char *findings,
                            Environment environment = Environment::Production) {
            QTest::newRow(name) << text << QByteArray(findings) << int(environment);
        };
        const auto with = [](const char *before, const char *after) { return QByteArray(fine).replace(before, after); };
        row("none", fine, "");
        row("missing", with("PAYLOAD_SECRET=0123456789abcdef0123456789abcdef\n", ""), "error missing PAYLOAD_SECRET 0");
        row("empty", with("=0123456789abcdef0123456789abcdef\n", "=\n"), "error missing PAYLOAD_SECRET 6");
        row("inherited", with("PAYLOAD_SECRET=0123456789abcdef0123456789abcdef\n", "PAYLOAD_SECRET\n"),
            "warning missing PAYLOAD_SECRET 6");
        row("required by another", with("FEATURE_EMAIL_NOTIFICATIONS=false", "FEATURE_EMAIL_NOTIFICATIONS=true"),
            "error missing BREVO_API_KEY 0, error missing EMAIL_FROM 0");
        row("required by the default of another", with("FEATURE_EMAIL_NOTIFICATIONS=false\n", ""),
            "error missing BREVO_API_KEY 0, error missing EMAIL_FROM 0");
        row("required because another is there", fine + "SMTP_USER=a@b.example\n", "error missing SMTP_PASSWORD 0");
        row("unknown", fine + "MY_OWN=1\n", "note unknown MY_OWN 13");
        row("unknown, but near", fine + "LOG_LEVLE=info\n", "warning unknown LOG_LEVLE 13");
        row("duplicate", "DOMAIN=other.example\n" + fine, "warning duplicate DOMAIN 1");
        row("alias alone", with("DATABASE_URI", "DATABASE_URL"), "");
        row("alias beside its key",
            fine + "DATABASE_URL=postgresql://bouncepro:0123456789abcdef0123@postgres:5432/bouncepro\n",
            "warning duplicate DATABASE_URL 13");
        row("for .env", fine + "RELEASE=abc\n", "warning misplaced RELEASE 13");
        row("for the stack", fine + "PORT=3001\n", "warning misplaced PORT 13");
        row("value", fine + "LOG_LEVEL=loud\n", "error value LOG_LEVEL 13");
        row("still to be filled in", with("PAYLOAD_SECRET=0123456789abcdef", "PAYLOAD_SECRET=change-me-89abcdef"),
            "warning value PAYLOAD_SECRET 6");
        row("rejected", fine + "A B=1\n", "error rejected  13");
        row("needed by a reference", with("DOMAIN}\nCORS", "DOMAIN}${X:?}\nCORS"),
            "error rejected  9, error missing NUXT_PUBLIC_API_URL 9");
        row("without a name", fine + "DOMAIN", "error value  13");
        row("password of the database", with("POSTGRES_PASSWORD=0", "POSTGRES_PASSWORD=1"),
            "error disagreement DATABASE_URI 5");
        row("user and name of the database",
            with("://bouncepro:0123456789abcdef0123@postgres:5432/bouncepro",
                 "://other:0123456789abcdef0123@postgres:5432/another"),
            "error disagreement DATABASE_URI 5, error disagreement DATABASE_URI 5");
        row("percent-encoded", with("postgresql://bounce", "postgresql://%62ounce"), "");
        row("not of the domain", with("SITE_URL=https://${DOMAIN}", "SITE_URL=https://other.example"),
            "warning disagreement NUXT_PUBLIC_SITE_URL 8");
        row("more origins are fine", with("CORS_ALLOWED_ORIGINS=", "CORS_ALLOWED_ORIGINS=https://x.example,"), "");
        row("fewer are not", with("CORS_ALLOWED_ORIGINS=https://${DOMAIN},", "CORS_ALLOWED_ORIGINS="),
            "warning disagreement CORS_ALLOWED_ORIGINS 10");
        row("live in production", fine + live, "");
        row("live in staging", fine + live, "error mode STRIPE_SECRET_KEY 13", Environment::Staging);
        row("test in production", fine + test, "warning mode NUXT_PUBLIC_STRIPE_PUBLISHABLE_KEY 13");
        row("test in staging", fine + test, "", Environment::Staging);
        row("both", fine + test + live,
            "error mode NUXT_PUBLIC_STRIPE_PUBLISHABLE_KEY 13, error mode STRIPE_SECRET_KEY 14", Environment::Staging);
    }
    void findings()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, environment);
        const QList<EnvironmentFinding> findings = validated(EnvironmentDocument(text), EnvironmentSchema::builtIn(),
                                                             {.environment = Environment(environment)});
        QTEST(told(findings), "findings");
        for (const EnvironmentFinding &f : findings) {
            QVERIFY(!f.what.isEmpty() && !f.remedy.isEmpty());
            for (const char *secret : {"0123456789abcdef", "change-me-89"})
                QVERIFY2(!(f.what + f.remedy).contains(QLatin1String(secret)), qPrintable(f.what + f.remedy));
        }
    }

    void certificate()
    {
        const EnvironmentDocument document(fine);
        const auto served = [&](const QStringList &names) {
            return told(validated(document, EnvironmentSchema::builtIn(), {.certificateNames = names}));
        };
        QCOMPARE(served({QStringLiteral("API.bouncepro.example")}), QByteArray());
        QCOMPARE(served({QStringLiteral("*.bouncepro.example")}), QByteArray());
        QCOMPARE(served({QStringLiteral("bouncepro.example")}),
                 QByteArray("error disagreement PAYLOAD_PUBLIC_SERVER_URL 7"));
    }

    // The kit's own template: what is to be filled in is missing, and nothing else is wrong.
    void kitTemplate()
    {
        QFile file(qEnvironmentVariable("BOUNCEPRO_SOURCE") + QStringLiteral("/resources/kit/.env.production.example"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const EnvironmentFinding &f : validated(EnvironmentDocument(file.readAll()), EnvironmentSchema::builtIn()))
            QVERIFY2(f.kind == FindingKind::Missing || f.kind == FindingKind::Rejected, qPrintable(f.what));
    }

    void secrets()
    {
        const EnvironmentDocument document(
            "PAYLOAD_SECRET=0123456789\nDOMAIN=a.example\nMY_TOKEN=x\nMY_URL=redis://:pass99@h\n"
            "COPY=x-$PAYLOAD_SECRET\nTYPED=x0123456789\nPLAIN=$DOMAIN\nBREVO_API_URL=https://u:pass99@h.example\n");
        QStringList secrets = EnvironmentSchema::builtIn().secretsOf(document).values();
        secrets.sort();
        QCOMPARE(secrets,
                 QStringList({QStringLiteral("BREVO_API_URL"), QStringLiteral("COPY"), QStringLiteral("MY_TOKEN"),
                              QStringLiteral("MY_URL"), QStringLiteral("PAYLOAD_SECRET"), QStringLiteral("TYPED")}));
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentSchema)
#include "tst_environmentschema.moc"
