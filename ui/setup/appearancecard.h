#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/card.h"

class QCheckBox;

namespace bouncepro {

class ChoiceBox;
class Preferences;
class Segmented;

/// Theme, text size, motion and time zone; a choice counts at once.
class AppearanceCard : public Card
{
    Q_OBJECT

public:
    /// preferences outlives the card.
    explicit AppearanceCard(Preferences &preferences, QWidget *parent = nullptr);

private:
    void take();
    void give();
    Preferences &m_preferences;
    Segmented *m_theme;
    ChoiceBox *m_size;
    QCheckBox *m_motion;
    QCheckBox *m_utc;
};

} // namespace bouncepro
