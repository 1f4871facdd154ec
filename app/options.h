#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/appearance.h"

#include <QCoreApplication>

#include <optional>

namespace bouncepro {

/// What the desktop program was told on its command line.
struct Options
{
    Q_DECLARE_TR_FUNCTIONS(Options)

public:
    QString server;           ///< empty: the first
    QString page;             ///< name of a capability; empty: the first
    bool isNewWindow = false; ///< one more, where the program runs already
    bool isDemo = false;
    QString demoFile;                 ///< empty: the recording that comes with the program
    std::optional<ThemeChoice> theme; ///< none: as it was set in the program
    double textScale = 0;             ///< 0: as it was set in the program
    QString picture;                  ///< a file; empty: none
    bool listsPages = false;
    bool showsGallery = false;

    /// Ends the program for --help, --version and what it does not understand. Needs the QApplication.
    static Options parse();
};

} // namespace bouncepro
