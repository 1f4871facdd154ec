#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QAbstractItemView>

namespace bouncepro {

class LogDelegate;

/// Log lines, the newest in sight while it follows. It lays out only what is in sight, however many lines there are: a
/// list view would go through all of them at each batch. The scroll bar counts lines.
class LogView : public QAbstractItemView
{
    Q_OBJECT

public:
    LogView(const QString &name, LogDelegate *delegate, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    /// Keeps the newest line in sight.
    void setFollowing(bool follows);
    bool isFollowing() const { return m_isFollowing; }
    void setWrapping(bool wraps);
    /// What is shown may lack what came since: in a weaker tone.
    void setStale(bool isStale);

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void keyboardSearch(const QString &) override {} // letters are commands here
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A person moved away from the newest line.
    void leftNewest();
    void newestWanted();
    /// 1, -1.
    void hitWanted(int direction);
    void copyWanted();

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override { return 0; }
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void updateGeometries() override;
    void scrollContentsBy(int, int) override;
    // Qt's asks the display where the pointer is, and waits for its answer, each time lines arrive.
    void verticalScrollbarValueChanged(int) override {}

private:
    struct Placed
    {
        int row = 0;
        QRect rect;
    };
    QList<Placed> placed() const;
    int heightOf(int row) const;
    int rows() const { return model() ? model()->rowCount() : 0; }
    int lastTop() const;
    void settle();
    bool m_isFollowing = true;
    bool m_isSettling = false;
};

} // namespace bouncepro
