// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/deploy/deploywindow.h"
#include "tests/support/clock.h"
#include "tests/support/fleetwindow.h"
#include "ui/look/field.h"
#include "ui/shell/serverpages.h"

#include <QLineEdit>

using namespace bouncepro;
using namespace std::chrono_literals;

namespace {

// A server that nobody has armed.
DeployWindow::Setup readOnly(Environment environment = Environment::Production)
{
    return {.environment = environment, .isArmed = false};
}

void type(const char *text)
{
    QTest::keyClicks(QApplication::focusWidget(), QString::fromLatin1(text));
}

Variant look(DeployWindow &d, const char *button)
{
    return variantOf(d.find<Button>(button));
}

} // namespace

/// A production server is read-only until a person says why it is not.
class TestArming : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readOnlyUntilArmed()
    {
        DeployWindow d(readOnly());
        QVERIFY(d.read());
        QCOMPARE(d.text("guardWords"), QStringLiteral("Read-only"));
        QCOMPARE(d.find("guard")->accessibleName(), QStringLiteral("Read-only"));
        QVERIFY(!d.find("armedFrame"));
        for (const char *name : {"deploy", "rollBack"}) {
            QCOMPARE(look(d, name), Variant::Locked);
            QCOMPARE(d.find(name)->accessibleDescription(), QStringLiteral("It asks to arm the server first."));
        }
        d.picture("arming-read-only");
        DeployWindow staging(readOnly(Environment::Staging));
        QVERIFY(staging.read());
        QVERIFY(!staging.find("guard"));
        QCOMPARE(look(staging, "deploy"), Variant::Primary);
        staging.click("deploy");
        QVERIFY(staging.find("planDialog"));
    }

    // What was pressed goes on once the reason is given.
    void armsAndGoesOn()
    {
        DeployWindow d(readOnly());
        QVERIFY(d.read());
        d.click("deploy");
        QTRY_VERIFY(d.find("armDialog"));
        QCOMPARE(d.text("dialogTitle"), QStringLiteral("Arm bouncepro-eu"));
        QVERIFY(d.text("armEffect").contains(QStringLiteral("What comes next: deploy")));
        QVERIFY(d.find<Field>("armReason")->isAncestorOf(QApplication::focusWidget()));
        type("  ");
        QVERIFY(d.isBlocked("dialogConfirm"));
        d.key(Qt::Key_Return);
        QVERIFY(d.find("armDialog"));
        type("release 2.15, ticket 418");
        d.picture("arming-dialog");
        d.key(Qt::Key_Return);
        QTRY_VERIFY(d.find("planDialog"));
        QVERIFY(d.text("dialogNote").startsWith(QStringLiteral("Armed for ")));
        QVERIFY(d.find("armedFrame"));
        QCOMPARE(d.text("guardWords"), QStringLiteral("Armed: changes are allowed for"));
        d.picture("arming-armed-confirm");
        d.click("dialogConfirm");
        QVERIFY(!d.startedJob().isEmpty());
        QTRY_COMPARE(d.server().count(QStringLiteral("job.sh act arm release 2.15, ticket 418 armed")), 1);
    }

    void giveUpAndStayReadOnly()
    {
        DeployWindow d(readOnly());
        QVERIFY(d.read());
        d.click("rollBack");
        QTRY_VERIFY(d.find("armDialog"));
        d.key(Qt::Key_Escape);
        QTRY_VERIFY(!d.find("armDialog"));
        QVERIFY(!d.find("planDialog"));
        QCOMPARE(d.text("guardWords"), QStringLiteral("Read-only"));
        QCOMPARE(d.focus(), QStringLiteral("rollBack"));
    }

    void byKeys()
    {
        DeployWindow d(readOnly());
        QVERIFY(d.read());
        const auto chord = [&] { d.key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier); };
        chord();
        QTRY_VERIFY(d.find("armDialog"));
        type("looking after it");
        d.key(Qt::Key_Return);
        QTRY_COMPARE(d.text("guardButton"), QStringLiteral("Disarm"));
        QCOMPARE(look(d, "deploy"), Variant::Production);
        QVERIFY(!d.find("planDialog")); // nothing was asked for
        d.picture("arming-armed");
        chord();
        QTRY_COMPARE(d.text("guardButton"), QStringLiteral("Arm…"));
        QCOMPARE(look(d, "deploy"), Variant::Locked);
        QVERIFY(!d.find("armedFrame"));
    }

    void timeRunsOut()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.click("deploy");
        QVERIFY(d.find("planDialog"));
        {
            const ClockAhead clock(9min + 10s);
            QTRY_VERIFY2(d.text("guardTime").startsWith(QStringLiteral("0:4")), qPrintable(d.text("guardTime")));
            QCOMPARE(d.find("guard")->accessibleName(), QStringLiteral("Armed for one more minute"));
            QVERIFY(d.find("guardTime")->font().bold() || d.find("guardTime")->font().weight() > QFont::Medium);
            d.picture("arming-last-minute");
        }
        const ClockAhead clock(11min);
        QTRY_COMPARE(d.text("guardWords"), QStringLiteral("Read-only"));
        QVERIFY(d.text("dialogNote").startsWith(QStringLiteral("Not armed any more")));
        d.click("dialogConfirm"); // it is asked for again, and nothing is lost
        QTRY_VERIFY(d.find("armDialog"));
        type("release 2.15");
        d.key(Qt::Key_Return);
        QVERIFY(!d.startedJob().isEmpty());
    }

    void leavingDisarms()
    {
        FleetWindow gui({.names = {QStringLiteral("bouncepro-eu"), QStringLiteral("staging")}});
        const QPointer<ServerDesk> desk = gui.window().view()->desk();
        desk->guard().arm(QStringLiteral("release 2.15"));
        gui.window().showServer(QStringLiteral("bouncepro-eu"));
        QVERIFY(desk->guard().arming());
        gui.window().showServer(QStringLiteral("staging"));
        QVERIFY(!desk->guard().arming());
    }

    void paletteShowsLocks()
    {
        DeployWindow d(readOnly());
        QVERIFY(d.read());
        d.key(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(d.find("palette"));
        type("dep");
        const auto *rows = d.find<RowList>("paletteList");
        const QModelIndex row = rows->model()->index(1, 0);
        QCOMPARE(row.data().toString(), QStringLiteral("Deploy…"));
        QVERIFY(row.data(LockedRole).toBool());
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral("asks to arm first")));
        d.picture("arming-palette");
        d.key(Qt::Key_Down);
        d.key(Qt::Key_Return);
        QTRY_VERIFY(d.find("armDialog"));
    }
};

BOUNCEPRO_GUI_MAIN(TestArming)
#include "tst_arming.moc"
