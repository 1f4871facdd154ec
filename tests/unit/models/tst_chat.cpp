// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/chat.h"

#include <QTest>

using namespace bouncepro;

namespace {

JobSummary jobOf(JobState state, const char *reason = "none", int step = 0)
{
    JobSummary job;
    job.id = QStringLiteral("20261124T030000Z-deploy-1f2e3d");
    job.state = state;
    job.action = QStringLiteral("deploy");
    job.subject = QStringLiteral("8f3c2a1");
    job.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    job.started = QDateTime(QDate(2026, 11, 24), QTime(3, 0), Qt::UTC);
    job.ended = job.started.addSecs(41);
    job.step = step;
    job.steps = 3;
    job.reason = QString::fromLatin1(reason);
    return job;
}

} // namespace

class TestChat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<JobSummary>("job");
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("text");
        QTest::newRow("succeeded") << jobOf(JobState::Succeeded) << QString()
                                   << "bouncepro-eu: Deployed 8f3c2a1 in 41 s.\n"
                                      "succeeded, took 41 s, by anna at laptop, 2026-11-24 03:00 UTC.";
        QTest::newRow("failed") << jobOf(JobState::FailedRestored, "step-failed", 2)
                                << QStringLiteral("payload was not ready")
                                << "bouncepro-eu: payload was not ready: 2.14.3 serves again.\n"
                                   "Read the step's output, mend what it says, then try again.\n"
                                   "failed-restored, took 41 s, by anna at laptop, 2026-11-24 03:00 UTC.";
        QTest::newRow("links")
            << jobOf(JobState::FailedRestored, "step-failed", 2)
            << QStringLiteral("see https://evil.example/x, HTTP://www.evil.example and me@evil.example")
            << "bouncepro-eu: see evil.example/x, evil.example and me at evil.example: 2.14.3 serves "
               "again.\nRead the step's output, mend what it says, then try again.\n"
               "failed-restored, took 41 s, by anna at laptop, 2026-11-24 03:00 UTC.";
        JobSummary running = jobOf(JobState::Running, "none", 2);
        running.ended = {};
        QTest::newRow("running") << running << QString()
                                 << "bouncepro-eu: Deploying 8f3c2a1, step 2 of 3.\n"
                                    "running, by anna at laptop, 2026-11-24 03:00 UTC.";
    }
    void texts()
    {
        QFETCH(JobSummary, job);
        QFETCH(QString, why);
        const QString text =
            chatText(QStringLiteral("bouncepro-eu"), job, {.why = why, .before = QStringLiteral("2.14.3")});
        QTEST(text, "text");
    }

    void hostileText()
    {
        JobSummary job = jobOf(JobState::Succeeded);
        job.subject = QStringLiteral("x\x1b[2J\u202E\ny");
        job.actor = QStringLiteral("a from b\nc");
        const QString text = chatText(QStringLiteral("eu\n"), job);
        QCOMPARE(text.count(QLatin1Char('\n')), 1);
        QVERIFY(!text.contains(QChar(0x1b)) && !text.contains(QChar(0x202E)));
    }
};

QTEST_GUILESS_MAIN(TestChat)
#include "tst_chat.moc"
