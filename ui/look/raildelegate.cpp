// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/raildelegate.h"

#include "ui/look/icon.h"
#include "ui/look/paint.h"
#include "ui/look/statemark.h"

#include <QPainter>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int railAt = 16;

QColor trailColour(std::optional<Mark> mark)
{
    return tokens().*(mark ? textToken(*mark) : &Tokens::text2);
}

} // namespace

RailDelegate::RailDelegate(Lines lines, QObject *parent) : RowDelegate(parent), m_lines(lines) {}

int RailDelegate::height(const QModelIndex &, int) const
{
    return m_lines == Lines::One ? atLeast(31, 1, 8) : atLeast(m_hasRail ? 40 : 46, 2, m_hasRail ? 6 : 11);
}

// A node with an icon is a ring around it; trouble keeps its own shape. Returns where text begins.
double RailDelegate::paintShape(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const QPointF centre(row.rect.left() + px(railAt), row.rect.center().y());
    const std::optional<Mark> mark = row.mark(MarkRole);
    const QString iconName = row.text(IconRole);
    const bool isIcon = !mark && !iconName.isEmpty();
    const QRectF shape = squareAt(centre, px(isIcon ? 22 : m_lines == Lines::One ? 18 : 16));
    if (m_hasRail)
        paintRail(painter, row, shape);
    if (isIcon) {
        paintRound(painter, shape, shape.width() / 2, t.surface, t.border);
        paintIcon(painter, squareAt(shape.center(), px(14)), iconName, t.text2);
    } else {
        paintMark(*painter, shape, mark.value_or(Mark::Waiting));
    }
    return centre.x() + px(m_lines == Lines::One ? 18 : 17);
}

void RailDelegate::paintRow(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const std::optional<Mark> mark = row.mark(MarkRole);
    const double x = paintShape(painter, row);
    double right = row.rect.right() - px(10);
    const bool two = m_lines == Lines::Two;
    const QRectF all(x, row.rect.top(), right - x, row.rect.height());
    const QRectF line =
        two ? QRectF(x, all.center().y() - textHeight(FontRole::Body) - px(1), all.width(), textHeight(FontRole::Body))
            : all;
    const QString trail = row.text(TrailRole);
    const QString end = trail.isEmpty() ? row.text(TimeRole) : trail;
    const FontRole endRole = trail.isEmpty() ? FontRole::Small : FontRole::SmallStrong;
    if (!end.isEmpty()) {
        const double width = std::min(textWidth(endRole, end) + 1, all.width() / 2);
        paintText(painter, QRectF(right - width, line.top(), width, line.height()), endRole,
                  row.isStale ? t.text3 : trailColour(row.mark(TrailMarkRole)), end, Qt::AlignRight | Qt::AlignVCenter);
        right -= width + px(12);
    }
    QRectF words(x, line.top(), right - x, line.height());
    const QString tag = row.text(TagRole);
    const double tagWidth = tag.isEmpty() ? 0 : textWidth(FontRole::MonoSmall, tag) + 1;
    // A long name gives way in its middle: what tells it from the next stands at its end.
    QRectF name = words.adjusted(0, 0, tag.isEmpty() ? 0 : -(px(9) + tagWidth), 0);
    if (const QString second = row.text(SecondRole); !two && !second.isEmpty()) // half is left to who and how it ended
        name.setRight(std::max(name.center().x(), name.right() - px(11) - textWidth(FontRole::Small, second) - 1));
    const QColor quiet = row.isStale ? t.text3 : t.text2;
    words.setLeft(words.left() + paintText(painter, name, two ? FontRole::Strong : FontRole::Body,
                                           row.isStale ? t.text3 : t.text, row.text(Qt::DisplayRole),
                                           Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle));
    if (!tag.isEmpty()) {
        words.setLeft(words.left() + px(9));
        words.setLeft(words.left() + paintText(painter, words, FontRole::MonoSmall, quiet, tag));
    }
    const bool trouble = mark == Mark::Down || mark == Mark::Warning;
    if (two) {
        const double top = all.center().y() + px(1);
        paintText(painter, QRectF(x, top, row.rect.right() - px(10) - x, textHeight(FontRole::Micro)), FontRole::Micro,
                  trouble && !row.isStale ? t.*textToken(*mark) : quiet, row.text(SecondRole));
        return;
    }
    words.setLeft(words.left() + px(11));
    paintText(painter, words, FontRole::Small, quiet, row.text(SecondRole));
}

int CommitDelegate::height(const QModelIndex &, int) const
{
    return atLeast(28, 1, 6);
}

void CommitDelegate::paintRow(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const QString trail = row.text(TrailRole);
    const double end = std::max(textWidth(FontRole::Small, trail), double(px(20)));
    QRectF words = row.rect.adjusted(px(4), 0, -px(4), 0);
    paintText(painter, words, FontRole::Small, row.isStale ? t.text3 : t.text2, trail,
              Qt::AlignRight | Qt::AlignVCenter);
    words.setRight(words.right() - end - px(10));
    const double hash =
        std::max(textWidth(FontRole::Mono, QStringLiteral("0000000")), textWidth(FontRole::Mono, row.text(TagRole)));
    paintText(painter, words, FontRole::Mono, row.isStale ? t.text3 : t.accentText, row.text(TagRole));
    paintText(painter, words.adjusted(hash + px(10), 0, 0, 0), FontRole::Body, row.isStale ? t.text3 : t.text,
              row.text(Qt::DisplayRole));
}

} // namespace bouncepro
