// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/serviceplan.h"

#include <QTest>

using namespace bouncepro;

namespace {

DeployContext context(const QString &state = QStringLiteral("running"))
{
    DeployContext context;
    context.profile.name = QStringLiteral("eu");
    context.status.project = QStringLiteral("bouncepro");
    ServiceStatus service;
    service.name = QStringLiteral("payload");
    service.state = state;
    context.status.services << service;
    context.state = {QStringLiteral("/s"), QStringLiteral("/s/bin/x")};
    context.actor = QStringLiteral("deploy (k) from anna@laptop");
    context.now = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate);
    return context;
}

} // namespace

class TestServicePlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plans_data()
    {
        QTest::addColumn<ServiceVerb>("verb");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("runs");
        QTest::addColumn<QString>("undos");
        QTest::addColumn<int>("commitPoint");
        QTest::addColumn<bool>("hasDowntime");
        QTest::newRow("start") << ServiceVerb::Start << QStringLiteral("exited")
                               << QStringLiteral("check payload|start payload|healthy payload 120")
                               << QStringLiteral("|stop payload|") << 0 << false;
        QTest::newRow("stop") << ServiceVerb::Stop << QStringLiteral("running")
                              << QStringLiteral("check payload|stop payload") << QStringLiteral("|start payload") << 0
                              << true;
        QTest::newRow("restart") << ServiceVerb::Restart << QStringLiteral("running")
                                 << QStringLiteral("check payload|restart payload|healthy payload 120")
                                 << QStringLiteral("||") << 2 << true;
    }
    void plans()
    {
        QFETCH(ServiceVerb, verb);
        QFETCH(QString, state);
        QFETCH(int, commitPoint);
        QFETCH(bool, hasDowntime);
        const auto plan = planService(context(state), verb, QStringLiteral("payload"));
        QVERIFY(plan);
        QCOMPARE(plan->action, nameOf(verb));
        QCOMPARE(plan->subject, QStringLiteral("payload"));
        QCOMPARE(plan->commitPoint, commitPoint);
        QCOMPARE(plan->downtimeSeconds() > 0, hasDowntime);
        QVERIFY(isJobId(plan->id));
        const QString front =
            QStringLiteral("sh /s/bin/x/service.sh /opt/bouncepro bouncepro docker-compose.prod.yml ");
        QStringList runs, undos;
        for (const Step &step : plan->steps) {
            QVERIFY(step.run.toShell().startsWith(front));
            runs << step.run.toShell().mid(front.size());
            undos << (step.undo ? step.undo->toShell().mid(front.size()) : QString());
            QVERIFY2(!step.undoText.isEmpty() && !step.touches.isEmpty() && step.timeoutSeconds > 0,
                     qPrintable(step.title));
        }
        QTEST(runs.join(QLatin1Char('|')), "runs");
        QTEST(undos.join(QLatin1Char('|')), "undos");
    }

    void refused_data()
    {
        QTest::addColumn<ServiceVerb>("verb");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("service");
        QTest::addColumn<ErrorCode>("code");
        const QString payload = QStringLiteral("payload");
        QTest::newRow("unknown") << ServiceVerb::Start << QStringLiteral("running") << QStringLiteral("nuxt")
                                 << ErrorCode::NotFound;
        QTest::newRow("runs already") << ServiceVerb::Start << QStringLiteral("running") << payload
                                      << ErrorCode::Conflict;
        QTest::newRow("stopped already") << ServiceVerb::Stop << QStringLiteral("exited") << payload
                                         << ErrorCode::Conflict;
        QTest::newRow("restart of a stopped one")
            << ServiceVerb::Restart << QStringLiteral("exited") << payload << ErrorCode::Conflict;
        for (const char *name : {"", "-f", "a b", "a;b", "$(x)", "a\nb"})
            QTest::addRow("name '%s'", name)
                << ServiceVerb::Stop << QStringLiteral("running") << QString::fromLatin1(name) << ErrorCode::Invalid;
    }
    void refused()
    {
        QFETCH(ServiceVerb, verb);
        QFETCH(QString, state);
        QFETCH(QString, service);
        QFETCH(ErrorCode, code);
        const auto plan = planService(context(state), verb, service);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, code);
        QVERIFY(!plan.error().remedy.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServicePlan)
#include "tst_serviceplan.moc"
