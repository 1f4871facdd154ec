#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/tokens.h"

#include <QFont>
#include <QPalette>

namespace bouncepro {

enum class FontRole { Title, Heading, Body, Strong, Small, SmallStrong, Micro, Caps, Mono };

/// Sets style, palette and font of the whole program; may be called again at any time. textScale: 1.5 is 150 %.
void applyLook(Theme theme, double textScale = 1.0);
/// The theme that the desktop's own palette suggests; to be asked before applyLook.
Theme themeOfDesktop();
/// The desktop's text size: its logical resolution over 96.
double textScaleOfDesktop();

Theme currentTheme();
/// Of the current theme.
const Tokens &tokens();
/// A length at 100 % in today's text scale.
int px(double length);
QFont fontOf(FontRole role);
QPalette paletteOf(Theme theme);

} // namespace bouncepro
