// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/wizardrail.h"

#include "ui/look/accessible.h"
#include "ui/look/paint.h"
#include "ui/look/statemark.h"
#include "ui/setup/logo.h"

#include <QPainter>
#include <QPainterPath>

namespace bouncepro {

namespace {

constexpr int edge = 24;

} // namespace

WizardRail::WizardRail(const QString &title, const QString &sentence, const QList<Step> &steps, QWidget *parent)
    : QWidget(parent),
      m_title(title),
      m_sentence(sentence),
      m_steps(steps)
{
    setAccessibleRole(this, QAccessible::StaticText);
    keepDressed(this, [this] { setFixedWidth(sizeHint().width()); });
    tell();
}

void WizardRail::setCurrent(int step)
{
    m_current = step;
    tell();
    update();
}

void WizardRail::setOutcome(int step, const QString &outcome)
{
    m_outcomes.insert(step, outcome);
    update();
}

QString WizardRail::place() const
{
    return tr("Step %1 of %2: %3").arg(m_current + 1).arg(m_steps.size()).arg(m_steps[m_current].name);
}

void WizardRail::tell()
{
    setAccessibleName(place());
    announce(this, false);
}

QSize WizardRail::sizeHint() const
{
    return {px(264), px(420)};
}

void WizardRail::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    mirror(&painter, rect(), layoutDirection());
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(QRectF(1, 1, width() + px(20), height() - 2), px(11), px(11));
    painter.setClipPath(shape);
    painter.fillRect(rect(), t.sidebar);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), t.border);
    const double left = px(edge);
    const double room = width() - 2 * left;
    {
        const QRectF square(left, px(28), px(36), px(36));
        const Upright upright(&painter, square);
        paintLogo(&painter, square);
    }
    double y = px(78);
    paintText(&painter, QRectF(left, y, room, textHeight(FontRole::Heading)), FontRole::Heading, t.text, m_title);
    y += textHeight(FontRole::Heading) + px(4);
    painter.setFont(fontOf(FontRole::Small));
    painter.setPen(t.text2);
    const QRectF lines(left, y, room, 3.0 * textHeight(FontRole::Small));
    {
        const Upright upright(&painter, lines);
        painter.setLayoutDirection(m_sentence.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight); // full stop
        painter.drawText(lines, int(upright.aligned(Qt::AlignLeft)) | Qt::TextWordWrap, m_sentence);
    }
    y += 2 * textHeight(FontRole::Small) + px(26);
    const double line = textHeight(FontRole::Body) + textHeight(FontRole::Small);
    for (int i = 0; i < m_steps.size(); ++i) {
        const QRectF circle = squareAt({left + px(12), y + px(11)}, px(22));
        if (i + 1 < m_steps.size()) {
            painter.setPen(QPen(t.border, 1.5));
            painter.drawLine(QPointF(circle.center().x(), circle.bottom() + px(4)),
                             QPointF(circle.center().x(), y + line + px(16)));
        }
        if (i < m_current) {
            paintMark(painter, squareAt(circle.center(), px(20)), Mark::Well);
        } else {
            const bool isCurrent = i == m_current;
            painter.setPen(QPen(isCurrent ? t.accent : t.control, isCurrent ? 2 : 1.5));
            painter.setBrush(isCurrent ? t.surface : QColor(Qt::transparent));
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1));
            paintText(&painter, circle, FontRole::MicroStrong, isCurrent ? t.accentText : t.text2,
                      QString::number(i + 1), Qt::AlignCenter);
        }
        const double words = left + px(36);
        paintText(&painter, QRectF(words, y, width() - words - px(12), textHeight(FontRole::Body)),
                  i == m_current ? FontRole::Strong : FontRole::Body, i <= m_current ? t.text : t.text2,
                  m_steps[i].name);
        const QString outcome = m_outcomes.value(i);
        paintText(&painter,
                  QRectF(words, y + textHeight(FontRole::Body), width() - words - px(12), textHeight(FontRole::Small)),
                  FontRole::Small, t.text2, outcome.isEmpty() ? m_steps[i].sentence : outcome,
                  Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        y += line + px(22);
    }
}

} // namespace bouncepro
