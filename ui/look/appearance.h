#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/tokens.h"

#include <QObject>

namespace bouncepro {

class DesktopTheme;

enum class ThemeChoice { System, Light, Dark };
QString nameOf(ThemeChoice choice);

/// What a person chose of the look, applied to the whole program at once and at run time. One lives in the program.
class Appearance : public QObject
{
    Q_OBJECT

public:
    /// textScale: 1.5 is 150 %, on top of nothing; 0 takes the desktop's.
    Appearance(ThemeChoice choice, double textScale, QObject *parent = nullptr);

    ThemeChoice choice() const { return m_choice; }
    double textScale() const { return m_textScale; }
    Theme theme() const;

public Q_SLOTS:
    void setChoice(bouncepro::ThemeChoice choice);
    void setTextScale(double textScale);

Q_SIGNALS:
    void changed();

private:
    void apply();
    ThemeChoice m_choice;
    double m_textScale;
    DesktopTheme *m_desktop;
};

} // namespace bouncepro
