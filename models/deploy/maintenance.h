#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploy.h"

namespace bouncepro {

/// The plan that closes the site for visitors: they get 503 and a small page. Health checks and challenges of the
/// certificate authority pass, and the addresses or networks (CIDR) in allowed, for the admin too. Where it is closed
/// already, the reason and the list are changed. Errors: Invalid (no reason, an address that is none, an nginx without
/// what it takes), PermissionDenied.
Result<Plan> planClose(const DeployContext &context, const QString &reason, const QStringList &allowed);

/// The plan that opens it again. Errors: Conflict (it is open), PermissionDenied.
Result<Plan> planReopen(const DeployContext &context);

} // namespace bouncepro
