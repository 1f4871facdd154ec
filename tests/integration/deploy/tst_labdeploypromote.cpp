// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"

#include <QJsonArray>

using namespace bouncepro;

/// From one real server to another.
class TestLabDeployPromote : public QObject
{
    Q_OBJECT

    Lab &lab = Lab::instance();
    Lab staging{lab.name() + QStringLiteral("-staging")};

    CtlAnswer promote(const QStringList &more = {})
    {
        return lab.ctl(QStringList{QStringLiteral("promote"), QStringLiteral("--from"), QStringLiteral("staging"),
                                   QStringLiteral("--soak"), QStringLiteral("2")} +
                       more);
    }

private Q_SLOTS:
    void initTestCase()
    {
        lab.reset();
        staging.reset();
        lab.addServer(QStringLiteral("staging"), staging.name(),
                      {QStringLiteral("--ssh-config"), staging.variable(QStringLiteral("LAB_SSH_CONFIG"))});
    }
    void cleanupTestCase() { staging.command(QStringLiteral("down")); }

    void promotes()
    {
        const QString before = lab.servedRelease();
        QCOMPARE(promote().errorCode(), QStringLiteral("Conflict")); // nothing is on record there

        const QByteArray commit = staging.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const CtlAnswer deployed = staging.ctl({QStringLiteral("deploy")});
        QVERIFY2(deployed.exitCode == 0, deployed.said());
        const CtlAnswer absent = promote();
        QCOMPARE(absent.errorCode(), QStringLiteral("NotFound")); // the origin of this server does not have it
        QVERIFY2(absent.out.contains(commit.left(7)), absent.said());

        const QByteArray bundle = staging.sh(QStringLiteral(
            "git -c safe.directory='*' -C /srv/git/bouncepro.git bundle create -q - main | base64 -w 0"));
        lab.sh(QStringLiteral("echo %1 | base64 -d >/tmp/main.bundle; chown -R deploy: /tmp/main.bundle; "
                              "runuser -u deploy -- git -C /srv/git/bouncepro.git fetch -q /tmp/main.bundle +main:main")
                   .arg(QString::fromLatin1(bundle)));

        staging.sh(QStringLiteral("docker stop $(docker ps -q --filter label=com.docker.compose.service=nuxt)"));
        const CtlAnswer ill = promote();
        QCOMPARE(ill.errorCode(), QStringLiteral("Conflict"));
        QVERIFY2(ill.out.contains("staging is not well: nuxt is"), ill.said());
        staging.sh(QStringLiteral("docker start $(docker ps -aq --filter label=com.docker.compose.service=nuxt)"));
        const auto isWell = [&] { return staging.ctl({QStringLiteral("status")}).exitCode; };
        QTRY_COMPARE_WITH_TIMEOUT(isWell(), 0, 60000);
        QCOMPARE(lab.servedRelease(), before);

        const QJsonObject plan = promote({QStringLiteral("--dry-run")}).last();
        QCOMPARE(plan[QLatin1String("commits")][0][QLatin1String("commit")].toString().toLatin1(), commit);
        QVERIFY(!plan[QLatin1String("files")].toArray().isEmpty());
        QVERIFY(!plan[QLatin1String("findings")].toArray().isEmpty());
        QCOMPARE(lab.servedRelease(), before);

        const CtlAnswer promoted = promote();
        QVERIFY2(promoted.exitCode == 0, promoted.said());
        QCOMPARE(lab.head(), commit);
        QTRY_VERIFY_WITH_TIMEOUT(lab.servedRelease().endsWith(QString::fromLatin1(commit.left(7))), 20000);
        const QJsonObject job =
            lab.ctl({QStringLiteral("job"), QStringLiteral("list")}).last()[QLatin1String("jobs")][0].toObject();
        QCOMPARE(job[QLatin1String("subject")].toString(),
                 QString::fromLatin1(commit.left(7)) + QStringLiteral(", promoted from staging"));
        QCOMPARE(promote().errorCode(), QStringLiteral("Conflict")); // it serves already
    }
};

QTEST_GUILESS_MAIN(TestLabDeployPromote)
#include "tst_labdeploypromote.moc"
