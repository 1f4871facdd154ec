#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/tokens.h"

#include <QFont>
#include <QPalette>

#include <functional>

class QLayout;
class QMargins;

namespace bouncepro {

enum class FontRole {
    Display, ///< numbers in tiles
    Title,   ///< the state sentence, one a page
    Heading, ///< cards, a server's name
    Body,
    Strong,
    Small, ///< what is secondary
    SmallStrong,
    Micro, ///< labels, badges
    MicroStrong,
    Caps, ///< environment tags only
    Mono, ///< logs, keys, hashes, times
    MonoStrong,
    MonoSmall ///< axes, commands
};

/// Sets style, palette and font of the whole program; may be called again at any time. textScale: 1.5 is 150 %.
void applyLook(Theme theme, double textScale = 1.0);
/// The theme that the desktop's own palette suggests; to be asked before applyLook.
Theme themeOfDesktop();
/// The desktop's text size: its logical resolution over 96.
double textScaleOfDesktop();

Theme currentTheme();
/// Of the current theme.
const Tokens &tokens();
double textScale();
/// Nothing moves: no turning arc, no sliding drawer.
void setMotionReduced(bool reduced);
bool isMotionReduced();

/// Runs dress now, and again after each change of theme, text scale or motion for as long as context lives.
void keepDressed(QObject *context, std::function<void()> dress);
/// Margins and spacing at 100 %, which follow the text scale; a later call for the same layout takes their place.
void setSpaces(QLayout *layout, const QMargins &margins, int spacing);

/// A length at 100 % in today's text scale.
int px(double length);
QFont fontOf(FontRole role);
QPalette paletteOf(Theme theme);

} // namespace bouncepro
