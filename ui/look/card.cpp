// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/card.h"

#include "ui/look/accessible.h"
#include "ui/look/paint.h"
#include "ui/look/text.h"

#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <array>
#include <cmath>

namespace bouncepro {

Card::Card(const QString &heading, QWidget *parent) : QFrame(parent), m_content(new QVBoxLayout(this))
{
    setSpaces(m_content, {16, 12, 16, 14}, 10);
    setAccessibleRole(this, QAccessible::Grouping);
    if (!heading.isEmpty())
        setHeading(heading);
}

void Card::makeHead()
{
    if (m_head)
        return;
    m_head = new QHBoxLayout;
    setSpaces(m_head, {}, 8);
    m_heading = new Text(FontRole::Heading);
    m_heading->setEliding(true, Qt::ElideMiddle);
    keepDressed(m_heading, [this] { fitHeading(); });
    m_meta = new Text(FontRole::Small, Tone::Second);
    m_meta->setEliding(true);
    m_head->addWidget(m_heading);
    m_head->addWidget(m_meta);
    m_head->addStretch();
    m_content->insertLayout(0, m_head);
}

void Card::setHeading(const QString &heading)
{
    makeHead();
    m_heading->setText(heading);
    fitHeading();
    setAccessibleName(heading);
}

// As high as with a small button. Words of the program's own are never cut: what stands beside them gives way.
void Card::fitHeading()
{
    const int words = int(std::ceil(textWidth(FontRole::Heading, m_heading->text())));
    m_heading->setMinimumSize(std::min(words + 1, px(180)), px(24));
}

void Card::setMeta(const QString &text)
{
    makeHead();
    m_metaText = text;
    m_meta->setText(m_age.isEmpty() ? text : m_age);
}

void Card::addAction(QWidget *action)
{
    makeHead();
    m_head->addWidget(action);
}

void Card::setStale(const QString &age)
{
    makeHead();
    m_age = age;
    m_meta->setText(age.isEmpty() ? m_metaText : age);
    m_meta->setTone(age.isEmpty() ? Tone::Second : Tone::Third);
    m_heading->setTone(age.isEmpty() ? Tone::Plain : Tone::Second);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRound(&painter, rect(), px(8), tokens().surface, tokens().border);
}

Hairline::Hairline(Token colour, QWidget *parent) : QWidget(parent), m_colour(colour)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().*m_colour);
}

LoadingBars::LoadingBars(int rows, QWidget *parent) : QWidget(parent), m_rows(rows)
{
    setAccessibleRole(this, QAccessible::ProgressBar);
    setAccessibleName(tr("Loading"));
}

QSize LoadingBars::sizeHint() const
{
    return {px(300), m_rows * px(30)};
}

void LoadingBars::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_isDue = false;
    QTimer::singleShot(300, this, [this] {
        m_isDue = true;
        update();
    });
}

void LoadingBars::paintEvent(QPaintEvent *)
{
    if (!m_isDue)
        return;
    QPainter painter(this);
    mirror(&painter, rect(), layoutDirection());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens().track);
    static constexpr std::array widths = {0.52, 0.68, 0.44, 0.6};
    for (int row = 0; row < m_rows; ++row)
        painter.drawRoundedRect(QRectF(0, row * px(30) + px(10), width() * widths[size_t(row) % widths.size()], px(10)),
                                px(4), px(4));
}

} // namespace bouncepro
