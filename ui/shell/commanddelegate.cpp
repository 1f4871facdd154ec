// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commanddelegate.h"

#include "ui/look/icon.h"
#include "ui/look/paint.h"
#include "ui/look/pill.h"
#include "ui/look/roles.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int line = 32;
constexpr int caption = 26;

} // namespace

bool CommandDelegate::beginsGroup(const QModelIndex &index)
{
    return index.row() == 0 ||
           index.siblingAtRow(index.row() - 1).data(TagRole).toString() != index.data(TagRole).toString();
}

int CommandDelegate::height(const QModelIndex &index, int) const
{
    return atLeast(line, 1, 8) + (beginsGroup(index) ? px(caption) : 0);
}

QRectF CommandDelegate::lineOf(const Row &row)
{
    return row.rect.adjusted(0, beginsGroup(row.index) ? px(caption) : 0, 0, 0);
}

void CommandDelegate::paintBackground(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    if (row.isSelected || row.isHovered)
        paintRound(painter, lineOf(row), px(6), row.isSelected ? t.selected : t.hover);
}

void CommandDelegate::paintRow(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const QRectF rect = lineOf(row);
    if (beginsGroup(row.index))
        paintText(painter, QRectF(rect.left() + px(10), row.rect.top(), rect.width() - px(20), px(caption)),
                  FontRole::Micro, t.text2, row.text(TagRole));
    paintIcon(painter, squareAt({rect.left() + px(18), rect.center().y()}, px(16)), row.text(IconRole),
              row.isSelected ? t.accentText : t.text2);
    double right = rect.right() - px(10) - paintKeys(painter, rect.adjusted(0, 0, -px(10), 0), row.text(BadgeRole));
    if (row.index.data(LockedRole).toBool()) {
        right -= px(20);
        paintIcon(painter, squareAt({right + px(10), rect.center().y()}, px(14)), "lock", t.prodText);
    }
    const double left = rect.left() + px(38);
    paintName(painter, QRectF(left, rect.top(), right - left - px(6), rect.height()), row.text(Qt::DisplayRole));
}

// At the right; a chord is read from the left in a mirror too. Returns the width with the gap before it.
double CommandDelegate::paintKeys(QPainter *painter, const QRectF &rect, const QString &chord)
{
    const QStringList keys = chord.split(QLatin1Char('+'), Qt::SkipEmptyParts);
    double width = 0;
    for (const QString &key : keys)
        width += KeyCap::widthOf(key) + px(5);
    const QRectF room(rect.right() - width, rect.center().y() - px(9), width, px(18));
    const Upright upright(painter, room);
    double x = room.left() + (upright.isMirrored() ? 0 : px(5));
    for (const QString &key : keys) {
        const double wide = KeyCap::widthOf(key);
        KeyCap::paint(painter, QRectF(x, room.top(), wide, room.height()), key);
        x += wide + px(5);
    }
    return width;
}

// What was typed begins words of the name, and stands out there. One layout, so that the parts keep their order.
void CommandDelegate::paintName(QPainter *painter, const QRectF &rect, const QString &text) const
{
    const Tokens &t = tokens();
    if (textWidth(FontRole::Body, text) > rect.width() || m_words.isEmpty()) {
        paintText(painter, rect, FontRole::Body, t.text, text);
        return;
    }
    QList<bool> isHit(text.size(), false);
    for (const QString &word : m_words)
        for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(word, at + 1, Qt::CaseInsensitive))
            if (at == 0 || !text[at - 1].isLetterOrNumber())
                std::fill_n(isHit.begin() + at, word.size(), true);
    QList<QTextLayout::FormatRange> formats;
    for (qsizetype from = 0, to = 0; from < text.size(); from = to) {
        while (to < text.size() && isHit[to] == isHit[from])
            ++to;
        QTextCharFormat format;
        format.setForeground(isHit[from] ? t.accentText : t.text);
        formats << QTextLayout::FormatRange{int(from), int(to - from), format};
    }
    const Upright upright(painter, rect);
    QTextLayout layout(text, fontOf(FontRole::Body));
    QTextOption option(upright.aligned(Qt::AlignLeft));
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine words = layout.createLine();
    words.setLineWidth(rect.width());
    layout.endLayout();
    layout.draw(painter, {rect.left(), rect.center().y() - words.height() / 2});
}

} // namespace bouncepro
