// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/environmentrestore.h"

using namespace bouncepro;

/// What a rollback makes of the environment file.
class TestEnvironmentRestore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void restores_data()
    {
        QTest::addColumn<QByteArray>("kept");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QByteArray>("result");
        QTest::addColumn<QString>("changes"); // restored;kept as now;absent
        const auto row = [](const char *name, const char *kept, const char *now, const char *result,
                            const char *changes) {
            QTest::newRow(name) << QByteArray(kept) << QByteArray(now) << QByteArray(result)
                                << QString::fromLatin1(changes);
        };
        row("the same", "A=1\nSECRET=s\n", "A='1'\nSECRET='s'\n", "A=1\nSECRET=s\n", ";;");
        row("a setting comes back", "# old\nA=1\nSECRET=s\n", "# new\nA=2\nSECRET=s\n", "# old\nA=1\nSECRET=s\n",
            "A;;");
        row("a credential stays as it is now", "A=1\nSECRET=s # note\n", "A=1\nSECRET=\"n$$w\"\n",
            "A=1\nSECRET='n$w' # note\n", ";SECRET;");
        row("a setting that is new goes", "A=1\n", "A=1\nB=2\n", "A=1\n", "B;;");
        row("a setting that was dropped comes back", "A=1\nB=2\n", "A=1\n", "A=1\nB=2\n", "B;;");
        row("a credential that is new stays", "A=1\nC=3\n", "A=1\nTOKEN=t\nC=3\n", "A=1\nTOKEN=t\nC=3\n", ";TOKEN;");
        row("a credential that is gone stays away", "TOKEN=t\nA=1\n", "A=1\n", "A=1\n", ";;TOKEN");
        row("a reference follows by itself", "SECRET=s\nURL=db://u:${SECRET}@h\n", "SECRET=n\nURL=db://u:${SECRET}@h\n",
            "SECRET=n\nURL=db://u:${SECRET}@h\n", ";SECRET,URL;");
        row("a reference that gives something else", "USER=old\nSECRET=s\nURL=db://${USER}:${SECRET}@h\n",
            "USER=new\nSECRET=s\nURL=db://${USER}:${SECRET}@h\n", "USER=old\nSECRET=s\nURL=db://new:s@h\n",
            "USER;URL;");
        row("a setting that refers to a credential", "SECRET=s\nX=x$SECRET\n", "SECRET=n\nX=x$SECRET\n",
            "SECRET=n\nX=x$SECRET\n", ";SECRET;");
        row("a credential that is inherited now", "SECRET=s\nA=1\n", "SECRET\nA=1\n", "A=1\nSECRET\n", ";SECRET;");
        row("twice there", "SECRET=a\nSECRET=b\n", "SECRET=c\n", "SECRET=a\nSECRET=c\n", ";SECRET;");
        row("emptied since", "SECRET=s\n", "SECRET=\n", "SECRET=\n", ";SECRET;");
        row("line breaks of the kept file", "A=1\r\nSECRET=s\r\n", "A=1\nSECRET=n\nTOKEN='t t'\n",
            "A=1\r\nSECRET=n\r\nTOKEN='t t'\r\n", ";SECRET,TOKEN;");
    }
    void restores()
    {
        QFETCH(QByteArray, kept);
        QFETCH(QByteArray, now);
        const QSet<QString> credentials{QStringLiteral("SECRET"), QStringLiteral("TOKEN"), QStringLiteral("URL")};
        const auto result = restoredFrom(EnvironmentDocument(kept), EnvironmentDocument(now), credentials);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
        QTEST(result->document.text(), "result");
        const auto joined = [](const QStringList &keys) { return keys.join(QLatin1Char(',')); };
        QTEST(QStringList({joined(result->restored), joined(result->keptAsNow), joined(result->absent)})
                  .join(QLatin1Char(';')),
              "changes");
    }

    // References reach into .env, as they do on the server.
    void withDotEnvAround()
    {
        const auto around = EnvironmentDocument("RELEASE=r2\nEMPTY=\nALONE\n").values();
        QCOMPARE(around.size(), 2);
        const QByteArray kept = "TAG=${RELEASE:?}\nSECRET=s\n";
        QVERIFY(!restoredFrom(EnvironmentDocument(kept), EnvironmentDocument(kept), {}));
        const auto result = restoredFrom(EnvironmentDocument(kept, around),
                                         EnvironmentDocument("TAG=r2\nSECRET=n\n", around), {QStringLiteral("SECRET")});
        QVERIFY(result);
        QCOMPARE(result->document.text(), QByteArray("TAG=${RELEASE:?}\nSECRET=n\n"));
        QVERIFY(result->restored.isEmpty());
    }

    void refuses()
    {
        const EnvironmentDocument fine("A=1\nSECRET=hunter2\n");
        for (const char *broken : {"A B=1\n", "SECRET='hunter2\n", "A=${X:?}\n"}) {
            for (const auto &result : {restoredFrom(EnvironmentDocument(broken), fine, {}),
                                       restoredFrom(fine, EnvironmentDocument(broken), {})}) {
                QVERIFY(!result);
                QCOMPARE(result.error().code, ErrorCode::Invalid);
                QVERIFY2(!result.error().message.contains(QLatin1String("hunter2")),
                         qPrintable(result.error().message));
            }
        }
        // A credential that is gone and that the kept file needs: said, not written.
        QVERIFY(!restoredFrom(EnvironmentDocument("SECRET=s\nA=${SECRET:?}\n"), EnvironmentDocument("A=1\n"),
                              {QStringLiteral("SECRET")}));
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentRestore)
#include "tst_environmentrestore.moc"
