// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/plaintable.h"

#include "ui/look/palette.h"

#include <QHeaderView>
#include <QTableView>

namespace bouncepro {

void makePlain(QTableView *table, const std::function<int()> &rowHeight)
{
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionsClickable(false);
    table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    keepDressed(table, [table, rowHeight] {
        table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        table->verticalHeader()->setDefaultSectionSize(rowHeight());
        table->horizontalHeader()->setFont(fontOf(FontRole::Small));
        QPalette colours = table->palette();
        colours.setColor(QPalette::ButtonText, tokens().text3);
        colours.setColor(QPalette::WindowText, tokens().text3);
        table->horizontalHeader()->setPalette(colours);
        table->updateGeometry();
    });
}

} // namespace bouncepro
