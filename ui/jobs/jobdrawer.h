#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobcenter.h"

#include <QPointer>
#include <QWidget>

namespace bouncepro {

class Drawer;
class OutputFeed;
class OutputView;
class StepList;
class StepRows;
class Text;

/// The strip at the bottom of a server's pages: what runs there now, else what ran last; opened it shows the steps and
/// what they write. Cancel asks first.
class JobDrawer : public QWidget
{
    Q_OBJECT

public:
    explicit JobDrawer(ServerMonitor &monitor, JobCenter &jobs, QWidget *parent = nullptr);
    Drawer *drawer() const { return m_drawer; }

Q_SIGNALS:
    /// A person wants to cancel that job.
    void cancelWanted(bouncepro::JobWatch *watch);

private:
    JobWatch *shown() const;
    void choose();
    void show();
    ServerMonitor &m_monitor;
    JobCenter &m_jobs;
    QPointer<JobWatch> m_watch;
    StepRows *m_rows;
    StepList *m_steps;
    OutputView *m_output;
    OutputFeed *m_feed;
    Text *m_none;
    Drawer *m_drawer;
};

/// Asks whether to cancel the job, saying in which state that leaves the server, and cancels it. over: the window's
/// content.
void askToCancel(JobWatch *watch, const ServerProfile &profile, QWidget *over);

} // namespace bouncepro
