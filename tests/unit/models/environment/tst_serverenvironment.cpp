// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/serverenvironment.h"

using namespace bouncepro;

namespace {

QByteArray file(const char *name, const QByteArray &text, const char *mode = "600")
{
    return QByteArray("file\t") + name + "\thash-of-" + name + "\tdeploy\t" + mode + "\t1796000000\t" +
           text.toBase64() + '\n';
}

} // namespace

/// The environment files of a stack, as the server answers them.
class TestServerEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void files()
    {
        const auto environment = parseServerEnvironment(
            file(".env", "ZONE=eu\n", "644") + file(".env.production", "A=${ZONE}\nPAYLOAD_SECRET=x\n", "640"),
            QStringLiteral("eu"));
        QVERIFY(environment);
        QCOMPARE(environment->files.size(), 2);
        const ServerEnvironmentFile *main = environment->find(QStringLiteral(".env.production"));
        QVERIFY(main);
        QCOMPARE(main->hash, QByteArray("hash-of-.env.production"));
        QCOMPARE(main->owner, QStringLiteral("deploy"));
        QCOMPARE(main->mode, 0640);
        QCOMPARE(main->changed.toSecsSinceEpoch(), 1796000000);
        QCOMPARE(environment->document(main->name).find(QStringLiteral("A"))->value.reveal(), QByteArray("eu"));
        QCOMPARE(environment->document(main->name, "B=${ZONE}2\n").find(QStringLiteral("B"))->value.reveal(),
                 QByteArray("eu2"));
        // Only what holds secrets is to be closed.
        QVERIFY(environment->isExposed(main->name));
        QVERIFY(!environment->isExposed(QStringLiteral(".env")));
        const auto findings = modeFindings(*environment);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(nameOf(findings.first().kind), QStringLiteral("permissions"));
        QVERIFY2(findings.first().what.contains(QStringLiteral("mode 0640")), qPrintable(findings.first().what));
    }

    void fileOfKey_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("name");
        QTest::newRow("where it stands") << "LOG_LEVEL"
                                         << ".env";
        QTest::newRow("new, of the compose file") << "PAYLOAD_IMAGE"
                                                  << ".env";
        QTest::newRow("new, of the services") << "DOMAIN"
                                              << ".env.prod";
        QTest::newRow("not known") << "SOMETHING"
                                   << ".env.prod";
    }
    void fileOfKey()
    {
        const auto environment =
            parseServerEnvironment(file(".env", "LOG_LEVEL=info\n") + file(".env.prod", "A=1\n"), QStringLiteral("eu"));
        QVERIFY(environment);
        QFETCH(QString, key);
        QTEST(environment->fileOf(key), "name");
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("none") << QByteArray() << ErrorCode::NotFound;
        QTest::newRow("not to be read") << file(".env", "A=1\n") + "unreadable\t.env.production\tanna\t600\n"
                                        << ErrorCode::PermissionDenied;
        QTest::newRow("cut short") << QByteArray("file\t.env\thash\tdeploy\t600\t1\n") << ErrorCode::Protocol;
        QTest::newRow("no mode") << file(".env", "A=1\n", "rw") << ErrorCode::Protocol;
        QTest::newRow("a way out") << file(".env/../x", "A=1\n") << ErrorCode::Protocol;
        QTest::newRow("no base64") << QByteArray("file\t.env\thash\tdeploy\t600\t1\t!!\n") << ErrorCode::Protocol;
    }
    void refused()
    {
        QFETCH(QByteArray, answer);
        const auto environment = parseServerEnvironment(answer, QStringLiteral("eu"));
        QVERIFY(!environment);
        QTEST(environment.error().code, "code");
    }
};

QTEST_GUILESS_MAIN(TestServerEnvironment)
#include "tst_serverenvironment.moc"
