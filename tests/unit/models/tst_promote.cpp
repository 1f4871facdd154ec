// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/deploy/promote.h"

using namespace bouncepro;

namespace {

DeployContext context(const QString &name, const QByteArray &target)
{
    DeployContext c;
    c.profile.name = name;
    c.status.project = QStringLiteral("bouncepro");
    c.status.owner = QStringLiteral("deploy");
    c.status.release = QStringLiteral("r2");
    for (const QString &service : {QStringLiteral("payload"), QStringLiteral("nuxt")})
        c.status.services << ServiceStatus{
            .name = service, .state = QStringLiteral("running"), .health = QStringLiteral("healthy")};
    c.status.readiness = {Readiness{.service = QStringLiteral("payload"), .status = 200}};
    c.actor = QStringLiteral("deploy (SHA256:k) from anna@laptop");
    c.now = QDateTime::fromString(QStringLiteral("2026-11-24T03:00:00Z"), Qt::ISODate);
    c.facts =
        parseDeployFacts("commit\taaaaaaaaaaaa\n" + (target.isEmpty() ? QByteArray() : "target\t" + target + '\n') +
                             "record\tr2\tcommit\tbbbbbbbbbbbb\nrecord\tr2\tsubject\tFaster\n"
                             "record\tr2\tcreated\t2026-11-02T00:00:00Z\nrecord\tr2\tstate\tgood\ncurrent\tr2\n"
                             "config\n{\"services\":{\"payload\":{\"build\":{}},\"nuxt\":{\"build\":{}}}}",
                         c.status.project)
            .value();
    return c;
}

DeployContext staging()
{
    return context(QStringLiteral("staging"), {});
}

} // namespace

/// What one server runs is deployed on another.
class TestPromote : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromWhatRunsThere()
    {
        const auto promotion = promotionFrom(staging());
        QVERIFY(promotion);
        QCOMPARE(promotion->commit, QStringLiteral("bbbbbbbbbbbb"));
        QCOMPARE(promotion->subject, QStringLiteral("Faster"));
        DeployContext here = context(QStringLiteral("eu"), "bbbbbbbbbbbb");
        here.facts.releases.clear();
        here.facts.current.clear();
        const auto plan = planPromotion(here, *promotion);
        QVERIFY(plan);
        QCOMPARE(plan->action, QStringLiteral("deploy"));
        QCOMPARE(plan->subject, QStringLiteral("bbbbbbb, promoted from staging"));
        QCOMPARE(plan->server, QStringLiteral("eu"));
    }

    void notFromThere_data()
    {
        QTest::addColumn<std::function<void(DeployContext &)>>("change");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, std::function<void(DeployContext &)> change, const char *says) {
            QTest::newRow(name) << std::move(change) << QString::fromLatin1(says);
        };
        row(
            "not on record", [](DeployContext &c) { c.facts.current.clear(); }, "no release on record");
        row(
            "never proven", [](DeployContext &c) { c.facts.releases[0].state = QStringLiteral("built"); },
            "has not proven itself");
        row(
            "unhealthy", [](DeployContext &c) { c.status.services[1].health = QStringLiteral("unhealthy"); },
            "nuxt is unhealthy");
        row(
            "stopped", [](DeployContext &c) { c.status.services[0].state = QStringLiteral("exited"); }, "payload is");
        row(
            "gone", [](DeployContext &c) { c.status.services.removeFirst(); }, "payload does not run");
        row(
            "not ready", [](DeployContext &c) { c.status.readiness[0].status = 503; }, "payload is not ready");
    }
    void notFromThere()
    {
        QFETCH(std::function<void(DeployContext &)>, change);
        QFETCH(QString, says);
        DeployContext c = staging();
        change(c);
        const auto promotion = promotionFrom(c);
        QVERIFY(!promotion);
        QCOMPARE(promotion.error().code, ErrorCode::Conflict);
        QVERIFY2(promotion.error().message.contains(says), qPrintable(promotion.error().message));
        QVERIFY(!promotion.error().remedy.isEmpty());
    }

    void notToHere()
    {
        const Promotion promotion{QStringLiteral("staging"), QStringLiteral("bbbbbbbbbbbb"), QStringLiteral("r2"), {}};
        const auto absent = planPromotion(context(QStringLiteral("eu"), {}), promotion);
        QCOMPARE(absent.error().code, ErrorCode::NotFound);
        QVERIFY(
            absent.error().message.contains(QStringLiteral("bbbbbbb, which staging runs, is not in the origin of eu")));
        // The desk may have read another one meanwhile.
        QCOMPARE(planPromotion(context(QStringLiteral("eu"), "cccc"), promotion).error().code, ErrorCode::NotFound);
        QCOMPARE(planPromotion(context(QStringLiteral("eu"), "bbbbbbbbbbbb"), promotion).error().code,
                 ErrorCode::Conflict);
    }
};

QTEST_GUILESS_MAIN(TestPromote)
#include "tst_promote.moc"
