// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/steplist.h"

#include "ui/look/palette.h"
#include "ui/look/stepdelegate.h"

#include <QStyle>

namespace bouncepro {

StepList::StepList(const QString &name, QWidget *parent) : RowList(name, new StepDelegate, parent)
{
    m_steps = static_cast<StepDelegate *>(itemDelegate());
    keepDressed(this, [this] { openBelow(m_open, m_below, m_heightAtFull); });
}

void StepList::openBelow(const QModelIndex &index, QWidget *widget, int heightAtFull)
{
    if (m_below && m_below != widget)
        m_below->hide();
    m_open = index;
    m_below = widget;
    m_heightAtFull = heightAtFull;
    const bool isOpen = index.isValid() && widget;
    m_steps->setRoomBelow(isOpen ? index : QModelIndex(), isOpen ? px(heightAtFull) : 0);
    if (widget && widget->parentWidget() != viewport())
        widget->setParent(viewport());
    if (widget)
        widget->setVisible(isOpen);
    scheduleDelayedItemsLayout();
    updateGeometry();
    place();
}

void StepList::updateGeometries()
{
    RowList::updateGeometries();
    place();
}

void StepList::scrollContentsBy(int dx, int dy)
{
    RowList::scrollContentsBy(dx, dy);
    place();
}

void StepList::place()
{
    if (!m_below || !m_open.isValid())
        return;
    const QRect row = visualRect(m_open);
    const int room = px(m_heightAtFull);
    const int left = StepDelegate::textLeft() + px(8);
    m_below->setGeometry(QStyle::visualRect(
        layoutDirection(), row,
        QRect(row.left() + left, row.bottom() + 1 - room + px(2), row.width() - left, room - px(6))));
}

} // namespace bouncepro
