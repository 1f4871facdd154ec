#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/environmentpreview.h"
#include "ui/look/dialog.h"

namespace bouncepro {

class Guard;
class PlanSteps;
class ReasonField;
class ServerDesk;

/// A change of environment files as it is planned.
struct PreparedEnvironment
{
    EnvironmentContext context;
    EnvironmentPreview preview;
    Plan plan;         ///< without a reason yet
    QString rotates;   ///< the secret that is rotated; empty: an edit
    QStringList guide; ///< what to know of that, a sentence each
};

/// Shows what a change of the environment does in whole: the difference, the services, the steps; asks why, and whether
/// to start it. On production focus starts on Cancel. Deletes itself when it is closed.
class ApplyDialog : public Dialog
{
    Q_OBJECT

public:
    ApplyDialog(QWidget *over, const PreparedEnvironment &prepared, Guard &guard);
    /// On one line, for the history.
    QString reason() const;

protected:
    QWidget *firstFocus() const override;

private:
    void addDifference();
    void addEffects();
    void addSteps();
    void showFoot();
    const PreparedEnvironment m_prepared;
    Guard &m_guard;
    ReasonField *m_reason;
};

/// The way of edited files to the server: reads what a plan needs, shows it, and starts the job. Arming is asked for
/// first, and again where it ran out meanwhile.
class EnvironmentApply : public QObject
{
    Q_OBJECT

public:
    /// The desk outlives it. over: a widget of the window.
    EnvironmentApply(ServerDesk &desk, QWidget *over);

    /// All files that are edited.
    void apply();
    /// One secret gets that value, everywhere where it stands; edits are not part of it.
    void rotate(const QString &key, const Secret &value);
    /// It is read or about to start.
    bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void changed();
    void failed(const bouncepro::Error &error);
    /// The file on the server is another one.
    void conflicted();
    void started(const QString &job);

private:
    using Make = std::function<Result<PreparedEnvironment>(RemoteHost &host, std::stop_token stop)>;
    void prepare(const QString &act, const Make &make);
    void ask(const PreparedEnvironment &prepared);
    void run(PreparedEnvironment prepared, const QString &reason);
    void setBusy(bool isBusy);
    ServerDesk &m_desk;
    QWidget *m_over;
    bool m_isBusy = false;
};

} // namespace bouncepro
