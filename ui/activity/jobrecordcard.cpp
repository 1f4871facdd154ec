// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/jobrecordcard.h"

#include "models/servers/wording.h"
#include "ui/jobs/steprows.h"
#include "ui/look/banner.h"
#include "ui/look/button.h"
#include "ui/look/palette.h"
#include "ui/look/steplist.h"
#include "ui/look/text.h"

#include <QGridLayout>

namespace bouncepro {

JobRecordCard::JobRecordCard(ActivityModel &model, QWidget *parent)
    : Card(tr("Record"), parent),
      m_model(model),
      m_rows(new StepRows(this)),
      m_none(new Text(FontRole::Body, Tone::Second, tr("The record of what is chosen stands here."))),
      m_facts(new QWidget),
      m_failure(new Banner(Mark::Warning, {}, {})),
      m_loading(new LoadingBars(4)),
      m_stepsHead(new Text(FontRole::SmallStrong, Tone::Second)),
      m_list(new StepList(tr("Steps of the job"))),
      m_open(new Button(tr("Open"), Variant::Link))
{
    setObjectName(QStringLiteral("recordCard"));
    m_none->setObjectName(QStringLiteral("recordNone"));
    m_none->setWrapping(true);
    m_failure->setObjectName(QStringLiteral("recordFailure"));
    m_failure->setStacked(true);
    m_failure->setAction(tr("Try again"));
    m_loading->setObjectName(QStringLiteral("recordLoading"));
    m_stepsHead->setObjectName(QStringLiteral("recordPlan"));
    m_stepsHead->setWrapping(true);
    m_list->setObjectName(QStringLiteral("recordSteps"));
    m_list->setFitting(true);
    m_rows->setSourceModel(&m_steps);
    m_list->setModel(m_rows);
    m_open->setObjectName(QStringLiteral("openJob"));
    m_open->setSmall(true);
    m_open->setToolTip(tr("Shows the job with its output on the deploy page."));
    addAction(m_open);

    auto *grid = new QGridLayout(m_facts);
    grid->setContentsMargins({});
    keepDressed(grid, [grid] {
        grid->setHorizontalSpacing(px(16));
        grid->setVerticalSpacing(px(6));
    });
    grid->setColumnStretch(1, 1);
    addFact(grid, Outcome, tr("Result"), QStringLiteral("recordOutcome"));
    addFact(grid, Who, tr("Who, as claimed"), QStringLiteral("recordActor"));
    addFact(grid, Began, tr("Began"), QStringLiteral("recordBegan"));
    addFact(grid, Ended, tr("Ended"), QStringLiteral("recordEnded"));
    addFact(grid, Served, tr("Served before"), QStringLiteral("recordBefore"));
    addFact(grid, Lock, tr("Lock"), QStringLiteral("recordLock"));
    addFact(grid, Number, tr("Job"), QStringLiteral("recordJob"));
    for (QWidget *part : std::initializer_list<QWidget *>{m_none, m_facts, m_failure, m_loading, m_stepsHead, m_list})
        content()->addWidget(part);
    content()->addStretch();

    connect(m_open, &QPushButton::clicked, this, &JobRecordCard::open);
    connect(m_list, &QAbstractItemView::activated, this, &JobRecordCard::open);
    connect(m_failure, &Banner::acted, this, &JobRecordCard::read);
    show({});
}

void JobRecordCard::addFact(QGridLayout *grid, Fact fact, const QString &label, const QString &objectName)
{
    Line &line = m_lines[fact];
    line = {new Text(FontRole::Small, Tone::Third, label), new Text(fact == Number ? FontRole::Mono : FontRole::Body)};
    line.value->setObjectName(objectName);
    line.value->setAccessibleDescription(label);
    line.value->setWrapping(true);
    line.value->setSelectable(true);
    grid->addWidget(line.label, fact, 0, Qt::AlignTop);
    grid->addWidget(line.value, fact, 1);
}

void JobRecordCard::setFact(Fact fact, const QString &text, const QString &toolTip)
{
    const Line &line = m_lines[fact];
    line.value->setText(text);
    line.value->setToolTip(toolTip.isEmpty() ? QString() : asRichText(toolTip));
    line.label->setVisible(!text.isEmpty());
    line.value->setVisible(!text.isEmpty());
}

void JobRecordCard::show(const QModelIndex &row)
{
    const auto of = [&](int role) { return row.data(role); };
    const bool has = row.isValid();
    const bool isAct = of(ActivityModel::IsActRole).toBool();
    const QString job = of(ActivityModel::JobRole).toString();
    const QString outcome = of(ActivityModel::OutcomeRole).toString();
    const QDateTime began = of(ActivityModel::TimeRole).toDateTime();
    const QDateTime ended = of(ActivityModel::EndedRole).toDateTime();
    const QString took = of(ActivityModel::TookTextRole).toString();
    setHeading(has ? of(ActivityModel::TitleRole).toString() : tr("Record"));
    setFact(Outcome, of(ActivityModel::IsDoubtfulRole).toBool() ? tr("doubtful, %1").arg(outcome) : outcome);
    m_none->setVisible(!has);
    m_facts->setVisible(has);
    setFact(Who, of(ActivityModel::ActorWholeRole).toString());
    m_lines[Began].label->setText(isAct ? tr("When") : tr("Began"));
    setFact(Began, has ? momentText(began) : QString(), exactMomentText(began));
    setFact(Ended, !ended.isValid() ? QString() : tr("%1, took %2").arg(momentText(ended), took),
            exactMomentText(ended));
    setFact(Number, visibleText(job, 80));
    m_open->setVisible(!job.isEmpty());
    const bool isNews = job != m_job || (outcome != m_outcome && !isAct);
    m_outcome = outcome;
    if (!isNews)
        return;
    if (job != m_job) {
        m_job = job;
        m_open->setBlocked({});
        for (const Fact fact : {Served, Lock})
            setFact(fact, {});
        m_stepsHead->hide();
        m_list->hide();
    }
    read();
}

// The record stays in sight while it is read again.
void JobRecordCard::read()
{
    m_failure->hide();
    m_loading->setVisible(!m_job.isEmpty() && m_list->isHidden());
    if (m_job.isEmpty())
        return;
    m_model.readRecord(this, m_job, [this, job = m_job](const Result<JobRecord> &record) { take(job, record); });
}

void JobRecordCard::take(const QString &job, const Result<JobRecord> &record)
{
    if (job != m_job)
        return; // another one was chosen meanwhile
    m_loading->hide();
    if (!record) {
        m_failure->set(Mark::Warning, tr("The record cannot be read"), visibleText(record.error().message, 300));
        m_failure->show();
        if (record.error().code == ErrorCode::NotFound)
            m_open->setBlocked(visibleText(record.error().message, 300));
        return;
    }
    m_open->setBlocked({});
    if (record->plan)
        m_steps.setPlan(*record->plan);
    else
        m_steps.setStepCount(record->summary.steps);
    m_steps.setState(record->summary.state);
    for (const JobEvent &event : record->events)
        m_steps.apply(event);
    m_steps.setState(record->summary.state);
    const int steps = m_steps.rowCount();
    QString head = tr("%n steps", nullptr, steps);
    if (record->plan) {
        const QString served = releaseText(record->plan->before, 80);
        setFact(Served, served);
        setFact(Lock, record->plan->lock == LockKind::Exclusive ? tr("exclusive: nothing else could change the server")
                                                                : tr("shared with others that only read"));
        head = tr("%1, planned %2").arg(head, durationText(qint64(record->plan->expectedSeconds()) * 1000));
        if (const int away = record->plan->downtimeSeconds())
            head = tr("%1, visitors wait about %2 of it").arg(head, durationText(qint64(away) * 1000));
    } else {
        head = tr("%1; the plan cannot be read by this version").arg(head);
    }
    m_stepsHead->setText(head);
    m_stepsHead->show();
    m_list->setVisible(steps > 0);
    m_list->updateGeometry();
}

void JobRecordCard::open()
{
    if (!m_job.isEmpty() && m_open->isEnabled())
        Q_EMIT openWanted(m_job);
}

void JobRecordCard::setOld(const QString &age)
{
    setStale(age);
    m_list->setStale(!age.isEmpty());
    for (const Line &line : m_lines)
        line.value->setTone(age.isEmpty() ? Tone::Plain : Tone::Third);
}

} // namespace bouncepro
