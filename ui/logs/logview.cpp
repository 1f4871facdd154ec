// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logview.h"

#include "ui/look/accessible.h"
#include "ui/look/logdelegate.h"
#include "ui/look/palette.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace bouncepro {

LogView::LogView(const QString &name, LogDelegate *delegate, QWidget *parent) : QAbstractItemView(parent)
{
    delegate->setParent(this);
    setItemDelegate(delegate);
    setAccessibleRole(this, QAccessible::List);
    setAccessibleName(name);
    setLayoutDirection(Qt::LeftToRight); // as what programs write
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // the columns of the header stand above those of the rows
    viewport()->setAutoFillBackground(false);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (!m_isSettling && m_isFollowing && value < verticalScrollBar()->maximum())
            Q_EMIT leftNewest();
    });
    keepDressed(this, [this] { settle(); });
}

void LogView::setModel(QAbstractItemModel *model)
{
    if (this->model())
        this->model()->disconnect(this);
    QAbstractItemView::setModel(model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &LogView::settle);
    connect(model, &QAbstractItemModel::modelReset, this, &LogView::settle);
    connect(model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
        m_isSettling = true; // what is read stays where it is
        if (!m_isFollowing)
            verticalScrollBar()->setValue(std::max(verticalScrollBar()->value() - (last - first + 1), 0));
        m_isSettling = false;
        settle();
    });
    settle();
}

// Qt would make another line the current one, and scroll to it.
void LogView::rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end)
{
    if (currentIndex().row() >= start && currentIndex().row() <= end)
        selectionModel()->clearCurrentIndex();
    QAbstractItemView::rowsAboutToBeRemoved(parent, start, end);
}

// Qt tells screen readers of no rows in a view of this kind: the line that is read is what the list says of itself.
void LogView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    setAccessibleDescription(current.data().toString());
    announce(this, false);
}

void LogView::setFollowing(bool follows)
{
    m_isFollowing = follows;
    settle();
}

void LogView::setWrapping(bool wraps)
{
    static_cast<LogDelegate *>(itemDelegate())->setWrapping(wraps);
    settle();
}

void LogView::setStale(bool isStale)
{
    auto *delegate = static_cast<LogDelegate *>(itemDelegate());
    if (delegate->isStale() == isStale)
        return;
    delegate->setStale(isStale);
    viewport()->update();
}

QSize LogView::minimumSizeHint() const
{
    return {px(120), px(110)};
}

int LogView::heightOf(int row) const
{
    QStyleOptionViewItem option;
    option.rect = QRect(0, 0, viewport()->width(), 0);
    return std::max(itemDelegate()->sizeHint(option, model()->index(row, 0)).height(), 1);
}

// The first row of the last page.
int LogView::lastTop() const
{
    int top = rows();
    for (int room = viewport()->height(); top > 0; --top) {
        room -= heightOf(top - 1);
        if (room < 0)
            return std::min(top, rows() - 1);
    }
    return 0;
}

void LogView::settle()
{
    m_isSettling = true;
    QScrollBar *bar = verticalScrollBar();
    const int last = lastTop();
    bar->setRange(0, last);
    bar->setPageStep(std::max(rows() - last, 1));
    if (m_isFollowing)
        bar->setValue(last);
    m_isSettling = false;
    viewport()->update();
}

// The last page stands on the lower edge, any other on the upper.
QList<LogView::Placed> LogView::placed() const
{
    QList<Placed> all;
    const int width = viewport()->width(), height = viewport()->height();
    const QScrollBar *bar = verticalScrollBar();
    if (bar->maximum() > 0 && bar->value() >= bar->maximum()) {
        int y = height;
        for (int row = rows() - 1; row >= 0 && y > 0; --row) {
            const int tall = heightOf(row);
            y -= tall;
            all.prepend({row, QRect(0, y, width, tall)});
        }
        return all;
    }
    int y = 0;
    for (int row = bar->value(); row < rows() && y < height; ++row) {
        const int tall = heightOf(row);
        all << Placed{row, QRect(0, y, width, tall)};
        y += tall;
    }
    return all;
}

QRect LogView::visualRect(const QModelIndex &index) const
{
    for (const Placed &place : placed())
        if (place.row == index.row())
            return place.rect;
    return {};
}

QModelIndex LogView::indexAt(const QPoint &point) const
{
    for (const Placed &place : placed())
        if (place.rect.contains(point))
            return model()->index(place.row, 0);
    return {};
}

void LogView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const QRect rect = visualRect(index);
    const bool isInSight = rect.isValid() && rect.top() >= 0 && rect.bottom() < viewport()->height();
    if (!index.isValid() || (isInSight && hint == EnsureVisible))
        return;
    const int page = verticalScrollBar()->pageStep();
    if (hint == PositionAtTop || (hint == EnsureVisible && index.row() <= verticalScrollBar()->value()))
        verticalScrollBar()->setValue(index.row());
    else
        verticalScrollBar()->setValue(index.row() - (hint == PositionAtCenter ? page / 2 : page - 1));
}

QModelIndex LogView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (rows() == 0)
        return {};
    const int page = std::max(verticalScrollBar()->pageStep() - 1, 1);
    int row = currentIndex().isValid() ? currentIndex().row() : rows();
    switch (action) {
    case MoveUp:
    case MovePrevious:
    case MoveLeft:
        --row;
        break;
    case MoveDown:
    case MoveNext:
    case MoveRight:
        ++row;
        break;
    case MovePageUp:
        row -= page;
        break;
    case MovePageDown:
        row += page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows() - 1;
        break;
    }
    return model()->index(std::clamp(row, 0, rows() - 1), 0);
}

void LogView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags)
{
    QModelIndex first, last;
    for (const Placed &place : placed()) {
        if (!place.rect.intersects(rect.normalized()))
            continue;
        if (!first.isValid())
            first = model()->index(place.row, 0);
        last = model()->index(place.row, 0);
    }
    selectionModel()->select(first.isValid() ? QItemSelection(first, last) : QItemSelection(), flags);
}

QRegion LogView::visualRegionForSelection(const QItemSelection &) const
{
    return viewport()->rect();
}

void LogView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const bool byKeyboard = window()->testAttribute(Qt::WA_KeyboardFocusChange);
    for (const Placed &place : placed()) {
        if (!place.rect.intersects(event->rect()))
            continue;
        const QModelIndex index = model()->index(place.row, 0);
        option.rect = place.rect;
        option.state = QStyle::State_Enabled;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, hasFocus() && index == currentIndex());
        option.state.setFlag(QStyle::State_KeyboardFocusChange, byKeyboard);
        itemDelegate()->paint(&painter, option, index);
    }
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (event->matches(QKeySequence::Copy))
        Q_EMIT copyWanted();
    else if (plain && event->key() == Qt::Key_End)
        Q_EMIT newestWanted();
    else if (plain && (event->key() == Qt::Key_N || event->key() == Qt::Key_P))
        Q_EMIT hitWanted(event->key() == Qt::Key_N ? 1 : -1);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid())
        Q_EMIT activated(currentIndex());
    else {
        const bool goesBack =
            event->key() == Qt::Key_Up || event->key() == Qt::Key_PageUp || event->key() == Qt::Key_Home;
        if (goesBack && m_isFollowing)
            Q_EMIT leftNewest();
        QAbstractItemView::keyPressEvent(event);
        return;
    }
    event->accept();
}

void LogView::updateGeometries()
{
    QAbstractItemView::updateGeometries();
    settle();
}

void LogView::scrollContentsBy(int, int)
{
    viewport()->update();
}

} // namespace bouncepro
