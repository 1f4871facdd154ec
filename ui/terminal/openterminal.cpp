// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/openterminal.h"

#include "models/servers/wording.h"
#include "ui/servers/arming.h"
#include "ui/shell/serverdesk.h"
#include "ui/terminal/terminalwindow.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("OpenTerminal", text);
}

} // namespace

void openTerminal(ServerDesk &desk, const QString &service, QWidget *over)
{
    const ArmingWish wish{
        tr("a terminal in %1").arg(visibleText(service, 60)),
        tr("A shell inside the container that serves. What is done there is neither planned nor undone "
           "by this program, and is lost with the container at the next deploy."),
        [&desk, service, window = over->window()] {
            auto *terminal = new TerminalWindow(desk.monitor(), service, desk.guard().arming(), window);
            terminal->show();
            terminal->raise();
            terminal->activateWindow();
        }};
    whenArmed(desk.guard(), over, wish);
}

} // namespace bouncepro
