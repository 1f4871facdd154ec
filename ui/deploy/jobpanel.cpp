// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/jobpanel.h"

#include "models/servers/wording.h"
#include "ui/jobs/outputfeed.h"
#include "ui/jobs/steprows.h"
#include "ui/look/dialog.h"
#include "ui/look/steplist.h"
#include "ui/look/text.h"
#include "ui/servers/arming.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>

namespace bouncepro {

JobPanel::JobPanel(QString server, QWidget *parent)
    : Card(tr("Job"), parent),
      m_server(std::move(server)),
      m_time(new Text(FontRole::Mono)),
      m_left(new Text(FontRole::Small, Tone::Second)),
      m_chat(new Button(tr("Copy for chat"))),
      m_cancel(new Button(tr("Cancel…"))),
      m_bar(new StepBar),
      m_rows(new StepRows(this)),
      m_steps(new StepList(tr("Steps of the job"))),
      m_output(new OutputView(tr("Output"), m_steps->viewport())),
      m_feed(new OutputFeed(m_output))
{
    m_time->setObjectName(QStringLiteral("jobTime"));
    m_left->setObjectName(QStringLiteral("jobLeft"));
    m_cancel->setObjectName(QStringLiteral("cancelJob"));
    m_steps->setObjectName(QStringLiteral("jobSteps"));
    m_output->setObjectName(QStringLiteral("jobOutput"));
    m_output->hide();
    m_chat->setObjectName(QStringLiteral("copyForChat"));
    m_chat->setIconName(QStringLiteral("copy"));
    m_chat->setSmall(true);
    m_cancel->setSmall(true);
    m_steps->setFitting(true);
    for (QWidget *action : std::initializer_list<QWidget *>{m_time, m_left, m_chat, m_cancel})
        addAction(action);
    content()->addWidget(m_bar);
    content()->addWidget(new Hairline);
    content()->addWidget(m_steps);
    content()->addStretch();
    setFocusProxy(m_steps);
    connect(m_chat, &Button::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_watch->chatText(m_server));
        m_chat->setText(tr("Copied"));
    });
    connect(m_cancel, &Button::clicked, this, &JobPanel::cancelWanted);
    connect(m_steps, &StepList::activated, this, &JobPanel::toggle);
    connect(m_steps, &StepList::clicked, this, [this](const QModelIndex &index) {
        if (index != m_steps->open())
            toggle(index);
    });
}

void JobPanel::setWatch(JobWatch *watch)
{
    if (m_watch == watch)
        return;
    if (m_watch)
        m_watch->disconnect(this);
    m_watch = watch;
    m_chosen = 0;
    m_chat->setText(tr("Copy for chat"));
    m_steps->openBelow({}, m_output);
    m_rows->setSourceModel(watch ? watch->steps() : nullptr);
    m_steps->setModel(watch ? m_rows : nullptr);
    m_feed->show(nullptr);
    if (!watch)
        return;
    connect(watch, &JobWatch::changed, this, &JobPanel::show);
    connect(watch, &JobWatch::requestChanged, this, &JobPanel::show);
    show();
}

void JobPanel::show()
{
    const JobSummary &job = m_watch->job();
    setHeading(jobTitle(job.action, job.subject));
    const bool isAway = m_watch->isReconnecting();
    m_bar->setSegments(segmentsOf(*m_watch->steps(), isAway));
    m_bar->setAccessibleName(tr("Step %1 of %2").arg(job.step).arg(job.steps));
    const bool runs = !isFinal(job.state);
    m_rows->setAway(isAway);
    m_time->setText(clockText(m_watch->elapsed()));
    m_time->setVisible(job.state != JobState::Interrupted && !job.isWaiting()); // when that was nobody saw
    const qint64 left = m_watch->expectedLeft();
    m_left->setText(left > 0 ? tr("about %1 left").arg(durationText(left)) : QString());
    m_left->setVisible(runs && left > 0 && !isAway && !job.isWaiting());
    m_chat->setVisible(!runs && job.state != JobState::Interrupted);
    m_cancel->setVisible(runs);
    m_cancel->setText(job.isWaiting() ? tr("Withdraw…") : tr("Cancel…"));
    m_cancel->setBlocked(m_watch->cancelBlocked());
    openStep();
}

int JobPanel::stepToOpen() const
{
    if (m_chosen != 0)
        return m_chosen;
    const StepsModel &steps = *m_watch->steps();
    if (m_watch->state() == JobState::Succeeded)
        return 0;
    return steps.failedStep() > 0 ? steps.failedStep() : steps.currentStep();
}

// A reset of the steps closes what was open.
void JobPanel::openStep()
{
    const QModelIndex index = m_rows->index(stepToOpen() - 1, 0);
    m_output->setPlaceholderText(m_watch->isOver() ? tr("This step wrote nothing") : tr("Nothing was written yet"));
    if (index.isValid())
        m_feed->show(m_watch, index.row() + 1);
    if (index == m_steps->open())
        return;
    // Where focus stands goes along with what runs, unless it was moved.
    const QModelIndex current = m_steps->currentIndex();
    if (index.isValid() && index != current && (!m_steps->open().isValid() || current == m_steps->open()))
        m_steps->selectionModel()->setCurrentIndex(index, QItemSelectionModel::Clear);
    m_output->setAccessibleName(tr("Output of “%1”").arg(index.data().toString()));
    m_steps->openBelow(index, m_output, m_watch->isOver() ? 196 : 150);
}

void JobPanel::toggle(const QModelIndex &index)
{
    const bool isOpen = index == m_steps->open();
    m_chosen = isOpen ? -1 : index.row() + 1;
    if (m_chosen == m_watch->steps()->currentStep() && !m_watch->isOver())
        m_chosen = 0; // goes on with what runs
    openStep();
}

namespace {

// A question about a job that changes the server.
struct JobQuestion
{
    const char *name;
    QString act;     // "recover the deploy of 8f3c2a1"
    QString effect;  // what it does
    QString confirm; // the verb
    void (JobWatch::*does)();
};

void ask(JobWatch *watch, Guard &guard, QWidget *over, const JobQuestion &question)
{
    if (!guard.mayChange())
        return whenArmed(guard, over, {question.act, {}, [watch = QPointer(watch), &guard, over, question] {
                                           if (watch)
                                               ask(watch, guard, over, question);
                                       }});
    const ServerProfile &profile = guard.profile();
    const QString title = question.act.left(1).toUpper() + question.act.mid(1);
    auto *dialog = new Dialog(over->window(), JobPanel::tr("%1 on %2").arg(title, visibleText(profile.name, 40)),
                              profile.environment, 520);
    dialog->setObjectName(QLatin1String(question.name) + QStringLiteral("Dialog"));
    auto *effect = new Text(FontRole::Body, Tone::Plain, question.effect);
    effect->setObjectName(QLatin1String(question.name) + QStringLiteral("Effect"));
    effect->setWrapping(true);
    dialog->body()->addWidget(effect);
    dialog->setConfirm(question.confirm,
                       profile.environment == Environment::Production ? Variant::Production : Variant::Primary);
    dialog->setConfirmedByKeys(true);
    QObject::connect(dialog, &Dialog::confirmed, watch, question.does);
    QObject::connect(dialog, &Overlay::closed, dialog, &QObject::deleteLater);
    dialog->open();
}

} // namespace

void askToRecover(JobWatch *watch, Guard &guard, QWidget *over)
{
    const QString noun = jobNoun(watch->job().action, watch->job().subject);
    ask(watch, guard, over,
        {"recover", JobPanel::tr("recover %1").arg(noun),
         JobPanel::tr("Its runner on the server is gone.\n%1").arg(watch->recoverText()),
         JobPanel::tr("Recover the job"), &JobWatch::recover});
}

void askToApprove(JobWatch *watch, Guard &guard, QWidget *over)
{
    const JobSummary &job = watch->job();
    const QString by = shortActor(job.actor);
    ask(watch, guard, over,
        {"approve", JobPanel::tr("approve %1").arg(jobNoun(job.action, job.subject)),
         job.due.isValid()
             ? JobPanel::tr("%1 asks for it. It starts at %2, where the server has not changed by then.")
                   .arg(by, momentText(job.due))
             : JobPanel::tr("%1 asks for it. It starts at once, where the server has not changed since.").arg(by),
         JobPanel::tr("Approve the job"), &JobWatch::approve});
}

} // namespace bouncepro
