#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentdocument.h"

#include <QSet>

namespace bouncepro {

/// An environment file as a rollback writes it, and by key what that changes; keys in the order of the files.
struct RestoredEnvironment
{
    EnvironmentDocument document;
    QStringList restored;  ///< not credentials: get the value of the kept file again, or go as it has none
    QStringList keptAsNow; ///< credentials whose kept value is not today's: today's stays
    QStringList absent;    ///< credentials of the kept file that are gone today: they stay away
};

/// The file of a kept release, with the credentials as they are now, since they match what somebody else holds or were
/// replaced because they leaked. Lines of the kept file stay byte for byte where their value is the right one already.
/// Values compare as Compose reads them; files that refer to variables of .env are opened with those around them.
/// Errors: Invalid where Compose rejects one of the files.
Result<RestoredEnvironment> restoredFrom(const EnvironmentDocument &kept, const EnvironmentDocument &now,
                                         const QSet<QString> &credentials);

} // namespace bouncepro
