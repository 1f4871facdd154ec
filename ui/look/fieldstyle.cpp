// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/fieldstyle.h"

#include "ui/look/buttonstyle.h"
#include "ui/look/icon.h"
#include "ui/look/paint.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>

#include <algorithm>

namespace bouncepro {

void paintField(QPainter *painter, const QStyleOption *option, const QWidget *widget)
{
    const Tokens &t = tokens();
    const bool enabled = option->state & QStyle::State_Enabled;
    if (const auto *edit = qobject_cast<const QPlainTextEdit *>(widget); edit && edit->isReadOnly()) {
        paintRound(painter, option->rect, px(6), t.sunken, t.hairline);
        if (edit->hasFocus() && option->state & QStyle::State_KeyboardFocusChange)
            paintFocus(painter, option->rect, px(6));
        return;
    }
    const bool focus = option->state & QStyle::State_HasFocus || showsFocus(option, widget);
    const bool wrong = widget && widget->property("error").toBool();
    const QColor edge = wrong ? t.failMark : !enabled ? t.border : isHovered(option, widget) ? t.text3 : t.control;
    paintRound(painter, option->rect, px(6), enabled ? t.surface : t.sunken, edge);
    if (focus && wrong) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(t.failMark, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), px(6), px(6));
        painter->restore();
    } else if (focus) {
        paintFocus(painter, option->rect, px(6));
    }
}

void paintCombo(QPainter *painter, const QStyleOptionComboBox *option, const QRect &arrow, const QWidget *widget)
{
    const Tokens &t = tokens();
    const bool dark = currentTheme() == Theme::Dark;
    const bool enabled = option->state & QStyle::State_Enabled;
    const QColor fill = !enabled ? t.sunken : isHovered(option, widget) ? t.hover : dark ? t.raised : t.surface;
    if (option->editable)
        paintField(painter, option, widget);
    else
        paintRound(painter, option->rect, px(6), fill, dark ? mixed(t.border, t.control, 0.25) : t.border);
    paintIcon(painter, squareAt(QRectF(arrow).center(), px(14)), "choose", enabled ? t.text2 : t.disabled);
    if (showsFocus(option, widget))
        paintFocus(painter, option->rect, px(6));
}

void paintComboLabel(QPainter *painter, const QStyleOptionComboBox *option, const QRect &room)
{
    const bool enabled = option->state & QStyle::State_Enabled;
    QRect text = room;
    if (!option->currentIcon.isNull()) {
        const QRect square(room.left(), room.center().y() - px(8) + 1, px(16), px(16));
        option->currentIcon.paint(painter, QStyle::visualRect(option->direction, room, square));
        text = QStyle::visualRect(option->direction, room, room.adjusted(px(22), 0, 0, 0));
    }
    painter->save();
    painter->setPen(enabled ? tokens().text : tokens().disabled);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                      option->fontMetrics.elidedText(option->currentText, Qt::ElideRight, text.width()));
    painter->restore();
}

void paintSpin(QPainter *painter, const QStyleOptionSpinBox *option, const QStyle *style, const QWidget *widget)
{
    paintField(painter, option, widget);
    const auto arrow = [&](QStyle::SubControl part, const char *name, QAbstractSpinBox::StepEnabledFlag flag) {
        const QRectF room = style->subControlRect(QStyle::CC_SpinBox, option, part, widget);
        const bool can = option->stepEnabled & flag && option->state & QStyle::State_Enabled;
        paintIcon(painter, squareAt(room.center(), px(12)), name, can ? tokens().text2 : tokens().disabled);
    };
    arrow(QStyle::SC_SpinBoxUp, "chevron-up", QAbstractSpinBox::StepUpEnabled);
    arrow(QStyle::SC_SpinBoxDown, "chevron-down", QAbstractSpinBox::StepDownEnabled);
}

QSize menuItemSize(const QStyleOptionMenuItem *option)
{
    if (option->menuItemType == QStyleOptionMenuItem::Separator)
        return {px(10), px(9)};
    const QStringList parts = option->text.split(QLatin1Char('\t'));
    int width = px(34 + 24) + option->fontMetrics.horizontalAdvance(parts.value(0));
    if (parts.size() > 1)
        width += px(28) + int(textWidth(FontRole::Micro, parts.value(1)));
    return {width, std::max(px(28), option->fontMetrics.height() + px(10))};
}

void paintMenuItem(QPainter *painter, const QStyleOptionMenuItem *option)
{
    const Tokens &t = tokens();
    if (option->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(
            QRect(option->rect.left() + px(10), option->rect.center().y(), option->rect.width() - px(20), 1), t.border);
        return;
    }
    const bool enabled = option->state & QStyle::State_Enabled;
    painter->save();
    mirror(painter, option->rect, option->direction);
    const QRectF row = QRectF(option->rect).adjusted(px(5), 0, -px(5), 0);
    if (enabled && option->state & QStyle::State_Selected)
        paintRound(painter, row, px(5), t.selected);
    const QRectF square = squareAt({row.left() + px(16), row.center().y()}, px(16));
    if (option->checkType != QStyleOptionMenuItem::NotCheckable && option->checked) {
        paintIcon(painter, square, "check", t.accentText);
    } else if (!option->icon.isNull()) {
        const Upright upright(painter, square);
        option->icon.paint(painter, square.toRect(), Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    const QStringList parts = option->text.split(QLatin1Char('\t'));
    const QRectF words = row.adjusted(px(34), 0, -px(10), 0);
    {
        const Upright upright(painter, words);
        painter->setFont(option->font);
        painter->setPen(enabled ? t.text : t.disabled);
        painter->drawText(
            words, int(upright.aligned(Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine | Qt::TextShowMnemonic,
            parts.value(0));
    }
    if (parts.size() > 1)
        paintText(painter, row.adjusted(0, 0, -px(10), 0), FontRole::Micro, enabled ? t.text3 : t.disabled,
                  parts.value(1), Qt::AlignRight | Qt::AlignVCenter);
    if (option->menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(painter, squareAt({row.right() - px(14), row.center().y()}, px(14)), "chevron-right", t.text3);
    painter->restore();
}

void paintPopup(QPainter *painter, const QRect &rect)
{
    painter->fillRect(rect, tokens().border);
    painter->fillRect(rect.adjusted(1, 1, -1, -1), tokens().raised);
}

void paintScrollBar(QPainter *painter, const QStyleOptionSlider *option, const QRect &slider)
{
    if (option->maximum <= option->minimum)
        return;
    const Tokens &t = tokens();
    const bool active = option->state & (QStyle::State_MouseOver | QStyle::State_Sunken) &&
                        option->activeSubControls & QStyle::SC_ScrollBarSlider;
    const QRectF bar = option->orientation == Qt::Vertical ? QRectF(slider).adjusted(px(3), px(2), -px(2), -px(2))
                                                           : QRectF(slider).adjusted(px(2), px(3), -px(2), -px(2));
    paintRound(painter, bar, std::min(bar.width(), bar.height()) / 2,
               active ? t.text3 : mixed(t.border, t.control, 0.5));
}

} // namespace bouncepro
