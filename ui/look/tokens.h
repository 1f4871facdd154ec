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
    QColor window, surface, sunken, raised; // backgrounds: page, cards, headers and output, dialogs
    QColor hover, press, selected;
    QColor hairline, border, control, track; // lines inside cards, edges of cards, edges of fields, empty bars
    QColor text, text2, text3, disabled, onFill;
    QColor accent, accentHover, accentText, focus;
    QColor okMark;
    QColor warnText, warnMark, warnSoft;
    QColor failText, failMark, failSoft;
    QColor idleMark;
    QColor prod, prodSoft, prodLine;
    QColor stage, stageText, stageSoft;
    QColor dev, devText;
    QColor shadow;
};

const Tokens &tokensOf(Theme theme);

} // namespace bouncepro
