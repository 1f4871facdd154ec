#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/appearance.h"

#include <QCoreApplication>

namespace bouncepro {

/// What the desktop program was told on its command line.
struct Options
{
    Q_DECLARE_TR_FUNCTIONS(Options)

public:
    QString server; ///< empty: the first
    QString page;   ///< name of a capability; empty: the first
    bool isDemo = false;
    QString demoFile; ///< empty: the recording that comes with the program
    ThemeChoice theme = ThemeChoice::System;
    double textScale = 0; ///< 0: the desktop's
    QString picture;      ///< a file; empty: none
    bool listsPages = false;
    bool showsGallery = false;

    /// Ends the program for --help, --version and what it does not understand. Needs the QApplication.
    static Options parse();
};

} // namespace bouncepro
