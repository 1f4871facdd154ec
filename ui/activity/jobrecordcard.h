#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/activitymodel.h"
#include "models/jobs/stepsmodel.h"
#include "ui/look/card.h"

#include <array>

class QGridLayout;

namespace bouncepro {

class Banner;
class Button;
class StepList;
class StepRows;

/// The record of one thing that was done: who, when, with what result; of a job its steps and its plan as they stand on
/// the server.
class JobRecordCard : public Card
{
    Q_OBJECT

public:
    /// The model outlives it.
    explicit JobRecordCard(ActivityModel &model, QWidget *parent = nullptr);

    /// A row of the model, or of a proxy over it; invalid: none.
    void show(const QModelIndex &row);
    /// As shown; empty: an act of no job, or nothing.
    QString job() const { return m_job; }
    /// What is shown may no longer be so; empty: it is new.
    void setOld(const QString &age);
    /// Wants the job to be shown, where there is one.
    void open();

Q_SIGNALS:
    /// The job is to be shown in whole.
    void openWanted(const QString &job);

private:
    enum Fact { Outcome, Who, Began, Ended, Served, Lock, Number, FactCount };
    struct Line
    {
        Text *label;
        Text *value;
    };
    void addFact(QGridLayout *grid, Fact fact, const QString &label, const QString &objectName);
    void setFact(Fact fact, const QString &text, const QString &toolTip = {});
    void read();
    void take(const QString &job, const Result<JobRecord> &record);

    ActivityModel &m_model;
    QString m_job;
    QString m_outcome;
    StepsModel m_steps;
    StepRows *m_rows;
    Text *m_none;
    QWidget *m_facts;
    std::array<Line, FactCount> m_lines{};
    Banner *m_failure;
    LoadingBars *m_loading;
    Text *m_stepsHead;
    StepList *m_list;
    Button *m_open;
};

} // namespace bouncepro
