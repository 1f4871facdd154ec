// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/serverdelegate.h"

#include "ui/look/environmenttag.h"
#include "ui/look/icon.h"
#include "ui/look/paint.h"
#include "ui/look/statemark.h"

#include <QPainter>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int groupGap = 9;

// What is chosen in the sidebar stands out from it by surface and edge.
void paintChosen(QPainter *painter, const QRectF &rect, bool isSelected, bool isHovered)
{
    const Tokens &t = tokens();
    if (isSelected)
        paintRound(painter, rect, px(6), t.navSelected, t.border);
    else if (isHovered)
        paintRound(painter, rect, px(6), mixed(t.sidebar, t.press, 0.7));
}

} // namespace

void ServerDelegate::setCompact(bool compact)
{
    m_isCompact = compact;
}

QString ServerDelegate::monogramOf(const QString &name)
{
    const QString last = name.section(QLatin1Char('-'), -1);
    const QString before =
        name.section(QLatin1Char('-'), -2, -2); // of one digit or letter: what tells it from its like
    return (last.size() >= 2 || before.isEmpty() ? last.left(2) : before.left(1) + last).toUpper();
}

int ServerDelegate::height(const QModelIndex &, int) const
{
    return atLeast(46, 2, 11);
}

QRectF ServerDelegate::tileOf(const Row &row) const
{
    return squareAt(row.rect.center(), px(34));
}

QRectF ServerDelegate::focusRect(const Row &row) const
{
    return m_isCompact ? tileOf(row).adjusted(-px(4), -px(4), px(4), px(4)) : row.rect;
}

void ServerDelegate::paintBackground(QPainter *painter, const Row &row) const
{
    if (m_isOnCard)
        return RowDelegate::paintBackground(painter, row);
    paintChosen(painter, m_isCompact ? focusRect(row) : row.rect.adjusted(0, 1, 0, -1), row.isSelected, row.isHovered);
}

void ServerDelegate::paintTile(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const QRectF tile = tileOf(row);
    QColor text = t.onFill;
    switch (Environment(row.index.data(EnvironmentRole).toInt())) {
    case Environment::Production:
        paintRound(painter, tile, px(7), t.prod);
        break;
    case Environment::Staging:
        paintRound(painter, tile, px(7), t.stageSoft, mixed(t.stageSoft, t.stage, 0.45));
        text = t.stageText;
        break;
    case Environment::Development:
        paintRound(painter, tile, px(7), Qt::transparent, t.control);
        text = t.devText;
        break;
    }
    const QString given = row.text(MonogramRole);
    paintText(painter, tile, FontRole::Strong, text, given.isEmpty() ? monogramOf(row.text(Qt::DisplayRole)) : given,
              Qt::AlignCenter, Qt::ElideNone);
    const QRectF corner = squareAt(tile.bottomRight() - QPointF(px(4), px(4)), px(13));
    paintRound(painter, corner.adjusted(-px(1.5), -px(1.5), px(1.5), px(1.5)), px(10),
               row.isSelected ? t.navSelected : t.sidebar);
    paintMark(*painter, corner, row.mark(MarkRole).value_or(Mark::Unknown));
}

void ServerDelegate::paintRow(QPainter *painter, const Row &row) const
{
    if (m_isCompact)
        return paintTile(painter, row);
    const Tokens &t = tokens();
    const Mark mark = row.mark(MarkRole).value_or(Mark::Unknown);
    const int name = textHeight(FontRole::Body);
    const int below = textHeight(FontRole::Micro);
    const double top = row.rect.center().y() - (name + below + px(2)) / 2.0;
    const double left = row.rect.left() + px(34);
    paintMark(*painter, squareAt({row.rect.left() + px(17), top + name / 2.0}, px(14)), mark);
    double right = row.rect.right() - px(8);
    if (const QVariant environment = row.index.data(EnvironmentRole); environment.isValid()) {
        const QSize size = tagSize(Environment(environment.toInt()), true);
        right -= size.width();
        paintTag(painter, {right, std::round(top + (name - size.height()) / 2.0)}, Environment(environment.toInt()),
                 true);
        right -= px(8);
    }
    paintText(painter, QRectF(left, top, right - left, name), FontRole::Strong, t.text, row.text(Qt::DisplayRole),
              Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    const bool speaks = mark == Mark::Down || mark == Mark::Warning || mark == Mark::Running;
    paintText(painter, QRectF(left, top + name + px(2), row.rect.right() - px(8) - left, below),
              speaks ? FontRole::MicroStrong : FontRole::Micro,
              speaks && (mark != Mark::Warning || !row.is(StaleRole)) ? t.*textToken(mark)
              : row.is(StaleRole)                                     ? t.text3
                                                                      : t.text2,
              row.text(SecondRole));
}

void PageDelegate::setCompact(bool compact)
{
    m_isCompact = compact;
}

int PageDelegate::height(const QModelIndex &index, int) const
{
    return atLeast(27, 1, 6) + (index.data(GapRole).toBool() ? px(groupGap) : 0);
}

QRectF PageDelegate::lineOf(const Row &row) const
{
    return row.rect.adjusted(0, row.is(GapRole) ? px(groupGap) : 0, 0, 0);
}

void PageDelegate::paintBackground(QPainter *painter, const Row &row) const
{
    paintChosen(painter, lineOf(row), row.isSelected, row.isHovered);
}

void PageDelegate::paintRow(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const QRectF line = lineOf(row);
    const std::optional<Mark> mark = row.mark(BadgeMarkRole);
    const QRectF square = squareAt({m_isCompact ? line.center().x() : line.left() + px(17), line.center().y()}, px(16));
    paintIcon(painter, square, row.text(IconRole), row.isSelected ? t.accentText : t.text2);
    if (m_isCompact) {
        if (mark)
            paintMark(*painter, squareAt(square.topRight() + QPointF(px(3), px(2)), px(11)), *mark);
        return;
    }
    double right = line.right() - px(10);
    if (const QString badge = row.text(BadgeRole); !badge.isEmpty()) {
        const FontRole role = mark ? FontRole::MicroStrong : FontRole::Micro;
        const double width = std::min(textWidth(role, badge) + 1, line.width() / 2);
        paintText(painter, QRectF(right - width, line.top(), width, line.height()), role,
                  mark ? t.*textToken(*mark) : t.text2, badge, Qt::AlignRight | Qt::AlignVCenter);
        right -= width + px(4);
        if (mark) {
            paintMark(*painter, squareAt({right - px(7), line.center().y()}, px(12)), *mark);
            right -= px(18);
        }
    }
    const double left = line.left() + px(34);
    paintText(painter, QRectF(left, line.top(), right - left - px(6), line.height()),
              row.isSelected ? FontRole::Strong : FontRole::Body, row.isSelected ? t.text : t.text2,
              row.text(Qt::DisplayRole));
}

} // namespace bouncepro
