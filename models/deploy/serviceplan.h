#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploy.h"

namespace bouncepro {

/// What can be done to one service without a deploy.
enum class ServiceVerb { Start, Stop, Restart };
/// Also the job's action: "start", "stop", "restart".
QString nameOf(ServiceVerb verb);

/// The plan that starts, stops or restarts one service as it is: no build, no other release. Of the context's facts
/// nothing is needed. Start and stop are each other's way back; a restart has none. Errors: NotFound (the stack runs no
/// such service), Conflict (it runs, or is stopped, already), Invalid (a name that Compose would not take).
Result<Plan> planService(const DeployContext &context, ServiceVerb verb, const QString &service);

} // namespace bouncepro
