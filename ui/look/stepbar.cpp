// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/stepbar.h"

#include "ui/look/accessible.h"
#include "ui/look/paint.h"

#include <QPainter>

#include <algorithm>

namespace bouncepro {

StepBar::StepBar(QWidget *parent) : QWidget(parent)
{
    setAccessibleRole(this, QAccessible::ProgressBar);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSegments({});
}

void StepBar::setSegments(const QList<Segment> &segments)
{
    m_segments = segments;
    qsizetype at = 0;
    for (qsizetype i = 0; i < segments.size(); ++i)
        if (segments[i].mark != Mark::Waiting)
            at = i + 1;
    setAccessibleName(tr("Step %1 of %2").arg(at).arg(segments.size()));
    update();
}

QSize StepBar::sizeHint() const
{
    return {px(190), px(6)};
}

QSize StepBar::minimumSizeHint() const
{
    return {px(60), px(6)};
}

void StepBar::paint(QPainter *painter, const QRectF &rect, const QList<Segment> &segments)
{
    const Tokens &t = tokens();
    double whole = 0;
    for (const Segment &segment : segments)
        whole += std::max(segment.weight, 0.0);
    const double gap = px(3), least = px(6), radius = px(2);
    const double room = rect.width() - (double(segments.size()) - 1) * gap - double(segments.size()) * least;
    double x = rect.left();
    for (const Segment &segment : segments) {
        const double width = least + (whole > 0 ? std::max(room, 0.0) * std::max(segment.weight, 0.0) / whole : 0);
        const QRectF all(x, rect.top(), width, rect.height());
        paintRound(painter, all, radius, t.track);
        const QRectF part(x, rect.top(), std::max(2 * radius, width * std::clamp(segment.part, 0.0, 1.0)),
                          rect.height());
        switch (segment.mark) {
        case Mark::Well:
            paintRound(painter, all, radius, t.accent);
            break;
        case Mark::Warning:
            paintRound(painter, segment.part > 0 ? part : all, radius, segment.part > 0 ? t.warnMark : t.accent);
            break;
        case Mark::Down:
            paintRound(painter, all, radius, t.failMark);
            break;
        case Mark::Running:
        case Mark::NotConnected:
            paintRound(painter, part, radius, segment.mark == Mark::Running ? t.accent : t.idleMark);
            break;
        default:
            break;
        }
        x += width + gap;
    }
}

void StepBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    mirror(&painter, rect(), layoutDirection());
    paint(&painter, rect(), m_segments);
}

} // namespace bouncepro
