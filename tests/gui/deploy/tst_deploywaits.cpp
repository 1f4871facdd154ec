// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/deploy/deploywindow.h"
#include "ui/look/field.h"

#include <QClipboard>
#include <QLineEdit>

using namespace bouncepro;

/// Deploys that wait for their time, or for a second operator.
class TestDeployWaits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsAtItsTime()
    {
        DeployWindow d;
        QVERIFY(d.read());
        d.click("deploy");
        auto *time = d.find<Field>("planStart");
        time->edit()->setText(QStringLiteral("soon"));
        QVERIFY(d.isBlocked("dialogConfirm"));
        QVERIFY(!time->error().isEmpty());
        time->edit()->setText(QStringLiteral("+2h"));
        QVERIFY2(d.text("dialogConfirm").startsWith(QStringLiteral("Start ")), qPrintable(d.text("dialogConfirm")));
        d.picture("deploy-confirm-later");
        d.click("dialogConfirm");
        QTRY_COMPARE(d.server().count(QStringLiteral("job.sh submit")), 1);
        QTRY_VERIFY2(d.title().contains(QStringLiteral("starts at")), qPrintable(d.title()));
        QVERIFY(!d.desk()->jobs().running());
        QVERIFY(!d.isBlocked("rollBack")); // it holds nothing up
        QCOMPARE(d.text("cancelJob"), QStringLiteral("Withdraw…"));
        d.picture("deploy-scheduled");
        d.click("backToReleases");
        QTRY_VERIFY(d.find("deployWaiting")); // it stays in sight
        d.picture("deploy-waiting");
        QTest::mouseClick(d.find("deployWaiting")->findChild<Button *>(), Qt::LeftButton);
        QTRY_VERIFY(d.find("jobPanel"));
        d.click("cancelJob");
        QVERIFY(d.text("cancelEffect").contains(QStringLiteral("withdrawn")));
        d.click("dialogConfirm");
        QTRY_VERIFY2(d.title().contains(QStringLiteral("was not started")), qPrintable(d.title()));
    }

    void waitsForASecondOperator()
    {
        DeployWindow d{{.fourEyes = true}};
        QVERIFY(d.read());
        d.click("deploy");
        d.click("dialogConfirm");
        QTRY_VERIFY(d.find("deployApprove"));
        QVERIFY2(d.find("deployApprove")->accessibleName().contains(QStringLiteral("second operator")),
                 qPrintable(d.find("deployApprove")->accessibleName()));
        QCOMPARE(d.server().count(QStringLiteral("job.sh start")), 0);
        d.picture("deploy-approve");
        QTest::mouseClick(d.find("deployApprove")->findChild<Button *>(), Qt::LeftButton);
        QTRY_VERIFY(d.find("approveDialog"));
        d.click("dialogConfirm");
        QTRY_COMPARE(d.server().count(QStringLiteral("job.sh approve")), 1);
        QVERIFY(!d.startedJob().isEmpty());
        QTRY_VERIFY(!d.find("deployApprove"));
        d.server().end(d.startedJob(), JobState::Succeeded);
        QTRY_VERIFY(d.find("copyForChat"));
        d.click("copyForChat");
        const QString said = QGuiApplication::clipboard()->text();
        QVERIFY2(said.startsWith(QStringLiteral("bouncepro-eu: Deployed 4c91e7d")), qPrintable(said));
        QVERIFY(!said.contains(QLatin1Char('@')));
    }
};

BOUNCEPRO_GUI_MAIN(TestDeployWaits)
#include "tst_deploywaits.moc"
