// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/jobstrip.h"

#include "ui/look/accessible.h"
#include "ui/look/button.h"
#include "ui/look/paint.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVariantAnimation>

#include <algorithm>
#include <utility>

namespace bouncepro {

JobStrip::JobStrip(QWidget *parent)
    : QWidget(parent),
      m_mark(new StateMark(16)),
      m_name(new Text(FontRole::Strong)),
      m_sentence(new Text(FontRole::Small, Tone::Second)),
      m_bar(new StepBar),
      m_time(new Text(FontRole::Mono, Tone::Second)),
      m_cancel(new Button(tr("Cancel…"))),
      m_toggle(new IconButton(QStringLiteral("chevron-up"), tr("Open jobs")))
{
    setAccessibleRole(this, QAccessible::Grouping);
    setAccessibleName(tr("Jobs"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_cancel->setObjectName(QStringLiteral("cancelJob"));
    m_toggle->setObjectName(QStringLiteral("toggleJobs"));
    m_name->setEliding(true);
    m_sentence->setEliding(true);
    m_cancel->setSmall(true);
    m_bar->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // gives way before words do
    keepDressed(this, [this] { m_bar->setMaximumWidth(m_bar->sizeHint().width()); });
    auto *row = new QHBoxLayout(this);
    setSpaces(row, {24, 1, 12, 0}, 10);
    row->addWidget(m_mark);
    row->addWidget(m_name);
    row->addWidget(m_sentence);
    row->addStretch(1);
    row->addWidget(m_bar, 100); // what words leave is its own, up to its width
    row->addWidget(m_time);
    row->addWidget(m_cancel);
    row->addWidget(m_toggle);
    connect(m_cancel, &Button::clicked, this, &JobStrip::cancelled);
    connect(m_toggle, &IconButton::clicked, this, &JobStrip::toggled);
    setState({});
}

void JobStrip::setState(const State &state)
{
    const bool changed = m_mark->mark() != state.mark;
    m_mark->setMark(state.mark);
    m_name->setText(state.name);
    m_sentence->setText(state.sentence);
    m_sentence->setTone(state.mark == Mark::Down ? Tone::Fail : Tone::Second);
    m_bar->setSegments(state.segments);
    m_bar->setVisible(!state.segments.isEmpty());
    m_time->setText(state.time);
    m_time->setVisible(!state.time.isEmpty());
    m_cancel->setVisible(state.canCancel);
    m_cancel->setBlocked(state.cancelBlocked);
    setAccessibleDescription(state.sentence.isEmpty() ? state.name : tr("%1. %2").arg(state.name, state.sentence));
    if (changed)
        announce(this, state.mark == Mark::Down);
}

void JobStrip::setOpen(bool open)
{
    m_isOpen = open;
    update();
    m_toggle->setIconName(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-up"));
    m_toggle->setName(open ? tr("Close jobs") : tr("Open jobs"));
}

QSize JobStrip::sizeHint() const
{
    return {px(400), std::max(px(40), textHeight(FontRole::Body) + px(16))};
}

void JobStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().surface);
    painter.fillRect(QRect(0, 0, width(), 1), tokens().border);
    if (m_isOpen) // parts it from what it opened
        painter.fillRect(QRect(0, height() - 1, width(), 1), tokens().border);
}

void JobStrip::mousePressEvent(QMouseEvent *)
{
    Q_EMIT toggled();
}

Drawer::Drawer(QWidget *content, int heightAtFull, QWidget *parent)
    : QWidget(parent),
      m_strip(new JobStrip),
      m_room(new QWidget),
      m_slide(new QVariantAnimation(this)),
      m_heightAtFull(heightAtFull)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {}, 0);
    column->addWidget(m_strip);
    column->addWidget(m_room);
    auto *room = new QVBoxLayout(m_room);
    setSpaces(room, {}, 0);
    room->addWidget(content);
    m_room->hide();
    m_slide->setEasingCurve(QEasingCurve::OutCubic);
    connect(m_slide, &QVariantAnimation::valueChanged, this,
            [this](const QVariant &height) { m_room->setFixedHeight(height.toInt()); });
    connect(m_slide, &QVariantAnimation::finished, this, [this] { m_room->setVisible(m_isOpen); });
    connect(m_strip, &JobStrip::toggled, this, &Drawer::toggle);
    keepDressed(this, [this] {
        m_slide->setDuration(isMotionReduced() ? 0 : 120);
        if (m_slide->state() != QVariantAnimation::Running)
            m_room->setFixedHeight(px(m_heightAtFull));
    });
}

void Drawer::setHeightAtFull(int height)
{
    if (std::exchange(m_heightAtFull, height) == height)
        return;
    m_slide->stop();
    m_room->setFixedHeight(px(height));
    m_room->setVisible(m_isOpen);
}

void Drawer::setOpen(bool open)
{
    if (m_isOpen == open)
        return;
    m_isOpen = open;
    m_strip->setOpen(open);
    m_slide->stop();
    const int full = px(m_heightAtFull);
    if (isMotionReduced() || !isVisible()) {
        m_room->setFixedHeight(full);
        m_room->setVisible(open);
    } else {
        const int now = m_room->isVisible() ? m_room->height() : 0;
        m_room->setFixedHeight(now);
        m_room->show();
        m_slide->setStartValue(now);
        m_slide->setEndValue(open ? full : 0);
        m_slide->start();
    }
    Q_EMIT openChanged(open);
}

} // namespace bouncepro
