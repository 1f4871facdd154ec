#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/environmentpreview.h"

namespace bouncepro {

/// The plan that puts the files in place, makes the services anew that read a changed key, and goes back by itself
/// where they do not get ready. It is started by startPlan with context.deploy. Errors: Conflict (nothing changes),
/// Invalid (a key that a deploy or scaling sets; a finding of the preflight), PermissionDenied.
Result<Plan> planEnvironment(const EnvironmentContext &context);

} // namespace bouncepro
