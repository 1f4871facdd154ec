// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capabilities.h"
#include "app/desktop.h"
#include "app/keychain.h"
#include "app/options.h"
#include "app/process.h"
#include "app/settings.h"
#include "ui/gallery/gallery.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QProcess>

#include <cstdio>

using namespace bouncepro;

int main(int argc, char **argv)
{
    hardenProcess();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("bouncepro-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("BouncePro Console"));
    QApplication::setApplicationVersion(QStringLiteral(BOUNCEPRO_VERSION));
    const Options options = Options::parse();
    if (options.listsPages) {
        for (const Page &page : capabilityPages())
            std::printf("%s\t%s\n", qPrintable(page.name), qPrintable(page.title));
        return 0;
    }

    Appearance appearance(options.theme, options.textScale);
    if (options.showsGallery)
        return showGallery(appearance, options.picture);
    logToFile(Settings::folder() + QStringLiteral("/console.log"));
    DialogAsker asker(
        QApplication::translate("main", "It is kept in the keychain where there is one, else until the program ends."));
    const DesktopServers source =
        options.isDemo ? demoServers(options.demoFile) : settingsServers(asker.sender(), std::make_shared<Keychain>());
    ServerList servers(source.store, source.connectorOf);
    MainWindow window(servers, capabilityPages(), source.isDemo);
    asker.setWindow(&window);
    if (!source.isDemo) {
        window.setSources({[&source](const ServerProfile &profile) {
            return ConnectionDoors::real(source.connectorOf(profile));
        }});
        keepAuditHeads(window, Settings::folder());
    }
    QObject::connect(&asker, &DialogAsker::askingChanged, &window, &MainWindow::setAsking);
    QObject::connect(&window, &MainWindow::demoWanted, &window, [] {
        QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--demo")});
    });
    QObject::connect(&asker, &DialogAsker::askingChanged, &servers, [&servers](bool asking) {
        for (int row = 0; row < servers.rowCount(); ++row)
            if (ServerMonitor *monitor = servers.existingMonitor(row);
                monitor && (!asking || monitor->view().state == ConnectionState::Connecting))
                monitor->setAsking(asking);
    });
    if (!options.picture.isEmpty())
        QObject::connect(&window, &MainWindow::serverShown, &window,
                         [&](ServerMonitor *monitor) { pictureAndQuit(window, *monitor, options.picture); });
    window.showServer(options.server);
    window.showPage(options.page);
    window.show();
    servers.load();
    return QApplication::exec();
}
