// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/deploypage.h"

#include "models/servers/wording.h"
#include "ui/deploy/commitscard.h"
#include "ui/deploy/deployacts.h"
#include "ui/deploy/deploybadge.h"
#include "ui/deploy/deploybanners.h"
#include "ui/deploy/deploysentence.h"
#include "ui/deploy/jobpanel.h"
#include "ui/deploy/plandialog.h"
#include "ui/deploy/plansteps.h"
#include "ui/deploy/promoter.h"
#include "ui/deploy/releasescard.h"
#include "ui/jobs/jobdrawer.h"
#include "ui/look/errorstate.h"
#include "ui/look/flow.h"
#include "ui/look/pagehead.h"
#include "ui/look/pagescroll.h"
#include "ui/servers/arming.h"
#include "ui/shell/serverdesk.h"

#include <QMenu>
#include <QScrollBar>
#include <QShowEvent>

namespace bouncepro {

namespace {

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

Button *makeButton(const QString &text, const char *name, const char *iconName, Variant variant = Variant::Default)
{
    auto *button = new Button(text, variant);
    button->setObjectName(QLatin1String(name));
    button->setIconName(QLatin1String(iconName));
    button->setAutoDefault(true); // Enter too
    return button;
}

} // namespace

DeployPage::DeployPage(ServerDesk &desk, QWidget *parent) : QWidget(parent), m_desk(desk), m_deploy(desk.deploy())
{
    makeHead();
    m_banners = new DeployBanners(m_desk, *m_acts);
    connect(m_banners, &DeployBanners::planned, this, &DeployPage::takeTurn);
    m_error = new ErrorState;
    m_error->setObjectName(QStringLiteral("deployError"));
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {24, 18, 24, 24}, 12);
    column->addWidget(m_head);
    column->addWidget(m_banners);
    column->addWidget(m_error);
    column->addWidget(new Split(makeLeft(), 17, makeRight(), 10), 1);

    connect(&m_deploy, &DeployDesk::changed, this, &DeployPage::show);
    connect(m_deploy.commits(), &QAbstractItemModel::modelReset, this, &DeployPage::show);
    connect(m_deploy.releases(), &QAbstractItemModel::modelReset, this, &DeployPage::show);
    connect(&m_desk.jobs(), &JobCenter::changed, this, &DeployPage::chooseJob);
    connect(&m_desk.jobs(), &JobCenter::watchAdded, this, &DeployPage::chooseJob);
    connect(&m_desk, &ServerDesk::pageWanted, this, &DeployPage::askIfWanted);
    connect(&m_desk, &ServerDesk::jobWanted, this, [this] { openJob(m_desk.takeWantedJob()); });
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (isVisible())
            showHead();
    });
    m_clock.start(1000);
    chooseJob();
    if (const QString id = m_desk.takeWantedJob(); !id.isEmpty())
        openJob(id);
}

void DeployPage::makeHead()
{
    m_head = new PageHead;
    m_back = makeButton(tr("All releases"), "backToReleases", "chevron-left");
    m_again = makeButton(tr("Look now"), "lookAgain", "restart");
    m_rollBack = makeButton(tr("Roll back…"), "rollBack", "rollback");
    m_deployButton =
        makeButton(tr("Deploy…"), "deploy", "deploy",
                   m_desk.profile().environment == Environment::Production ? Variant::Production : Variant::Primary);
    m_promote = makeButton(tr("Promote…"), "promote", "newest");
    m_more = new IconButton(QStringLiteral("more"), tr("More that can be done"));
    m_more->setObjectName(QStringLiteral("deployMore"));
    m_acts = new DeployActs(m_desk, this);
    m_promoter = new Promoter(m_desk, this);
    for (QWidget *button :
         std::initializer_list<QWidget *>{m_back, m_again, m_promote, m_rollBack, m_deployButton, m_more})
        m_head->addAction(button);
    for (Button *button : {m_promote, m_rollBack, m_deployButton})
        keepLocked(button, m_desk.guard());
    connect(m_more, &IconButton::clicked, this, [this] { showMore(m_more); });
    connect(m_promote, &Button::clicked, this, &DeployPage::choosePromotion);
    connect(m_promoter, &Promoter::changed, this, &DeployPage::show);
    connect(m_promoter, &Promoter::failed, this, &DeployPage::fail);
    connect(m_promoter, &Promoter::prepared, this, [this](const PreparedPlan &plan) {
        ask(plan);
        m_deploy.refresh(); // the branch is what is deployed else
    });
    connect(m_acts, &DeployActs::failed, this, &DeployPage::fail);
    connect(m_acts, &DeployActs::prepared, this, [this](const PreparedPlan &plan) { ask(plan); });
    connect(m_back, &Button::clicked, this, &DeployPage::putAway);
    connect(m_again, &Button::clicked, this, [this] {
        if (!isConnected())
            m_desk.monitor().lookNow();
        if (isConnected() || m_deploy.facts()) // else they are read by themselves once it is
            m_deploy.refresh();
    });
    connect(m_rollBack, &Button::clicked, this, [this] { rollBack({}); });
    connect(m_deployButton, &Button::clicked, this, &DeployPage::deploy);
}

QWidget *DeployPage::makeLeft()
{
    m_loading = new LoadingBars(6);
    m_loading->setObjectName(QStringLiteral("deployLoading"));
    m_job = new JobPanel(m_desk.profile().name);
    m_job->setObjectName(QStringLiteral("jobPanel"));
    connect(m_job, &JobPanel::cancelWanted, this, [this] {
        if (m_watch)
            askToCancel(m_watch, m_desk.profile(), window());
    });

    m_commits = new CommitsCard(m_deploy, CommitsCard::Kind::WouldArrive);
    m_planCard = new Card(tr("Plan"));
    m_planCard->setObjectName(QStringLiteral("planCard"));
    m_plan = new PlanSteps;
    m_plan->setObjectName(QStringLiteral("planPreview"));
    auto *commands = new Button(tr("Exact commands"), Variant::Quiet);
    commands->setObjectName(QStringLiteral("previewCommands"));
    commands->setIconName(QStringLiteral("terminal"));
    commands->setSmall(true);
    commands->setCheckable(true);
    connect(commands, &Button::toggled, m_plan, &PlanSteps::setCommandsShown);
    m_planCard->addAction(commands);
    m_planCard->content()->addWidget(m_plan);

    auto *left = new QWidget;
    auto *column = new QVBoxLayout(left);
    setSpaces(column, {}, 12);
    column->addWidget(m_loading);
    column->addWidget(m_job);
    column->addWidget(m_commits);
    column->addWidget(m_planCard);
    column->addStretch();
    return left;
}

QWidget *DeployPage::makeRight()
{
    m_arrives = new CommitsCard(m_deploy, CommitsCard::Kind::Arrive);
    m_releasesCard = new ReleasesCard(*m_deploy.releases());
    keepLocked(m_releasesCard->button(), m_desk.guard());
    connect(m_releasesCard, &ReleasesCard::rollBackWanted, this, &DeployPage::rollBack);

    auto *right = new QWidget;
    auto *column = new QVBoxLayout(right);
    setSpaces(column, {}, 12);
    column->addWidget(m_arrives);
    column->addWidget(m_releasesCard, 1);
    return right;
}

void DeployPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_deploy.facts() && !m_deploy.isFresh() && isConnected() && !m_deploy.isRefreshing() &&
        !m_desk.jobs().running())
        m_deploy.refresh(); // who comes back wants to know what is new
    show();
}

// The origin is asked once somebody looks, and again only on demand; what failed for want of a connection is read when
// that is back.
void DeployPage::readIfDue()
{
    const bool missedIt = m_deploy.error() && m_deploy.error()->code == ErrorCode::Disconnected;
    if (!isConnected() && (missedIt || !m_deploy.facts()))
        m_hasAsked = false;
    if (!isConnected() || m_hasAsked || !isVisible() || m_deploy.isRefreshing() || (m_deploy.facts() && !missedIt))
        return;
    m_hasAsked = true;
    m_deploy.refresh();
}

bool DeployPage::isConnected() const
{
    return m_desk.monitor().view().state == ConnectionState::Connected;
}

bool DeployPage::isJobShown() const
{
    return m_watch != nullptr;
}

// A job that begins comes into sight, whoever started it; its result stays until it is put away.
void DeployPage::chooseJob()
{
    JobWatch *watch = m_desk.jobs().running();
    if (!watch && !m_watch && !m_desk.jobs().interrupted().isEmpty())
        watch = m_desk.jobs().open(m_desk.jobs().interrupted().constFirst().id);
    if (watch && watch != m_watch && (!m_watch || m_watch->isOver()))
        openJob(watch->id());
    else
        show();
}

void DeployPage::openJob(const QString &id)
{
    JobWatch *watch = m_desk.jobs().open(id);
    if (!watch || watch == m_watch)
        return;
    if (m_watch)
        m_watch->disconnect(this);
    m_watch = watch;
    connect(watch, &JobWatch::changed, this, &DeployPage::show);
    connect(watch, &JobWatch::requestChanged, this, &DeployPage::show);
    m_job->setWatch(watch);
    m_banners->setWatch(watch);
    show();
}

void DeployPage::putAway()
{
    if (m_watch)
        m_watch->disconnect(this);
    m_watch = nullptr;
    m_job->setWatch(nullptr);
    m_banners->setWatch(nullptr);
    if (JobWatch *running = m_desk.jobs().running())
        openJob(running->id());
    show();
    m_releasesCard->focusList();
}

void DeployPage::show()
{
    readIfDue();
    showPlan();
    showCards();
    m_banners->refresh();
    showError();
    showActions();
    showHead();
    askIfWanted();
}

void DeployPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_desk.dropWish(); // who left before it was known what would arrive has changed their mind
}

// Asks once, with what the origin has now; where that cannot be known, the page says why.
void DeployPage::askIfWanted()
{
    const ServerDesk::Wish wish = m_desk.wish();
    if (!isVisible() || wish == ServerDesk::Wish::None || m_deploy.isRefreshing())
        return;
    if (!m_deploy.isFresh() && isConnected() && !std::exchange(m_hasLooked, true))
        return m_deploy.refresh();
    m_hasLooked = false;
    m_desk.dropWish();
    if (m_deploy.error() || !blockedReason().isEmpty())
        return;
    if (wish == ServerDesk::Wish::RollBack)
        ask(m_deploy.prepareRollback());
    else if (deployBlockedReason().isEmpty())
        ask(m_deploy.prepareDeploy());
}

void DeployPage::showHead()
{
    HeadSentence sentence = isJobShown() ? jobHeadSentence(*m_watch, m_desk.monitor().view().seen, now())
                                         : deploySentence(m_deploy, m_desk.monitor(), now());
    if (const QString source = m_promoter->source(); !source.isEmpty())
        sentence = {Mark::Running, tr("Looking at what %1 runs").arg(visibleText(source, 40)),
                    tr("Then its commit is looked for here; that takes some seconds.")};
    if (!m_starting.isEmpty())
        sentence = {Mark::Running, tr("%1 is about to start").arg(m_starting),
                    tr("A last look at the server, then it runs there by itself.")};
    m_head->setState(sentence.mark, sentence.title, sentence.evidence);
    const bool isStale = m_deploy.state() == LoadState::Stale;
    if (!m_deploy.facts())
        return;
    const QString age = isStale ? readText(m_deploy, now()) : QString();
    m_releasesCard->setOld(age);
    m_commits->setOld(age);
    m_planCard->setStale(age);
    m_plan->setStale(isStale);
}

void DeployPage::showPlan()
{
    if (!m_deploy.facts() || m_planned == m_deploy.read())
        return;
    m_planned = m_deploy.read();
    const auto prepared = m_deploy.prepareDeploy();
    m_noPlan.reset();
    m_plan->setPlan(prepared ? prepared->plan : Plan());
    if (!prepared)
        m_noPlan = prepared.error();
    m_planCard->setMeta(prepared ? tr("%1 steps, %2").arg(prepared->plan.steps.size()).arg(prepared->durationText)
                                 : QString());
}

void DeployPage::showCards()
{
    const DeployFacts *facts = m_deploy.facts();
    const bool hasJob = isJobShown();
    const bool isConnecting = m_desk.monitor().view().state == ConnectionState::Connecting ||
                              m_desk.monitor().view().state == ConnectionState::Connected;
    const bool isLoading = !facts && m_deploy.state() == LoadState::Loading && isConnecting;
    m_loading->setVisible(isLoading && !hasJob);
    m_job->setVisible(hasJob);
    m_commits->setVisible(facts && !hasJob);
    m_planCard->setVisible(facts && !hasJob && !m_noPlan);
    // Another commit than the newest brings others than those that were read.
    const bool isNewest = hasJob && facts && m_watch->job().action == QLatin1String("deploy") &&
                          !m_watch->job().subject.isEmpty() && facts->target.startsWith(m_watch->job().subject);
    m_arrives->setVisible(isNewest && m_deploy.commits()->rowCount() > 0 && !isFinal(m_watch->state()));
    m_releasesCard->setVisible(facts);
    if (!facts)
        return;
    m_commits->refresh(m_noPlan);
    m_arrives->refresh({});
}

void DeployPage::showError()
{
    const ServerView &view = m_desk.monitor().view();
    const bool isAway = view.state == ConnectionState::Lost || view.state == ConnectionState::Failed;
    const std::optional<Error> why = isAway ? std::optional(view.error) : m_deploy.error();
    const bool isFailed = !m_deploy.facts() && !isJobShown() && why && !m_deploy.isRefreshing();
    if (isFailed)
        m_error->setError(*why, isAway ? stateOfThings(view) : tr("Nothing was changed on the server."));
    m_error->setVisible(isFailed);
}

QString DeployPage::blockedReason() const
{
    if (!isConnected())
        return awayText(m_desk.monitor().view(), m_desk.profile());
    if (!m_promoter->source().isEmpty())
        return tr("A promotion is being prepared.");
    if (!m_starting.isEmpty() || m_desk.jobs().isStarting())
        return tr("A job is about to start.");
    if (m_desk.jobs().running())
        return tr("A job runs: only one change at a time.");
    if (!m_desk.jobs().interrupted().isEmpty())
        return tr("A job was interrupted: recover it first.");
    return m_deploy.facts() ? QString() : tr("The releases were not read yet.");
}

QString DeployPage::deployBlockedReason() const
{
    const QString blocked = blockedReason();
    const auto &status = m_desk.monitor().view().status;
    if (!blocked.isEmpty())
        return blocked;
    if (status && status->isFrozen())
        return tr("Deploys are frozen until %1.").arg(momentText(status->freeze->until));
    return m_noPlan ? m_noPlan->message : QString();
}

// One source is taken at once; of several one is chosen.
void DeployPage::choosePromotion()
{
    const auto begin = [this](const QString &source) {
        const QString act = tr("promote what %1 runs").arg(visibleText(source, 40));
        whenArmed(m_desk.guard(), this, {act, {}, [this, source] {
                                             m_banners->forget();
                                             m_promoter->begin(source);
                                         }});
    };
    const QStringList sources = m_promoter->sources();
    if (sources.size() == 1)
        return begin(sources.first());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &source : sources)
        menu->addAction(visibleText(source, 60), this, [begin, source] { begin(source); });
    menu->popup(m_promote->mapToGlobal(QPoint(0, m_promote->height())));
}

void DeployPage::showMore(QWidget *below)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("deployMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_acts->actions());
    menu->popup(below->mapToGlobal(QPoint(0, below->height())));
}

void DeployPage::takeTurn(const PreparedPlan &plan, bool isSame)
{
    if (!isSame)
        return ask(plan);
    whenArmed(m_desk.guard(), this, {plan.title, {}, [this, plan] { run(plan); }});
}

void DeployPage::showActions()
{
    const QString blocked = blockedReason();
    const bool isOver = m_watch && isFinal(m_watch->state());
    m_back->setVisible(isOver || (m_watch && m_watch != m_desk.jobs().running()));
    m_again->setVisible(!isJobShown());
    m_again->setBlocked(m_deploy.isRefreshing() ? tr("The origin is being asked right now.")
                        : m_desk.monitor().view().state == ConnectionState::Connecting
                            ? tr("The connection is being made.")
                            : QString());
    const bool isAgain = isOver && m_watch->job().action == QLatin1String("deploy") &&
                         m_watch->state() != JobState::Succeeded && m_watch->state() != JobState::Interrupted;
    m_deployButton->setText(isAgain ? tr("Deploy again…") : tr("Deploy…"));
    m_deployButton->setBlocked(deployBlockedReason());
    m_promote->setVisible(!m_promoter->sources().isEmpty() && !isJobShown());
    const auto &status = m_desk.monitor().view().status;
    m_promote->setBlocked(status && status->isFrozen() ? deployBlockedReason() : blocked);
    m_acts->setBlocked(awayText(m_desk.monitor().view(), m_desk.profile()));
    const bool hasReleases = m_deploy.releases()->rowCount() > 1;
    m_rollBack->setBlocked(!blocked.isEmpty() ? blocked
                           : hasReleases      ? QString()
                                              : tr("There is no release before this one."));
    m_releasesCard->setBlocked(blocked);
}

void DeployPage::deploy()
{
    whenArmed(m_desk.guard(), this, {tr("deploy"), {}, [this] { m_desk.askFor(ServerDesk::Wish::Deploy); }});
}

void DeployPage::rollBack(const QString &release)
{
    const QString act = release.isEmpty() ? tr("roll back") : tr("roll back to %1").arg(releaseText(release));
    whenArmed(m_desk.guard(), this, {act, {}, [this, release] { ask(m_deploy.prepareRollback(release)); }});
}

void DeployPage::ask(const Result<PreparedPlan> &prepared)
{
    if (!prepared)
        return fail(prepared.error());
    auto *dialog = new PlanDialog(window(), *prepared, m_desk.guard());
    connect(dialog, &Dialog::confirmed, this, [this, dialog, plan = *prepared] {
        // The time for which it was armed may have run out.
        whenArmed(m_desk.guard(), this, {plan.title, {}, [this, plan, due = dialog->due()] { run(plan, due); }});
    });
    dialog->open();
}

void DeployPage::run(const PreparedPlan &prepared, const QDateTime &due)
{
    m_banners->forget();
    m_starting = prepared.title;
    m_deploy.run(
        this, prepared,
        [this, prepared](const Result<QString> &id) {
            m_starting.clear();
            if (!id) {
                m_banners->fail(id.error(), prepared);
                return show();
            }
            openJob(*id);
            if (!isVisible())
                return;
            m_job->setFocus(Qt::OtherFocusReason); // the button that had it is blocked now
            if (auto *scroll = qobject_cast<QScrollArea *>(parentWidget()->parentWidget()))
                scroll->verticalScrollBar()->setValue(0);
        },
        due);
    show();
}

void DeployPage::fail(const Error &error)
{
    m_banners->fail(error);
    show();
}

Page deployPage()
{
    return {QStringLiteral("deploy"),
            DeployPage::tr("Deploy"),
            QStringLiteral("deploy"),
            true,
            [](ServerDesk &desk, QWidget *parent) -> QWidget * {
                auto *page = new DeployPage(desk);
                page->setObjectName(QStringLiteral("deployContent"));
                return new PageScroll(page, parent);
            },
            attachDeployBadge,
            deployCommands};
}

} // namespace bouncepro
