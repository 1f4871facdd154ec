#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"
#include "ui/look/roles.h"

#include <QStyledItemDelegate>

#include <optional>

namespace bouncepro {

/// What all rows have in common: background of hover and selection, the ring of focus, and access to the roles.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const final;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    struct Row
    {
        const QModelIndex &index;
        QRectF rect;
        bool isSelected = false;
        bool isHovered = false;
        bool isFirst = false;
        bool isLast = false;
        bool isStale = false; ///< what all of the list's rows say may no longer be so
        QString text(int role) const { return index.data(role).toString(); }
        bool is(int role) const { return index.data(role).toBool(); }
        std::optional<Mark> mark(int role) const;
    };

    /// In pixels at today's text scale.
    virtual int height(const QModelIndex &index, int width) const = 0;
    virtual void paintRow(QPainter *painter, const Row &row) const = 0;
    virtual void paintBackground(QPainter *painter, const Row &row) const;
    /// Where the ring of focus goes.
    virtual QRectF focusRect(const Row &row) const { return row.rect; }

    /// Two lines need this much; the text's own height where the font is taller.
    static int atLeast(int atFull, int lines, int margin);
    /// A vertical line through the shapes of all rows; shape is where this row's stands.
    static void paintRail(QPainter *painter, const Row &row, const QRectF &shape);
};

} // namespace bouncepro
