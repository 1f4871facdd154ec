// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/guardcontrol.h"

#include "ui/look/accessible.h"
#include "ui/look/button.h"
#include "ui/look/icon.h"
#include "ui/look/text.h"
#include "ui/servers/arming.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace bouncepro {

namespace {

constexpr int lastSeconds = 60;
constexpr int frame = 3;

} // namespace

GuardControl::GuardControl(Guard &guard, QWidget *parent)
    : QWidget(parent),
      m_guard(guard),
      m_words(new Text(FontRole::SmallStrong)),
      m_time(new Text(FontRole::Mono, Tone::OnFill)),
      m_button(new Button(QString()))
{
    setObjectName(QStringLiteral("guard"));
    setAccessibleRole(this, QAccessible::Grouping);
    m_words->setObjectName(QStringLiteral("guardWords"));
    m_time->setObjectName(QStringLiteral("guardTime"));
    m_button->setObjectName(QStringLiteral("guardButton"));
    m_button->setSmall(true);
    auto *row = new QHBoxLayout(this);
    setSpaces(row, {24, 0, 0, 0}, 10); // for the shape
    row->addWidget(m_words);
    row->addWidget(m_time);
    row->addWidget(m_button);
    connect(m_button, &Button::clicked, this, [this] { armOrDisarm(m_guard, this); });
    connect(&guard, &Guard::changed, this, &GuardControl::show);
    connect(&guard, &Guard::ticked, this, &GuardControl::showTime);
    show();
}

void GuardControl::setShort(bool isShort)
{
    if (m_isShort == isShort)
        return;
    m_isShort = isShort;
    show();
}

void GuardControl::show()
{
    const bool isArmed = m_guard.arming().has_value();
    m_words->setText(!isArmed ? tr("Read-only") : m_isShort ? tr("Armed") : tr("Armed: changes are allowed for"));
    m_words->setTone(isArmed ? Tone::OnFill : Tone::Production);
    m_time->setVisible(isArmed);
    m_button->setText(isArmed ? tr("Disarm") : tr("Arm…"));
    m_button->setVariant(isArmed ? Variant::OnFill : Variant::Locked);
    m_button->setIconName(isArmed ? QStringLiteral("lock") : QString());
    m_button->setToolTip(tr("Ctrl+Shift+A"));
    showTime();
    const QString name = isArmed ? tr("Armed, %1 left").arg(countdownText(m_guard.remaining())) : tr("Read-only");
    if (name.section(QLatin1Char(','), 0, 0) != accessibleName().section(QLatin1Char(','), 0, 0)) {
        setAccessibleName(name);
        announce(this, false);
    }
    update();
}

// The last minute is bold, and told once.
void GuardControl::showTime()
{
    const int left = m_guard.remaining();
    m_time->setText(countdownText(left));
    const bool isLast = left <= lastSeconds;
    m_time->setRole(isLast ? FontRole::MonoStrong : FontRole::Mono);
    const QString last = tr("Armed for one more minute");
    if (isLast && left > 0 && accessibleName() != last) {
        setAccessibleName(last);
        announce(this, true);
    }
}

void GuardControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool isArmed = m_guard.arming().has_value();
    const int side = px(16);
    const QRectF square(isRightToLeft() ? width() - side : 0, (height() - side) / 2.0, side, side);
    paintIcon(&painter, square, isArmed ? "unlock" : "lock", isArmed ? tokens().onFill : tokens().prodText);
}

ArmedFrame::ArmedFrame(Guard &guard, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("armedFrame"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    parent->installEventFilter(this);
    const auto show = [this, &guard] {
        setVisible(guard.arming().has_value());
        raise();
    };
    connect(&guard, &Guard::changed, this, show);
    keepDressed(this, [this] { fit(); });
    show();
}

// Only its edges: what is inside is not drawn anew with it.
void ArmedFrame::fit()
{
    setGeometry(parentWidget()->rect());
    const int wide = px(frame);
    setMask(QRegion(rect()) - rect().adjusted(wide, 0, -wide, -wide));
}

bool ArmedFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        fit();
    return QWidget::eventFilter(watched, event);
}

void ArmedFrame::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokens().prod);
}

} // namespace bouncepro
