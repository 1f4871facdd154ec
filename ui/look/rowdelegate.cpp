// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/rowdelegate.h"

#include "models/servers/wording.h"
#include "ui/look/paint.h"
#include "ui/look/rowlist.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace bouncepro {

std::optional<Mark> RowDelegate::Row::mark(int role) const
{
    const QVariant value = index.data(role);
    return value.isValid() ? std::optional(Mark(value.toInt())) : std::nullopt;
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Row row{index, QRectF(option.rect)};
    row.isSelected = option.state & QStyle::State_Selected;
    row.isHovered = option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled;
    row.isFirst = index.row() == 0;
    row.isLast = index.row() + 1 == index.model()->rowCount(index.parent());
    if (const auto *list = qobject_cast<const RowList *>(option.widget))
        row.isStale = list->isStale();
    painter->save();
    painter->setClipRect(option.rect);
    mirror(painter, option.rect, option.direction);
    paintBackground(painter, row);
    paintRow(painter, row);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange)
        paintFocus(painter, focusRect(row), px(6));
    painter->restore();
}

void RowDelegate::paintBackground(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    if (row.isSelected || row.isHovered)
        paintRound(painter, row.rect.adjusted(0, 1, 0, -1), px(6), row.isSelected ? t.selected : t.hover);
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {px(80), height(index, option.rect.width())};
}

// The whole row in words, where the model has no tool tip of its own: a row may elide what it says.
bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                            const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.data(Qt::ToolTipRole).toString().isEmpty())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString sentence = index.data(Qt::AccessibleTextRole).toString();
    if (sentence.isEmpty())
        return false;
    QToolTip::showText(event->globalPos(), asRichText(sentence), view);
    return true;
}

int RowDelegate::atLeast(int atFull, int lines, int margin)
{
    const int text = lines == 1 ? textHeight(FontRole::Body)
                                : textHeight(FontRole::Body) + (lines - 1) * textHeight(FontRole::Small);
    return std::max(px(atFull), text + px(margin));
}

void RowDelegate::paintRail(QPainter *painter, const Row &row, const QRectF &shape)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(tokens().border, 1.5));
    const double x = shape.center().x();
    if (!row.isFirst)
        painter->drawLine(QPointF(x, row.rect.top()), QPointF(x, shape.top() - px(2)));
    if (!row.isLast)
        painter->drawLine(QPointF(x, shape.bottom() + px(2)), QPointF(x, row.rect.bottom() + 1));
    painter->restore();
}

} // namespace bouncepro
