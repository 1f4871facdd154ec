#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/jobwatch.h"
#include "models/servers/serverprofile.h"
#include "ui/look/card.h"

#include <QPointer>

namespace bouncepro {

class Button;
class OutputFeed;
class OutputView;
class StepBar;
class StepList;
class StepRows;

/// One job of a server, running or over: its steps, and below one of them what it writes. The running step is open, or
/// the one that failed; Enter, or a click, opens another.
class JobPanel : public Card
{
    Q_OBJECT

public:
    /// server: its name.
    explicit JobPanel(QString server, QWidget *parent = nullptr);
    /// Null: none.
    void setWatch(JobWatch *watch);
    JobWatch *watch() const { return m_watch; }

Q_SIGNALS:
    void cancelWanted();

private:
    void show();
    void openStep();
    int stepToOpen() const;
    void toggle(const QModelIndex &index);
    const QString m_server;
    QPointer<JobWatch> m_watch;
    int m_chosen = 0; ///< the step that a person opened; 0: the one that runs, -1: none
    Text *m_time;
    Text *m_left;
    Button *m_chat;
    Button *m_cancel;
    StepBar *m_bar;
    StepRows *m_rows;
    StepList *m_steps;
    OutputView *m_output;
    OutputFeed *m_feed;
};

/// Asks whether to finish an interrupted job, saying what that does, and does it. over: a widget of the window.
void askToRecover(JobWatch *watch, Guard &guard, QWidget *over);
/// The same of a job that waits for a second operator: whether to let it begin.
void askToApprove(JobWatch *watch, Guard &guard, QWidget *over);

} // namespace bouncepro
