// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/arming.h"

#include "models/servers/wording.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("Arming", text);
}
} // namespace

Result<void> mayChange(const ServerProfile &profile, const std::optional<Arming> &arming, const QDateTime &now)
{
    if (profile.environment != Environment::Production)
        return {};
    const QString name = visibleText(profile.name, 80);
    const bool isOurs = arming && arming->server == profile.name;
    if (isOurs && now < arming->until)
        return {};
    return fail(ErrorCode::NotArmed,
                isOurs
                    ? tr("%1 was armed until %2. Nothing was changed.").arg(name, momentText(arming->until))
                    : tr("%1 is a production server, and read-only until it is armed. Nothing was changed.").arg(name),
                tr("Arm it in the window, or with --arm %1; then try again.").arg(name));
}

} // namespace bouncepro
