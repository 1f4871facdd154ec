#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/audit.h"

namespace bouncepro {

/// The last audit line that this console saw of each server, kept in audit-heads.json (0600) of a folder: a chain that
/// was cut off or rewritten since is noticed. A missing or broken file means: nothing was seen.
class AuditMemory
{
public:
    explicit AuditMemory(const QString &folder);
    std::optional<AuditHead> seen(const QString &server) const;
    /// Errors: NoSpace, PermissionDenied.
    Result<void> remember(const QString &server, const AuditHead &head);

private:
    QString m_file;
};

} // namespace bouncepro
