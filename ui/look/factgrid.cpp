// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/factgrid.h"

#include "ui/look/text.h"

#include <QGridLayout>

namespace bouncepro {

FactGrid::FactGrid(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins({});
    m_grid->setColumnStretch(1, 1);
    keepDressed(m_grid, [grid = m_grid] {
        grid->setHorizontalSpacing(px(16));
        grid->setVerticalSpacing(px(8));
    });
}

Text *FactGrid::add(const QString &label, const QString &value, const QString &name)
{
    auto *text = new Text(FontRole::Body, Tone::Plain, value);
    text->setObjectName(name);
    text->setWrapping(true);
    text->setAccessibleDescription(label);
    const int row = m_grid->count() / 2;
    m_grid->addWidget(new Text(FontRole::Body, Tone::Third, label), row, 0, Qt::AlignTop);
    m_grid->addWidget(text, row, 1);
    return text;
}

} // namespace bouncepro
