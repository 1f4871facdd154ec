// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/buttonstyle.h"

#include "ui/look/button.h"
#include "ui/look/icon.h"
#include "ui/look/paint.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace bouncepro {

namespace {

bool isForced(const QWidget *widget, const char *state)
{
    return widget && widget->property("showState").toString() == QLatin1String(state);
}

bool isFilled(Variant variant)
{
    return variant == Variant::Primary || variant == Variant::Production || variant == Variant::OnFill;
}

struct Colours
{
    QColor fill = Qt::transparent;
    QColor edge = Qt::transparent;
};

// Of an enabled button.
Colours coloursOf(Variant variant, bool hover, bool down, bool checked)
{
    const Tokens &t = tokens();
    const bool dark = currentTheme() == Theme::Dark;
    const QColor edge = dark ? mixed(t.border, t.control, 0.25) : t.border;
    const QColor over = down ? t.press : t.hover;
    const auto pressed = [&](const QColor &fill) { return down ? mixed(fill, t.text, 0.12) : fill; };
    switch (variant) {
    case Variant::Default:
        if (checked) // as a filter that is on
            return {pressed(t.accentSoft), mixed(t.accentSoft, t.accent, 0.6)};
        return {hover || down ? over : dark ? t.raised : t.surface, edge};
    case Variant::Primary: {
        const QColor fill = pressed(hover ? t.accentHover : t.accent);
        return {fill, fill};
    }
    case Variant::Production: {
        const QColor fill = pressed(hover ? t.prodHover : t.prod);
        return {fill, fill};
    }
    case Variant::Danger:
        return {pressed(hover || down ? t.failSoft : t.surface), mixed(t.border, t.failMark, 0.5)};
    case Variant::Locked:
        return {pressed(hover ? mixed(t.prodSoft, t.prodLine, 0.4) : t.prodSoft), t.prodLine};
    case Variant::OnFill:
        return {QColor(255, 255, 255, down ? 84 : hover ? 60 : 34), QColor(255, 255, 255, 120)};
    case Variant::Segment:
        if (checked)
            return {dark ? t.surface : t.raised, mixed(t.border, t.control, dark ? 0.25 : 0)};
        break;
    case Variant::Quiet:
    case Variant::Link:
        break;
    }
    return {hover || down ? over : QColor(Qt::transparent), Qt::transparent};
}

QColor textOf(Variant variant, bool enabled, bool checked)
{
    const Tokens &t = tokens();
    if (!enabled)
        return t.disabled;
    switch (variant) {
    case Variant::Primary:
    case Variant::Production:
    case Variant::OnFill:
        return t.onFill;
    case Variant::Danger:
        return t.failText;
    case Variant::Link:
        return t.accentText;
    case Variant::Locked:
        return t.prodText;
    case Variant::Quiet:
        return t.text2;
    case Variant::Segment:
        return checked ? t.text : t.text2;
    case Variant::Default:
        return checked ? t.accentText : t.text;
    }
    return t.text;
}

QString withoutMnemonic(QString text)
{
    return text.remove(QLatin1Char('&'));
}

} // namespace

bool showsFocus(const QStyleOption *option, const QWidget *widget)
{
    return (option->state & QStyle::State_HasFocus && option->state & QStyle::State_KeyboardFocusChange) ||
           isForced(widget, "focus");
}

bool isHovered(const QStyleOption *option, const QWidget *widget)
{
    return option->state & QStyle::State_Enabled &&
           (option->state & QStyle::State_MouseOver || isForced(widget, "hover"));
}

bool isPressed(const QStyleOption *option, const QWidget *widget)
{
    return option->state & QStyle::State_Sunken || isForced(widget, "press");
}

QSize buttonSize(const QStyleOptionButton *option, const QWidget *widget)
{
    const bool small = widget && widget->property("small").toBool();
    const bool segment = variantOf(widget) == Variant::Segment;
    const QFontMetrics &metrics = option->fontMetrics;
    const int height = std::max(px(small || segment ? 24 : 29), metrics.height() + px(small ? 6 : 8));
    if (option->text.isEmpty())
        return {height, height};
    int width = metrics.horizontalAdvance(withoutMnemonic(option->text)) + px(small ? 18 : segment ? 22 : 26);
    if (!option->icon.isNull())
        width += px(16 + 6);
    if (option->features & QStyleOptionButton::HasMenu)
        width += px(16);
    return {width, height};
}

void paintButtonBevel(QPainter *painter, const QStyleOption *option, const QWidget *widget)
{
    const Variant variant = variantOf(widget);
    const bool checked = option->state & QStyle::State_On;
    const bool isBare = variant == Variant::Quiet || variant == Variant::Link || variant == Variant::Segment;
    Colours colours;
    if (option->state & QStyle::State_Enabled)
        colours = coloursOf(variant, isHovered(option, widget), isPressed(option, widget), checked);
    else if (!isBare)
        colours = {tokens().sunken, tokens().border};
    const double radius = px(variant == Variant::Segment ? 5 : 6);
    paintRound(painter, option->rect, radius, colours.fill, colours.edge);
    if (showsFocus(option, widget))
        paintFocus(painter, option->rect, radius, isFilled(variant));
}

// What points back points the other way in a mirrored window.
static QString facing(const QString &icon, Qt::LayoutDirection direction)
{
    return direction == Qt::RightToLeft && icon == QLatin1String("chevron-left") ? QStringLiteral("chevron-right")
                                                                                 : icon;
}

void paintButtonLabel(QPainter *painter, const QStyleOptionButton *option, const QWidget *widget)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    const QColor colour = textOf(variantOf(widget), enabled, option->state & QStyle::State_On);
    const int icon = option->icon.isNull() ? 0 : px(16);
    const int gap = icon && !option->text.isEmpty() ? px(6) : 0;
    const int menu = option->features & QStyleOptionButton::HasMenu ? px(16) : 0;
    const QRect &room = option->rect;
    const int words = std::min(option->fontMetrics.horizontalAdvance(withoutMnemonic(option->text)),
                               room.width() - icon - gap - menu);
    int x = room.left() + (room.width() - icon - gap - words - menu) / 2;
    const QPoint centre(0, room.top() + room.height() / 2);
    painter->save();
    if (icon) {
        const QRect square(x, centre.y() - icon / 2, icon, icon);
        if (const QString name = facing(nameOf(option->icon), option->direction); !name.isEmpty())
            paintIcon(painter, square, name, colour);
        else
            option->icon.paint(painter, square, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        x += icon + gap;
    }
    painter->setPen(colour);
    const QStyle *style = widget ? widget->style() : nullptr;
    const bool underline = style && style->styleHint(QStyle::SH_UnderlineShortcut, option, widget);
    const QString text = words < option->fontMetrics.horizontalAdvance(withoutMnemonic(option->text))
                             ? option->fontMetrics.elidedText(option->text, Qt::ElideRight, words)
                             : option->text;
    painter->setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight); // where … stands
    painter->drawText(QRect(x, room.top(), words + 1, room.height()),
                      Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip |
                          (underline ? Qt::TextShowMnemonic : Qt::TextHideMnemonic),
                      text);
    if (menu)
        paintIcon(painter, squareAt({double(x + words + menu / 2 + px(2)), double(centre.y())}, px(14)), "chevron-down",
                  colour);
    painter->restore();
}

void paintToolButton(QPainter *painter, const QStyleOptionToolButton *option, const QWidget *widget)
{
    const Tokens &t = tokens();
    const bool down = isPressed(option, widget) || option->state & QStyle::State_On;
    if (down || isHovered(option, widget))
        paintRound(painter, option->rect, px(6), down ? t.press : t.hover);
    const bool enabled = option->state & QStyle::State_Enabled;
    const QRectF square = squareAt(QRectF(option->rect).center(), px(16));
    if (const QString name = nameOf(option->icon); !name.isEmpty())
        paintIcon(painter, square, name, enabled ? t.text2 : t.disabled);
    else
        option->icon.paint(painter, square.toRect(), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    if (showsFocus(option, widget))
        paintFocus(painter, option->rect, px(6));
}

void paintCheck(QPainter *painter, const QStyleOption *option, const QWidget *, bool isRound)
{
    const Tokens &t = tokens();
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool partly = option->state & QStyle::State_NoChange;
    const bool on = partly || option->state & QStyle::State_On;
    const QRectF box = squareAt(QRectF(option->rect).center(), std::min(option->rect.width(), option->rect.height()));
    const QColor fill = on ? (enabled ? t.accent : t.disabled) : enabled ? t.surface : t.sunken;
    paintRound(painter, box, isRound ? box.width() / 2 : px(4), fill, on ? fill : enabled ? t.control : t.border);
    if (!on)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->translate(box.topLeft());
    painter->scale(box.width() / 16, box.height() / 16);
    if (isRound) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.onFill);
        painter->drawEllipse(QPointF(8, 8), 3, 3);
    } else {
        painter->setPen(QPen(t.onFill, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        if (partly)
            painter->drawLine(QPointF(4.8, 8), QPointF(11.2, 8));
        else
            painter->drawPolyline(QPolygonF{{4.6, 8.3}, {7, 10.6}, {11.5, 5.6}});
    }
    painter->restore();
}

} // namespace bouncepro
