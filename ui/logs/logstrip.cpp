// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logstrip.h"

#include "ui/look/accessible.h"
#include "ui/look/chartaxis.h"
#include "ui/look/paint.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace bouncepro {

LogStrip::LogStrip(QWidget *parent) : QWidget(parent)
{
    setAccessibleRole(this, QAccessible::Chart);
    setAccessibleName(tr("Lines by time and level"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    keepDressed(this, [this] { updateGeometry(); });
}

QSize LogStrip::sizeHint() const
{
    return {px(200), px(40) + textHeight(FontRole::MonoSmall) + px(4)};
}

int LogStrip::mostColumns() const
{
    return std::clamp(width() / px(12), 8, 120);
}

void LogStrip::setHistogram(const LogHistogram &histogram, bool isKnown)
{
    m_isKnown = isKnown;
    LogHistogram padded = histogram; // few columns are bars at the right, no blocks
    if (const auto missing = mostColumns() - histogram.columns.size(); missing > 0 && !histogram.columns.isEmpty()) {
        padded.columns = QList<LogHistogram::Column>(missing) + histogram.columns;
        padded.from -= missing * histogram.width;
    }
    // The brush stays at its times while columns go.
    const auto moved = padded.width > 0 && padded.width == m_histogram.width
                           ? int((m_histogram.from - padded.from) / padded.width)
                           : 0;
    m_histogram = padded;
    const int last = int(padded.columns.size()) - 1;
    if (m_from >= 0) {
        m_from = std::clamp(m_from + moved, 0, std::max(last, 0));
        m_to = std::clamp(m_to + moved, m_from, std::max(last, 0));
    }
    tell();
    update();
}

void LogStrip::setRange(const Range &range)
{
    m_range = range;
    if (!range)
        m_from = m_to = -1;
    tell();
    update();
}

QRectF LogStrip::plot() const
{
    return QRectF(0, 0, width(), height() - textHeight(FontRole::MonoSmall) - px(4));
}

int LogStrip::columnAt(double x) const
{
    const auto count = int(m_histogram.columns.size());
    return count == 0 ? -1 : std::clamp(int(x / width() * count), 0, count - 1);
}

void LogStrip::tell()
{
    if (m_from < 0 || m_to >= m_histogram.columns.size()) {
        setAccessibleDescription(m_histogram.columns.isEmpty() ? tr("No lines") : QString());
        return;
    }
    LogHistogram::Column sum;
    for (int i = m_from; i <= m_to; ++i) {
        sum.errors += m_histogram.columns[i].errors;
        sum.warnings += m_histogram.columns[i].warnings;
        sum.others += m_histogram.columns[i].others;
    }
    const QString text = tr("%1 to %2: %3 errors, %4 warnings, %5 others")
                             .arg(timeText(m_histogram.from + m_from * m_histogram.width).left(8),
                                  timeText(m_histogram.from + (m_to + 1) * m_histogram.width).left(8))
                             .arg(sum.errors)
                             .arg(sum.warnings)
                             .arg(sum.others);
    setAccessibleDescription(text);
    setToolTip(text);
}

void LogStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &t = tokens();
    const QRectF room = plot();
    const auto count = int(m_histogram.columns.size());
    painter.fillRect(QRectF(0, room.bottom() - 1, width(), 1), t.hairline);
    if (count == 0 && m_isKnown)
        paintText(&painter, room, FontRole::Small, t.text3, tr("No lines"), Qt::AlignCenter);
    if (count > 0) {
        int most = 1;
        for (const auto &column : m_histogram.columns)
            most = std::max(most, column.all());
        const double step = room.width() / count;
        if (m_from >= 0)
            painter.fillRect(QRectF(m_from * step, 0, (m_to - m_from + 1) * step, room.height()), t.accentSoft);
        for (int i = 0; i < count; ++i) {
            const auto &column = m_histogram.columns[i];
            const bool isIn = m_from >= 0 && i >= m_from && i <= m_to;
            double y = room.bottom();
            const auto bar = [&](int lines, const QColor &colour) {
                if (lines == 0)
                    return;
                const double tall = std::max((room.height() - px(4)) * lines / most, 1.5);
                painter.fillRect(QRectF(i * step, y - tall, std::max(step - 1, 1.0), tall), colour);
                y -= tall;
            };
            bar(column.others, isIn ? mixed(t.accent, t.surface, 0.4) : mixed(t.idleMark, t.surface, 0.6));
            bar(column.warnings, t.warnMark);
            bar(column.errors, t.failMark);
        }
        const qint64 end = m_histogram.from + count * m_histogram.width;
        double free = 0;
        for (const TimeTick &tick : timeTicks(m_histogram.from, end, std::max(width() / px(130), 1))) {
            const double x = double(tick.at - m_histogram.from) / double(end - m_histogram.from) * width();
            const double wide = textWidth(FontRole::MonoSmall, tick.text);
            const double left = std::clamp(x - wide / 2, 0.0, std::max(width() - wide, 0.0));
            if (left < free)
                continue;
            paintText(&painter, QRectF(left, room.bottom() + px(4), wide + 1, height() - room.bottom() - px(4)),
                      FontRole::MonoSmall, t.text3, tick.text, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideNone);
            free = left + wide + px(12);
        }
        if (m_from >= 0)
            for (const double x : {m_from * step, (m_to + 1) * step - 1})
                painter.fillRect(QRectF(x, 0, 1, room.height()), t.accent);
    }
    if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange))
        paintFocus(&painter, rect(), px(4));
}

void LogStrip::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void LogStrip::keyPressEvent(QKeyEvent *event)
{
    const auto last = int(m_histogram.columns.size()) - 1;
    const bool sizes = event->modifiers() & Qt::ShiftModifier;
    const int by = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (by != 0 && last >= 0) {
        if (m_from < 0)
            m_from = m_to = by < 0 ? last : 0;
        else if (sizes)
            m_to = std::clamp(m_to + by, m_from, last);
        else if (m_from + by >= 0 && m_to + by <= last) {
            m_from += by;
            m_to += by;
        }
        tell();
        announce(this, false);
        update();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_from >= 0)
        choose();
    else if (event->key() == Qt::Key_Escape && (m_from >= 0 || m_range)) {
        m_from = m_to = -1;
        tell();
        update();
        Q_EMIT rangeChosen(std::nullopt);
    } else
        return QWidget::keyPressEvent(event);
    event->accept();
}

void LogStrip::choose()
{
    Q_EMIT rangeChosen(
        std::pair(m_histogram.from + m_from * m_histogram.width, m_histogram.from + (m_to + 1) * m_histogram.width));
}

void LogStrip::mousePressEvent(QMouseEvent *event)
{
    m_from = m_to = columnAt(event->position().x());
    update();
}

void LogStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (m_from < 0)
        return;
    m_to = std::max(columnAt(event->position().x()), m_from);
    tell();
    update();
}

void LogStrip::mouseReleaseEvent(QMouseEvent *)
{
    if (m_from >= 0)
        choose();
}

} // namespace bouncepro
