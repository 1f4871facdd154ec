#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/serverenvironment.h"

namespace bouncepro {

/// A place in which secrets stand and should not.
struct ScanFinding
{
    QString kind;  ///< compose, commit, file, label, argument, image or process, as scan.sh says it
    QString where; ///< a path, a hash, a name
    QStringList keys;
    QString what;   ///< for a person, safe to show; never a value
    QString remedy; ///< the same
};

struct EnvironmentScan
{
    QList<ScanFinding> findings;
    int commits = 0; ///< that were looked at
    int files = 0;   ///< the same, of those that everybody may read
};

/// Reads the answer of resources/remote/scan.sh. Errors: Protocol (it was cut short).
Result<EnvironmentScan> parseScan(const QByteArray &answer);

/// Looks for the secrets of the files in the stack, raw, in base64 and percent-encoded, in one round trip. Changes
/// nothing; the values go by standard input. Values under 6 characters are not looked for. Errors: those of
/// readServerEnvironment.
Result<EnvironmentScan> scanEnvironment(RemoteHost &host, const ServerProfile &profile,
                                        const ServerEnvironment &environment, const QString &project,
                                        std::stop_token stop);

} // namespace bouncepro
