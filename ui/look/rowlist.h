#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QBasicTimer>
#include <QListView>

class QStyledItemDelegate;

namespace bouncepro {

/// A list of rows that a delegate draws whole. Arrows move, Enter emits activated(); a running mark turns while it is
/// in sight; a person who arrives by keyboard finds a current row.
class RowList : public QListView
{
    Q_OBJECT

public:
    /// name: what screen readers call the list. The delegate becomes the list's.
    RowList(const QString &name, QStyledItemDelegate *delegate, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// As tall as its rows, up to that many (0: all): for lists inside a page that scrolls itself.
    void setFitting(bool fits, int most = 0);
    /// What the rows say may no longer be so.
    void setStale(bool stale);
    bool isStale() const { return m_isStale; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void focusInEvent(QFocusEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;

private:
    int rowsHeight(int rows) const;
    void refit();
    void turn();
    bool m_isFitting = false;
    bool m_isStale = false;
    int m_most = 0;
    QBasicTimer m_timer;
};

} // namespace bouncepro
