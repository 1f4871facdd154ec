#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobrecord.h"
#include "models/servers/serversentence.h"

namespace bouncepro {

/// A job's state in plain words. All text is safe to show.
struct JobSentence
{
    Mark mark = Mark::Unknown;
    QString title; ///< "Deployed 8f3c2a1 in 41 s"
    QString next;  ///< what to do next; empty: nothing
    QString step;  ///< while it runs, "step 5 of 9: Build the images"; empty: not known
};

/// What is known of a job besides its summary; whatever is empty is left out of the sentence.
struct JobDetails
{
    QString stepTitle; ///< of the step that runs, or failed
    QString why;       ///< the failed step's own words: "payload was not ready"
    QString before;    ///< what served before it
    bool committed = false;
};

JobSentence describe(const JobSummary &job, const JobDetails &details = {});

/// "Deploy 8f3c2a1", for a heading.
QString jobTitle(const QString &action, const QString &subject);
/// "the deploy of 8f3c2a1", inside a sentence.
QString jobNoun(const QString &action, const QString &subject);
/// What recovering an interrupted job will do.
QString recoverText(bool committed, const QString &before);
/// What cancelling a running job will do.
QString cancelText(bool committed, const QString &before);

/// Why a job that waited was not started, inside a sentence, by the reason of its result.
QString notStartedText(const QString &reason);

/// The person of an actor as the audit claims it: "anna@laptop" of "deploy (SHA256:...) from anna@laptop".
QString shortActor(const QString &actor);
/// "under 0.1 s", "0.4 s", "12 s", "5 min", "1 min 42 s", "2 h 5 min".
QString durationText(qint64 milliseconds);

/// Why a step failed, from the last lines that it wrote: which service was not ready, else its last words; at most
/// 160 characters, empty where it said nothing.
QString failureText(const QStringList &output);

} // namespace bouncepro
