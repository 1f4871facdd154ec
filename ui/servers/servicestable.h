#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"
#include "models/servers/servicesmodel.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace bouncepro {

Mark markOf(ServiceCondition condition);

/// The services of a server, as tall as its rows.
class ServicesTable : public QTableView
{
    Q_OBJECT

public:
    explicit ServicesTable(ServicesModel &model, QWidget *parent = nullptr);

    /// What is shown may no longer be so: it is drawn in a weaker tone.
    void setStale(bool stale);
    bool isStale() const { return m_isStale; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitColumns();
    bool m_isStale = false;
};

/// Draws the state's shape beside the service, its trouble in colour as well as in words, and below CPU and memory how
/// much of the whole they are.
class ServiceDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setStale(bool stale) { m_isStale = stale; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    bool m_isStale = false;
};

} // namespace bouncepro
