#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobs.h"

namespace bouncepro {

/// One readable text of all that an incident leaves on a server: status, versions, containers' states, the last ten
/// jobs with events and outputs, the audit's verdict, the last 500 lines of each service. Values that secrets gives are
/// hidden in it, in all their forms; where they cannot be read there is no text. seen: as in readAudit. Reads only. It
/// says much about the server: keep it 0600.
Result<QByteArray> incidentText(RemoteHost &host, const ServerProfile &profile, const std::optional<AuditHead> &seen,
                                const SecretsReader &secrets, std::stop_token stop);

} // namespace bouncepro
