// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/environmentrows.h"

#include "models/environment/environmentmodel.h"
#include "ui/look/icon.h"
#include "ui/look/paint.h"
#include "ui/look/statemark.h"

#include <QPainter>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int gap = 10;

bool isHeading(const QModelIndex &index)
{
    return index.data(EnvironmentModel::KeyRole).toString().isEmpty();
}

} // namespace

EnvironmentDelegate::Columns EnvironmentDelegate::columns(const QRectF &row)
{
    const QRectF room = row.adjusted(px(32), 0, -px(10), 0);
    const double state = px(92);
    const double reaches = row.width() >= px(640) ? px(104) : 0;
    const double left = room.width() - state - px(gap) - (reaches > 0 ? reaches + px(gap) : 0);
    const double key = std::min(left * 0.5, double(px(264)));
    Columns columns;
    columns.key = QRectF(room.left(), row.top(), key, row.height());
    columns.value = QRectF(columns.key.right() + px(gap), row.top(), left - key - px(gap), row.height());
    columns.reaches = QRectF(columns.value.right() + px(gap), row.top(), reaches, row.height());
    columns.state = QRectF(room.right() - state, row.top(), state, row.height());
    return columns;
}

int EnvironmentDelegate::height(const QModelIndex &, int) const
{
    return std::max(px(30), textHeight(FontRole::Mono) + px(8));
}

void EnvironmentDelegate::paintBackground(QPainter *painter, const Row &row) const
{
    if (isHeading(row.index)) {
        if (!row.isFirst)
            painter->fillRect(QRectF(row.rect.left(), row.rect.top(), row.rect.width(), 1), tokens().hairline);
        return;
    }
    RowDelegate::paintBackground(painter, row);
}

void EnvironmentDelegate::paintHeading(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    QRectF room = row.rect.adjusted(px(12), px(4), -px(10), 0);
    const double width = paintText(painter, room, FontRole::Strong, t.text, row.text(Qt::DisplayRole));
    room.setLeft(room.left() + width + px(8));
    paintText(painter, room, FontRole::Small, row.isStale ? t.text3 : t.text2, row.text(EnvironmentModel::CountRole));
}

void EnvironmentDelegate::paintState(QPainter *painter, const Row &row, const QRectF &room) const
{
    const QString state = row.text(EnvironmentModel::StateRole);
    if (state.isEmpty())
        return;
    const Tokens &t = tokens();
    const QVariant severity = row.index.data(EnvironmentModel::SeverityRole);
    const bool isWrong = severity.isValid() && FindingSeverity(severity.toInt()) != FindingSeverity::Note;
    const Mark mark =
        isWrong && FindingSeverity(severity.toInt()) == FindingSeverity::Error ? Mark::Down : Mark::Warning;
    const QRectF square = squareAt({room.left() + px(8), room.center().y()}, px(14));
    if (isWrong)
        paintMark(*painter, square, mark);
    else
        paintIcon(painter, square, "edit", t.accentText);
    paintText(painter, room.adjusted(px(20), 0, 0, 0), FontRole::SmallStrong,
              isWrong ? t.*textToken(mark) : t.accentText, state);
}

void EnvironmentDelegate::paintRow(QPainter *painter, const Row &row) const
{
    if (isHeading(row.index))
        return paintHeading(painter, row);
    const Tokens &t = tokens();
    const bool isChanged = row.index.data(EnvironmentModel::ChangeRole).isValid();
    const Columns at = columns(row.rect);
    if (isChanged)
        paintRound(painter, QRectF(row.rect.left() + px(4), row.rect.top() + px(5), px(3), row.rect.height() - px(10)),
                   px(1.5), t.accent);
    if (row.is(EnvironmentModel::SecretRole))
        paintIcon(painter, squareAt({row.rect.left() + px(20), row.rect.center().y()}, px(13)), "key", t.text3);
    const QColor plain = row.isStale ? t.text3 : t.text;
    paintText(painter, at.key, isChanged ? FontRole::MonoStrong : FontRole::Mono, plain, row.text(Qt::DisplayRole),
              Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    const QString value = row.text(EnvironmentModel::ValueRole), note = row.text(EnvironmentModel::ValueNoteRole);
    const double noteWidth = note.isEmpty() ? 0 : std::min(textWidth(FontRole::Small, note) + 1, at.value.width());
    QRectF room = at.value;
    if (!value.isEmpty()) {
        const double most = at.value.width() - (note.isEmpty() ? 0 : noteWidth + px(gap));
        room.setWidth(std::max(most, px(60) * 1.0));
        const double width = paintText(painter, room, FontRole::Mono, row.isStale ? t.text3 : t.text2, value,
                                       Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        room = QRectF(at.value.left() + std::min(width, room.width()) + px(gap), room.top(), noteWidth, room.height());
    }
    if (!note.isEmpty() && room.left() + px(20) < at.value.right())
        paintText(painter, room.intersected(at.value), FontRole::Small, t.text3, note);
    if (at.reaches.width() > 0)
        paintText(painter, at.reaches, FontRole::Small, row.isSelected ? t.text2 : t.text3,
                  row.text(EnvironmentModel::ReachesRole));
    paintState(painter, row, at.state);
}

QSize EnvironmentHeader::sizeHint() const
{
    return {px(200), std::max(px(30), textHeight(FontRole::Micro) + px(12))};
}

void EnvironmentHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = tokens();
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.hairline);
    mirror(&painter, rect(), layoutDirection());
    const EnvironmentDelegate::Columns at = EnvironmentDelegate::columns(QRectF(rect()));
    const auto name = [&](const QRectF &room, const QString &words) {
        if (room.width() > 0)
            paintText(&painter, room, FontRole::Micro, t.text3, words);
    };
    name(at.key.adjusted(-px(20), 0, 0, 0), tr("Key"));
    name(at.value, tr("Value"));
    name(at.reaches, tr("Reaches"));
    name(at.state, tr("State"));
}

int FindingDelegate::height(const QModelIndex &, int) const
{
    return atLeast(42, 2, 10);
}

void FindingDelegate::paintRow(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const int first = textHeight(FontRole::Body), second = textHeight(FontRole::Small);
    const double top = row.rect.center().y() - (first + second) / 2.0;
    const std::optional<Mark> mark = row.mark(MarkRole);
    if (mark)
        paintMark(*painter, squareAt({row.rect.left() + px(16), top + first / 2.0}, px(14)), *mark);
    const double left = row.rect.left() + (mark ? px(32) : px(10)), width = row.rect.right() - px(10) - left;
    paintText(painter, QRectF(left, top, width, first), FontRole::Body, row.isStale ? t.text3 : t.text,
              row.text(Qt::DisplayRole));
    paintText(painter, QRectF(left, top + first, width, second), FontRole::Small, row.isSelected ? t.text2 : t.text3,
              row.text(SecondRole));
}

int DiffDelegate::height(const QModelIndex &, int) const
{
    return std::max(px(22), textHeight(FontRole::Mono) + px(5));
}

void DiffDelegate::paintBackground(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const QString sign = row.text(BadgeRole);
    if (!sign.isEmpty())
        painter->fillRect(row.rect, sign == QLatin1String("+") ? t.okSoft : t.failSoft);
}

void DiffDelegate::paintRow(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const QString sign = row.text(BadgeRole), trail = row.text(TrailRole);
    const QRectF room = row.rect.adjusted(px(14), 0, -px(10), 0);
    if (sign.isEmpty()) {
        paintText(painter, room, FontRole::Small, t.text3, row.text(Qt::DisplayRole));
        return;
    }
    const double letter = textWidth(FontRole::Mono, QStringLiteral("0"));
    paintText(painter, room, FontRole::MonoStrong, sign == QLatin1String("+") ? t.okText : t.failText, sign);
    const double tail = trail.isEmpty() ? 0 : textWidth(FontRole::Small, trail) + px(gap);
    const QRectF words = room.adjusted(2 * letter, 0, -tail, 0);
    const double width = paintText(painter, words, FontRole::Mono, t.text, row.text(Qt::DisplayRole),
                                   Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideRight);
    if (tail > 0)
        paintText(painter, QRectF(words.left() + width + px(gap), room.top(), tail, room.height()), FontRole::Small,
                  t.text2, trail);
}

} // namespace bouncepro
