// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/logdelegate.h"

#include "ui/look/paint.h"
#include "ui/look/statemark.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace bouncepro {

namespace {

constexpr qsizetype longest = 4000; // characters of a message that are drawn

double letterWidth()
{
    return textWidth(FontRole::Mono, QStringLiteral("0"));
}

int lineHeight()
{
    return std::max(px(22), textHeight(FontRole::Mono) + px(4));
}

// A mono font: every letter of one line has its place by its number.
int lettersIn(double width)
{
    return std::max(int(width / letterWidth()), 8);
}

// Of a wrapped text: where each line starts and how long it is. Lines break at blanks, and inside a word only where it
// is longer than a line.
QList<QPair<qsizetype, qsizetype>> linesOf(const QString &text, int letters)
{
    QList<QPair<qsizetype, qsizetype>> lines;
    const auto isBlank = [&](qsizetype at) { return text[at] == QLatin1Char(' '); };
    qsizetype from = 0;
    do {
        qsizetype to = std::min<qsizetype>(from + letters, text.size());
        if (to < text.size() && !isBlank(to)) {
            const qsizetype blank = text.lastIndexOf(QLatin1Char(' '), to - 1);
            const qsizetype end = text.indexOf(QLatin1Char(' '), to);
            if (blank > from && (end < 0 ? text.size() : end) - blank - 1 <= letters)
                to = blank;
        }
        lines.append({from, to - from});
        for (from = to; from < text.size() && isBlank(from);)
            ++from;
    } while (from < text.size());
    return lines;
}

} // namespace

void LogDelegate::setWrapping(bool wraps)
{
    m_isWrapping = wraps;
    Q_EMIT sizeHintChanged({});
}

void LogDelegate::setServiceWidth(int characters)
{
    m_serviceWidth = std::clamp(characters, 4, 16);
}

LogDelegate::Columns LogDelegate::columns(const QRectF &row) const
{
    const double letter = letterWidth();
    double x = row.left() + px(14);
    const auto next = [&](int letters) {
        const QRectF room(x, row.top(), std::ceil(letters * letter), lineHeight());
        x = room.right() + px(11);
        return room;
    };
    Columns columns;
    columns.time = next(12);
    columns.level = next(3);
    const double head = std::ceil(textWidth(FontRole::Micro, LogHeader::tr("Level")));
    if (const double more = head - columns.level.width(); more > 0)
        x += more;
    columns.service = next(m_serviceWidth);
    const double trail = std::ceil(7 * letter);
    const double right = row.right() - px(8);
    columns.trail = QRectF(right - trail, row.top(), trail, lineHeight());
    columns.message = QRectF(x, row.top(), std::max(right - trail - px(11) - x, 8 * letter), row.height());
    return columns;
}

int LogDelegate::height(const QModelIndex &index, int width) const
{
    if (!m_isWrapping)
        return lineHeight();
    const int letters = lettersIn(columns(QRectF(0, 0, width, lineHeight())).message.width());
    const auto lines = int(linesOf(index.data(Qt::DisplayRole).toString().left(longest), letters).size());
    return lineHeight() + (lines - 1) * (textHeight(FontRole::Mono) + px(2));
}

void LogDelegate::paintBackground(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const std::optional<Mark> mark = row.mark(MarkRole);
    if (row.isSelected)
        painter->fillRect(row.rect, t.selected);
    else if (mark == Mark::Down)
        painter->fillRect(row.rect, t.failSoft);
    else if (row.isHovered)
        painter->fillRect(row.rect, t.hover);
    const bool speaks = mark == Mark::Down || mark == Mark::Warning;
    painter->fillRect(QRectF(row.rect.left(), row.rect.top(), px(4), row.rect.height()),
                      speaks ? t.*markToken(*mark) : t.track);
}

void LogDelegate::paintRow(QPainter *painter, const Row &row) const
{
    const Tokens &t = tokens();
    const std::optional<Mark> mark = row.mark(MarkRole);
    const bool speaks = mark == Mark::Down || mark == Mark::Warning;
    const bool tinted = row.isSelected || mark == Mark::Down;
    const QColor quiet = tinted ? t.text2 : t.text3;
    const Columns at = columns(row.rect);
    paintText(painter, at.time, FontRole::Mono, quiet, row.text(TimeRole));
    paintText(painter, at.level, speaks ? FontRole::MonoStrong : FontRole::Mono,
              speaks && !m_isStale ? t.*textToken(*mark) : quiet, row.text(BadgeRole), Qt::AlignLeft | Qt::AlignVCenter,
              Qt::ElideNone);
    paintText(painter, at.service, FontRole::Mono, m_isStale ? quiet : t.text2, row.text(TagRole),
              Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
    paintText(painter, at.trail, FontRole::Mono, mark == Mark::Down && !m_isStale ? t.failText : quiet,
              row.text(TrailRole), Qt::AlignRight | Qt::AlignVCenter);
    paintMessage(painter, row, at.message, m_isStale ? quiet : speaks || row.isSelected ? t.text : t.text2);
}

void LogDelegate::paintMessage(QPainter *painter, const Row &row, const QRectF &room, const QColor &colour) const
{
    const QString text = row.text(Qt::DisplayRole).left(longest);
    const auto hits = row.index.data(HitsRole).value<TextHits>();
    const int letters = lettersIn(room.width());
    const double letter = letterWidth();
    const int step = textHeight(FontRole::Mono) + px(2);
    QList<QPair<qsizetype, qsizetype>> lines{{0, std::min<qsizetype>(text.size(), letters)}};
    if (m_isWrapping)
        lines = linesOf(text, letters);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto [from, shown] = lines[i];
        const QRectF line(room.left(), room.top() + double(i) * step, room.width(), lineHeight());
        for (const auto &[start, length] : hits) {
            const qsizetype begin = std::max<qsizetype>(start, from),
                            end = std::min<qsizetype>(start + length, from + shown);
            if (end > begin)
                paintRound(painter,
                           QRectF(line.left() + double(begin - from) * letter - 1,
                                  line.center().y() - textHeight(FontRole::Mono) / 2.0,
                                  double(end - begin) * letter + 2, textHeight(FontRole::Mono)),
                           px(3), tokens().match);
        }
        paintText(painter, line, FontRole::Mono, colour, m_isWrapping ? text.mid(from, shown) : text,
                  Qt::AlignLeft | Qt::AlignVCenter, m_isWrapping ? Qt::ElideNone : Qt::ElideRight);
    }
}

LogHeader::LogHeader(const LogDelegate *delegate, QWidget *parent) : QWidget(parent), m_delegate(delegate)
{
    setLayoutDirection(Qt::LeftToRight); // as the rows
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize LogHeader::sizeHint() const
{
    return {px(200), std::max(px(24), textHeight(FontRole::Micro) + px(10))};
}

void LogHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = tokens();
    paintRound(&painter, rect(), px(7), t.sunken); // in the upper corners of a card
    painter.fillRect(rect().adjusted(0, height() / 2, 0, 0), t.sunken);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.border);
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent); // beside the rows
    const LogDelegate::Columns at = m_delegate->columns(rect().adjusted(0, 0, -bar, 0));
    const auto name = [&](const QRectF &column, const QString &text, Qt::Alignment alignment = Qt::AlignLeft) {
        paintText(&painter, QRectF(column.left(), 0, column.width(), height()), FontRole::Micro, t.text3, text,
                  alignment | Qt::AlignVCenter, Qt::ElideNone);
    };
    name(at.time, tr("Time, local"));
    name(at.level, tr("Level"));
    name(at.service, tr("Service"));
    name(at.message, tr("Message"));
    name(at.trail, tr("ms"), Qt::AlignRight);
}

} // namespace bouncepro
