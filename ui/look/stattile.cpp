// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/stattile.h"

#include "ui/look/buttonstyle.h"
#include "ui/look/paint.h"
#include "ui/look/spark.h"
#include "ui/look/statemark.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace bouncepro {

StatTile::StatTile(const QString &label, QWidget *parent) : QAbstractButton(parent)
{
    setText(label);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    tell();
}

void StatTile::setValue(const QString &number, const QString &unit)
{
    m_number = number;
    m_unit = number.isEmpty() ? QString() : unit;
    tell();
}

void StatTile::setNote(const QString &note)
{
    m_note = note;
    tell();
}

void StatTile::setHistory(const QList<double> &values)
{
    m_history = values;
    update();
}

void StatTile::setMark(Mark mark)
{
    m_mark = mark;
    tell();
}

void StatTile::setStale(bool stale)
{
    m_isStale = stale;
    tell();
}

void StatTile::tell()
{
    QString figure = m_number.isEmpty() ? tr("unknown")
                     : m_unit.isEmpty() ? m_number
                                        : m_number + QLatin1Char(' ') + m_unit;
    if (m_isStale)
        figure = tr("%1, may be outdated").arg(figure);
    setAccessibleName(m_note.isEmpty() ? tr("%1: %2").arg(text(), figure)
                                       : tr("%1: %2. %3").arg(text(), figure, m_note));
    update();
}

QSize StatTile::sizeHint() const
{
    return {px(200), std::max(px(96), textHeight(FontRole::Small) * 2 + textHeight(FontRole::Display) + px(32))};
}

QSize StatTile::minimumSizeHint() const
{
    return {px(120), sizeHint().height()};
}

void StatTile::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return click();
    QAbstractButton::keyPressEvent(event);
}

void StatTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    mirror(&painter, rect(), layoutDirection());
    const Tokens &t = tokens();
    const bool trouble = !m_isStale && (m_mark == Mark::Warning || m_mark == Mark::Down);
    const QColor edge = trouble ? mixed(t.border, t.*markToken(m_mark), 0.8) : t.border;
    paintRound(&painter, rect(), px(8), isDown() ? t.press : isHovered(&option, this) ? t.hover : t.surface, edge);
    const QRectF room = QRectF(rect()).adjusted(px(14), px(11), -px(14), -px(11));
    const int small = textHeight(FontRole::Small);
    const int big = textHeight(FontRole::Display);

    QRectF line(room.left(), room.top(), room.width(), small);
    if (trouble) {
        paintMark(painter, QRectF(room.right() - px(14), room.top(), px(14), px(14)), m_mark);
        line.setRight(line.right() - px(20));
    }
    paintText(&painter, line, FontRole::Small, t.text2, text());

    const QRectF figures(room.left(), room.center().y() - big / 2.0, room.width(), big);
    const QString number = m_number.isEmpty() ? QStringLiteral("–") : m_number;
    const double used =
        paintText(&painter, figures, FontRole::Display, m_isStale || m_number.isEmpty() ? t.text3 : t.text, number);
    const double unit = paintText(&painter, figures.adjusted(used + px(4), px(5), 0, px(5)), FontRole::Body,
                                  m_isStale ? t.text3 : t.text2, m_unit);
    const double left = figures.left() + used + unit + px(20);
    if (room.right() - left > px(40)) {
        const double width = std::min(room.right() - left, double(px(112)));
        const QColor line1 = trouble ? t.*markToken(m_mark) : t.series1;
        paintSpark(&painter, QRectF(room.right() - width, figures.top() - px(2), width, big + px(4)), m_history, line1,
                   m_isStale);
    }
    paintText(&painter, QRectF(room.left(), room.bottom() - small, room.width(), small), FontRole::Small,
              m_isStale ? t.text3
              : trouble ? t.*textToken(m_mark)
                        : t.text2,
              m_note);
    if (showsFocus(&option, this))
        paintFocus(&painter, rect(), px(8));
}

} // namespace bouncepro
