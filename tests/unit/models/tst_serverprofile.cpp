// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/serverprofile.h"

#include <QTest>

using namespace bouncepro;

class TestServerProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip()
    {
        const QList<ServerProfile> profiles{{QStringLiteral("eu"),
                                             {QStringLiteral("deploy@eu1"), 2222, QStringLiteral("/tmp/c")},
                                             QStringLiteral("/opt/b"),
                                             QStringLiteral("compose.yml"),
                                             Environment::Staging,
                                             Privilege::SudoWithPassword,
                                             true},
                                            {QStringLiteral("us"), {QStringLiteral("us1"), 0, {}}}};
        const auto again = parseProfiles(formatProfiles(profiles));
        QVERIFY(again);
        QCOMPARE(*again, profiles);
        QCOMPARE(again->last().environment, Environment::Production);
        QVERIFY(again->first().fourEyes && !again->last().fourEyes);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("names");
        const auto server = [](const char *fields) {
            return QByteArray(R"({"format":1,"servers":[{"name":"eu","destination":"h")") + fields + "}]}";
        };
        QTest::newRow("not json") << QByteArray("servers: []") << QStringLiteral("byte");
        QTest::newRow("newer format") << QByteArray(R"({"format":2,"servers":[]})") << QStringLiteral("format 2");
        QTest::newRow("option as host") << server(R"(,"destination":"-oProxyCommand=x")")
                                        << QStringLiteral("destination");
        QTest::newRow("port") << server(R"(,"port":70000)") << QStringLiteral("70000");
        QTest::newRow("relative stack") << server(R"(,"stack":"opt")") << QStringLiteral("stack path");
        QTest::newRow("environment") << server(R"(,"environment":"prod")") << QStringLiteral("environment");
        QTest::newRow("name") << server(R"(,"name":" ")") << QStringLiteral("name");
    }
    void refused()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, names);
        const auto profiles = parseProfiles(json);
        QVERIFY(!profiles);
        QCOMPARE(profiles.error().code, ErrorCode::Invalid);
        QVERIFY2(profiles.error().message.contains(names), qPrintable(profiles.error().message));
        QVERIFY(!profiles.error().remedy.isEmpty());
    }

    void everyFieldIsNamed()
    {
        QVERIFY(fieldErrors({QStringLiteral("eu"), {QStringLiteral("eu1"), 0, {}}}).isEmpty());
        const QList<FieldError> errors = fieldErrors({QString(),
                                                      {QStringLiteral("-x"), 70000, QStringLiteral("-F")},
                                                      QStringLiteral("opt"),
                                                      QStringLiteral("--help")});
        QStringList fields;
        for (const FieldError &error : errors) {
            fields << nameOf(error.field);
            QVERIFY(!error.remedy.isEmpty());
        }
        QCOMPARE(fields.join(u' '), QStringLiteral("name destination port sshConfig stack composeFile"));
    }
};

QTEST_GUILESS_MAIN(TestServerProfile)
#include "tst_serverprofile.moc"
