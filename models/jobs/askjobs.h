#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/statedirectory.h"

#include <functional>

namespace bouncepro {

/// What this folder's operations share: a question to job.sh, and the meaning of its refusals.

/// One line of text for a TAB-separated file.
QByteArray jobField(QString text);

/// job.sh with the subcommand, STATE, and the other words, each made one line.
Command jobsCommand(const StateDirectory &state, const QStringList &words);

/// Runs it; its answer. id: the job that is spoken of in an error.
Result<QByteArray> askJobs(RemoteHost &host, const StateDirectory &state, const QStringList &words, const QString &id,
                           std::stop_token stop, std::optional<Secret> input = {});

/// Follows what job.sh streams, over as many connections as it takes. words: of the next call, asked for each; feed
/// takes each batch, and what it cannot read ends the stream with that error. onRetry as in followJob.
Result<Output> followJobs(RemoteHost &host, const StateDirectory &state, const std::function<QStringList()> &words,
                          const std::function<Result<void>(const QByteArray &batch)> &feed,
                          const std::function<void(const Error &, std::chrono::seconds)> &onRetry,
                          std::stop_token stop);

/// The error that a refusal stands for, by its exit code (resources/remote/README.md).
tl::unexpected<Error> refusedBy(const Output &output, const QString &id);

} // namespace bouncepro
