// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commanddelegate.h"

#include "ui/look/icon.h"
#include "ui/look/paint.h"
#include "ui/look/pill.h"
#include "ui/look/roles.h"

#include <QPainter>

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
    double right = rect.right() - px(10);
    const QStringList keys = row.text(BadgeRole).split(QLatin1Char('+'), Qt::SkipEmptyParts);
    for (auto key = keys.crbegin(); key != keys.crend(); ++key) {
        const double width = KeyCap::widthOf(*key);
        right -= width;
        KeyCap::paint(painter, QRectF(right, rect.center().y() - px(9), width, px(18)), *key);
        right -= px(5);
    }
    const double left = rect.left() + px(38);
    paintName(painter, QRectF(left, rect.top(), right - left - px(6), rect.height()), row.text(Qt::DisplayRole));
}

// What was typed begins words of the name, and stands out there.
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
    double x = rect.left();
    for (qsizetype from = 0; from < text.size();) {
        qsizetype to = from;
        while (to < text.size() && isHit[to] == isHit[from])
            ++to;
        const QString part = text.mid(from, to - from);
        const double width = textWidth(FontRole::Body, text.left(to)) - textWidth(FontRole::Body, text.left(from));
        paintText(painter, QRectF(x, rect.top(), width + 2, rect.height()), FontRole::Body,
                  isHit[from] ? t.accentText : t.text, part, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
        x += width;
        from = to;
    }
}

} // namespace bouncepro
