// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/overlay.h"

#include "ui/look/accessible.h"
#include "ui/look/paint.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLayout>
#include <QPainter>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int spread = 24; // of the shadow
constexpr int drop = 6;
constexpr int margin = 24; // of the panel to the window's edge

} // namespace

Overlay::Overlay(QWidget *over, Place place, int widthAtFull)
    : QWidget(over),
      m_place(place),
      m_widthAtFull(widthAtFull),
      m_panel(new QWidget(this))
{
    setAccessibleRole(this, QAccessible::Dialog);
    setFocusPolicy(Qt::StrongFocus);
    hide();
    over->installEventFilter(this);
    m_panel->installEventFilter(this);
    keepDressed(this, [this] { this->place(); });
}

void Overlay::open()
{
    m_before = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    place();
    show();
    raise();
    window()->setAttribute(Qt::WA_KeyboardFocusChange); // where focus stands is to be seen
    setFocus(Qt::PopupFocusReason);
    if (QWidget *first = firstFocus())
        first->setFocus(Qt::PopupFocusReason);
    else
        focusNextPrevChild(true);
}

void Overlay::close()
{
    if (!isVisible())
        return;
    hide();
    if (m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    Q_EMIT closed();
}

// Tab goes round inside.
bool Overlay::focusNextPrevChild(bool next)
{
    const QWidget *start = QApplication::focusWidget();
    if (!start || !isAncestorOf(start))
        start = this;
    for (QWidget *at = next ? start->nextInFocusChain() : start->previousInFocusChain(); at && at != start;
         at = next ? at->nextInFocusChain() : at->previousInFocusChain()) {
        if (at != this && isAncestorOf(at) && at->isVisible() && at->isEnabled() && !at->focusProxy() &&
            (at->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
            at->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    }
    return true;
}

// The window's shortcuts wait.
bool Overlay::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void Overlay::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    event->accept();
}

// A click beside the panel does nothing: a half-read plan is not lost by it.
void Overlay::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

bool Overlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    if (watched == m_panel && event->type() == QEvent::LayoutRequest)
        place();
    return QWidget::eventFilter(watched, event);
}

void Overlay::resizeEvent(QResizeEvent *)
{
    place();
}

void Overlay::place()
{
    const int room = px(margin);
    const int width = std::min(px(m_widthAtFull), this->width() - 2 * room);
    if (width <= 0)
        return;
    const QLayout *layout = m_panel->layout();
    const int wanted =
        layout && layout->hasHeightForWidth() ? layout->totalHeightForWidth(width) : m_panel->sizeHint().height();
    const int height = std::min(std::max(wanted, px(80)), this->height() - 2 * room);
    const int top =
        m_place == Place::Top ? std::min(px(88), this->height() - height - room) : (this->height() - height) / 2;
    m_panel->setGeometry((this->width() - width) / 2, std::max(top, room), width, height);
    update();
}

// 25 ms to draw: once for each size and theme.
const QPixmap &Overlay::shadow()
{
    const QSize size = m_panel->size() + QSize(2, 2) * px(spread) + QSize(0, px(drop));
    const QString key = QStringLiteral("%1x%2/%3/%4")
                            .arg(size.width())
                            .arg(size.height())
                            .arg(nameOf(currentTheme()))
                            .arg(devicePixelRatioF());
    if (key == m_shadowKey)
        return m_shadow;
    m_shadowKey = key;
    m_shadow = QPixmap(size * devicePixelRatioF());
    m_shadow.setDevicePixelRatio(devicePixelRatioF());
    m_shadow.fill(Qt::transparent);
    QPainter painter(&m_shadow);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const int far = px(spread);
    const QRectF panel(far, far + px(drop), m_panel->width(), m_panel->height());
    for (int i = far; i > 0; --i) {
        QColor colour = tokens().shadow;
        const double strength = currentTheme() == Theme::Dark ? 0.05 : 0.018;
        colour.setAlphaF(float(strength * (1 - double(i) / (far + 2))));
        painter.setBrush(colour);
        painter.drawRoundedRect(panel.adjusted(-i, -i, i, i), px(12) + i, px(12) + i);
    }
    return m_shadow;
}

void Overlay::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens();
    QPainter painter(this);
    QColor scrim = t.scrim;
    scrim.setAlphaF(currentTheme() == Theme::Dark ? 0.59f : 0.38f);
    painter.fillRect(rect(), scrim);
    painter.drawPixmap(m_panel->pos() - QPoint(px(spread), px(spread)), shadow());
    paintRound(&painter, m_panel->geometry(), px(12), t.raised, t.border);
}

} // namespace bouncepro
