// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/pill.h"

#include "ui/look/accessible.h"
#include "ui/look/icon.h"
#include "ui/look/paint.h"
#include "ui/look/statemark.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace bouncepro {

namespace {

// One line of height 21, more where the font is taller.
int lineHeight(FontRole role)
{
    return std::max(px(21), textHeight(role) + px(4));
}

void fix(QWidget *widget)
{
    widget->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleRole(widget, QAccessible::StaticText);
}

} // namespace

Pill::Pill(Mark mark, const QString &text, QWidget *parent) : QWidget(parent)
{
    fix(this);
    set(mark, text);
}

void Pill::set(Mark mark, const QString &text)
{
    m_mark = mark;
    m_text = text.isEmpty() ? wordOf(mark) : text;
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    return {int(std::ceil(textWidth(FontRole::SmallStrong, m_text))) + px(6 + 14 + 5 + 6),
            lineHeight(FontRole::SmallStrong)};
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    mirror(&painter, rect(), layoutDirection());
    const Tokens &t = tokens();
    paintRound(&painter, rect(), px(4), t.*softToken(m_mark));
    const QRectF mark = squareAt({px(6) + px(14) / 2.0, height() / 2.0}, px(14));
    paintMark(painter, mark, m_mark);
    paintText(&painter, QRectF(mark.right() + px(5), 0, width(), height()), FontRole::SmallStrong, t.*textToken(m_mark),
              m_text);
}

Chip::Chip(const QString &text, const QString &iconName, QWidget *parent) : QWidget(parent), m_icon(iconName)
{
    fix(this);
    setText(text);
}

void Chip::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Chip::setMono(bool mono)
{
    m_isMono = mono;
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const FontRole role = m_isMono ? FontRole::MonoSmall : FontRole::Micro;
    return {int(std::ceil(textWidth(role, m_text))) + px(m_icon.isEmpty() ? 12 : 12 + 17), lineHeight(role)};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    mirror(&painter, rect(), layoutDirection());
    const Tokens &t = tokens();
    paintRound(&painter, rect(), px(4), t.devSoft);
    int x = px(6);
    if (!m_icon.isEmpty()) {
        paintIcon(&painter, squareAt({x + px(13) / 2.0, height() / 2.0}, px(13)), m_icon, t.text2);
        x += px(17);
    }
    paintText(&painter, QRectF(x, 0, width() - x, height()), m_isMono ? FontRole::MonoSmall : FontRole::Micro, t.text2,
              m_text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
}

KeyCap::KeyCap(const QString &key, QWidget *parent) : QWidget(parent), m_key(key)
{
    fix(this);
    setAccessibleName(key);
}

double KeyCap::widthOf(const QString &key)
{
    return std::ceil(std::max(textWidth(FontRole::Micro, key) + px(10), double(px(19))));
}

QSize KeyCap::sizeHint() const
{
    return {int(widthOf(m_key)), std::max(px(19), textHeight(FontRole::Micro) + px(4))};
}

void KeyCap::paint(QPainter *painter, const QRectF &rect, const QString &key)
{
    const Tokens &t = tokens();
    paintRound(painter, rect, px(4), t.raised, t.border);
    paintText(painter, rect, FontRole::Micro, t.text2, key, Qt::AlignCenter, Qt::ElideNone);
}

void KeyCap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(&painter, rect(), m_key);
}

} // namespace bouncepro
