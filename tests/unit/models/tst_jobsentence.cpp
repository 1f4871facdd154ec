// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobsentence.h"

#include "models/servers/wording.h"

#include <QTest>

using namespace bouncepro;

namespace {

JobSummary job(const QString &action, JobState state, const QString &reason = QStringLiteral("none"))
{
    JobSummary job;
    job.action = action;
    job.subject = QStringLiteral("2.15.0");
    job.state = state;
    job.reason = reason;
    job.step = 5;
    job.steps = 9;
    job.started = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate);
    job.ended = job.started.addSecs(41);
    return job;
}

} // namespace

class TestJobSentence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void titles_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<JobState>("state");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("title");
        const QString none = QStringLiteral("none"), deploy = QStringLiteral("deploy");
        QTest::newRow("pending") << deploy << JobState::Pending << none
                                 << QStringLiteral("Deploying 2.15.0, about to start");
        QTest::newRow("running") << deploy << JobState::Running << none
                                 << QStringLiteral("Deploying 2.15.0, step 5 of 9");
        QTest::newRow("succeeded") << deploy << JobState::Succeeded << none
                                   << QStringLiteral("Deployed 2.15.0 in 41 s");
        QTest::newRow("rolled back") << QStringLiteral("rollback") << JobState::Succeeded << none
                                     << QStringLiteral("Rolled back to 2.15.0 in 41 s");
        QTest::newRow("failed") << deploy << JobState::FailedRestored << QStringLiteral("step-failed")
                                << QStringLiteral("The deploy of 2.15.0 failed at step 5: everything is as before");
        QTest::newRow("timeout") << deploy << JobState::FailedRestored << QStringLiteral("timeout")
                                 << QStringLiteral(
                                        "The deploy of 2.15.0 took too long at step 5: everything is as before");
        QTest::newRow("disk") << deploy << JobState::FailedRestored << QStringLiteral("disk-full")
                              << QStringLiteral("The deploy of 2.15.0 found the disk full: everything is as before");
        QTest::newRow("person") << QStringLiteral("restart") << JobState::FailedNeedsPerson
                                << QStringLiteral("step-failed")
                                << QStringLiteral("Needs a person: The restart of 2.15.0 failed at step 5");
        QTest::newRow("interrupted") << deploy << JobState::Interrupted << none
                                     << QStringLiteral("The deploy of 2.15.0 was interrupted, step 5 of 9");
        QTest::newRow("unknown action") << QStringLiteral("drill") << JobState::Succeeded << none
                                        << QStringLiteral("drill 2.15.0 in 41 s");
    }
    void titles()
    {
        QFETCH(QString, action);
        QFETCH(JobState, state);
        QFETCH(QString, reason);
        QTEST(describe(job(action, state, reason)).title, "title");
    }

    void details()
    {
        const JobSummary failed =
            job(QStringLiteral("deploy"), JobState::FailedRestored, QStringLiteral("step-failed"));
        QCOMPARE(describe(failed, {QStringLiteral("Switch"), {}, QStringLiteral("2.14.3")}).title,
                 QStringLiteral("The deploy of 2.15.0 failed at “Switch”: 2.14.3 serves again"));
        QCOMPARE(describe(failed, {{}, QStringLiteral("payload was not ready"), QStringLiteral("2.14.3")}).title,
                 QStringLiteral("payload was not ready: 2.14.3 serves again"));
        QVERIFY(describe(job(QStringLiteral("deploy"), JobState::Succeeded, QStringLiteral("rebooted")))
                    .next.contains(QStringLiteral("restarted")));
    }

    void reasons_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("why");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("last words") << QStringLiteral("a|the disk is on fire||")
                                    << QStringLiteral("the disk is on fire");
        QTest::newRow("service") << QStringLiteral("x|--- the last lines of nuxt|at foo (bar.js:1)")
                                 << QStringLiteral("nuxt was not ready");
        QTest::newRow("readiness") << QStringLiteral("payload answers its readiness with 503: {}")
                                   << QStringLiteral("payload was not ready");
        QTest::newRow("hostile") << QStringLiteral("\x1b]0;x\x07") << QStringLiteral("⟨ESC⟩]0;x⟨U+0007⟩");
    }
    void reasons()
    {
        QFETCH(QString, output);
        QTEST(failureText(output.split(QLatin1Char('|'))), "why");
    }

    // One release has one name, wherever it is told.
    void releases()
    {
        const QString commit = QStringLiteral("4c91e7d");
        QCOMPARE(releaseText(QStringLiteral("20261127-140727-4c91e7d")), commit);
        QCOMPARE(releaseText(QStringLiteral("4c91e7d3a9942f1e")), commit);
        for (const char *name : {"2.14.3", "4c91e7d", "20261127140727", "20261127-hotfix", "release-4c91e7d"})
            QCOMPARE(releaseText(QLatin1String(name)), QLatin1String(name));
        QCOMPARE(jobTitle(QStringLiteral("rollback"), QStringLiteral("20261127-140727-4c91e7d")),
                 QStringLiteral("Roll back to 4c91e7d"));
        QCOMPARE(recoverText(false, QStringLiteral("20261127-140727-4c91e7d")),
                 QStringLiteral("Recovery goes back: 4c91e7d serves again."));
    }

    void nouns()
    {
        QCOMPARE(jobNoun(QStringLiteral("deploy"), QStringLiteral("8f3c2a1")), QStringLiteral("the deploy of 8f3c2a1"));
        QCOMPARE(jobNoun(QStringLiteral("drill"), QStringLiteral("x")), QStringLiteral("drill x"));
    }

    void persons()
    {
        QCOMPARE(shortActor(QStringLiteral("deploy (SHA256:k) from anna@laptop")), QStringLiteral("anna@laptop"));
        QCOMPARE(shortActor(QStringLiteral("cron")), QStringLiteral("cron"));
        QCOMPARE(shortActor(QStringLiteral("x from a\u202Eb")), QStringLiteral("a⟨U+202E⟩b"));
    }

    void durations_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(-5) << QStringLiteral("under 0.1 s");
        QTest::newRow("hardly any") << qint64(49) << QStringLiteral("under 0.1 s");
        QTest::newRow("part") << qint64(400) << QStringLiteral("0.4 s");
        QTest::newRow("just") << qint64(970) << QStringLiteral("1 s");
        QTest::newRow("seconds") << qint64(12400) << QStringLiteral("12 s");
        QTest::newRow("to a minute") << qint64(59600) << QStringLiteral("1 min");
        QTest::newRow("minutes") << qint64(102000) << QStringLiteral("1 min 42 s");
        QTest::newRow("whole hours") << qint64(7200000) << QStringLiteral("2 h");
        QTest::newRow("hours") << qint64(7500000) << QStringLiteral("2 h 5 min");
    }
    void durations()
    {
        QFETCH(qint64, milliseconds);
        QTEST(durationText(milliseconds), "text");
    }
};

QTEST_GUILESS_MAIN(TestJobSentence)
#include "tst_jobsentence.moc"
