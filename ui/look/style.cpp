// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/style.h"

#include "ui/look/palette.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QPainter>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>

#include <algorithm>

namespace bouncepro {

namespace {

bool isPrimary(const QWidget *widget)
{
    return widget && widget->property("primary").toBool();
}

void drawRound(QPainter *painter, const QRectF &rect, const QColor &fill, const QPen &pen)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill);
    painter->setPen(pen);
    const double inset = pen.widthF() / 2;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), px(6), px(6));
    painter->restore();
}

void drawFocusRing(QPainter *painter, const QRectF &rect)
{
    drawRound(painter, rect, Qt::transparent, QPen(tokens().focus, 2));
}

void drawButton(QPainter *painter, const QStyleOption *option, const QWidget *widget)
{
    const Tokens &t = tokens();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool hover = enabled && option->state & QStyle::State_MouseOver;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    if (isPrimary(widget) && enabled)
        drawRound(painter, option->rect, hover || down ? t.accentHover : t.accent, Qt::NoPen);
    else
        drawRound(painter, option->rect,
                  down    ? t.press
                  : hover ? t.hover
                          : t.surface,
                  QPen(enabled ? t.control : t.border, 1));
    if (option->state & QStyle::State_HasFocus) {
        if (isPrimary(widget))
            drawRound(painter, QRectF(option->rect).adjusted(3, 3, -3, -3), Qt::transparent, QPen(t.onFill, 1));
        drawFocusRing(painter, option->rect);
    }
}

void drawField(QPainter *painter, const QStyleOption *option)
{
    const Tokens &t = tokens();
    const bool focus = option->state & QStyle::State_HasFocus;
    drawRound(painter, option->rect, t.surface, QPen(focus ? t.focus : t.control, focus ? 2 : 1));
}

} // namespace

Style::Style() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QScrollBar *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return px(10);
    case PM_ScrollBarSliderMin:
        return px(32);
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return px(16);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_HeaderMargin:
        return px(6);
    case PM_FocusFrameHMargin:
        return px(5);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *answer) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_Widget_Animation_Duration:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return {size.width() + px(26), option->fontMetrics.height() + px(13)};
    case CT_LineEdit:
    case CT_HeaderSection:
        result.setHeight(option->fontMetrics.height() + px(13));
        return result;
    default:
        return result;
    }
}

// Scroll bars have no arrows: the slider has the whole length.
QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const int length = horizontal ? bar->rect.width() : bar->rect.height();
    const int range = bar->maximum - bar->minimum;
    const int wanted = range > 0 ? int(qint64(bar->pageStep) * length / (range + bar->pageStep)) : length;
    const int slider = std::clamp(wanted, std::min(px(32), length), length);
    const int at =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider, bar->upsideDown);
    const auto piece = [&](int from, int size) {
        return horizontal ? QRect(from, 0, size, bar->rect.height()) : QRect(0, from, bar->rect.width(), size);
    };
    switch (part) {
    case SC_ScrollBarSlider:
        return piece(at, slider);
    case SC_ScrollBarSubPage:
        return piece(0, at);
    case SC_ScrollBarAddPage:
        return piece(at + slider, length - at - slider);
    case SC_ScrollBarGroove:
        return bar->rect;
    default:
        return {};
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const Tokens &t = tokens();
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButton(painter, option, widget);
    case PE_FrameDefaultButton:
        return;
    case PE_FrameFocusRect:
        // Buttons draw theirs in the bevel; in item views the current row shows it.
        if (!qobject_cast<const QAbstractButton *>(widget) && !qobject_cast<const QAbstractItemView *>(widget))
            drawFocusRing(painter, option->rect);
        return;
    case PE_PanelLineEdit:
        return drawField(painter, option);
    case PE_PanelItemViewRow:
        return;
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            if (item->state & State_Selected)
                painter->fillRect(item->rect, t.selected);
            painter->fillRect(QRect(item->rect.left(), item->rect.bottom(), item->rect.width(), 1), t.hairline);
        }
        return;
    default:
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const Tokens &t = tokens();
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea) {
        painter->fillRect(option->rect, t.sunken);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), t.border);
        return;
    }
    if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        button && element == CE_PushButtonLabel && isPrimary(widget) && (option->state & State_Enabled)) {
        QStyleOptionButton filled(*button);
        filled.palette.setColor(QPalette::ButtonText, t.onFill);
        return QProxyStyle::drawControl(element, &filled, painter, widget);
    }
    if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option); tab && element == CE_TabBarTabShape) {
        if (tab->state & State_Selected)
            painter->fillRect(QRect(tab->rect.left(), tab->rect.bottom() - px(2), tab->rect.width(), px(2)), t.accent);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control != CC_ScrollBar)
        return QProxyStyle::drawComplexControl(control, option, painter, widget);
    const Tokens &t = tokens();
    const QRect slider = subControlRect(control, option, SC_ScrollBarSlider, widget);
    painter->fillRect(option->rect, t.window);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(option->state & State_MouseOver ? t.text3 : t.control);
    const int inset = px(2);
    painter->drawRoundedRect(slider.adjusted(inset, inset, -inset, -inset), px(3), px(3));
    painter->restore();
}

} // namespace bouncepro
