// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logchips.h"

#include "models/logs/logfilter.h"
#include "ui/look/button.h"
#include "ui/look/filterchip.h"
#include "ui/look/flow.h"
#include "ui/look/palette.h"

#include <algorithm>

namespace bouncepro {

namespace {

constexpr qsizetype mostChips = 200; // a name is the server's to choose

// Of a Flow with widgets of these widths.
int rowsOf(const QList<int> &widths, int spacing, int width)
{
    int rows = 1, x = 0;
    for (const int wide : widths) {
        if (x > 0 && x + wide > width) {
            ++rows;
            x = 0;
        }
        x += wide + spacing;
    }
    return rows;
}

} // namespace

LogChips::LogChips(QWidget *parent)
    : QWidget(parent),
      m_flow(new Flow(this, 6)),
      m_more(new Button(QString(), Variant::Link))
{
    for (int i = 0; i < levelGroups; ++i) {
        const auto group = LevelGroup(i);
        FilterChip *chip = add(wordOf(group), QStringLiteral("level-") + nameOf(group));
        if (group == LevelGroup::Error || group == LevelGroup::Warning)
            chip->setMark(group == LevelGroup::Error ? Mark::Down : Mark::Warning);
        m_levels.insert(group, chip);
    }
    m_flow->addGap();
    m_more->setObjectName(QStringLiteral("moreServices"));
    m_more->setSmall(true);
    m_more->hide();
    m_flow->addWidget(m_more);
    connect(m_more, &Button::clicked, this, [this] {
        m_showsAll = !m_showsAll;
        arrange();
    });
    keepDressed(this, [this] { arrange(); });
}

FilterChip *LogChips::add(const QString &word, const QString &name)
{
    auto *chip = new FilterChip(word);
    chip->setObjectName(name);
    connect(chip, &FilterChip::clicked, this, &LogChips::chosen);
    m_flow->addWidget(chip);
    return chip;
}

void LogChips::show(const LogFilter &filter, bool isKnown)
{
    for (auto it = m_levels.cbegin(); it != m_levels.cend(); ++it)
        it.value()->setCount(isKnown ? std::optional<qint64>(filter.count(it.key())) : std::nullopt);
    for (const QString &service : filter.services()) {
        if (!m_services.contains(service) && m_services.size() < mostChips) {
            m_flow->removeWidget(m_more); // the last
            m_services.insert(service, add(service, QStringLiteral("service-") + service));
            m_flow->addWidget(m_more);
        }
        if (FilterChip *chip = m_services.value(service))
            chip->setCount(filter.count(service));
    }
    arrange();
}

void LogChips::setMostRows(int rows)
{
    if (m_mostRows == rows)
        return;
    m_mostRows = rows;
    arrange();
}

QList<LevelGroup> LogChips::levels() const
{
    QList<LevelGroup> on;
    for (auto it = m_levels.cbegin(); it != m_levels.cend(); ++it)
        if (it.value()->isChecked())
            on << it.key();
    return on;
}

QStringList LogChips::services() const
{
    QStringList on;
    for (auto it = m_services.cbegin(); it != m_services.cend(); ++it)
        if (it.value()->isChecked())
            on << it.key();
    return on;
}

void LogChips::clear()
{
    for (FilterChip *chip : m_levels.values() + m_services.values())
        chip->setChecked(false);
}

// In the order of the flow: levels, services as they were first seen, the button.
void LogChips::arrange()
{
    QList<FilterChip *> services;
    QList<int> levels;
    for (int i = 0; i < m_flow->count(); ++i)
        if (auto *chip = qobject_cast<FilterChip *>(m_flow->itemAt(i)->widget())) {
            if (i < levelGroups)
                levels << chip->sizeHint().width();
            else
                services << chip;
        }
    const auto shownOf = [&](qsizetype first) {
        QList<FilterChip *> shown;
        for (qsizetype i = 0; i < services.size(); ++i)
            if (i < first || services[i]->isChecked())
                shown << services[i];
        return shown;
    };
    const auto fits = [&](const QList<FilterChip *> &shown, bool hasMore) {
        QList<int> widths = levels;
        for (const FilterChip *chip : shown)
            widths << chip->sizeHint().width();
        if (hasMore)
            widths << px(80);
        return rowsOf(widths, m_flow->spacing(), width()) <= m_mostRows;
    };
    const bool isFew = fits(services, false);
    QList<FilterChip *> shown = services;
    if (!isFew && !m_showsAll) {
        qsizetype first = 0;
        while (first < services.size() && fits(shownOf(first + 1), true))
            ++first;
        shown = shownOf(first);
    }
    for (FilterChip *chip : std::as_const(services))
        chip->setVisible(shown.contains(chip));
    m_more->setText(m_showsAll ? tr("Fewer") : tr("%1 more").arg(services.size() - shown.size()));
    m_more->setAccessibleName(m_showsAll ? tr("Show fewer services") : tr("Show all services"));
    m_more->setVisible(!isFew && (m_showsAll || shown.size() < services.size()));
}

void LogChips::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace bouncepro
