// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobdrawer.h"

#include "models/servers/wording.h"
#include "ui/jobs/outputfeed.h"
#include "ui/jobs/steprows.h"
#include "ui/look/dialog.h"
#include "ui/look/jobstrip.h"
#include "ui/look/steplist.h"
#include "ui/look/text.h"

#include <QHBoxLayout>

namespace bouncepro {

JobDrawer::JobDrawer(ServerMonitor &monitor, JobCenter &jobs, QWidget *parent)
    : QWidget(parent),
      m_monitor(monitor),
      m_jobs(jobs),
      m_rows(new StepRows(this)),
      m_steps(new StepList(tr("Steps of the job"))),
      m_output(new OutputView(tr("Output of the job"))),
      m_feed(new OutputFeed(m_output)),
      m_none(new Text(FontRole::Body, Tone::Second,
                      tr("The steps of a job and its output stand here while it runs. What was done before stands "
                         "under Activity.")))
{
    m_steps->setObjectName(QStringLiteral("drawerSteps"));
    m_output->setObjectName(QStringLiteral("drawerOutput"));
    m_output->setFramed(false);
    auto *content = new QWidget;
    auto *row = new QHBoxLayout(content);
    setSpaces(row, {24, 12, 24, 8}, 12);
    m_none->setObjectName(QStringLiteral("drawerNone"));
    m_none->setWrapping(true);
    m_none->setAlignment(Qt::AlignTop);
    row->addWidget(m_none, 1);
    row->addWidget(m_steps, 2);
    row->addWidget(m_output, 3);
    m_drawer = new Drawer(content);
    m_drawer->setObjectName(QStringLiteral("jobDrawer"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_drawer);
    connect(m_drawer->strip(), &JobStrip::cancelled, this, [this] {
        if (m_watch)
            Q_EMIT cancelWanted(m_watch);
    });
    connect(&m_jobs, &JobCenter::changed, this, &JobDrawer::choose);
    connect(&m_jobs, &JobCenter::watchAdded, this, &JobDrawer::choose);
    connect(m_jobs.jobs(), &QAbstractItemModel::rowsInserted, this, &JobDrawer::choose);
    choose();
}

// What runs; the last one seen running stays in sight until the next.
void JobDrawer::choose()
{
    JobWatch *watch = m_jobs.running();
    if (watch && watch != m_watch) {
        if (m_watch)
            m_watch->disconnect(this);
        m_watch = watch;
        connect(watch, &JobWatch::changed, this, &JobDrawer::show);
        connect(watch, &JobWatch::requestChanged, this, &JobDrawer::show);
        m_rows->setSourceModel(watch->steps());
        m_steps->setModel(m_rows);
        m_feed->show(watch);
    }
    show();
}

void JobDrawer::show()
{
    JobStrip::State state;
    if (m_watch) {
        const JobSentence sentence = m_watch->sentence();
        state.mark = m_watch->isReconnecting() ? Mark::NotConnected : sentence.mark;
        const bool isShort = m_watch->isReconnecting() || !sentence.step.isEmpty();
        state.name = isShort ? jobTitle(m_watch->job().action, m_watch->job().subject) : sentence.title;
        state.sentence = m_watch->isReconnecting() ? tr("Unreachable; it goes on there.") : sentence.step;
        state.segments = segmentsOf(*m_watch->steps(), m_watch->isReconnecting());
        state.time = m_watch->state() == JobState::Interrupted ? QString() : clockText(m_watch->elapsed());
        state.canCancel = !isFinal(m_watch->state());
        state.cancelBlocked = m_watch->cancelBlocked();
        m_rows->setAway(m_watch->isReconnecting());
    } else if (m_jobs.state() != LoadState::Ready) {
        const bool isAway = m_monitor.view().state != ConnectionState::Connected;
        const bool isFirst =
            m_jobs.state() == LoadState::Loading && (!isAway || m_monitor.view().state == ConnectionState::Connecting);
        state.mark = isFirst ? Mark::Waiting : isAway ? Mark::NotConnected : Mark::Unknown;
        state.name = isFirst ? tr("Looking for jobs") : tr("Not known whether a job runs");
        if (!isFirst)
            state.sentence = isAway           ? awayText(m_monitor.view(), m_monitor.profile())
                             : m_jobs.error() ? visibleText(m_jobs.error()->message, 200)
                                              : QString();
    } else if (const auto &jobs = m_jobs.jobs()->jobs(); !jobs.isEmpty()) {
        const QModelIndex last = m_jobs.jobs()->index(0);
        const bool isWell = Mark(last.data(JobsModel::MarkRole).toInt()) == Mark::Well;
        state.mark = isWell ? Mark::Well : Mark(last.data(JobsModel::MarkRole).toInt());
        state.name = tr("No job is running");
        state.sentence = tr("Last: %1").arg(last.data(JobsModel::SentenceRole).toString());
    } else {
        state.mark = Mark::Waiting;
        state.name = tr("No job is running");
        state.sentence = tr("None is on record.");
    }
    m_drawer->setHeightAtFull(m_watch ? 238 : 60);
    m_none->setVisible(!m_watch);
    m_steps->setVisible(m_watch);
    m_output->setVisible(m_watch);
    m_drawer->strip()->setState(state);
}

void askToCancel(JobWatch *watch, const ServerProfile &profile, QWidget *over)
{
    auto *dialog =
        new Dialog(over,
                   JobDrawer::tr("Cancel %1 on %2")
                       .arg(jobNoun(watch->job().action, watch->job().subject), visibleText(profile.name, 40)),
                   profile.environment, 520);
    dialog->setObjectName(QStringLiteral("cancelDialog"));
    auto *effect = new Text(FontRole::Body, Tone::Plain, watch->cancelText());
    effect->setObjectName(QStringLiteral("cancelEffect"));
    effect->setWrapping(true);
    dialog->body()->addWidget(effect);
    dialog->setConfirm(JobDrawer::tr("Cancel the job"), Variant::Danger);
    dialog->cancelButton()->setText(JobDrawer::tr("Let it run")); // two buttons of the same word would be a riddle
    QObject::connect(watch, &JobWatch::changed, effect, [watch, effect] { effect->setText(watch->cancelText()); });
    QObject::connect(dialog, &Dialog::confirmed, watch, &JobWatch::cancel);
    QObject::connect(dialog, &Overlay::closed, dialog, &QObject::deleteLater);
    // It ends by itself: there is nothing to cancel any more.
    QObject::connect(watch, &JobWatch::ended, dialog, &Overlay::close);
    dialog->open();
}

} // namespace bouncepro
