// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/appearancecard.h"

#include "ui/look/choicebox.h"
#include "ui/look/segmented.h"
#include "ui/look/text.h"
#include "ui/setup/preferences.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QSignalBlocker>

#include <array>
#include <cmath>

namespace bouncepro {

namespace {

constexpr std::array themes = {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark};
constexpr std::array sizes = {0, 90, 100, 110, 125, 150, 175, 200}; // percent; 0: the desktop's

QStringList sizeWords()
{
    QStringList words;
    for (const int size : sizes)
        words << (size == 0 ? AppearanceCard::tr("As the desktop") : AppearanceCard::tr("%1 %").arg(size));
    return words;
}

} // namespace

AppearanceCard::AppearanceCard(Preferences &preferences, QWidget *parent)
    : Card(tr("Appearance"), parent),
      m_preferences(preferences),
      m_theme(new Segmented(tr("Theme"), {tr("System"), tr("Light"), tr("Dark")})),
      m_size(new ChoiceBox(tr("Text size"), sizeWords())),
      m_motion(new QCheckBox(tr("Reduce motion"))),
      m_utc(new QCheckBox(tr("Times in UTC, from the next start on")))
{
    m_theme->setObjectName(QStringLiteral("themeChoice"));
    m_size->setObjectName(QStringLiteral("textSize"));
    m_motion->setObjectName(QStringLiteral("reduceMotion"));
    m_utc->setObjectName(QStringLiteral("utc"));
    auto *grid = new QGridLayout;
    setSpaces(grid, {}, 12);
    grid->addWidget(new Text(FontRole::Body, Tone::Second, tr("Theme")), 0, 0);
    grid->addWidget(m_theme, 0, 1, Qt::AlignLeft);
    grid->addWidget(new Text(FontRole::Body, Tone::Second, tr("Text size")), 1, 0);
    grid->addWidget(m_size, 1, 1, Qt::AlignLeft);
    grid->addWidget(m_motion, 2, 1);
    grid->addWidget(m_utc, 3, 1);
    grid->setColumnStretch(1, 1);
    content()->addLayout(grid);
    take();
    connect(&m_preferences, &Preferences::changed, this, &AppearanceCard::take);
    connect(m_theme, &Segmented::chosen, this, &AppearanceCard::give);
    connect(m_size, &QComboBox::activated, this, &AppearanceCard::give);
    connect(m_motion, &QCheckBox::toggled, this, &AppearanceCard::give);
    connect(m_utc, &QCheckBox::toggled, this, &AppearanceCard::give);
}

void AppearanceCard::take()
{
    const Preferences::Values values = m_preferences.values();
    const QSignalBlocker motion(m_motion), utc(m_utc);
    m_theme->setCurrent(int(std::find(themes.begin(), themes.end(), values.theme) - themes.begin()));
    const auto size = std::find(sizes.begin(), sizes.end(), int(std::lround(values.textScale * 100)));
    m_size->setCurrentIndex(size == sizes.end() ? -1 : int(size - sizes.begin()));
    m_motion->setChecked(values.isMotionReduced);
    m_utc->setChecked(values.isUtc);
}

void AppearanceCard::give()
{
    Preferences::Values values = m_preferences.values();
    values.theme = themes[size_t(m_theme->current())];
    if (m_size->currentIndex() >= 0)
        values.textScale = sizes[size_t(m_size->currentIndex())] / 100.0;
    values.isMotionReduced = m_motion->isChecked();
    values.isUtc = m_utc->isChecked();
    m_preferences.set(values);
}

} // namespace bouncepro
