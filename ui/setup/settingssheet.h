#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverlist.h"
#include "ui/look/dialog.h"
#include "ui/setup/setupsources.h"

namespace bouncepro {

/// The settings, over the window's content: servers, appearance, and which files say what hosts are trusted.
class SettingsSheet : public Dialog
{
    Q_OBJECT

public:
    SettingsSheet(QWidget *over, ServerList &servers, const SetupSources &sources);

private:
    QWidget *makeTrust(const SetupSources &sources);
};

} // namespace bouncepro
