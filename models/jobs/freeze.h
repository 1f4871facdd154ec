#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobs.h"

namespace bouncepro {

/// Stops deploys until then, for a reason that is shown to who tries; rollback and recovery stay possible. One that
/// stands is replaced. The probe tells of it (StackStatus::freeze). Errors: NotArmed, Invalid (no reason, a past time).
Result<void> freezeDeploys(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                           const StateDirectory &state, const QString &reason, const QDateTime &until,
                           std::stop_token stop);

/// Lifts it. Errors: NotArmed, Conflict (none stands).
Result<void> unfreezeDeploys(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                             const StateDirectory &state, std::stop_token stop);

} // namespace bouncepro
