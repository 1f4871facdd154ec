#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/healthcheck.h"
#include "ssh/transcript.h"

#include <QMap>

namespace bouncepro {

/// What resources/remote/health.sh answers: every endpoint well, in 12 ms, but for those in others; by the endpoint's
/// key: "STATUS\tMILLISECONDS\tBODY", or "impossible\tWHY".
QByteArray healthAnswer(const QMap<QString, QByteArray> &others = {});
/// The same as asked for a project, for a transcript that lacks it.
Exchange healthExchange(const QString &project);

/// A folder's store for the server of that profile, filled as if it had been watched for days until now: a sample every
/// 5 minutes, with two incidents.
Result<void> fillHealthStore(const QString &folder, const ServerProfile &profile, int days);

} // namespace bouncepro
