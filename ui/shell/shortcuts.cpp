// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcuts.h"

#include "ui/look/dialog.h"
#include "ui/look/pill.h"
#include "ui/look/text.h"

#include <QAction>
#include <QCoreApplication>
#include <QGridLayout>

namespace bouncepro {

void showShortcuts(const QList<QAction *> &actions, QWidget *over)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Shortcuts", text); };
    auto *sheet = new Dialog(over, tr("Keyboard shortcuts"), {}, 460);
    sheet->setObjectName(QStringLiteral("shortcuts"));
    auto *grid = new QGridLayout;
    setSpaces(grid, {}, 8);
    int row = 0;
    for (const QAction *action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        grid->addWidget(new Text(FontRole::Body, Tone::Plain, action->text()), row, 0);
        grid->addWidget(new KeyCap(action->shortcut().toString(QKeySequence::NativeText)), row, 1, Qt::AlignRight);
        ++row;
    }
    grid->setColumnStretch(0, 1);
    sheet->body()->addLayout(grid);
    sheet->cancelButton()->setText(tr("Close"));
    QObject::connect(sheet, &Overlay::closed, sheet, &QObject::deleteLater);
    sheet->open();
}

} // namespace bouncepro
