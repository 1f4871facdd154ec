// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"

#include "app/keychain.h"
#include "ssh/sshhost.h"
#include "tests/support/sshd.h"
#include "ui/servers/dialoginteraction.h"
#include "ui/servers/serverpage.h"

#include <QLabel>
#include <QLineEdit>

using namespace bouncepro;

/// The window, its dialogs and a real sshd, put together as the program does.
class TestFirstConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void questionsOnTheWayIn()
    {
        test::Sshd sshd;
        if (!sshd.unavailable().isEmpty())
            QSKIP(qPrintable(sshd.unavailable()));
        QVERIFY(sshd.start());
        const QString key =
            sshd.makeKey(QStringLiteral("locked"), QStringLiteral("ed25519"), QStringLiteral("open sesame"));
        ServerProfile profile;
        profile.name = QStringLiteral("fresh");
        profile.stack = QStringLiteral("/nowhere/bouncepro");
        profile.environment = Environment::Staging;
        profile.target = sshd.target({key}, false);

        applyLook(Theme::Light, 1.0);
        DialogAsker asker(QStringLiteral("Kept until the program ends."));
        const auto store = std::make_shared<MemoryStore>();
        const ServerMonitor::Connector connector = [target = profile.target, person = asker.sender(), store](
                                                       std::stop_token stop) -> Result<std::shared_ptr<RemoteHost>> {
            auto host = SshHost::connect(
                target, std::make_shared<StoredInteraction>(person(Environment::Staging, stop), store), stop);
            if (!host)
                return fail(host.error());
            return std::shared_ptr<RemoteHost>(*host);
        };
        ServerList servers({[profile] { return Result<QList<ServerProfile>>(QList<ServerProfile>{profile}); },
                            [](const QList<ServerProfile> &, const QList<ServerProfile> &) { return Result<void>(); }},
                           [connector](const ServerProfile &) { return connector; });
        servers.load();
        QTRY_VERIFY(servers.isLoaded());
        ServerMonitor &monitor = *servers.monitor(0);
        monitor.setInterval(std::chrono::milliseconds(100));
        monitor.setBackoff(std::chrono::milliseconds(100));
        connect(&asker, &DialogAsker::askingChanged, &monitor, &ServerMonitor::setAsking);
        Fleet fleet(servers);
        MainWindow window(fleet, {serversPage()});
        asker.setWindow(&window);
        window.show();
        const auto title = [&] { return window.findChild<QLabel *>(QStringLiteral("title"))->text(); };
        window.showServer({});

        // An unknown key, refused: nothing is remembered.
        QDialog *dialog = waitForDialog("hostKeyDialog");
        QVERIFY(dialog);
        QCOMPARE(title(), QStringLiteral("fresh waits for your answer"));
        QVERIFY(
            dialog->findChild<QLabel *>(QStringLiteral("fingerprint"))->text().startsWith(QStringLiteral("SHA256:")));
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("rememberedIn"))->text(), sshd.knownHosts());
        clickIn(dialog, "cancel");
        QTRY_COMPARE(title(), QStringLiteral("A host key was not accepted. fresh is not connected."));
        QVERIFY(!QFileInfo(sshd.knownHosts()).size());

        // Accepted; a wrong passphrase, then the right one.
        clickIn(&window, "again");
        dialog = waitForDialog("hostKeyDialog");
        QVERIFY(dialog);
        clickIn(dialog, "accept");
        for (const QString &passphrase : {QStringLiteral("wrong"), QStringLiteral("open sesame")}) {
            dialog = waitForDialog("secretDialog");
            QVERIFY(dialog);
            auto *field = dialog->findChild<QLineEdit *>(QStringLiteral("secret"));
            QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("wrong")) != nullptr,
                     passphrase != QStringLiteral("wrong"));
            QTest::keyClicks(field, passphrase);
            clickIn(dialog, "accept");
            QTRY_VERIFY(!dialog->isVisible());
        }
        QTRY_VERIFY2(title().startsWith(QStringLiteral("The stack was not found")), qPrintable(title()));
        QVERIFY(QFileInfo(sshd.knownHosts()).size() > 0);

        // The connection breaks: it comes back, and nobody is asked again.
        const QDateTime seen = monitor.view().seen;
        sshd.dropConnections();
        QTRY_VERIFY(monitor.view().seen > seen.addMSecs(1000));
        QVERIFY(QApplication::activeModalWidget() == nullptr);

        // Another key under the same name: a hard stop.
        sshd.writeKnownHosts(
            sshd.knownName().toLatin1() + ' ' +
            QByteArray("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ7dF5l1o0bqU3xZ8Qw8m7m3n5l3o0bqU3xZ8Qw8m7m3") + '\n');
        sshd.dropConnections();
        QTRY_COMPARE(title(), QStringLiteral("A host key changed. fresh is not connected."));
        QVERIFY(window.findChild<QLabel *>(QStringLiteral("errorMessage"))->isVisible());
    }
};

BOUNCEPRO_GUI_MAIN(TestFirstConnection)
#include "tst_firstconnection.moc"
