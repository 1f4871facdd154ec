// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/effectiveenvironment.h"

using namespace bouncepro;

namespace {

QByteArray model(const QByteArray &payload)
{
    const QByteArray json = R"({"services":{"payload":{"environment":{)" + payload +
                            R"(}},"postgres":{"environment":{"LOG_LEVEL":"info"}}}})";
    return "model\t" + json.toBase64() + '\n';
}

QByteArray container(const QByteArray &service, const QByteArray &env, const QByteArray &image = "[]")
{
    return "container\t" + service + "\tshop-" + service + "-1\t" + env.toBase64() + '\t' + image.toBase64() + '\n';
}

// KEY:wanted/running of each value; - for none.
QString told(const EffectiveService &service)
{
    QStringList all;
    const auto text = [](const std::optional<Secret> &value) {
        return value ? QString::fromUtf8(value->reveal()) : QStringLiteral("-");
    };
    for (const EffectiveValue &value : service.values)
        all << value.key + QLatin1Char(':') + text(value.wanted) + QLatin1Char('/') + text(value.running);
    return all.join(QLatin1Char('|'));
}

} // namespace

/// What services are given beside what their containers have.
class TestEffectiveEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("drift");
        QTest::newRow("the same") << model(R"("A":"1")") + container("payload", R"(["A=1"])") << "A:1/1"
                                  << "";
        QTest::newRow("another") << model(R"("A":"1","B":"x=y")") + container("payload", R"(["A=2","B=x=y"])")
                                 << "A:1/2|B:x=y/x=y"
                                 << "A";
        QTest::newRow("new and gone") << model(R"("A":"1")") + container("payload", R"(["B=2"])") << "A:1/-|B:-/2"
                                      << "A,B";
        QTest::newRow("a dollar") << model(R"("A":"a$$b")") + container("payload", R"(["A=a$b"])") << "A:a$b/a$b"
                                  << "";
        QTest::newRow("of the image") << model(R"("PORT":"2")") + container("payload", R"(["PATH=/bin","PORT=1"])",
                                                                            R"(["PATH=/bin","PORT=1"])")
                                      << "PORT:2/1"
                                      << "PORT";
        QTest::newRow("over the image's")
            << model("") + container("payload", R"(["PATH=/sbin"])", R"(["PATH=/bin"])") << "PATH:-//sbin"
            << "PATH";
        QTest::newRow("the shell's") << model(R"("A":null)") + container("payload", "[]") << ""
                                     << "";
        QTest::newRow("does not run") << model(R"("A":"1")") << "A:1/-"
                                      << "";
        QTest::newRow("the second differs")
            << model(R"("A":"1")") + container("payload", R"(["A=1"])") + container("payload", R"(["A=2"])") << "A:1/2"
            << "A";
    }
    void values()
    {
        QFETCH(QByteArray, answer);
        const auto services = parseEffectiveEnvironment(answer);
        QVERIFY(services);
        QCOMPARE(services->size(), 2);
        QTEST(told(services->first()), "values");
        QTEST(services->first().drift().join(QLatin1Char(',')), "drift");
        QCOMPARE(services->first().mustBeMadeAnew(), !services->first().drift().isEmpty());
    }

    // Postgres is given LOG_LEVEL too, and does not look at it; secrets are marked.
    void whatMatters()
    {
        const auto services =
            parseEffectiveEnvironment(model(R"("PAYLOAD_SECRET":"s","LOG_LEVEL":"info")") +
                                      container("payload", R"(["PAYLOAD_SECRET=t","LOG_LEVEL=info"])") +
                                      container("postgres", R"(["LOG_LEVEL=debug"])"));
        QVERIFY(services);
        QVERIFY(services->first().mustBeMadeAnew());
        QVERIFY(services->first().values[1].isSecret && !services->first().values[0].isSecret);
        QCOMPARE(services->last().drift(), QStringList{QStringLiteral("LOG_LEVEL")});
        QVERIFY(!services->last().mustBeMadeAnew());
    }

    void noAnswer() { QCOMPARE(parseEffectiveEnvironment("container\tx\n").error().code, ErrorCode::Protocol); }
};

QTEST_GUILESS_MAIN(TestEffectiveEnvironment)
#include "tst_effectiveenvironment.moc"
