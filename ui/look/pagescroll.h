#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QScrollArea>

class QAbstractItemView;
class QModelIndex;

namespace bouncepro {

/// A page that scrolls upright. QScrollArea's own resizing takes the preferred height once one label wraps; a page gets
/// the height that its width needs, and at least the height of the view. Nobody has to scroll for its lower margin
/// alone: that gives way.
class PageScroll : public QScrollArea
{
    Q_OBJECT

public:
    /// Takes the page, which has a layout.
    explicit PageScroll(QWidget *page, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    int parts(int width) const;
    int margin() const;
    void fit();
    int m_margin = 0;  // below, as the page wants it
    int m_shrunk = -1; // what it has in place of that; -1: it has that
};

/// Scrolls the page around a view to its row: for views as high as their rows.
void keepInSight(const QAbstractItemView *view, const QModelIndex &index);

} // namespace bouncepro
