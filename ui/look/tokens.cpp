// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/tokens.h"

namespace bouncepro {

QString nameOf(Theme theme)
{
    return theme == Theme::Dark ? QStringLiteral("dark") : QStringLiteral("light");
}

const Tokens &tokensOf(Theme theme)
{
    static const Tokens light{
        .window = 0xF5F6F8,
        .surface = 0xFFFFFF,
        .sunken = 0xF5F6F9,
        .raised = 0xFFFFFF,
        .hover = 0xEDEFF3,
        .press = 0xE3E6EC,
        .selected = 0xE3EBFE,
        .hairline = 0xEAECF0,
        .border = 0xDADDE4,
        .control = 0x868E9D,
        .track = 0xE4E7EC,
        .text = 0x14171D,
        .text2 = 0x474E5C,
        .text3 = 0x5F6776,
        .disabled = 0x9AA1AE,
        .onFill = 0xFFFFFF,
        .accent = 0x2E5BDB,
        .accentHover = 0x254DC0,
        .accentText = 0x2A54CC,
        .focus = 0x2E5BDB,
        .okMark = 0x1C8C53,
        .warnText = 0x855000,
        .warnMark = 0xB56B00,
        .warnSoft = 0xFDF1DC,
        .failText = 0xB2231B,
        .failMark = 0xCF3129,
        .failSoft = 0xFDEAE8,
        .idleMark = 0x7C8493,
        .prod = 0xAE0F5C,
        .prodSoft = 0xFAEAF1,
        .prodLine = 0xE7BFD1,
        .stage = 0x6A4AC9,
        .stageText = 0x5B3BBA,
        .stageSoft = 0xF0EBFD,
        .dev = 0x59616F,
        .devText = 0x4B5361,
        .shadow = 0x1A2233,
    };
    static const Tokens dark{
        .window = 0x101217,
        .surface = 0x171A21,
        .sunken = 0x111319,
        .raised = 0x1D2129,
        .hover = 0x20242D,
        .press = 0x282D37,
        .selected = 0x1E2B4D,
        .hairline = 0x20242C,
        .border = 0x2B303A,
        .control = 0x6A7280,
        .track = 0x2A2F3A,
        .text = 0xE9EBEF,
        .text2 = 0xB1B7C3,
        .text3 = 0x8C94A3,
        .disabled = 0x5B6270,
        .onFill = 0xFFFFFF,
        .accent = 0x3B66E3,
        .accentHover = 0x3059D2,
        .accentText = 0x8FB0FF,
        .focus = 0x7FA4FF,
        .okMark = 0x3FB97A,
        .warnText = 0xF2BC62,
        .warnMark = 0xE29A2B,
        .warnSoft = 0x2E2210,
        .failText = 0xFF948B,
        .failMark = 0xF0574D,
        .failSoft = 0x361816,
        .idleMark = 0x767E8D,
        .prod = 0xC7206F,
        .prodSoft = 0x2A111D,
        .prodLine = 0x5E2040,
        .stage = 0x7A5AD9,
        .stageText = 0xBBA8FF,
        .stageSoft = 0x211A3B,
        .dev = 0x6C7483,
        .devText = 0xB1B7C3,
        .shadow = 0x000000U,
    };
    return theme == Theme::Dark ? dark : light;
}

} // namespace bouncepro
