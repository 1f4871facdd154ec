#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/pagewindow.h"
#include "ui/deploy/deploypage.h"
#include "ui/look/button.h"
#include "ui/look/jobstrip.h"
#include "ui/look/outputview.h"
#include "ui/look/roles.h"
#include "ui/look/rowlist.h"
#include "ui/look/steplist.h"
#include "ui/servers/serverpage.h"

#include <QLabel>

namespace bouncepro {

inline const QByteArray status =
    "commit\t8f3c2a1aaa\nbranch\tmain\nrelease\t2.14.3\nchanges\t0\n"
    "service\tpayload\tid1\tbp:r2\tsha256:2\trunning\thealthy\t2026-11-24T01:00:00Z\t0\t0\t\t\t\n";

inline QByteArray commit(const char *hash, const char *author, const char *subject, int minutesAgo)
{
    const qint64 time = QDateTime::currentSecsSinceEpoch() - minutesAgo * 60;
    return QByteArray("incoming\t") + hash + '\t' + author + '\t' + QByteArray::number(time) + '\t' + subject + '\n';
}

inline QByteArray release(const QByteArray &id, const char *hash, const char *created, const char *state,
                          const char *subject = "Rate limits of the booking zone")
{
    const QByteArray head = "record\t" + id + '\t';
    return head + "commit\t" + hash + '\n' + head + "created\t" + created + '\n' + head + "state\t" + state + '\n' +
           head + "actor\tdeploy (SHA256:k) from anna@laptop\n" + head + "subject\t" + subject + '\n';
}

/// What was looked at before, on a server where all is well, and a stack that switches without downtime.
inline QByteArray looked(const QByteArray &more = {})
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return "space\timages\t36000000000\t80000000000\nspace\tstate\t36000000000\t80000000000\nimages\t900000000\n"
           "live-restore\ttrue\nbackup\t" +
           QByteArray::number(now.addSecs(-3 * 3600).toSecsSinceEpoch()) +
           "\t48000000\t/backups/bouncepro.sql.gz\ncertificate\t" +
           QByteArray::number(now.addDays(61).toSecsSinceEpoch()) + "\tnginx/ssl/cert.pem\nswitch\tpayload\t3001\n" +
           more;
}

inline const QByteArray config =
    "config\n"
    R"({"services":{"nginx":{"image":"nginx:1.27"},"postgres":{"image":"postgres:16"},)"
    R"("payload":{"build":{"context":"."},"image":"bouncepro-payload:bouncepro-release-placeholder",)"
    R"("environment":{"PAYLOAD_SECRET":"s3cret-of-payload"}}}})";

inline QByteArray releases()
{
    return release("2.14.3", "8f3c2a1aaa", "2026-11-23T14:02:00Z", "good") +
           release("2.14.2", "d52b77eaaa", "2026-11-20T10:00:00Z", "built") +
           release("2.14.1", "03cc91baaa", "2026-11-17T09:20:00Z", "good");
}

inline QByteArray factsOf(const QByteArray &incoming, const QByteArray &records,
                          const QByteArray &target = "4c91e7daaa", const QByteArray &more = {})
{
    return "branch\tmain\ncommit\t8f3c2a1aaa\ntarget\t" + target + '\n' + more + incoming + records +
           "current\t2.14.3\n" + looked(incoming.contains("Hold a slot") ? "migration\t0042_hold_slots\n" : "") +
           config;
}

/// After the deploy of 4c91e7d, under that release.
inline QByteArray factsServing(const QByteArray &current)
{
    const QByteArray today = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toLatin1();
    return "branch\tmain\ncommit\t4c91e7daaa\ntarget\t4c91e7daaa\n" +
           release(current, "4c91e7daaa", today.constData(), "good", "Release 2.15.0") + releases() + "current\t" +
           current + '\n' + looked() + config;
}

inline QByteArray threeCommits()
{
    return commit("4c91e7daaa", "Anna Lind", "Release 2.15.0", 4) +
           commit("b07d1f2aaa", "Marek Novak", "Hold a slot for 10 min while paying", 95) +
           commit("e83a9c4aaa", "Jo", "Cache availability per venue", 3000);
}

inline const QByteArray changedFiles =
    "commit\t4c91e7daaa\tb07d1f2aaa\nfile\tM\tpackage.json\n"
    "commit\tb07d1f2aaa\te83a9c4aaa\nfile\tA\tpayload/migrations/0042_hold_slots.ts\n"
    "file\tM\tpayload/src/server.ts\n"
    "commit\te83a9c4aaa\t8f3c2a1aaa\nfile\tM\tpayload/src/venues.ts\n"
    "changed\tM\tpackage.json\nchanged\tA\tpayload/migrations/0042_hold_slots.ts\n"
    "changed\tM\tpayload/src/server.ts\nchanged\tM\tpayload/src/venues.ts\n"
    "distance\t03cc91baaa\t0\t9\ndistance\td52b77eaaa\t0\t4\ndistance\t8f3c2a1aaa\t0\t0\n";

/// That one commit with its one file, of what is above.
inline const QByteArray oneChange =
    "commit\t4c91e7daaa\tb07d1f2aaa\nfile\tM\tpackage.json\nchanged\tM\tpackage.json\n"
    "distance\t03cc91baaa\t0\t9\ndistance\td52b77eaaa\t0\t4\ndistance\t8f3c2a1aaa\t0\t0\n";

/// The real window with the deploy page, on a server with three commits to deploy.
struct DeployWindow : PageWindow
{
    struct Setup
    {
        Environment environment = Environment::Production;
        QByteArray facts = factsOf(threeCommits(), releases());
        QString name = QStringLiteral("bouncepro-eu");
        QByteArray changed = changedFiles;
        bool isArmed = true;
        bool fourEyes = false; ///< a second operator approves each change
    };
    static QString idOf(const QDateTime &began, const char *rest)
    {
        return began.toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'-")) + QLatin1String(rest);
    }

    DeployWindow() : DeployWindow(Setup{}) {}
    explicit DeployWindow(const Setup &setup)
        : PageWindow({.pages = allPages(), .size = {1280, 800}, .profile = profileOf(setup), .isArmed = setup.isArmed},
                     JobServer::create())
    {
        server().setEmpty(true);
        server().setStatus(status);
        server().setAnswer(QStringLiteral("deploy.sh"), setup.facts);
        server().setAnswer(QStringLiteral("changes.sh"), setup.changed);
    }
    /// A deploy of three steps that somebody began 12 s ago; the first step is about to start.
    Plan beginJob(const char *subject = "4c91e7d", const char *person = "anna@laptop")
    {
        using namespace std::chrono_literals;
        server().setEmpty(false);
        const QDateTime began = QDateTime::currentDateTimeUtc().addSecs(-12);
        Plan plan = JobServer::deployPlan(idOf(began, "deploy-1f2e3d"));
        plan.subject = QLatin1String(subject);
        plan.actor = QStringLiteral("deploy (SHA256:k) from %1").arg(QLatin1String(person));
        plan.steps.first().touches =
            began.toString(QStringLiteral("'new images tagged 'yyyyMMdd-hhmmss-")) + plan.subject;
        server().setAgo(12s);
        server().begin(plan);
        return plan;
    }
    /// That step of a job takes as many seconds, up to that many seconds ago.
    void runStep(const QString &id, int step, int seconds, int ago, int exitCode = 0)
    {
        server().setAgo(std::chrono::seconds(ago + seconds));
        server().event(id, step, "start");
        server().setAgo(std::chrono::seconds(ago));
        server().event(id, step, "end", exitCode);
    }
    void start() { JobWindow::start(QStringLiteral("deploy")); }
    /// Once the releases were read.
    bool read()
    {
        start();
        return QTest::qWaitFor([this] { return desk()->deploy().state() == LoadState::Ready; });
    }
    /// All words of a text fit into it, on as many lines as it has.
    bool isWhole(const char *name)
    {
        auto *label = find<QLabel>(name);
        return label && label->wordWrap() && label->heightForWidth(label->width()) <= label->height();
    }
    /// The job strip: "No job is running. None is on record."
    QString strip()
    {
        for (const auto *strip : window().findChildren<JobStrip *>())
            if (strip->isVisible())
                return strip->accessibleDescription();
        return {};
    }
    QString startedJob()
    {
        const bool runs = QTest::qWaitFor([this] { return desk()->jobs().running() != nullptr; });
        return runs ? desk()->jobs().running()->id() : QString();
    }

private:
    static ServerProfile profileOf(const Setup &setup)
    {
        ServerProfile profile = GuiWindow::production();
        profile.name = setup.name;
        profile.environment = setup.environment;
        profile.fourEyes = setup.fourEyes;
        return profile;
    }
};

} // namespace bouncepro
