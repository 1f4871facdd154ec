// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/environment/environmentwindow.h"

using namespace bouncepro;
using namespace std::chrono_literals;

/// The way of edits to the server, conflicts with others, versions, and leaving with edits.
class TestEnvironmentApply : public QObject
{
    Q_OBJECT

private:
    static QString words(EnvironmentWindow &w, const char *list)
    {
        QStringList all;
        if (auto *view = w.find<RowList>(list))
            for (int row = 0; row < view->model()->rowCount(); ++row)
                all << view->model()->index(row, 0).data().toString();
        return all.join(QLatin1Char('|'));
    }
    static void changeHost(EnvironmentWindow &w)
    {
        w.enter(QStringLiteral("SMTP_HOST"), QStringLiteral("smtp.eu.mailer.example"));
        QVERIFY(w.settled());
        QTRY_VERIFY(!w.isBlocked("applyEdits"));
    }

private Q_SLOTS:
    void applies()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        changeHost(w);
        w.enter(QStringLiteral("PAYLOAD_SECRET"), QString::fromUtf8("other-" + planted + "-0123456789-0123456789"));
        QVERIFY(w.settled());
        w.click("applyEdits");
        QTRY_VERIFY(w.find("applyDialog"));
        QVERIFY(words(w, "applyDiff").contains(QStringLiteral("SMTP_HOST=smtp.eu.mailer.example")));
        QVERIFY(words(w, "applyDiff").contains(QStringLiteral("PAYLOAD_SECRET=") + secretDots()));
        QVERIFY(!words(w, "applyDiff").contains(QString::fromUtf8(planted)));
        QVERIFY2(w.text("applyEffect").contains(QStringLiteral("payload")), qPrintable(w.text("applyEffect")));
        QCOMPARE(w.text("dialogConfirm"), QStringLiteral("Apply to staging"));
        QVERIFY(w.isBlocked("dialogConfirm")); // without a reason
        w.picture("environment-apply");
        w.type(QStringLiteral("new relay"));
        w.click("dialogConfirm");
        QTRY_VERIFY(w.desk()->jobs().running());
        const QString id = w.desk()->jobs().running()->id();
        QCOMPARE(w.desk()->jobs().running()->job().action, QStringLiteral("environment"));
        QTRY_VERIFY(w.isBlocked("applyEdits"));
        QVERIFY(w.fileText().contains("smtp.eu.mailer.example")); // until it is there it is an edit
        w.put(w.fileText());
        w.server().end(id, JobState::Succeeded);
        QTRY_VERIFY(!w.environment().isDirty());
        QVERIFY(w.fileText().contains("smtp.eu.mailer.example"));
    }

    void productionIsArmedFirst()
    {
        EnvironmentWindow w({.environment = Environment::Production, .isArmed = false});
        QVERIFY(w.read());
        changeHost(w);
        w.click("applyEdits");
        QTRY_VERIFY(w.find("armDialog"));
        QVERIFY(!w.find("applyDialog"));
        w.type(QStringLiteral("new relay"));
        w.click("dialogConfirm");
        QTRY_VERIFY(w.find("applyDialog"));
        QCOMPARE(w.focus(), QStringLiteral("dialogCancel"));
        QCOMPARE(w.text("dialogConfirm"), QStringLiteral("Apply to production"));
        w.picture("environment-apply-production");
        w.key(Qt::Key_Escape);
        QTRY_VERIFY(!w.find("applyDialog"));
        QCOMPARE(w.server().count(QStringLiteral("job.sh start")), 0);
        QVERIFY(w.environment().isDirty());
    }

    void othersChangedIt()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        changeHost(w);
        QByteArray theirs = stackFile();
        theirs.replace("smtp.mailer.example", "smtp.theirs.example").replace("LOG_LEVEL=info", "LOG_LEVEL=warn");
        w.put(theirs);
        w.click("applyEdits");
        QTRY_VERIFY(w.find("environmentConflict"));
        QVERIFY(!w.find("applyDialog"));
        QVERIFY(w.fileText().contains("smtp.eu.mailer.example"));
        w.picture("environment-conflict");
        w.click("applyEdits"); // the same question
        QTRY_VERIFY(w.find("conflictDialog"));
        QVERIFY(words(w, "theirDiff").contains(QStringLiteral("LOG_LEVEL=warn")));
        w.picture("environment-conflict-keys");
        w.press("choice-SMTP_HOST", QStringLiteral("Theirs"));
        w.press("choice-SMTP_HOST", QStringLiteral("Mine"));
        w.click("dialogConfirm");
        QTRY_VERIFY(!w.find("environmentConflict"));
        QVERIFY(w.fileText().contains("smtp.eu.mailer.example"));
        QVERIFY(w.fileText().contains("LOG_LEVEL=warn"));
        QCOMPARE(w.editor().look().changes.size(), 1);
    }

    void leavingAsks()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.window().showPage(QStringLiteral("logs"));
        QVERIFY(!w.find("leaveDialog")); // nothing was edited
        w.window().showPage(QStringLiteral("environment"));
        changeHost(w);
        w.window().showPage(QStringLiteral("logs"));
        QTRY_VERIFY(w.find("leaveDialog"));
        QCOMPARE(w.window().page(), QStringLiteral("environment"));
        QVERIFY(w.text("leaveWhat").startsWith(QStringLiteral("1 change of the environment of staging")));
        w.picture("environment-leave");
        w.click("dialogCancel");
        QCOMPARE(w.window().page(), QStringLiteral("environment"));
        w.window().showPage(QStringLiteral("logs"));
        w.click("dialogConfirm");
        QCOMPARE(w.window().page(), QStringLiteral("logs"));
        QVERIFY(w.environment().isDirty()); // it waits
        w.window().close();
        QVERIFY(w.window().isVisible());
        QTRY_VERIFY(w.find("leaveDialog"));
        w.click("dialogCancel");
        w.window().showPage(QStringLiteral("environment"));
        w.window().showPage(QStringLiteral("logs"));
        w.click("leaveDiscard");
        QTRY_VERIFY(!w.environment().isDirty());
        w.window().close();
        QVERIFY(!w.window().isVisible());
    }

    void rotates()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.choose(QStringLiteral("PAYLOAD_SECRET"));
        QTRY_VERIFY(!w.isBlocked("rotateKey"));
        w.click("rotateKey");
        QTRY_VERIFY(w.find("generateDialog"));
        QTRY_VERIFY(!w.isBlocked("dialogConfirm"));
        w.click("dialogConfirm");
        QTRY_VERIFY(w.find("applyDialog"));
        QCOMPARE(w.text("dialogTitle"), QStringLiteral("Rotate PAYLOAD_SECRET on staging"));
        QVERIFY(words(w, "applyDiff").contains(QStringLiteral("PAYLOAD_SECRET=") + secretDots()));
        QVERIFY(!w.environment().isDirty()); // it is no edit
        w.picture("environment-rotate");
        w.type(QStringLiteral("yearly"));
        w.click("dialogConfirm");
        QTRY_VERIFY(w.desk()->jobs().running());
        QCOMPARE(w.desk()->jobs().running()->job().action, QStringLiteral("rotate"));
    }

    void drift()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.click("environmentDrift");
        QTRY_VERIFY(w.find("effective"));
        QCOMPARE(words(w, "effective"), QStringLiteral("payload|payload, SMTP_HOST"));
        QVERIFY2(w.text("effectiveNote").contains(QStringLiteral(": payload.")), qPrintable(w.text("effectiveNote")));
        w.picture("environment-drift");
        w.key(Qt::Key_Escape);
        QTRY_VERIFY(!w.find("effectiveDialog"));
    }

    void bringsBackAVersion()
    {
        EnvironmentWindow w;
        QVERIFY(w.read());
        w.click("environmentHistory");
        QTRY_VERIFY(w.find("versions"));
        QVERIFY(w.isBlocked("dialogConfirm")); // none is chosen
        auto *versions = w.find<RowList>("versions");
        versions->setCurrentIndex(versions->model()->index(0, 0));
        QVERIFY(w.isBlocked("dialogConfirm")); // it is there
        w.picture("environment-history");
        w.key(Qt::Key_Escape);
        QTRY_VERIFY(!w.find("historyDialog"));
    }
};

BOUNCEPRO_GUI_MAIN(TestEnvironmentApply)
#include "tst_environmentapply.moc"
