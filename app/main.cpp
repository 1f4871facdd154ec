// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capabilities.h"
#include "app/console.h"
#include "app/process.h"
#include "app/settings.h"
#include "ui/gallery/gallery.h"
#include "ui/setup/logo.h"

#include <QApplication>
#include <QTimer>

#include <fontconfig/fontconfig.h>

#include <cstdio>
#include <thread>

using namespace bouncepro;

int main(int argc, char **argv)
{
    hardenProcess();
    const QJsonObject memory = Settings::window();
    if (Preferences::fromJson(memory).isUtc)
        qputenv("TZ", "UTC"); // before there is a thread that reads it
    const std::jthread fonts([] { FcInit(); }); // read beside the rest of the start; Qt waits for it where it needs them
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
    if (options.showsGallery) {
        Appearance appearance(options.theme.value_or(ThemeChoice::System), options.textScale);
        return showGallery(appearance, options.picture);
    }

    // A demo or a picture runs beside whatever runs.
    Instance instance(Settings::folder());
    const bool isAlone = options.isDemo || !options.picture.isEmpty();
    if (!isAlone && !instance.begin()) {
        if (instance.handOver({options.server, options.page, options.isNewWindow}))
            return 0;
        std::fprintf(stderr, "BouncePro Console runs already, and does not answer. End it, then start again.\n");
        return 1;
    }
    logToFile(Settings::folder() + QStringLiteral("/console.log"));
    Console console(options, memory);
    QObject::connect(&instance, &Instance::asked, &console, &Console::show);
    QTimer::singleShot(0, [] { QApplication::setWindowIcon(logoIcon()); }); // the window is seen first
    return QApplication::exec();
}
