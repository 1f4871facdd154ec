// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/filterchip.h"

#include "models/servers/wording.h"
#include "ui/look/buttonstyle.h"
#include "ui/look/paint.h"
#include "ui/look/statemark.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QStyleOption>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace bouncepro {

namespace {

constexpr int mostWords = 210; // at 100 %

} // namespace

FilterChip::FilterChip(const QString &word, QWidget *parent) : QAbstractButton(parent)
{
    setText(word);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    keepDressed(this, [this] {
        m_word = QFontMetricsF(fontOf(FontRole::SmallStrong)).elidedText(text(), Qt::ElideMiddle, px(mostWords));
        tell();
    });
}

void FilterChip::setCount(std::optional<qint64> count)
{
    if (m_count == count)
        return;
    m_count = count;
    tell();
}

void FilterChip::setMark(std::optional<Mark> mark)
{
    m_mark = mark;
    tell();
}

void FilterChip::tell()
{
    double width = px(20) + textWidth(FontRole::SmallStrong, m_word);
    if (m_count)
        width += px(6) + textWidth(FontRole::Small, countText());
    if (m_mark)
        width += px(19);
    m_size = {int(std::ceil(width)) + 1, std::max(px(26), textHeight(FontRole::SmallStrong) + px(8))};
    setAccessibleName(m_count ? tr("%1, %2").arg(text(), countText()) : text());
    updateGeometry();
    update();
}

QString FilterChip::countText() const
{
    return m_count ? QLocale(QLocale::English).toString(*m_count) : QString();
}

bool FilterChip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty() || m_word == text())
        return QAbstractButton::event(event);
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), asRichText(text()), this);
    return true;
}

QSize FilterChip::sizeHint() const
{
    return m_size;
}

void FilterChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    if (isDown())
        option.state |= QStyle::State_Sunken;
    mirror(&painter, rect(), layoutDirection());
    const Tokens &t = tokens();
    const bool over = isHovered(&option, this) || isPressed(&option, this);
    const QColor fill = isChecked() ? t.accentSoft : isPressed(&option, this) ? t.press : over ? t.hover : t.surface;
    paintRound(&painter, rect(), px(6), fill, isChecked() ? mixed(t.accentSoft, t.accent, 0.6) : t.border);
    double x = px(10);
    if (m_mark) {
        paintMark(painter, squareAt({x + px(7), height() / 2.0}, px(14)), *m_mark);
        x += px(19);
    }
    const QColor words = !isEnabled() ? t.disabled : isChecked() ? t.accentText : t.text;
    const auto rest = [&] { return QRectF(x, 0, width() - x, height()); };
    x += paintText(&painter, rest(), FontRole::SmallStrong, words, m_word, Qt::AlignLeft | Qt::AlignVCenter,
                   Qt::ElideNone);
    x += px(6);
    paintText(&painter, rest(), FontRole::Small,
              !isEnabled()  ? t.disabled
              : isChecked() ? t.accentText
                            : t.text2,
              countText(), Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
    if (showsFocus(&option, this))
        paintFocus(&painter, rect(), px(6));
}

} // namespace bouncepro
