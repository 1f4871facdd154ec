#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace bouncepro {

/// One line of a server's audit: who did what, chained to the line before.
struct AuditEntry
{
    int sequence = 0;
    QDateTime time; ///< UTC
    QString kind;   ///< begin, end, act
    QString job;
    QString actor; ///< as claimed
    QString action;
    QString subject;
    QString outcome;
    QByteArray previous; ///< SHA-256 of the line before, hex
    QByteArray hash;     ///< SHA-256 of the fields before it joined by TAB, hex
};

enum class AuditFault { None, Edited, Deleted, Reordered, Torn, CutOff, Rewritten };
QString nameOf(AuditFault fault);
/// What a fault of the audit in that file means, and what to do about it; empty where there is none.
QString adviceOf(AuditFault fault, const QString &file);

/// The last line that a console saw; kept per server, so that a chain that was rewritten or cut off is noticed.
struct AuditHead
{
    int sequence = 0;
    QByteArray hash;
};

struct AuditReport
{
    QList<AuditEntry> entries;
    AuditFault fault = AuditFault::None;
    int faultLine = 0; ///< from 1, the first line that is wrong; 0: none
    QString explanation;
    AuditHead head;
};

/// Reads and verifies the audit file of resources/remote (ten TAB-separated fields a line). seen: the head this
/// console remembers, if any. A broken chain is a finding in the report, never an error.
AuditReport verifyAudit(const QByteArray &file, const std::optional<AuditHead> &seen = {});

} // namespace bouncepro
