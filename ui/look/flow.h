#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QBoxLayout>
#include <QLayout>
#include <QWidget>

namespace bouncepro {

/// A row that wraps where there is little room: actions, chips.
class Flow : public QLayout
{
    Q_OBJECT

public:
    /// spacingAtFull in pixels at 100 %.
    explicit Flow(QWidget *parent = nullptr, int spacingAtFull = 8);
    ~Flow() override;

    /// What is added from here on stands at the right while all fits on one line.
    void addGap() { m_gap = count(); }
    void setRightAligned(bool right) { m_isRight = right; }

    void addItem(QLayoutItem *item) override { m_items << item; }
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    void setGeometry(const QRect &rect) override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;

private:
    int arrange(const QRect &rect, bool onlyMeasure) const;
    QList<QLayoutItem *> m_items;
    int m_gap = -1;
    bool m_isRight = false;
};

/// Two parts side by side, the second below the first where the whole is narrower than that.
class Split : public QWidget
{
    Q_OBJECT

public:
    /// stackBelowAtFull in pixels at 100 %.
    Split(QWidget *first, int firstPart, QWidget *second, int secondPart, int stackBelowAtFull = 760,
          QWidget *parent = nullptr);
    bool isStacked() const;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    QBoxLayout *m_layout;
    const int m_firstPart;
    const int m_secondPart;
    const int m_stackBelow;
};

/// Direction and spacing (pixels) of what is arranged anew each time it is laid out. What is the same already asks for
/// no further layout, as QBoxLayout::setSpacing would.
void arrangeBox(QBoxLayout &box, QBoxLayout::Direction direction, int spacing);

} // namespace bouncepro
