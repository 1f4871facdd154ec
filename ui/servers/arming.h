#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/guard.h"

#include <functional>

class QWidget;

namespace bouncepro {

class Button;

/// What is asked for before a server is armed.
struct ArmingWish
{
    QString act;                ///< what is to be done then, "Deploy to bouncepro-eu"; empty: nothing yet
    QString note;               ///< what is to be known of it, as sentences
    std::function<void()> goOn; ///< does it
};

/// Goes on at once where the server may be changed now; else asks for a reason, arms it, and goes on then. over: a
/// widget of the window; what is to go on lives as long as that.
void whenArmed(Guard &guard, QWidget *over, const ArmingWish &wish);
/// Opens that question without an act; where the server is armed, disarms it.
void armOrDisarm(Guard &guard, QWidget *over);

/// Keeps the button locked while the server has to be armed before its act. The guard outlives it.
void keepLocked(Button *button, Guard &guard);

/// "9:42"
QString countdownText(int seconds);

} // namespace bouncepro
