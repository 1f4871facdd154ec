// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/appearance.h"

#include "ui/look/desktoptheme.h"
#include "ui/look/palette.h"

#include <algorithm>
#include <array>

namespace bouncepro {

QString nameOf(ThemeChoice choice)
{
    static constexpr std::array names = {"system", "light", "dark"};
    return QString::fromLatin1(names[size_t(choice)]);
}

Appearance::Appearance(ThemeChoice choice, double textScale, QObject *parent)
    : QObject(parent),
      m_choice(choice),
      m_textScale(textScale > 0 ? textScale : textScaleOfDesktop()),
      m_desktop(new DesktopTheme(QDBusConnection::sessionBus(), this))
{
    connect(m_desktop, &DesktopTheme::changed, this, [this] {
        if (m_choice == ThemeChoice::System)
            apply();
    });
    apply();
}

Theme Appearance::theme() const
{
    switch (m_choice) {
    case ThemeChoice::Light:
        return Theme::Light;
    case ThemeChoice::Dark:
        return Theme::Dark;
    case ThemeChoice::System:
        break;
    }
    return m_desktop->theme();
}

void Appearance::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    apply();
}

void Appearance::setTextScale(double textScale)
{
    m_textScale = std::clamp(textScale, 0.5, 3.0);
    apply();
}

void Appearance::apply()
{
    applyLook(theme(), m_textScale);
    Q_EMIT changed();
}

} // namespace bouncepro
