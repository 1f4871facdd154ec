// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/jobs/redaction.h"

#include <QProcess>
#include <QTemporaryFile>

using namespace bouncepro;

namespace {

// What a real sed makes of the text.
QByteArray redacted(const QByteArray &environment, const QByteArray &text)
{
    QTemporaryFile script;
    if (!script.open())
        return "no file";
    script.write(redactionScript(secretValues(environment)).reveal());
    script.flush();
    QProcess sed;
    sed.start(QStringLiteral("sed"), {QStringLiteral("-u"), QStringLiteral("-f"), script.fileName()});
    sed.write(text);
    sed.closeWriteChannel();
    if (!sed.waitForFinished() || sed.exitCode() != 0)
        return "sed: " + sed.readAllStandardError();
    return sed.readAllStandardOutput();
}

} // namespace

class TestRedaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QByteArray>("environment");
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("bare") << QByteArray("PAYLOAD_SECRET=a/b+c=d.e*f[g]^h$i&j")
                              << QByteArray("a/b+c=d.e*f[g]^h$i&j");
        QTest::newRow("double quotes") << QByteArray("SMTP_PASSWORD=\"se cr et\" # note") << QByteArray("se cr et");
        QTest::newRow("single quotes") << QByteArray("API_TOKEN='sec\\ret'") << QByteArray("sec\\ret");
        QTest::newRow("comment behind") << QByteArray("STRIPE_SECRET_KEY=sk_live_123 # live")
                                        << QByteArray("sk_live_123");
        QTest::newRow("export and colon")
            << QByteArray("export SENTRY_AUTH_TOKEN: sntrys_abc") << QByteArray("sntrys_abc");
        QTest::newRow("dollar written twice") << QByteArray("DB_PASSWORD=pa$$word1") << QByteArray("pa$word1");
        QTest::newRow("password in a url")
            << QByteArray("DATABASE_URI=postgres://bp:p%40ss%2Fword@postgres/bp") << QByteArray("p@ss/word");
        QTest::newRow("url of any key") << QByteArray("CACHE=redis://x:hunter22@h") << QByteArray("hunter22");
        QTest::newRow("line of a key") << QByteArray("JWT_PRIVATE_KEY=\"-----BEGIN\nMIIEabcdef\n-----END\"\nA=1")
                                       << QByteArray("MIIEabcdef");
        QTest::newRow("crlf") << QByteArray("PAYLOAD_SECRET=abcdef123\r\nB=2\r\n") << QByteArray("abcdef123");
        QTest::newRow("utf-8") << QByteArray("ADMIN_PASSWORD=gehe\xc3\xafm-wort") << QByteArray("gehe\xc3\xafm-wort");
    }
    void values()
    {
        QFETCH(QByteArray, environment);
        QFETCH(QByteArray, secret);
        const QByteArray percent = secret.toPercentEncoding();
        for (const QByteArray &form : {secret, secret.toBase64(), percent}) {
            const QByteArray out = redacted(environment, "before " + form + " after\nand in a word:x" + form + "y\n");
            QVERIFY2(!out.contains(form) && !out.contains(secret), out);
            QVERIFY2(out.startsWith("before ") && out.contains(" after\n") && out.contains("[secret]"), out);
        }
        // Base64 of a longer text that holds it, at each of the three places.
        for (const char *lead : {"", "u", "us"}) {
            const QByteArray whole = (lead + secret + ":tail").toBase64();
            const QByteArray out = redacted(environment, whole + '\n');
            QVERIFY2(!out.contains(whole) && out.contains("[secret]"), out);
        }
    }

    void onThisMachine()
    {
        const QByteArray secret = "a/b+c&d\"e\\f-secret";
        const QList<Secret> values{Secret(secret), Secret(QByteArray("b+c&d\"")), Secret(QByteArray())};
        QByteArray json = secret; // as JSON writes it, in two ways
        json.replace('\\', "\\\\").replace('"', "\\\"");
        QByteArray html = json;
        html.replace('&', "\\u0026");
        for (const QByteArray &form : {secret, secret.toBase64(), secret.toPercentEncoding(), json, html}) {
            const QByteArray out = bouncepro::redacted("before " + form + " after " + form + "\n", values);
            QVERIFY2(out.startsWith("before [secret]") && out.contains(" after [secret]"), out);
            QVERIFY2(!out.contains("a/b") && !out.contains("c&d") && !out.contains("-secret"), out);
        }
        QCOMPARE(bouncepro::redacted("nothing here", values), QByteArray("nothing here"));
    }

    void ordinaryTextStays()
    {
        const QByteArray environment =
            "NODE_ENV=production\nPOSTGRES_DB=bouncepro\nPORT=3000\nX_KEY=abc\n#SECRET_KEY=commented\n";
        const QByteArray text = "production bouncepro 3000 abc commented\n";
        QCOMPARE(redacted(environment, text), text); // not secret, or under 6 characters
    }

    void resolvedVariables()
    {
        const auto values =
            secretValues(QMap<QString, QString>{{QStringLiteral("PAYLOAD_SECRET@payload"), QStringLiteral("a$$bcdef")},
                                                {QStringLiteral("NODE_ENV@nuxt"), QStringLiteral("production")}});
        QCOMPARE(values.size(), 1);
        QCOMPARE(values.first().reveal(), QByteArray("a$bcdef"));
    }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
