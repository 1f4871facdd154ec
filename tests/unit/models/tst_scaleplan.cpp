// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/deploy/scaleplan.h"

using namespace bouncepro;

namespace {

const QByteArray model = "switch\tpayload\t3001\nswitch\tnuxt\t3000\nscales\tpayload\nconfig\n"
                         R"({"services":{
"nuxt":{"build":{},"image":"n:bouncepro-release-placeholder"},
"payload":{"build":{},"image":"p:bouncepro-release-placeholder","deploy":{"replicas":2}}}})";

// Two Payloads run, and two are wanted by the file.
DeployContext context(const QByteArray &answer = model)
{
    DeployContext c;
    c.profile.name = QStringLiteral("eu");
    c.profile.stack = QStringLiteral("/opt/bouncepro");
    c.status.project = QStringLiteral("bouncepro");
    c.status.owner = QStringLiteral("deploy");
    for (const QString &service : {QStringLiteral("payload"), QStringLiteral("payload"), QStringLiteral("nuxt")})
        c.status.services << ServiceStatus{.name = service, .state = QStringLiteral("running")};
    c.facts = parseDeployFacts(answer, c.status.project).value();
    c.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    c.now = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate);
    return c;
}

QString words(const Command &command)
{
    const QStringList argv = command.argv();
    return argv.mid(argv.indexOf(QStringLiteral("docker-compose.prod.yml")) + 1).join(QLatin1Char(' '));
}

} // namespace

class TestScalePlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steps_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QStringList>("runs");
        QTest::addColumn<QStringList>("undos");
        const auto list = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char('|')); };
        QTest::newRow("more") << 4 << list("replicas payload 4|hold payload=3001 2|grow payload 4|let-go payload")
                              << list("replicas payload 2|unpoint|shrink payload 2|");
        QTest::newRow("fewer") << 1 << list("replicas payload 1|hold payload=3001 1|shrink payload 1|let-go payload")
                               << list("replicas payload 2|unpoint|grow payload 2|");
    }
    void steps()
    {
        QFETCH(int, count);
        const auto plan = planScale(context(), QStringLiteral("payload"), count);
        QVERIFY(plan);
        QCOMPARE(plan->action, QStringLiteral("scale"));
        QCOMPARE(plan->subject, QStringLiteral("payload to %1").arg(count));
        QCOMPARE(plan->downtimeSeconds(), 0);
        QCOMPARE(plan->commitPoint, 0);
        QStringList runs, undos;
        for (const Step &step : plan->steps) {
            runs << words(step.run);
            undos << (step.undo ? words(*step.undo) : QString());
            QVERIFY2(!step.title.isEmpty() && !step.touches.isEmpty() && !step.undoText.isEmpty(),
                     qPrintable(step.title));
        }
        QTEST(runs, "runs");
        QTEST(undos, "undos");
    }

    void refused_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("so many run") << "payload" << 2 << "Conflict"
                                     << "payload runs 2 times already";
        QTest::newRow("none") << "payload" << 0 << "Invalid"
                              << "0 is no number";
        QTest::newRow("too many") << "payload" << 11 << "Invalid"
                                  << "11 is no number";
        QTest::newRow("not built") << "nginx" << 2 << "NotFound"
                                   << "builds no service nginx";
        QTest::newRow("no variable") << "nuxt" << 2 << "Invalid"
                                     << "${NUXT_REPLICAS:-1}";
    }
    void refused()
    {
        QFETCH(QString, service);
        QFETCH(int, count);
        QFETCH(QString, says);
        const auto plan = planScale(context(), service, count);
        QVERIFY(!plan);
        QTEST(nameOf(plan.error().code), "code");
        QVERIFY2(plan.error().message.contains(says), qPrintable(plan.error().message));
    }

    // Made by hand: fixed names, ports, or an nginx that is told nothing.
    void adopted()
    {
        const QByteArray fixed = QByteArray(model).replace("\"build\":{},\"image\":\"p",
                                                           "\"container_name\":\"web\",\"build\":{},\"image\":\"p");
        QVERIFY(planScale(context(fixed), QStringLiteral("payload"), 3)
                    .error()
                    .message.contains(QStringLiteral("fixed name web")));
        const QByteArray deaf = QByteArray(model).replace("switch\tpayload", "switch\tother");
        QVERIFY(
            planScale(context(deaf), QStringLiteral("payload"), 3).error().message.contains(QStringLiteral("no map")));
        DeployContext other = context();
        other.actor = QStringLiteral("second (SHA256:k) from anna@laptop");
        QCOMPARE(planScale(other, QStringLiteral("payload"), 3).error().code, ErrorCode::PermissionDenied);
    }

    void noneRuns()
    {
        DeployContext c = context();
        c.status.services[0].state = c.status.services[1].state = QStringLiteral("exited");
        const auto plan = planScale(c, QStringLiteral("payload"), 3);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, ErrorCode::Conflict);
        QVERIFY2(plan.error().message.contains(QStringLiteral("payload does not run on eu")),
                 qPrintable(plan.error().message));
    }

    // Scaled by hand beside the file: the number is noted, and nothing has to start.
    void asManyRunAsAreWanted()
    {
        const auto plan = planScale(context(QByteArray(model).replace("\"replicas\":2", "\"replicas\":1")),
                                    QStringLiteral("payload"), 2);
        QVERIFY(plan);
        QCOMPARE(words(plan->steps.first().run), QStringLiteral("replicas payload 2"));
        QCOMPARE(words(*plan->steps.first().undo), QStringLiteral("replicas payload 1"));
    }
};

QTEST_GUILESS_MAIN(TestScalePlan)
#include "tst_scaleplan.moc"
