#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/rowdelegate.h"

namespace bouncepro {

/// A key of an EnvironmentModel: name, value, who reads it, its state; and the headings of groups. All rows have one
/// height, so that thousands open at once.
class EnvironmentDelegate : public RowDelegate
{
    Q_OBJECT

public:
    /// Where the columns stand in a row; who reads it has none where there is little room.
    struct Columns
    {
        QRectF key, value, reaches, state;
    };

    using RowDelegate::RowDelegate;
    static Columns columns(const QRectF &row);

protected:
    int height(const QModelIndex &index, int width) const override;
    void paintBackground(QPainter *painter, const Row &row) const override;
    void paintRow(QPainter *painter, const Row &row) const override;

private:
    void paintHeading(QPainter *painter, const Row &row) const;
    void paintState(QPainter *painter, const Row &row, const QRectF &room) const;
};

/// The names of the columns, above the rows.
class EnvironmentHeader : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// A finding: its shape, what is wrong, and below it what to do. Without a shape: a name and what it is. Roles: text,
/// SecondRole, MarkRole.
class FindingDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    int height(const QModelIndex &index, int width) const override;
    void paintRow(QPainter *painter, const Row &row) const override;
};

/// A line of a difference: sign and text on a tint. Roles: text, BadgeRole ("+", "-", none), TrailRole.
class DiffDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    int height(const QModelIndex &index, int width) const override;
    void paintBackground(QPainter *painter, const Row &row) const override;
    void paintRow(QPainter *painter, const Row &row) const override;
};

} // namespace bouncepro
