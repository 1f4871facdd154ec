#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobsentence.h"

namespace bouncepro {

/// A job's result for a chat: the release or what else it was about, the verdict, how long it took, who, when. Plain
/// text of two or three lines, in which a chat finds no link and no address. what: as describe() takes it.
QString chatText(const QString &server, const JobSummary &job, const JobDetails &details = {});

} // namespace bouncepro
