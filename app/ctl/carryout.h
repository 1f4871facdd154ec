#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "models/deploy/deploy.h"

#include <functional>

namespace bouncepro::ctl {

enum class Show { Nothing, Plan };

/// What a command is about to do: its plan, what it was made of, and what there is to say besides.
struct Planned
{
    DeployContext context;
    Plan plan;
    QStringList lines = {};
    QJsonObject more = {};
    bool isWaiting = false; ///< once it was started: for a second operator, or its time
};
/// Reads the facts and plans; again after each wait, since what runs has changed by then.
using Planner = std::function<Result<Planned>(const ConnectedServer &server)>;

/// Shows the plan, or starts it and follows it to its end.
Result<int> carryOut(Call &call, const Planner &planner, Show show = Show::Nothing);

/// --soak. Errors: Invalid.
Result<int> soakSeconds(const Call &call);
/// What readDeployContext reads, with --soak. want: a branch or commit.
Result<DeployContext> readContext(Call &call, const ConnectedServer &server, const QString &want = {});

} // namespace bouncepro::ctl
