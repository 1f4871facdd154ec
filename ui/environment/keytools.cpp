// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/keytools.h"

#include "ui/look/field.h"
#include "ui/look/filterchip.h"
#include "ui/look/flow.h"
#include "ui/look/palette.h"
#include "ui/look/segmented.h"

#include <QButtonGroup>
#include <QLineEdit>

namespace bouncepro {

using Show = EnvironmentFilter::Show;

KeyTools::KeyTools(const QStringList &files, QWidget *parent)
    : QWidget(parent),
      m_files(new Segmented(tr("File"), files)),
      m_find(new Field(tr("Find a key or value"), QStringLiteral("search")))
{
    m_files->setObjectName(QStringLiteral("environmentFiles"));
    m_find->setObjectName(QStringLiteral("findKeys"));
    m_find->edit()->setObjectName(QStringLiteral("findKeysEdit"));
    m_find->setPlaceholder(tr("Find key or value"));
    keepDressed(m_find, [this] { m_find->setFixedWidth(px(200)); });
    auto *flow = new Flow(this, 8);
    flow->addWidget(m_files);
    flow->addWidget(m_find);
    const QPair<QString, const char *> words[] = {{tr("All"), "showAll"},
                                                  {tr("Changed"), "showChanged"},
                                                  {tr("To look at"), "showFindings"},
                                                  {tr("Missing"), "showMissing"},
                                                  {tr("Secrets"), "showSecrets"}};
    auto *group = new QButtonGroup(this);
    for (const auto &[word, name] : words) {
        auto *chip = new FilterChip(word);
        chip->setObjectName(QLatin1String(name));
        chip->setCheckable(true);
        group->addButton(chip, int(m_chips.size()));
        flow->addWidget(chip);
        m_chips << chip;
    }
    m_chips.first()->setChecked(true);
    connect(group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            Q_EMIT showChosen(Show(id));
    });
    connect(m_files, &Segmented::chosen, this, &KeyTools::fileChosen);
    m_pause.setSingleShot(true);
    m_pause.setInterval(120);
    connect(m_find, &Field::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_pause, &QTimer::timeout, this, [this] { Q_EMIT searched(m_find->text().trimmed()); });
}

void KeyTools::setFile(int index)
{
    m_files->setCurrent(index);
}

void KeyTools::setFiltersShown(bool areShown)
{
    m_find->setVisible(areShown);
    for (FilterChip *chip : std::as_const(m_chips))
        chip->setVisible(areShown);
}

void KeyTools::setCounts(const EnvironmentModel &model)
{
    const int counts[] = {model.count([](const auto &) { return true; }),
                          model.count([](const auto &item) { return EnvironmentFilter::passes(item, Show::Changed); }),
                          model.count([](const auto &item) { return EnvironmentFilter::passes(item, Show::Findings); }),
                          model.count([](const auto &item) { return EnvironmentFilter::passes(item, Show::Missing); }),
                          model.count([](const auto &item) { return EnvironmentFilter::passes(item, Show::Secrets); })};
    for (qsizetype i = 0; i < m_chips.size(); ++i)
        m_chips[i]->setCount(counts[i]);
    const auto mark = [&](Show show, Mark as) {
        m_chips[int(show)]->setMark(counts[int(show)] > 0 ? std::optional(as) : std::nullopt);
    };
    mark(Show::Findings, Mark::Warning);
    mark(Show::Missing, Mark::Down);
}

void KeyTools::focusSearch()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
}

void KeyTools::clear()
{
    m_find->setText({});
    m_pause.stop();
    Q_EMIT searched({});
    m_chips.first()->setChecked(true);
}

} // namespace bouncepro
