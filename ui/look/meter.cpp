// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/meter.h"

#include "models/servers/wording.h"
#include "ui/look/accessible.h"
#include "ui/look/buttonstyle.h"
#include "ui/look/paint.h"
#include "ui/look/statemark.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOption>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace bouncepro {

Meter::Meter(const QString &name, QWidget *parent) : QWidget(parent), m_name(name)
{
    setAccessibleRole(this, QAccessible::ProgressBar);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setPart(0);
}

void Meter::setPart(double part, double limit)
{
    m_part = std::clamp(part, 0.0, 1.0);
    m_limit = limit;
    setAccessibleName(tr("%1: %2 %").arg(m_name).arg(int(std::lround(m_part * 100))));
    update();
}

void Meter::setMark(Mark mark)
{
    m_mark = mark;
    update();
}

QSize Meter::sizeHint() const
{
    return {px(120), px(m_limit >= 0 ? 14 : 6)};
}

QSize Meter::minimumSizeHint() const
{
    return {px(40), sizeHint().height()};
}

void Meter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    mirror(&painter, rect(), layoutDirection());
    const Tokens &t = tokens();
    const double high = px(5);
    const QRectF bar(0, (height() - high) / 2, width(), high);
    paintRound(&painter, bar, high / 2, t.track);
    const bool speaks = m_mark == Mark::Warning || m_mark == Mark::Down;
    const QColor colour = speaks ? t.*markToken(m_mark) : m_mark == Mark::Unknown ? t.idleMark : t.series1;
    if (m_part > 0)
        paintRound(&painter, QRectF(bar.left(), bar.top(), std::max(high, bar.width() * m_part), high), high / 2,
                   colour);
    if (m_limit >= 0) {
        const double x = std::round(std::clamp(m_limit, 0.0, 1.0) * (width() - px(2)));
        painter.fillRect(QRectF(x, 0, px(2), height()), t.text2);
    }
}

UptimeStrip::UptimeStrip(const QString &name, QWidget *parent) : QWidget(parent), m_name(name)
{
    setAccessibleRole(this, QAccessible::Chart);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setBars({}, {});
}

void UptimeStrip::setBars(const QList<Bar> &bars, const QString &summary)
{
    m_bars = bars;
    m_summary = summary;
    setCurrent(std::min(m_current, int(bars.size()) - 1));
}

QSize UptimeStrip::sizeHint() const
{
    return {px(240), px(16)};
}

QSize UptimeStrip::minimumSizeHint() const
{
    return {px(80), px(16)};
}

QString UptimeStrip::sentence(int bar) const
{
    const Mark mark = m_bars[bar].mark;
    const QString word =
        mark == Mark::Well || mark == Mark::Warning || mark == Mark::Down ? wordOf(mark) : tr("No data");
    return tr("%1: %2").arg(m_bars[bar].when, word);
}

void UptimeStrip::setCurrent(int bar)
{
    m_current = bar;
    setAccessibleName(m_summary.isEmpty() ? m_name : tr("%1: %2").arg(m_name, m_summary));
    setAccessibleDescription(bar >= 0 ? sentence(bar) : QString());
    update();
}

QRectF UptimeStrip::rectOf(int bar) const
{
    const double gap = px(2);
    const double step = (width() + gap) / double(std::max<qsizetype>(m_bars.size(), 1));
    const Mark mark = m_bars[bar].mark;
    const double high = mark == Mark::Warning || mark == Mark::Down ? px(14) : px(10);
    const double left = std::round(bar * step), right = std::round((bar + 1) * step - gap);
    return {left, height() - px(2) - high, std::max(right - left, 1.0), high};
}

void UptimeStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    const Tokens &t = tokens();
    for (int i = 0; i < m_bars.size(); ++i) {
        const Mark mark = m_bars[i].mark;
        const QColor colour = mark == Mark::Well                            ? mixed(t.surface, t.okMark, 0.5)
                              : mark == Mark::Warning || mark == Mark::Down ? t.*markToken(mark)
                                                                            : t.track;
        paintRound(&painter, rectOf(i), px(1), colour);
    }
    if (m_current >= 0 && m_current < m_bars.size() && hasFocus()) {
        const QRectF bar = rectOf(m_current);
        painter.fillRect(QRectF(bar.left() - 1, 0, bar.width() + 2, px(2)), t.focus);
    }
    if (showsFocus(&option, this) && m_current < 0)
        paintFocus(&painter, rect(), px(3));
}

void UptimeStrip::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_bars.size()) - 1;
    if (last < 0)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(m_current < 0 ? last : std::max(m_current - 1, 0));
        break;
    case Qt::Key_Right:
        setCurrent(m_current < 0 ? last : std::min(m_current + 1, last));
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(last);
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    const QPoint below = mapToGlobal(rectOf(m_current).bottomLeft().toPoint() + QPoint(0, px(4)));
    QToolTip::showText(below, asRichText(sentence(m_current)), this);
}

void UptimeStrip::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    QToolTip::hideText();
    setCurrent(-1);
}

bool UptimeStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (int i = 0; i < m_bars.size(); ++i)
        if (help->pos().x() <= rectOf(i).right()) {
            QToolTip::showText(help->globalPos(), asRichText(sentence(i)), this);
            break;
        }
    return true;
}

} // namespace bouncepro
