// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/guard.h"

#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;

namespace {

ServerProfile serverOf(Environment environment)
{
    ServerProfile profile;
    profile.name = QStringLiteral("bouncepro-eu");
    profile.environment = environment;
    return profile;
}

const QDateTime noon = QDateTime(QDate(2026, 11, 27), QTime(12, 0), Qt::UTC);

/// A guard whose clock the test moves.
struct Scene
{
    QDateTime now = noon;
    Guard guard;
    QStringList acts;

    explicit Scene(Environment environment = Environment::Production)
        : guard(serverOf(environment), [this] { return now; })
    {
        guard.setTick(std::chrono::milliseconds(2));
        QObject::connect(&guard, &Guard::acted, &guard,
                         [this](const QString &action, const QString &subject, const QString &outcome) {
                             acts << QStringList{action, subject, outcome}.join(QLatin1Char('|'));
                         });
    }
};

} // namespace

class TestGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rule_data()
    {
        QTest::addColumn<Environment>("environment");
        QTest::addColumn<QString>("armed"); // for that server; empty: not at all
        QTest::addColumn<int>("after");     // milliseconds after it was armed
        QTest::addColumn<bool>("may");
        const QString own = QStringLiteral("bouncepro-eu");
        QTest::newRow("production") << Environment::Production << QString() << 0 << false;
        QTest::newRow("staging") << Environment::Staging << QString() << 0 << true;
        QTest::newRow("development") << Environment::Development << QString() << 0 << true;
        QTest::newRow("armed") << Environment::Production << own << 0 << true;
        QTest::newRow("a moment before its end") << Environment::Production << own << 599999 << true;
        QTest::newRow("run out") << Environment::Production << own << 600000 << false;
        QTest::newRow("another server") << Environment::Production << QStringLiteral("bouncepro-us") << 0 << false;
        QTest::newRow("other letters") << Environment::Production << QStringLiteral("BouncePro-EU") << 0 << false;
        QTest::newRow("a part of the name") << Environment::Production << QStringLiteral("bouncepro") << 0 << false;
    }
    void rule()
    {
        QFETCH(Environment, environment);
        QFETCH(QString, armed);
        QFETCH(int, after);
        QFETCH(bool, may);
        std::optional<Arming> arming;
        if (!armed.isEmpty())
            arming = Arming{armed, QStringLiteral("why"), noon.addDuration(armedFor)};
        const auto answer = mayChange(serverOf(environment), arming, noon.addMSecs(after));
        QCOMPARE(answer.has_value(), may);
        if (may)
            return;
        QCOMPARE(answer.error().code, ErrorCode::NotArmed);
        QVERIFY2(answer.error().message.contains(QLatin1String("bouncepro-eu")), qPrintable(answer.error().message));
        QVERIFY2(answer.error().remedy.contains(QLatin1String("--arm bouncepro-eu")),
                 qPrintable(answer.error().remedy));
    }

    void runsOut()
    {
        Scene s;
        QSignalSpy changed(&s.guard, &Guard::changed), ticked(&s.guard, &Guard::ticked);
        QVERIFY(s.guard.isNeeded() && !s.guard.mayChange());
        s.guard.arm(QStringLiteral("  fix\nof 2.15 "));
        QVERIFY(s.guard.mayChange());
        QCOMPARE(s.guard.arming()->reason, QStringLiteral("fix of 2.15"));
        QCOMPARE(s.guard.arming()->server, QStringLiteral("bouncepro-eu"));
        QCOMPARE(s.guard.remaining(), 600);
        QCOMPARE(changed.size(), 1);
        QTRY_VERIFY(ticked.size() > 1);
        s.now = noon.addMSecs(599001);
        QCOMPARE(s.guard.remaining(), 1);
        s.now = noon.addSecs(600);
        QVERIFY(!s.guard.arming() && !s.guard.mayChange()); // by the clock, whenever the timer comes
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(s.guard.remaining(), 0);
        QCOMPARE(s.acts,
                 (QStringList{QStringLiteral("arm|fix of 2.15|armed"), QStringLiteral("disarm|fix of 2.15|ran-out")}));
        const auto ticks = ticked.size();
        QTest::qWait(20);
        QCOMPARE(ticked.size(), ticks);
    }

    void disarms()
    {
        Scene s;
        s.guard.arm({});
        s.now = noon.addSecs(300);
        s.guard.arm(QStringLiteral("again")); // begins anew
        QCOMPARE(s.guard.remaining(), 600);
        s.guard.disarm();
        s.guard.disarm();
        QVERIFY(!s.guard.mayChange());
        QCOMPARE(s.acts, (QStringList{QStringLiteral("arm|no reason given|armed"), QStringLiteral("arm|again|armed"),
                                      QStringLiteral("disarm|again|disarmed")}));
    }

    void notNeeded()
    {
        Scene s(Environment::Staging);
        QSignalSpy changed(&s.guard, &Guard::changed);
        s.guard.arm(QStringLiteral("why"));
        QVERIFY(!s.guard.isNeeded() && s.guard.mayChange() && !s.guard.arming());
        QCOMPARE(changed.size() + s.acts.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestGuard)
#include "tst_guard.moc"
