#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"

namespace bouncepro::ctl {

/// Follows one job on the terminal: a line a step, with its time; the failing step's last output.
class Progress
{
public:
    Progress(Printer &printer, const Plan &plan, bool showOutput);
    void event(const JobEvent &event);
    void output(const QByteArray &bytes);
    void state(JobState state);
    void retry(const Error &error, std::chrono::seconds wait);
    /// The verdict and what to do next; returns the exit code.
    int finished(JobState state, const QMap<QString, QString> &result);

private:
    void line(const QString &text, bool live = false);

    Printer &m_printer;
    const Plan &m_plan;
    bool m_showOutput;
    bool m_terminal;
    bool m_liveLine = false;
    QDateTime m_stepStarted;
    QByteArray m_tail; // of the running step's output
};

/// Follows a job with a Progress; the exit code. Ctrl-C ends the watching alone.
Result<int> followToEnd(Call &call, RemoteHost &host, const StateDirectory &state, const Plan &plan);

} // namespace bouncepro::ctl
