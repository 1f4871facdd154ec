#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobrecord.h"
#include "models/servers/servermonitor.h"
#include "models/servers/serversentence.h"

namespace bouncepro {

/// Something on a server that a person should know of first, as a sentence. Text is safe to show.
struct Notice
{
    enum Kind { Interrupted, Closed, Frozen, Disk, Restarted, ChangedByHand, Meanwhile };
    Kind kind = Meanwhile;
    Mark mark = Mark::Warning;
    QString what;
    QString why;
    QString job;          ///< that it is about; empty: none
    bool canWait = false; ///< it may be put off
    /// What is put off until it changes: "restarted payload 3".
    QString key() const;
    bool operator==(const Notice &) const = default;
};

/// "Closed for maintenance since today 02:30 by deploy: moving house. It goes on serving 203.0.113.7."
QString maintenanceText(const Maintenance &maintenance);
Notice closedNotice(const Maintenance &maintenance);
Notice frozenNotice(const Freeze &freeze);

/// What needs attention, the worst first. interrupted and meanwhile as the job center tells them, newest first.
QList<Notice> noticesOf(const ServerView &view, const QList<JobSummary> &interrupted,
                        const QList<JobSummary> &meanwhile);

/// Who made what serves now and when, where a job in the list did: "Deployed today 14:02 by anna@laptop."; else empty.
QString servingSince(const StackStatus &status, const QList<JobSummary> &jobs);

} // namespace bouncepro
