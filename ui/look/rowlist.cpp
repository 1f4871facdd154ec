// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/rowlist.h"

#include "ui/look/pagescroll.h"
#include "ui/look/palette.h"
#include "ui/look/roles.h"
#include "ui/look/statemark.h"

#include <QKeyEvent>
#include <QStyledItemDelegate>

#include <algorithm>
#include <utility>

namespace bouncepro {

namespace {

bool isRunning(const QModelIndex &index)
{
    for (const int role : {int(MarkRole), int(BadgeMarkRole)}) {
        const QVariant mark = index.data(role);
        if (mark.isValid() && Mark(mark.toInt()) == Mark::Running)
            return true;
    }
    return false;
}

} // namespace

RowList::RowList(const QString &name, QStyledItemDelegate *delegate, QWidget *parent) : QListView(parent)
{
    delegate->setParent(this);
    setItemDelegate(delegate);
    setAccessibleName(name);
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true); // rows show that they are hovered
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_Hover);
    keepDressed(this, [this] { turn(); });
}

void RowList::setModel(QAbstractItemModel *model)
{
    if (this->model())
        this->model()->disconnect(this);
    QListView::setModel(model);
    if (!model)
        return;
    const auto changed = [this] {
        refit();
        turn();
    };
    connect(model, &QAbstractItemModel::rowsRemoved, this, changed);
    connect(model, &QAbstractItemModel::modelReset, this, changed);
    connect(model, &QAbstractItemModel::layoutChanged, this, changed);
    connect(model, &QAbstractItemModel::dataChanged, this, [this] { turn(); });
    changed();
}

void RowList::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QListView::rowsInserted(parent, start, end);
    refit();
    turn();
}

void RowList::setFitting(bool fits, int most)
{
    m_isFitting = fits;
    m_most = most;
    setSizePolicy(QSizePolicy::Expanding, fits ? QSizePolicy::Fixed : QSizePolicy::Expanding);
    setVerticalScrollBarPolicy(fits && most == 0 ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    refit();
}

void RowList::setStale(bool stale)
{
    if (std::exchange(m_isStale, stale) != stale)
        viewport()->update();
}

int RowList::rowsHeight(int rows) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = viewport()->rect();
    int height = 0;
    for (int row = 0; row < rows; ++row)
        height += itemDelegate()->sizeHint(option, model()->index(row, 0, rootIndex())).height();
    return height;
}

QSize RowList::sizeHint() const
{
    if (!model())
        return {px(200), px(40)};
    const int rows = model()->rowCount(rootIndex());
    const int shown = m_isFitting ? (m_most > 0 ? std::min(rows, m_most) : rows) : std::clamp(rows, 3, 12);
    return {px(240), rowsHeight(std::min(shown, rows))};
}

QSize RowList::minimumSizeHint() const
{
    return m_isFitting ? QSize(px(80), sizeHint().height()) : QSize(px(80), px(60));
}

void RowList::refit()
{
    if (m_isFitting)
        updateGeometry();
}

// Only rows in sight are asked: a list may have a million.
void RowList::turn()
{
    bool running = false;
    if (isVisible() && model() && turnInterval() > 0) {
        const QModelIndex first = indexAt({1, 1});
        for (int row = std::max(first.row(), 0); row < model()->rowCount(rootIndex()) && !running; ++row) {
            const QModelIndex index = model()->index(row, 0, rootIndex());
            if (visualRect(index).top() > viewport()->height())
                break;
            running = isRunning(index);
        }
    }
    if (!running)
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start(turnInterval(), this);
}

void RowList::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QListView::timerEvent(event);
    const QModelIndex first = indexAt({1, 1});
    for (int row = std::max(first.row(), 0); row < model()->rowCount(rootIndex()); ++row) {
        const QModelIndex index = model()->index(row, 0, rootIndex());
        const QRect rect = visualRect(index);
        if (rect.top() > viewport()->height())
            return;
        if (isRunning(index))
            viewport()->update(rect);
    }
}

void RowList::showEvent(QShowEvent *event)
{
    QListView::showEvent(event);
    turn();
}

void RowList::hideEvent(QHideEvent *event)
{
    QListView::hideEvent(event);
    m_timer.stop();
}

void RowList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    if (model() && !currentIndex().isValid() && model()->rowCount(rootIndex()) > 0 &&
        event->reason() != Qt::MouseFocusReason)
        setCurrentIndex(model()->index(0, 0, rootIndex()));
}

void RowList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (m_isFitting && m_most == 0 && hasFocus())
        keepInSight(this, current);
}

// Qt leaves Enter to the platform: on some a selected row is edited by it.
void RowList::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        event->accept();
        return;
    }
    QListView::keyPressEvent(event);
}

} // namespace bouncepro
