// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/pagescroll.h"

#include "ui/look/accessible.h"
#include "ui/look/palette.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QLayout>
#include <QScrollBar>

#include <algorithm>

namespace bouncepro {

PageScroll::PageScroll(QWidget *page, QWidget *parent) : QScrollArea(parent)
{
    setWidget(page);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleRole(this, QAccessible::Pane);
    setAccessibleName(tr("Page"));
    viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    page->installEventFilter(this);
    keepDressed(this, [this] { verticalScrollBar()->setSingleStep(px(24)); });
}

// A box layout gives parts whose height follows their width the whole height that they ask for, and takes what is
// missing from others: so that is counted here, and of other parts the minimum. Without the lower margin.
int PageScroll::parts(int width) const
{
    const QLayout *layout = widget()->layout();
    const int below = layout->contentsMargins().bottom();
    if (const auto *box = qobject_cast<const QBoxLayout *>(layout);
        box && box->direction() == QBoxLayout::TopToBottom) {
        const QMargins margins = box->contentsMargins();
        const int room = width - margins.left() - margins.right();
        int height = margins.top();
        bool isFirst = true;
        for (int i = 0; i < box->count(); ++i) {
            QLayoutItem *item = box->itemAt(i);
            if (item->isEmpty() && !item->spacerItem())
                continue;
            const bool isPart = !item->spacerItem();
            height += item->hasHeightForWidth() ? item->heightForWidth(room) : item->minimumSize().height();
            height += isPart && !isFirst ? box->spacing() : 0;
            isFirst = isFirst && !isPart;
        }
        return height;
    }
    return (layout->hasHeightForWidth() ? layout->totalMinimumHeightForWidth(width)
                                        : layout->totalMinimumSize().height()) -
           below;
}

// The page's own; where it has another than what this gave it, it was dressed anew.
int PageScroll::margin() const
{
    const int now = widget()->layout()->contentsMargins().bottom();
    return now == m_shrunk ? m_margin : now;
}

QSize PageScroll::sizeHint() const
{
    return widget()->sizeHint();
}

QSize PageScroll::minimumSizeHint() const
{
    return {px(200), px(80)};
}

int PageScroll::heightForWidth(int width) const
{
    return parts(width) + margin();
}

// Twice: the scroll bar that comes with the height takes of the width.
void PageScroll::fit()
{
    const QSize room = maximumViewportSize();
    const int left = room.height() - parts(room.width());
    m_margin = margin();
    const int below = left >= 0 && left < m_margin ? left : m_margin;
    m_shrunk = below == m_margin ? -1 : below;
    if (QMargins margins = widget()->layout()->contentsMargins(); margins.bottom() != below) {
        margins.setBottom(below);
        widget()->layout()->setContentsMargins(margins);
    }
    for (int pass = 0; pass < 2; ++pass) {
        const int width = viewport()->width();
        widget()->resize(width, std::max(parts(width) + below, viewport()->height()));
    }
    // Something to scroll by the keyboard, or nothing to stop at.
    setFocusPolicy(widget()->height() > viewport()->height() ? Qt::StrongFocus : Qt::NoFocus);
}

void PageScroll::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

bool PageScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        fit();
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

// Brings who gets focus into sight, and leaves the order to the window around.
bool PageScroll::focusNextPrevChild(bool next)
{
    const bool moved = QWidget::focusNextPrevChild(next);
    if (QWidget *focus = QApplication::focusWidget(); focus && widget()->isAncestorOf(focus))
        ensureWidgetVisible(focus, px(12), px(24));
    return moved;
}

void keepInSight(const QAbstractItemView *view, const QModelIndex &index)
{
    for (QWidget *around = view->parentWidget(); around && index.isValid(); around = around->parentWidget())
        if (auto *scroll = qobject_cast<PageScroll *>(around)) {
            const QRect row = view->visualRect(index);
            const QPoint middle = view->viewport()->mapTo(scroll->widget(), row.center());
            return scroll->ensureVisible(0, middle.y(), 0, row.height() / 2 + px(4));
        }
}

} // namespace bouncepro
