// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcuts.h"

#include "ui/look/button.h"
#include "ui/look/overlay.h"
#include "ui/look/pill.h"
#include "ui/look/text.h"

#include <QAction>
#include <QCoreApplication>
#include <QGridLayout>

namespace bouncepro {

void showShortcuts(const QList<QAction *> &actions, QWidget *over)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Shortcuts", text); };
    auto *sheet = new Overlay(over, Overlay::Place::Centre, 460);
    sheet->setObjectName(QStringLiteral("shortcuts"));
    sheet->setAccessibleName(tr("Keyboard shortcuts"));
    auto *grid = new QGridLayout(sheet->panel());
    setSpaces(grid, {20, 16, 20, 20}, 8);
    auto *close = new Button(tr("Close"));
    close->setObjectName(QStringLiteral("closeShortcuts"));
    grid->addWidget(new Text(FontRole::Heading, Tone::Plain, tr("Keyboard shortcuts")), 0, 0);
    grid->addWidget(close, 0, 1, Qt::AlignRight);
    keepDressed(sheet, [grid] { grid->setRowMinimumHeight(1, px(4)); });
    int row = 2;
    for (const QAction *action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        grid->addWidget(new Text(FontRole::Body, Tone::Plain, action->text()), row, 0);
        grid->addWidget(new KeyCap(action->shortcut().toString(QKeySequence::NativeText)), row, 1, Qt::AlignRight);
        ++row;
    }
    grid->setColumnStretch(0, 1);
    QObject::connect(close, &Button::clicked, sheet, &Overlay::close);
    QObject::connect(sheet, &Overlay::closed, sheet, &QObject::deleteLater);
    sheet->open();
}

} // namespace bouncepro
