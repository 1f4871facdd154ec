// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"

#include <QJsonArray>

using namespace bouncepro;

namespace {

// Steps of a first deploy, by number: the running release is recorded before the rest.
enum Step {
    Record = 1,
    Fetch,
    Worktree,
    Build,
    RecordBuilt,
    Checkout,
    Others,
    Payload,
    Nuxt,
    Point,
    Soak,
    Drain,
    Finish
};

QJsonObject newestJob(Lab &lab)
{
    return lab.ctl({QStringLiteral("job"), QStringLiteral("list")}).last()[QLatin1String("jobs")][0].toObject();
}

} // namespace

/// Deploy and rollback by bounceproctl against a real server.
class TestLabDeploy : public QObject
{
    Q_OBJECT

    Lab &lab = Lab::instance();
    QString m_release; // that serves before the test
    QByteArray m_head;

    // One whole release serves, the lock is free, the audit is whole, nothing is left over.
    void verifyWhole(const QString &release)
    {
        QTRY_COMPARE_WITH_TIMEOUT(lab.servedRelease(), release, 20000);
        const CtlAnswer status = lab.ctl({QStringLiteral("status")});
        QVERIFY2(status.exitCode == 0, status.said());
        QCOMPARE(status.last()[QLatin1String("release")].toString(), release);
        for (const QJsonValue service : status.last()[QLatin1String("services")].toArray())
            if (const QString name = service[QLatin1String("name")].toString();
                name == QLatin1String("payload") || name == QLatin1String("nuxt"))
                QVERIFY2(service[QLatin1String("image")].toString().endsWith(release),
                         qPrintable(service[QLatin1String("image")].toString()));
        for (const QJsonValue ready : status.last()[QLatin1String("readiness")].toArray())
            QCOMPARE(ready[QLatin1String("release")].toString(), release);
        QCOMPARE(status.last()[QLatin1String("services")].toArray().size(), 4); // none of another release is left
        QCOMPARE(lab.wouldChange(), QByteArray()); // a hand-typed `up -d` means this release
        QCOMPARE(lab.sh(QStringLiteral("ls /opt/bouncepro/nginx/local")), QByteArray("README.md"));
        const CtlAnswer audit = lab.ctl({QStringLiteral("audit"), QStringLiteral("verify")});
        QVERIFY2(audit.exitCode == 0, audit.out);
        QCOMPARE(lab.sh(QStringLiteral("cd /opt/bouncepro && git -c safe.directory='*' worktree list | wc -l")),
                 QByteArray("1"));
        QCOMPARE(lab.sh(QStringLiteral("cd /opt/bouncepro && git -c safe.directory='*' status --porcelain")),
                 QByteArray());
        QCOMPARE(lab.sh(QStringLiteral("flock -n /opt/bouncepro/.bouncepro/lock true; echo $?")), QByteArray("0"));
    }

private Q_SLOTS:
    void init()
    {
        lab.reset();
        m_release = lab.servedRelease();
        m_head = lab.head();
        QVERIFY(!m_release.isEmpty());
    }

    void deployAndRollBack()
    {
        const QByteArray commit = lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy")});
        QVERIFY2(deployed.exitCode == 0, deployed.said());
        QCOMPARE(deployed.last()[QLatin1String("state")].toString(), QStringLiteral("succeeded"));
        const QString release = lab.servedRelease();
        QVERIFY(release.endsWith(QString::fromLatin1(commit.left(7))));
        verifyWhole(release);
        QCOMPARE(lab.head(), commit);

        const CtlAnswer again = lab.ctl({QStringLiteral("deploy")});
        QCOMPARE(again.errorCode(), QStringLiteral("Conflict"));
        QCOMPARE(again.exitCode, 4);

        const QJsonArray releases = lab.ctl({QStringLiteral("releases")}).last()[QLatin1String("releases")].toArray();
        QCOMPARE(releases.size(), 2);
        QCOMPARE(releases[0][QLatin1String("current")].toBool(), true);
        QCOMPARE(releases[1][QLatin1String("id")].toString(), m_release);

        const CtlAnswer back = lab.ctl({QStringLiteral("rollback")});
        QVERIFY2(back.exitCode == 0, back.said());
        verifyWhole(m_release);
        QCOMPARE(lab.head(), m_head);

        const CtlAnswer forward = lab.ctl({QStringLiteral("rollback"), release}); // and to a release by its name
        QVERIFY2(forward.exitCode == 0, forward.said());
        verifyWhole(release);
    }

    void rollbackBuildsWhereTheImageIsGone()
    {
        QString built; // a release whose image has no other name that would keep it
        for (int i = 0; i < 2; ++i) {
            if (i == 1)
                built = lab.servedRelease();
            lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
            const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy")});
            QVERIFY2(deployed.exitCode == 0, deployed.said());
        }
        const QString image = QStringLiteral("bouncepro-payload:") + built;
        const QString id = QStringLiteral("docker image inspect --format '{{.Id}}' %1");
        const QByteArray before = lab.sh(id.arg(image)).trimmed();
        lab.sh(QStringLiteral("docker image rm -f ") + image);
        QCOMPARE(lab.sh(id.arg(QString::fromLatin1(before)) + QStringLiteral(" || true")).trimmed(), "");
        const CtlAnswer back = lab.ctl({QStringLiteral("rollback"), built});
        QVERIFY2(back.exitCode == 0, back.said());
        verifyWhole(built);
    }

    void failures_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("step");
        QTest::newRow("broken build") << QStringLiteral("broken-build") << int(Build);
        QTest::newRow("never ready") << QStringLiteral("never-ready") << int(Payload);
    }
    // The old release keeps serving, or comes back.
    void failures()
    {
        QFETCH(QString, kind);
        lab.command(QStringLiteral("commit"), {kind});
        const CtlAnswer deployed = lab.ctl({QStringLiteral("deploy")});
        QVERIFY2(deployed.exitCode == 1, deployed.said());
        QCOMPARE(deployed.last()[QLatin1String("state")].toString(), QStringLiteral("failed-restored"));
        QTEST(deployed.last()[QLatin1String("step")].toString().toInt(), "step");
        verifyWhole(m_release);
        QCOMPARE(lab.head(), m_head);
        // Not left in the way of the next.
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const CtlAnswer next = lab.ctl({QStringLiteral("deploy")});
        QVERIFY2(next.exitCode == 0, next.said());
    }

    // Healthy, and then dead while it is watched: nginx goes back to the old containers, which never stopped.
    void deadAfterTheSwitch()
    {
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        CtlProcess deploy = lab.start(
            {QStringLiteral("deploy"), QStringLiteral("--soak"), QStringLiteral("30"), QStringLiteral("--output")});
        QVERIFY(deploy.waitForStep(QStringLiteral("start"), Soak));
        lab.sh(QStringLiteral("docker kill $(docker ps -lq --filter label=com.docker.compose.service=payload)"));
        const CtlAnswer end = deploy.finish();
        QVERIFY2(end.exitCode == 1, end.said());
        QCOMPARE(end.last()[QLatin1String("state")].toString(), QStringLiteral("failed-restored"));
        QCOMPARE(end.last()[QLatin1String("step")].toString().toInt(), int(Soak));
        // By its state, or by what nginx serves in its place: whichever is looked at first.
        QVERIFY2(end.out.contains("payload is exited") || end.out.contains("nginx does not serve"), end.said());
        for (const char *service : {"payload", "nuxt"}) // of both, whichever failed
            QVERIFY2(end.out.contains(QByteArray("--- bouncepro-") + service), end.said());
        verifyWhole(m_release);
        const QJsonArray releases = lab.ctl({QStringLiteral("releases")}).last()[QLatin1String("releases")].toArray();
        QCOMPARE(releases[0][QLatin1String("state")].toString(), QStringLiteral("bad"));
    }

    void cancelled_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("in the build") << int(Build);
        QTest::newRow("while it is watched") << int(Soak);
    }
    void cancelled()
    {
        QFETCH(int, step);
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        CtlProcess deploy = lab.start({QStringLiteral("deploy"), QStringLiteral("--soak"), QStringLiteral("30")});
        QVERIFY(deploy.waitForStep(QStringLiteral("start"), step));
        const QString id = newestJob(lab)[QLatin1String("id")].toString();
        const CtlAnswer cancel = lab.ctl({QStringLiteral("job"), QStringLiteral("cancel"), id});
        QVERIFY2(cancel.exitCode == 0, cancel.out);
        const CtlAnswer end = deploy.finish();
        QVERIFY2(end.exitCode == 6, end.said());
        QCOMPARE(end.last()[QLatin1String("state")].toString(), QStringLiteral("cancelled"));
        verifyWhole(m_release);
    }

    // The link is cut in the middle: the job goes on, and the same bounceproctl finds it again.
    void connectionCut()
    {
        const QByteArray commit = lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        CtlProcess deploy = lab.start({QStringLiteral("deploy")});
        QVERIFY(deploy.waitForStep(QStringLiteral("start"), Build));
        lab.command(QStringLiteral("cut"), {QStringLiteral("--reset")});
        // Once: for some milliseconds of a reload nginx serves both.
        const auto isServed = [&] { return lab.servedRelease().endsWith(QString::fromLatin1(commit.left(7))); };
        QVERIFY(QTest::qWaitFor(isServed, 180000));
        lab.command(QStringLiteral("heal"));
        const CtlAnswer end = deploy.finish();
        QVERIFY2(end.exitCode == 0, end.said());
        verifyWhole(lab.servedRelease());
    }

    void consoleKilled()
    {
        const QByteArray commit = lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        CtlProcess deploy = lab.start({QStringLiteral("deploy")});
        QVERIFY(deploy.waitForStep(QStringLiteral("start"), Build));
        deploy.crash();
        const QJsonObject running = newestJob(lab);
        QCOMPARE(running[QLatin1String("action")].toString(), QStringLiteral("deploy"));
        const CtlAnswer followed =
            lab.ctl({QStringLiteral("job"), QStringLiteral("follow"), running[QLatin1String("id")].toString()});
        QVERIFY2(followed.exitCode == 0, followed.said());
        verifyWhole(lab.servedRelease());
        QVERIFY(lab.servedRelease().endsWith(QString::fromLatin1(commit.left(7))));
    }

    void interrupted_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("step");
        // The campaign `crash` strikes at every step; here is what it cannot make sure of: git killed in the middle of
        // its work, and both sides of the commit point.
        QTest::newRow("server rebooted during checkout") << QStringLiteral("server rebooted") << int(Checkout);
        QTest::newRow("server rebooted while it is watched") << QStringLiteral("server rebooted") << int(Soak);
        QTest::newRow("runner killed past the commit point") << QStringLiteral("runner killed") << int(Drain);
    }
    // The next connection shows it as interrupted; recover ends in one whole release that serves: the old one, or past
    // the commit point the new one.
    void interrupted()
    {
        QFETCH(QString, fault);
        QFETCH(int, step);
        lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        if (step == Checkout) // a hook that holds the step long enough to be hit in it
            lab.sh(QStringLiteral("printf '#!/bin/sh\\n[ -d .bouncepro ] && sleep 20\\nexit 0\\n' "
                                  ">/opt/bouncepro/.git/hooks/post-checkout && "
                                  "chmod 755 /opt/bouncepro/.git/hooks/post-checkout"));
        CtlProcess deploy = lab.start({QStringLiteral("deploy"), QStringLiteral("--soak"), QStringLiteral("10")});
        QVERIFY(deploy.waitForStep(QStringLiteral("start"), step));
        const QString id = newestJob(lab)[QLatin1String("id")].toString();
        const QByteArray runner =
            lab.sh(QStringLiteral("sed -n 's/^pid\\t//p' /opt/bouncepro/.bouncepro/jobs/%1/runner").arg(id));
        if (fault == QLatin1String("runner killed")) {
            lab.sh(QStringLiteral("kill -9 ") + QString::fromLatin1(runner));
        } else {
            lab.command(QStringLiteral("reboot"),
                        {QStringLiteral("--no-wait")}); // its services may not come back alone
        }
        if (step == Checkout) {
            lab.sh(QStringLiteral("rm -f /opt/bouncepro/.git/hooks/post-checkout"));
            // What a git that was killed in the middle leaves.
            lab.sh(
                QStringLiteral("touch /opt/bouncepro/.git/index.lock; chown deploy: /opt/bouncepro/.git/index.lock"));
        }
        deploy.crash();
        const auto state = [&] { return newestJob(lab)[QLatin1String("state")].toString(); };
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("interrupted"), 90000);
        const CtlAnswer recovered = lab.ctl({QStringLiteral("job"), QStringLiteral("recover"), id});
        QVERIFY2(recovered.exitCode == 0, recovered.said());
        const bool isForward = step > Soak;
        verifyWhole(isForward ? lab.servedRelease() : m_release);
        QCOMPARE(lab.servedRelease() == m_release, !isForward);
        QCOMPARE(lab.head() == m_head, !isForward);
        const CtlAnswer next = lab.ctl({QStringLiteral("deploy"), QStringLiteral("--again")});
        QVERIFY2(next.exitCode == 0, next.said());
        verifyWhole(lab.servedRelease());
    }

    void editsByHandStay()
    {
        lab.sh(QStringLiteral("cd /opt/bouncepro && echo '# by hand' >>docker-compose.prod.yml"));
        lab.command(QStringLiteral("commit"), {QStringLiteral("never-ready")});
        QCOMPARE(lab.ctl({QStringLiteral("deploy")}).exitCode, 1);
        QCOMPARE(lab.sh(QStringLiteral("tail -n 1 /opt/bouncepro/docker-compose.prod.yml")), QByteArray("# by hand"));
        QCOMPARE(lab.servedRelease(), m_release);
    }

    void asScript()
    {
        const QByteArray commit = lab.command(QStringLiteral("commit"), {QStringLiteral("good")});
        const CtlAnswer plan =
            lab.ctl({QStringLiteral("plan"), QStringLiteral("deploy"), QStringLiteral("--as-script")});
        QCOMPARE(plan.exitCode, 0);
        QCOMPARE(lab.ctl({QStringLiteral("releases")}).exitCode, 0);
        lab.sh(QStringLiteral("test ! -e /opt/bouncepro/.bouncepro")); // nothing was done yet
        QCOMPARE(lab.servedRelease(), m_release);
        QProcess ssh;
        ssh.start(QStringLiteral("ssh"), {QStringLiteral("-F"), lab.variable(QStringLiteral("LAB_SSH_CONFIG")),
                                          lab.name(), QStringLiteral("sh -s")});
        ssh.write(plan.last()[QLatin1String("script")].toString().toUtf8());
        ssh.closeWriteChannel();
        QVERIFY(ssh.waitForFinished(180000));
        QVERIFY2(ssh.exitCode() == 0, ssh.readAllStandardError());
        QCOMPARE(lab.servedRelease().right(7), QString::fromLatin1(commit.left(7)));
    }
};

QTEST_GUILESS_MAIN(TestLabDeploy)
#include "tst_labdeploy.moc"
