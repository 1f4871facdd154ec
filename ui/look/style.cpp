// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/style.h"

#include "ui/look/buttonstyle.h"
#include "ui/look/fieldstyle.h"
#include "ui/look/paint.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTableView>
#include <QTextEdit>
#include <QToolButton>

#include <algorithm>

namespace bouncepro {

namespace {

bool isTextEdit(const QWidget *widget)
{
    return qobject_cast<const QPlainTextEdit *>(widget) || qobject_cast<const QTextEdit *>(widget);
}

void paintItemPanel(QPainter *painter, const QStyleOption *option, const QWidget *widget)
{
    const Tokens &t = tokens();
    const bool selected = option->state & QStyle::State_Selected;
    const bool hover = option->state & QStyle::State_MouseOver && option->state & QStyle::State_Enabled;
    if (!qobject_cast<const QTableView *>(widget)) {
        if (selected || hover)
            paintRound(painter, QRectF(option->rect).adjusted(1, 0, -1, 0), px(5), selected ? t.selected : t.hover);
        return;
    }
    if (selected)
        painter->fillRect(option->rect, t.selected);
    painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), t.hairline);
}

// Qt writes every cell in the direction of the window: in one from right to left, brackets and the ellipsis of names
// would stand at their wrong end. Between marks of direction the text keeps its own.
void keepOrder(QStyleOptionViewItem *item, int width)
{
    if (item->direction == Qt::LeftToRight || item->text.isEmpty() || item->text.isRightToLeft())
        return;
    const int margins = 2 * (px(5) + 1); // PM_FocusFrameHMargin
    const QChar mark(0x200E);
    item->text = mark + item->fontMetrics.elidedText(item->text, item->textElideMode, width - margins) + mark;
}

void paintTabLabel(QPainter *painter, const QStyleOptionTab *option, const QWidget *widget)
{
    const bool selected = option->state & QStyle::State_Selected;
    paintText(painter, option->rect, FontRole::Strong, selected ? tokens().text : tokens().text2, option->text,
              Qt::AlignCenter);
    if (showsFocus(option, widget))
        paintFocus(painter, QRectF(option->rect).adjusted(2, 3, -2, -3), px(5));
}

void paintProgress(QPainter *painter, const QStyleOption *option, double part, const QColor &colour)
{
    const QRectF bar(option->rect.left(), option->rect.center().y() - px(2), option->rect.width() * part, px(4));
    paintRound(painter, bar, px(2), colour);
}

} // namespace

Style::Style() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QScrollBar *>(widget) ||
        qobject_cast<QComboBox *>(widget) || qobject_cast<QLineEdit *>(widget) ||
        qobject_cast<QAbstractSpinBox *>(widget))
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
    case PM_ListViewIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return px(16);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return px(7);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return px(5);
    case PM_HeaderMargin:
        return px(6);
    case PM_FocusFrameHMargin:
        return px(5);
    case PM_SplitterWidth:
        return px(7);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return px(8);
    case PM_LineEditIconSize:
        return px(16);
    case PM_LineEditIconMargin:
        return px(3);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *answer) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_Widget_Animation_Duration:
    case SH_ComboBox_Popup:
    case SH_ItemView_ActivateItemOnSingleClick:
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
    if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option); button && type == CT_PushButton)
        return buttonSize(button, widget);
    if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option); item && type == CT_MenuItem)
        return menuItemSize(item);
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int field = option ? std::max(px(29), option->fontMetrics.height() + px(10)) : px(29);
    switch (type) {
    case CT_ComboBox:
        return {result.width() + px(8), field};
    case CT_LineEdit:
    case CT_SpinBox:
        return {result.width(), field};
    case CT_HeaderSection:
        return {result.width(), option->fontMetrics.height() + px(13)};
    case CT_TabBarTab:
        return {result.width(), option->fontMetrics.height() + px(16)};
    case CT_ItemViewItem:
        return {result.width(), std::max(result.height(), option->fontMetrics.height() + px(10))};
    default:
        return result;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_PushButtonContents)
        return option->rect;
    if (element == SE_LineEditContents)
        return visualRect(option->direction, option->rect,
                          visualRect(option->direction, option->rect, rect)
                              .adjusted(widget && !widget->actions().isEmpty() ? 0 : px(5), 0, -px(4), 0));
    return rect;
}

// Scroll bars have no arrows: the slider has the whole length.
QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        const QRect &all = option->rect;
        if (part == SC_ComboBoxArrow)
            return visualRect(option->direction, all, {all.right() - px(24), all.top(), px(24), all.height()});
        if (part == SC_ComboBoxEditField)
            return visualRect(option->direction, all, all.adjusted(px(8), 0, -px(24), 0));
    }
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
    switch (element) {
    case PE_PanelButtonCommand:
        return paintButtonBevel(painter, option, widget);
    case PE_FrameDefaultButton:
    case PE_FrameLineEdit:
    case PE_PanelItemViewRow:
    case PE_PanelScrollAreaCorner:
        return;
    case PE_FrameFocusRect:
        // Buttons draw theirs in the bevel; in item views the current row shows it.
        if (!qobject_cast<const QPushButton *>(widget) && !qobject_cast<const QToolButton *>(widget) &&
            !qobject_cast<const QAbstractItemView *>(widget) && option->state & State_KeyboardFocusChange)
            paintFocus(painter, option->rect, px(6));
        return;
    case PE_PanelLineEdit:
        if (widget && (widget->property("bare").toBool() || qobject_cast<const QComboBox *>(widget->parentWidget()) ||
                       qobject_cast<const QAbstractSpinBox *>(widget->parentWidget())))
            return;
        return paintField(painter, option, widget);
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return paintCheck(painter, option, widget, false);
    case PE_IndicatorRadioButton:
        return paintCheck(painter, option, widget, true);
    case PE_FrameTabBarBase:
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), tokens().border);
        return;
    case PE_PanelItemViewItem:
        return paintItemPanel(painter, option, widget);
    case PE_PanelMenu:
    case PE_PanelTipLabel:
        return paintPopup(painter, option->rect);
    case PE_FrameMenu:
        return;
    case PE_Frame:
        if (isTextEdit(widget))
            return paintField(painter, option, widget);
        if (widget && widget->inherits("QComboBoxPrivateContainer"))
            return paintPopup(painter, option->rect);
        return;
    default:
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const Tokens &t = tokens();
    const auto line = [&](const QRect &rect, const QColor &colour) { painter->fillRect(rect, colour); };
    const QRect &all = option->rect;
    switch (element) {
    case CE_PushButtonBevel:
        return paintButtonBevel(painter, option, widget);
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            paintButtonLabel(painter, button, widget);
        return;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            paintComboLabel(painter, combo, subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget));
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        line(all, t.sunken);
        line(QRect(all.left(), all.bottom(), all.width(), 1), t.border);
        return;
    case CE_TabBarTabShape:
        if (option->state & State_Selected)
            line(QRect(all.left() + px(8), all.bottom() - px(2) + 1, all.width() - px(16), px(2)), t.accent);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            paintTabLabel(painter, tab, widget);
        return;
    case CE_Splitter:
        if (option->state & State_Horizontal)
            line(QRect(all.center().x(), all.top(), 1, all.height()), t.border);
        else
            line(QRect(all.left(), all.center().y(), all.width(), 1), t.border);
        return;
    case CE_ProgressBarGroove:
        return paintProgress(painter, option, 1, t.track);
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
            bar && bar->maximum > bar->minimum)
            paintProgress(painter, option, double(bar->progress - bar->minimum) / (bar->maximum - bar->minimum),
                          t.accent);
        return;
    case CE_ProgressBarLabel:
    case CE_MenuEmptyArea:
        return;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            paintMenuItem(painter, item);
        return;
    case CE_ItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem plain(*item); // selected rows are a tint, not a fill
            for (const auto group : {QPalette::Active, QPalette::Inactive})
                plain.palette.setColor(group, QPalette::HighlightedText, plain.palette.color(group, QPalette::Text));
            keepOrder(&plain, subElementRect(SE_ItemViewItemText, &plain, widget).width());
            return QProxyStyle::drawControl(element, &plain, painter, widget);
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option); bar && control == CC_ScrollBar)
        return paintScrollBar(painter, bar, subControlRect(control, option, SC_ScrollBarSlider, widget));
    if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option); combo && control == CC_ComboBox)
        return paintCombo(painter, combo, subControlRect(control, option, SC_ComboBoxArrow, widget), widget);
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option); spin && control == CC_SpinBox)
        return paintSpin(painter, spin, this, widget);
    if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        tool && control == CC_ToolButton && tool->toolButtonStyle == Qt::ToolButtonIconOnly)
        return paintToolButton(painter, tool, widget);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace bouncepro
