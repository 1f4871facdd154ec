#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QColor>

namespace bouncepro {

enum class Theme { Light, Dark };
QString nameOf(Theme theme);

/// The colours of one theme by what they are for; widgets name these and never a colour. tst_tokens holds the contrast
/// of every pair in use.
struct Tokens
{
    QColor window, sidebar, surface, sunken, raised; // backgrounds: page, cards, headers and output, dialogs and menus
    QColor hover, press, selected, navSelected;
    QColor hairline, border, control, track; // lines inside cards, edges of cards, edges of fields, empty bars
    QColor text, text2, text3, disabled, onFill;
    QColor accent, accentHover, accentText, accentSoft, focus;
    QColor okText, okMark, okSoft;
    QColor warnText, warnMark, warnSoft;
    QColor failText, failMark, failSoft;
    QColor idleMark;
    QColor prod, prodBand, prodHover, prodText, prodSoft, prodLine;
    QColor stage, stageText, stageSoft;
    QColor dev, devText, devSoft;
    QColor match;
    QColor grid, series1, series2, series3, series4, series5;
    QColor shadow, scrim;
};

/// A token by its name, for whoever draws in a colour that is chosen elsewhere: &Tokens::series1.
using Token = QColor Tokens::*;

const Tokens &tokensOf(Theme theme);

} // namespace bouncepro
