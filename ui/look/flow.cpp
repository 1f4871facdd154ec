// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/flow.h"

#include "ui/look/palette.h"

#include <QStyle>

#include <algorithm>

namespace bouncepro {

Flow::Flow(QWidget *parent, int spacingAtFull) : QLayout(parent)
{
    setSpaces(this, {}, spacingAtFull);
}

Flow::~Flow()
{
    qDeleteAll(m_items);
}

QLayoutItem *Flow::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int Flow::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), true);
}

void Flow::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, false);
}

QSize Flow::sizeHint() const
{
    int width = 0, height = 0;
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        width += item->sizeHint().width() + (width > 0 ? spacing() : 0);
        height = std::max(height, item->sizeHint().height());
    }
    return {width, height};
}

QSize Flow::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    return size;
}

int Flow::arrange(const QRect &rect, bool onlyMeasure) const
{
    const int whole = sizeHint().width();
    const bool isOneLine = whole <= rect.width();
    int x = rect.x() + (isOneLine && m_isRight ? rect.width() - whole : 0);
    int y = rect.y();
    int line = 0;
    const int tallest = sizeHint().height();
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        QLayoutItem *item = m_items[i];
        if (item->isEmpty())
            continue;
        const QSize size(std::min(item->sizeHint().width(), rect.width()), item->sizeHint().height());
        if (isOneLine && i == m_gap)
            x += rect.width() - whole;
        if (x > rect.x() && x + size.width() > rect.x() + rect.width()) {
            x = rect.x();
            y += line + spacing();
            line = 0;
        }
        if (!onlyMeasure)
            item->setGeometry(
                QStyle::visualRect(parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight, rect,
                                   QRect(QPoint(x, isOneLine ? y + (tallest - size.height()) / 2 : y), size)));
        x += size.width() + spacing();
        line = std::max(line, size.height());
    }
    return y + line - rect.y();
}

Split::Split(QWidget *first, int firstPart, QWidget *second, int secondPart, int stackBelowAtFull, QWidget *parent)
    : QWidget(parent),
      m_layout(new QHBoxLayout(this)),
      m_firstPart(firstPart),
      m_secondPart(secondPart),
      m_stackBelow(stackBelowAtFull)
{
    setSpaces(m_layout, {}, 12);
    m_layout->addWidget(first, firstPart);
    m_layout->addWidget(second, secondPart);
    keepDressed(this, [this] { arrange(); });
}

bool Split::isStacked() const
{
    return m_layout->direction() == QBoxLayout::TopToBottom;
}

// May become as narrow as its wider part: it stacks then.
QSize Split::minimumSizeHint() const
{
    int width = 0;
    for (int i = 0; i < m_layout->count(); ++i)
        width = std::max(width, m_layout->itemAt(i)->minimumSize().width());
    return {width, m_layout->minimumSize().height()};
}

void Split::arrange()
{
    const auto direction = width() < px(m_stackBelow) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_layout->direction() == direction)
        return;
    m_layout->setDirection(direction);
    const bool stacked = direction == QBoxLayout::TopToBottom;
    m_layout->setStretch(0, stacked ? 0 : m_firstPart);
    m_layout->setStretch(1, stacked ? 1 : m_secondPart); // room to spare is below, not between
    updateGeometry();
}

void Split::resizeEvent(QResizeEvent *event)
{
    arrange();
    QWidget::resizeEvent(event);
}

void arrangeBox(QBoxLayout &box, QBoxLayout::Direction direction, int spacing)
{
    box.setDirection(direction);
    if (box.spacing() != spacing)
        box.setSpacing(spacing);
}

} // namespace bouncepro
