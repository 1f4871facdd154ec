#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace bouncepro {

/// How long a production server stays armed.
constexpr std::chrono::minutes armedFor{10};

/// A person's word that a production server may be changed for a while.
struct Arming
{
    QString server; ///< the profile's name, and no other's
    QString reason; ///< one line, for the audit
    QDateTime until;
};

/// May a change to that server begin now? A production server needs an arming of its own that has not run out; others
/// need none. Every function that changes a server asks this itself. Errors: NotArmed.
Result<void> mayChange(const ServerProfile &profile, const std::optional<Arming> &arming, const QDateTime &now);

} // namespace bouncepro
