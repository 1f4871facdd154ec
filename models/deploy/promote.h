#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/deploy.h"

namespace bouncepro {

/// What one server runs and another one is to get.
struct Promotion
{
    QString from; ///< name of the server that runs it
    QString commit;
    QString release; ///< its name there
    QString subject; ///< of the commit
};

/// Looks at a server whose release is to be promoted; takes seconds. Errors: those of promotionFrom and
/// readDeployContext.
Result<Promotion> readPromotion(RemoteHost &host, const ServerProfile &profile, std::stop_token stop);

/// The release that runs there. Errors: Conflict where it is not on record, has not proven itself, or a service is not
/// well or not ready.
Result<Promotion> promotionFrom(const DeployContext &there);

/// The plan that deploys that commit here; the context was read with it as what is wanted. Errors: NotFound (the origin
/// of this server does not have it), those of planDeploy.
Result<Plan> planPromotion(const DeployContext &here, const Promotion &promotion, bool again = false);

} // namespace bouncepro
