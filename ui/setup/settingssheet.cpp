// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/settingssheet.h"

#include "models/servers/wording.h"
#include "ui/look/button.h"
#include "ui/look/card.h"
#include "ui/look/pagescroll.h"
#include "ui/look/text.h"
#include "ui/setup/appearancecard.h"
#include "ui/setup/serverscard.h"

namespace bouncepro {

SettingsSheet::SettingsSheet(QWidget *over, ServerList &servers, const SetupSources &sources)
    : Overlay(over, Place::Centre, 720),
      m_done(new Button(tr("Done"), Variant::Primary))
{
    setObjectName(QStringLiteral("settingsSheet"));
    setAccessibleName(tr("Settings"));
    auto *content = new QWidget;
    auto *cards = new QVBoxLayout(content);
    setSpaces(cards, {24, 4, 24, 16}, 12);
    if (sources.preferences)
        cards->addWidget(new AppearanceCard(*sources.preferences));
    cards->addWidget(new ServersCard(servers, sources, over));
    cards->addWidget(makeTrust(sources));
    cards->addStretch(1);
    auto *head = new QHBoxLayout;
    setSpaces(head, {24, 18, 24, 12}, 8);
    head->addWidget(new Text(FontRole::Title, Tone::Plain, tr("Settings")), 1);
    auto *foot = new QHBoxLayout;
    setSpaces(foot, {24, 12, 24, 16}, 8);
    auto *note = new Text(FontRole::Small, Tone::Second, tr("Kept at once. No secret is among them."));
    note->setEliding(true);
    foot->addWidget(note, 1);
    foot->addWidget(m_done);
    m_done->setObjectName(QStringLiteral("settingsDone"));
    auto *column = new QVBoxLayout(panel());
    setSpaces(column, {}, 0);
    column->addLayout(head);
    column->addWidget(new PageScroll(content), 1);
    column->addLayout(foot);
    connect(m_done, &Button::clicked, this, &Overlay::close);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

QWidget *SettingsSheet::makeTrust(const SetupSources &sources)
{
    auto *card = new Card(tr("Trusted host keys"));
    auto *words = new Text(FontRole::Small, Tone::Second,
                           tr("These files decide, as with ssh. A key that changed stops everything until its old line "
                              "is removed from them by hand."));
    words->setWrapping(true);
    auto *files = new Text(FontRole::Mono);
    files->setObjectName(QStringLiteral("knownHosts"));
    files->setWrapping(true);
    files->setSelectable(true);
    card->content()->addWidget(words);
    card->content()->addWidget(files);
    bouncepro::start(
        files, [ask = sources.knownHosts](std::stop_token) { return ask(); },
        [files](const QStringList &found) { files->setText(visibleLines(found.join(QLatin1Char('\n')), 2000)); });
    return card;
}

QWidget *SettingsSheet::firstFocus() const
{
    return m_done;
}

} // namespace bouncepro
