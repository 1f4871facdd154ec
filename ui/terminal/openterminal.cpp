// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/openterminal.h"

#include "models/servers/wording.h"
#include "ui/look/dialog.h"
#include "ui/look/field.h"
#include "ui/look/text.h"
#include "ui/shell/serverdesk.h"
#include "ui/terminal/terminalwindow.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QVBoxLayout>

namespace bouncepro {

namespace {

constexpr int longestReason = 200;
constexpr int shortestReason = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("OpenTerminal", text);
}

void open(ServerDesk &desk, const QString &service, const QString &reason, QWidget *window)
{
    auto *terminal = new TerminalWindow(desk.monitor(), service, reason, window);
    terminal->show();
    terminal->raise();
    terminal->activateWindow();
}

} // namespace

void openTerminal(ServerDesk &desk, const QString &service, QWidget *over)
{
    QWidget *window = over->window();
    if (desk.profile().environment != Environment::Production)
        return open(desk, service, {}, window);
    const QString shown = visibleText(service, 60), server = visibleText(desk.profile().name, 40);
    auto *dialog = new Dialog(window, tr("Terminal in %1 on %2").arg(shown, server), Environment::Production, 560);
    dialog->setObjectName(QStringLiteral("terminalDialog"));
    auto *what = new Text(FontRole::Body, Tone::Plain,
                          tr("A shell inside the container that serves. What is done there is neither planned nor "
                             "undone by this program, and is lost with the container at the next deploy."));
    what->setWrapping(true);
    auto *reason = new Field(tr("Why it is needed"));
    reason->setObjectName(QStringLiteral("terminalReason"));
    reason->showLabel();
    reason->setPlaceholder(tr("For the audit: read the mail queue, ticket 418"));
    reason->edit()->setMaxLength(longestReason);
    dialog->body()->addWidget(what);
    dialog->body()->addWidget(reason);
    dialog->setFootNote(tr("The reason is recorded in the audit."));
    dialog->setConfirm(tr("Open a terminal on production"), Variant::Production, QStringLiteral("terminal"));
    dialog->setConfirmedByKeys(true);
    const auto check = [dialog, reason] {
        dialog->setBlocked(reason->text().simplified().size() < shortestReason ? tr("Say why it is needed first.")
                                                                               : QString());
    };
    QObject::connect(reason, &Field::textChanged, dialog, check);
    check();
    QObject::connect(dialog, &Overlay::closed, dialog, &QObject::deleteLater);
    QObject::connect(dialog, &Dialog::confirmed, &desk,
                     [&desk, service, reason, window] { open(desk, service, reason->text(), window); });
    dialog->open();
    reason->edit()->setFocus();
}

} // namespace bouncepro
