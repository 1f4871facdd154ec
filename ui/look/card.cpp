// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/card.h"

#include "ui/look/text.h"

#include <QPainter>
#include <QTimer>

#include <array>

namespace bouncepro {

Card::Card(const QString &heading, QWidget *parent) : QFrame(parent), m_content(new QVBoxLayout(this))
{
    m_content->setContentsMargins(px(16), px(14), px(16), px(14));
    m_content->setSpacing(px(10));
    if (heading.isEmpty())
        return;
    auto *row = new QHBoxLayout;
    row->setSpacing(px(8));
    auto *title = new Text(FontRole::Heading);
    title->setText(heading);
    m_meta = new Text(FontRole::Small, Tone::Second);
    row->addWidget(title);
    row->addWidget(m_meta);
    row->addStretch();
    m_content->addLayout(row);
    setAccessibleName(heading);
}

void Card::setMeta(const QString &text)
{
    m_meta->setText(text);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tokens().border);
    painter.setBrush(tokens().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), px(8), px(8));
}

LoadingBars::LoadingBars(int rows, QWidget *parent) : QWidget(parent), m_rows(rows)
{
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
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens().track);
    static constexpr std::array widths = {0.52, 0.68, 0.44, 0.6};
    for (int row = 0; row < m_rows; ++row)
        painter.drawRoundedRect(QRectF(0, row * px(30) + px(10), width() * widths[size_t(row) % widths.size()], px(10)),
                                px(4), px(4));
}

} // namespace bouncepro
