// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/emptystate.h"

#include "ui/look/accessible.h"
#include "ui/look/button.h"
#include "ui/look/icon.h"
#include "ui/look/paint.h"
#include "ui/look/pill.h"
#include "ui/look/text.h"

#include <QHBoxLayout>
#include <QPainter>

#include <cmath>

namespace bouncepro {

namespace {

// The rail without events: what will be there once something happened.
class EmptyRail : public QWidget
{
public:
    explicit EmptyRail(QString iconName) : m_icon(std::move(iconName))
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override { return {px(220), px(60)}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QPointF centre(std::round(width() / 2.0), height() / 2.0 - px(3));
        painter.setPen(QPen(t.border, 1.5, Qt::DashLine));
        painter.drawLine(centre - QPointF(px(90), 0), centre + QPointF(px(90), 0));
        painter.setPen(QPen(mixed(t.border, t.control, 0.5), 1.5));
        painter.setBrush(t.window);
        for (const int x : {-96, -48, 48, 96})
            painter.drawEllipse(centre + QPointF(px(x), 0), px(6), px(6));
        const QRectF tile = squareAt(centre, px(52));
        paintRound(&painter, tile, px(11), t.surface, t.border);
        paintIcon(&painter, squareAt(centre, px(24)), m_icon, t.accentText);
    }

private:
    const QString m_icon;
};

// Between two stretches: an alignment flag would keep wrapped text on one line.
QHBoxLayout *centred(QWidget *widget, int part)
{
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(widget, part);
    row->addStretch(1);
    return row;
}

} // namespace

EmptyState::EmptyState(const QString &iconName, const QString &heading, const QString &sentence, QWidget *parent)
    : QWidget(parent),
      m_heading(new Text(FontRole::Heading)),
      m_sentence(new Text(FontRole::Body, Tone::Second)),
      m_action(new Button(QString(), Variant::Primary)),
      m_other(new Button(QString())),
      m_hint(new QWidget),
      m_hintRow(new QHBoxLayout(m_hint))
{
    setAccessibleRole(this, QAccessible::Grouping);
    for (Text *text : {m_heading, m_sentence}) {
        text->setWrapping(true);
        text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    }
    keepDressed(this, [this] {
        m_sentence->setMaximumWidth(px(440));
        m_sentence->setMinimumWidth(px(200));
    });
    auto *buttons = new QHBoxLayout;
    setSpaces(buttons, {0, 8, 0, 8}, 8);
    buttons->addStretch();
    buttons->addWidget(m_action);
    buttons->addWidget(m_other);
    buttons->addStretch();
    setSpaces(m_hintRow, {}, 6);
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {24, 24, 24, 24}, 8);
    column->addStretch(2);
    column->addWidget(new EmptyRail(iconName));
    column->addWidget(m_heading);
    column->addLayout(centred(m_sentence, 20));
    column->addLayout(buttons);
    column->addLayout(centred(m_hint, 0));
    column->addStretch(3);
    m_action->hide();
    m_other->hide();
    m_hint->hide();
    connect(m_action, &Button::clicked, this, &EmptyState::acted);
    connect(m_other, &Button::clicked, this, &EmptyState::otherChosen);
    setWords(heading, sentence);
}

void EmptyState::setWords(const QString &heading, const QString &sentence)
{
    m_heading->setText(heading);
    m_sentence->setText(sentence);
    setAccessibleName(heading);
    setAccessibleDescription(sentence);
}

void EmptyState::setAction(const QString &verb, const QString &iconName)
{
    m_action->setText(verb);
    m_action->setIconName(iconName);
    m_action->setVisible(!verb.isEmpty());
}

void EmptyState::setOther(const QString &verb, const QString &iconName)
{
    m_other->setText(verb);
    m_other->setIconName(iconName);
    m_other->setVisible(!verb.isEmpty());
}

void EmptyState::setHint(const QStringList &keys, const QString &does)
{
    while (QLayoutItem *item = m_hintRow->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    auto *chord = new QWidget;
    chord->setLayoutDirection(Qt::LeftToRight); // is read so everywhere
    auto *caps = new QHBoxLayout(chord);
    setSpaces(caps, {}, 6);
    for (const QString &key : keys)
        caps->addWidget(new KeyCap(key));
    m_hintRow->addWidget(chord);
    m_hintRow->addWidget(new Text(FontRole::Small, Tone::Second, does));
    m_hint->setVisible(!does.isEmpty());
}

} // namespace bouncepro
