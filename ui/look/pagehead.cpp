// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/pagehead.h"

#include "ui/look/accessible.h"
#include "ui/look/flow.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"

#include <QGridLayout>

namespace bouncepro {

PageHead::PageHead(QWidget *parent)
    : QWidget(parent),
      m_row(new QHBoxLayout(this)),
      m_mark(new StateMark(20)),
      m_title(new Text(FontRole::Title)),
      m_evidence(new Text(FontRole::Body, Tone::Second)),
      m_actions(new QWidget),
      m_flow(new Flow(m_actions))
{
    setAccessibleRole(this, QAccessible::Heading);
    m_title->setObjectName(QStringLiteral("title"));
    m_evidence->setObjectName(QStringLiteral("evidence"));
    for (Text *text : {m_title, m_evidence})
        text->setWrapping(true);
    m_title->setAlignment(Qt::AlignLeft | Qt::AlignTop); // beside its mark where the buttons are higher
    m_flow->setRightAligned(true);
    auto *words = new QWidget;
    auto *grid = new QGridLayout(words);
    keepDressed(this, [this, grid] {
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(px(10));
        grid->setVerticalSpacing(px(2));
        arrange();
    });
    grid->addWidget(m_mark, 0, 0, Qt::AlignTop);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_evidence, 1, 1);
    grid->setColumnStretch(1, 1);
    setSpaces(m_row, {}, 12);
    m_row->addWidget(words, 1);
    m_row->addWidget(m_actions, 0);
    m_actions->hide();
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void PageHead::setState(std::optional<Mark> mark, const QString &title, const QString &evidence)
{
    m_mark->setVisible(mark.has_value());
    if (mark)
        m_mark->setMark(*mark);
    m_title->setText(title);
    m_evidence->setText(evidence);
    m_evidence->setVisible(!evidence.isEmpty());
    if (title != accessibleName()) {
        setAccessibleName(title);
        announce(this, mark == Mark::Down);
    }
    setAccessibleDescription(evidence);
}

void PageHead::addAction(QWidget *action)
{
    m_flow->addWidget(action);
    m_actions->show();
    arrange();
}

void PageHead::setRoomForWords(int width)
{
    m_roomForWords = width;
    arrange();
}

void PageHead::arrange()
{
    const int actions = m_flow->sizeHint().width();
    const bool below = !m_actions->isHidden() && width() < actions + px(m_roomForWords);
    m_actions->setMinimumWidth(below ? 0 : actions);
    m_flow->setRightAligned(!below);
    m_row->setDirection(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

QSize PageHead::minimumSizeHint() const
{
    return {px(200), QWidget::minimumSizeHint().height()};
}

// An action came or went.
bool PageHead::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void PageHead::resizeEvent(QResizeEvent *event)
{
    arrange();
    QWidget::resizeEvent(event);
}

} // namespace bouncepro
