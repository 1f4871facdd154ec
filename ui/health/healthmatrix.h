#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/healthmodel.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace bouncepro {

/// Endpoint by place from where it is asked, as tall as its rows. The chosen cell is what other parts of a page tell
/// more of.
class HealthMatrix : public QTableView
{
    Q_OBJECT

public:
    explicit HealthMatrix(HealthModel &model, QWidget *parent = nullptr);

    void choose(const HealthEndpoint &endpoint);
    /// What is shown may no longer be so: it is drawn in a weaker tone.
    void setStale(bool stale);
    bool isStale() const { return m_isStale; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(const bouncepro::HealthEndpoint &endpoint);

private:
    HealthModel &m_model;
    bool m_isStale = false;
};

/// Draws a cell in two lines: the state's shape, what was answered and how fast; since when it is so.
class HealthDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit HealthDelegate(HealthMatrix *matrix);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintCell(QPainter *painter, const QRectF &rect, const QModelIndex &index) const;
    const HealthMatrix &m_matrix;
};

} // namespace bouncepro
