#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploy.h"

namespace bouncepro {

/// The plan that runs so many containers of one built service from now on, also after deploys and rollbacks. More start
/// beside those that serve; of fewer nginx is told first. No request is lost. Errors: NotFound (no such service is
/// built), Invalid (not 1 to 10; a stack that cannot, and why), Conflict (so many run already, or none),
/// PermissionDenied.
Result<Plan> planScale(const DeployContext &context, const QString &service, int count);

} // namespace bouncepro
