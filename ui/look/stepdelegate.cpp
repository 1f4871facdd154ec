// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/stepdelegate.h"

#include "ui/look/paint.h"
#include "ui/look/statemark.h"

#include <QPainter>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int shapeSize = 16;
constexpr int railAt = 16;       // middle of the shapes
constexpr int barsFrom = 480;    // narrower rows have no bar
constexpr double barPart = 0.24; // of the row

QColor barColour(Mark mark)
{
    const Tokens &t = tokens();
    switch (mark) {
    case Mark::Running:
        return t.accent;
    case Mark::Down:
        return t.failMark;
    case Mark::Warning:
        return t.warnMark;
    case Mark::Well:
        return mixed(t.series1, t.surface, 0.35);
    default:
        return t.track;
    }
}

bool isAhead(Mark mark)
{
    return mark == Mark::Waiting || mark == Mark::Skipped || mark == Mark::Unknown || mark == Mark::NotConnected;
}

} // namespace

StepDelegate::StepDelegate(bool compact, QObject *parent) : RowDelegate(parent), m_isCompact(compact) {}

void StepDelegate::setRoomBelow(const QModelIndex &index, int height)
{
    m_open = index;
    m_room = height;
}

int StepDelegate::textLeft()
{
    return px(railAt + shapeSize / 2 + 10);
}

int StepDelegate::lineHeight() const
{
    return atLeast(m_isCompact ? 25 : 34, 1, 6);
}

int StepDelegate::height(const QModelIndex &index, int) const
{
    return lineHeight() + (m_open.isValid() && index == m_open ? m_room : 0);
}

QRectF StepDelegate::lineOf(const Row &row) const
{
    return {row.rect.left(), row.rect.top(), row.rect.width(), double(lineHeight())};
}

void StepDelegate::paintBackground(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const QRectF line = lineOf(row).adjusted(0, 1, 0, -1);
    if (row.isSelected)
        paintRound(painter, line, px(6), t.selected);
    else if (row.mark(MarkRole) == Mark::Running)
        paintRound(painter, line, px(6), t.accentSoft);
    else if (row.isHovered)
        paintRound(painter, line, px(6), t.hover);
}

void StepDelegate::paintRow(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const QRectF line = lineOf(row);
    const Mark mark = row.mark(MarkRole).value_or(Mark::Unknown);
    const bool runs = mark == Mark::Running;
    const QRectF shape = squareAt({line.left() + px(railAt), line.center().y()}, px(shapeSize));
    paintRail(painter, row, shape);
    paintMark(*painter, shape, mark);

    double right = line.right() - px(10);
    const double timeWidth = std::max(double(px(58)), textWidth(FontRole::Mono, row.text(TimeRole)));
    paintText(painter, QRectF(right - timeWidth, line.top(), timeWidth, line.height()), FontRole::Mono,
              runs                                                ? t.accentText
              : row.isStale || (isAhead(mark) && !row.isSelected) ? t.text3
                                                                  : t.text2,
              row.text(TimeRole), Qt::AlignRight | Qt::AlignVCenter);
    right -= timeWidth + px(12);

    if (!m_isCompact && line.width() > px(barsFrom) && row.index.data(ToRole).isValid()) {
        const double width = std::min(line.width() * barPart, double(px(170)));
        const double left = right - width;
        painter->fillRect(QRectF(left, std::round(line.center().y()), width, 1), t.hairline);
        const double from = std::clamp(row.index.data(FromRole).toDouble(), 0.0, 1.0);
        const double to = std::clamp(row.index.data(ToRole).toDouble(), from, 1.0);
        const double bar = std::max(double(px(4)), width * (to - from));
        if (to > from || !isAhead(mark)) // what never ran has no place in time
            paintRound(painter,
                       QRectF(std::min(left + width * from, right - bar), line.center().y() - px(4), bar, px(8)), px(2),
                       barColour(mark));
        right = left - px(16);
    }

    const double x = line.left() + textLeft();
    const QRectF words(x, line.top(), right - x, line.height());
    const double used = paintText(painter, words, runs ? FontRole::Strong : FontRole::Body,
                                  row.isStale                        ? t.text3
                                  : isAhead(mark) && !row.isSelected ? t.text2
                                                                     : t.text,
                                  row.text(Qt::DisplayRole));
    if (m_isCompact)
        return;
    paintText(painter, words.adjusted(used + px(12), 0, 0, 0), FontRole::MonoSmall,
              !row.isStale && (runs || row.isSelected) ? t.text2 : t.text3, row.text(SecondRole));
}

} // namespace bouncepro
