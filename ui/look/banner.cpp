// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/banner.h"

#include "ui/look/accessible.h"
#include "ui/look/button.h"
#include "ui/look/flow.h"
#include "ui/look/paint.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"

#include <QBoxLayout>
#include <QPainter>

namespace bouncepro {

Banner::Banner(Mark mark, const QString &what, const QString &why, QWidget *parent)
    : QWidget(parent),
      m_mark(mark),
      m_row(new QHBoxLayout(this)),
      m_words(new QHBoxLayout),
      m_shape(new StateMark(16)),
      m_what(new Text(FontRole::Strong)),
      m_why(new Text(FontRole::Body, Tone::Second)),
      m_action(new Button(QString())),
      m_later(new Button(tr("Later"), Variant::Quiet))
{
    setAccessibleRole(this, QAccessible::AlertMessage);
    setSpaces(m_row, {14, 8, 10, 8}, 10);
    m_what->setEliding(true);
    m_why->setEliding(true);
    m_words->addWidget(m_what);
    m_words->addWidget(m_why, 1);
    m_row->addWidget(m_shape);
    m_row->addLayout(m_words, 1);
    m_row->addWidget(m_action);
    m_row->addWidget(m_later);
    for (Button *button : {m_action, m_later}) {
        button->setSmall(true);
        button->hide();
    }
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_action, &Button::clicked, this, &Banner::acted);
    connect(m_later, &Button::clicked, this, &Banner::later);
    set(mark, what, why);
    keepDressed(this, [this] { arrange(); });
}

void Banner::set(Mark mark, const QString &what, const QString &why)
{
    m_mark = mark;
    m_shape->setMark(mark);
    m_what->setText(what);
    m_why->setText(why);
    const QString sentence = why.isEmpty() ? what : tr("%1. %2").arg(what, why);
    if (sentence != accessibleName()) {
        setAccessibleName(sentence);
        announce(this, mark == Mark::Down);
    }
    arrange(); // while it is hidden nobody asks for a layout
    update();
}

void Banner::setAction(const QString &verb)
{
    m_action->setText(verb);
    m_action->setVisible(!verb.isEmpty());
    arrange();
}

void Banner::setLater(bool canWait)
{
    m_later->setVisible(canWait);
    arrange();
}

void Banner::setStacked(bool stacked)
{
    m_isStacked = stacked;
    arrange();
}

// What stands at the end of a line says why: it is not cut off while there is room below.
void Banner::arrange()
{
    double beside = px(14 + 16 + 10 + 10) + textWidth(FontRole::Strong, m_what->text()) + px(11) +
                    textWidth(FontRole::Body, m_why->text());
    for (const Button *button : {m_action, m_later})
        beside += button->isHidden() ? 0 : button->sizeHint().width() + px(10);
    const bool stacked = (m_isStacked && !m_why->text().isEmpty()) || beside > width();
    const auto direction = stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    const bool isSame = m_words->direction() == direction;
    arrangeBox(*m_words, direction, px(stacked ? 2 : 11));
    if (isSame)
        return;
    m_words->setStretch(1, stacked ? 0 : 1); // below each other it would make the banner as tall as there is room
    m_what->setEliding(!stacked);
    m_what->setWrapping(stacked);
    m_why->setEliding(!stacked);
    m_why->setWrapping(stacked);
    m_row->setAlignment(m_shape, stacked ? Qt::AlignTop : Qt::AlignVCenter);
    QSizePolicy policy(QSizePolicy::Expanding, stacked ? QSizePolicy::Minimum : QSizePolicy::Fixed);
    policy.setHeightForWidth(stacked);
    setSizePolicy(policy);
}

// The text scale is another.
bool Banner::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void Banner::resizeEvent(QResizeEvent *event)
{
    arrange();
    QWidget::resizeEvent(event);
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = tokens();
    const QColor soft = t.*softToken(m_mark);
    paintRound(&painter, rect(), px(8), soft, mixed(soft, t.*markToken(m_mark), 0.4));
}

} // namespace bouncepro
