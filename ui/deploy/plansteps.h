#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/jobs/steprows.h"
#include "ui/look/steplist.h"

class QLayout;

namespace bouncepro {

class DetailView;

/// The steps of a plan that nobody has started. Enter, or a click, opens what a step runs, what that touches, and its
/// way back.
class PlanSteps : public StepList
{
    Q_OBJECT

public:
    explicit PlanSteps(QWidget *parent = nullptr);
    void setPlan(const Plan &plan);
    /// The exact commands beside the steps, in place of what they touch.
    void setCommandsShown(bool on);

private:
    void open(const QModelIndex &index);
    class Rows;
    StepsModel m_model;
    Rows *m_rows;
    DetailView *m_details;
};

/// The steps below their heading, with a button for the exact commands. The parts are called NAMESteps and
/// NAMECommands.
QLayout *planSection(const Plan &plan, const QString &name, const QString &note = {});

} // namespace bouncepro
