// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/settingssheet.h"

#include "models/servers/wording.h"
#include "ui/look/card.h"
#include "ui/look/text.h"
#include "ui/setup/appearancecard.h"
#include "ui/setup/serverscard.h"

namespace bouncepro {

SettingsSheet::SettingsSheet(QWidget *over, ServerList &servers, const SetupSources &sources)
    : Dialog(over, tr("Settings"))
{
    setObjectName(QStringLiteral("settingsSheet"));
    if (sources.preferences)
        body()->addWidget(new AppearanceCard(*sources.preferences));
    body()->addWidget(new ServersCard(servers, sources, over));
    body()->addWidget(makeTrust(sources));
    setFootNote(tr("Changes are saved at once. No secret is stored."));
    cancelButton()->setText(tr("Done"));
    cancelButton()->setObjectName(QStringLiteral("settingsDone")); // its dialogs open above it
    confirmButton()->setObjectName({});
    cancelButton()->setVariant(Variant::Primary);
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
}

QWidget *SettingsSheet::makeTrust(const SetupSources &sources)
{
    auto *card = new Card(tr("Trusted host keys"));
    auto *words = new Text(FontRole::Small, Tone::Second,
                           tr("What ssh trusts is trusted here too. A key that changed stops everything until its old "
                              "line is removed by hand from:"));
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

} // namespace bouncepro
