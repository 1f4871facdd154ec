// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/deploy/maintenance.h"

using namespace bouncepro;

namespace {

const QString reason = QStringLiteral("moving house");

DeployContext context(const QByteArray &facts = "maintains\n", const QByteArray &probe = {})
{
    DeployContext c;
    c.profile.name = QStringLiteral("eu");
    c.status = parseProbe("format\t1\n" + probe).value();
    c.status.project = QStringLiteral("bouncepro");
    c.status.owner = QStringLiteral("deploy");
    c.facts = parseDeployFacts(facts + "config\n{\"services\":{\"payload\":{\"build\":{}}}}", c.status.project).value();
    c.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    c.now = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate);
    return c;
}

QStringList words(const Command &command)
{
    const QStringList argv = command.argv();
    return argv.mid(argv.indexOf(QStringLiteral("docker-compose.prod.yml")) + 1);
}

const QByteArray closed = "maintenance\t2026-11-24T01:00:00Z\tdeploy\tmoving house\nmaintenance-allow\t203.0.113.7\n";

} // namespace

class TestMaintenance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closes()
    {
        const auto plan = planClose(context(), QStringLiteral(" moving\nhouse "),
                                    {QStringLiteral("203.0.113.7"), QStringLiteral("198.51.100.77/24"),
                                     QStringLiteral("2001:db8::1/32"), QStringLiteral("203.0.113.7")});
        QVERIFY(plan);
        QCOMPARE(plan->action, QStringLiteral("maintenance-on"));
        QVERIFY(!plan->subject.contains(QLatin1Char('\n')));
        const QStringList argv = words(plan->steps.first().run);
        QCOMPARE(argv.first(), QStringLiteral("close"));
        QCOMPARE(argv.mid(3), (QStringList{QStringLiteral("203.0.113.7"), QStringLiteral("198.51.100.0/24"),
                                           QStringLiteral("2001:db8::/32")}));
        QCOMPARE(words(*plan->steps.first().undo), QStringList{QStringLiteral("unclose")});
        QVERIFY(plan->steps.first().touches.contains(QStringLiteral("198.51.100.0/24")));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("facts");
        QTest::addColumn<QString>("why");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("says");
        const QString good = QStringLiteral("203.0.113.7");
        QTest::newRow("an nginx without it") << QByteArray() << reason << good << "has no maintenance page";
        QTest::newRow("no reason") << QByteArray("maintains\n") << " " << good << "A reason is needed";
        for (const char *address :
             {"", "example.com", "203.0.113.7;", "203.0.113.0/33", "203.0.113", "fe80::1%eth0", "1 ; deny all"})
            QTest::newRow(address) << QByteArray("maintains\n") << reason << address << "is no address and no network";
    }
    void refused()
    {
        QFETCH(QByteArray, facts);
        QFETCH(QString, why);
        QFETCH(QString, address);
        QFETCH(QString, says);
        const auto plan = planClose(context(facts), why, {address});
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, ErrorCode::Invalid);
        QVERIFY2(plan.error().message.contains(says), qPrintable(plan.error().message));
    }

    void opens()
    {
        QCOMPARE(planReopen(context()).error().code, ErrorCode::Conflict);
        const auto plan = planReopen(context("maintains\n", closed));
        QVERIFY(plan);
        QCOMPARE(plan->subject, reason);
        QCOMPARE(words(plan->steps.first().run), QStringList{QStringLiteral("reopen")});
        QVERIFY(planClose(context("maintains\n", closed), reason, {})); // with another list
    }
};

QTEST_GUILESS_MAIN(TestMaintenance)
#include "tst_maintenance.moc"
