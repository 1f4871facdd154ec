#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/plan.h"
#include "models/jobs/statedirectory.h"

namespace bouncepro {

enum class SchedulerVerb { Install, Remove };

/// Lets the server look each minute, by itself, whether a job is due or was interrupted: by a systemd timer where there
/// is systemd and the profile has a way to root, else by the account's crontab. actor and now as in a plan. The job
/// proves that it works, and takes it out again where it does not.
Plan planScheduler(SchedulerVerb verb, const ServerProfile &profile, const QString &project,
                   const StateDirectory &state, const QString &actor, const QDateTime &now);

} // namespace bouncepro
