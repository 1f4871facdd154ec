// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serverpage.h"

#include "models/servers/serversentence.h"
#include "models/servers/wording.h"
#include "ui/health/responsecard.h"
#include "ui/jobs/jobrows.h"
#include "ui/look/banner.h"
#include "ui/look/button.h"
#include "ui/look/emptystate.h"
#include "ui/look/errorstate.h"
#include "ui/look/flow.h"
#include "ui/look/meter.h"
#include "ui/look/pagehead.h"
#include "ui/look/pagescroll.h"
#include "ui/look/raildelegate.h"
#include "ui/look/rowlist.h"
#include "ui/look/text.h"
#include "ui/servers/serviceactions.h"
#include "ui/servers/servicestable.h"
#include "ui/servers/arming.h"
#include "ui/shell/serverdesk.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGridLayout>
#include <QGuiApplication>

namespace bouncepro {

namespace {

constexpr int latestJobs = 5;

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

// How full it is where it gets tight.
Mark markOfPart(double part)
{
    return part > 0.97 ? Mark::Down : part > 0.9 ? Mark::Warning : Mark::Well;
}

} // namespace

ServerPage::ServerPage(ServerDesk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_monitor(desk.monitor()),
      m_failure(new Banner(Mark::Down, {}, {})),
      m_noticeRows(new QVBoxLayout),
      m_error(new ErrorState),
      m_problemRows(new QVBoxLayout)
{
    m_failure->setObjectName(QStringLiteral("actionFailure"));
    m_failure->setStacked(true);
    m_failure->setLater(true);
    m_failure->hide();
    m_error->setObjectName(QStringLiteral("error"));
    setSpaces(m_noticeRows, {}, 8);
    setSpaces(m_problemRows, {}, 12);
    makeHead();
    makeServices();
    makeResponse();
    makeLatest();
    makeHost();
    m_below = new Split(m_latestCard, 3, m_hostCard, 2, 820);

    auto *column = new QVBoxLayout(this);
    setSpaces(column, {24, 18, 24, 24}, 12);
    column->addWidget(m_head);
    column->addWidget(m_failure);
    column->addLayout(m_noticeRows);
    column->addWidget(m_error);
    column->addLayout(m_problemRows);
    column->addWidget(m_servicesCard);
    column->addWidget(m_response);
    column->addWidget(m_below);
    column->addStretch();

    connect(m_failure, &Banner::later, m_failure, &QWidget::hide);
    connect(&m_monitor, &ServerMonitor::changed, this, &ServerPage::show);
    connect(&desk.jobs(), &JobCenter::changed, this, &ServerPage::show);
    connect(&desk.deploy(), &DeployDesk::changed, this, &ServerPage::age);
    connect(&m_clock, &QTimer::timeout, this, &ServerPage::age);
    m_clock.start(1000);
    show();
}

void ServerPage::makeHead()
{
    m_head = new PageHead;
    m_copy = new Button(tr("Copy report"));
    m_copy->setObjectName(QStringLiteral("copyReport"));
    m_copy->setIconName(QStringLiteral("copy"));
    m_again = new Button(tr("Look now"));
    m_again->setObjectName(QStringLiteral("again"));
    m_again->setIconName(QStringLiteral("restart"));
    const bool isProduction = m_monitor.profile().environment == Environment::Production;
    m_deploy = new Button(tr("Deploy…"), isProduction ? Variant::Production : Variant::Primary);
    m_deploy->setObjectName(QStringLiteral("deploy"));
    m_deploy->setIconName(QStringLiteral("deploy"));
    for (Button *button : {m_copy, m_again, m_deploy})
        m_head->addAction(button);
    connect(m_again, &QPushButton::clicked, &m_monitor, &ServerMonitor::lookNow);
    keepLocked(m_deploy, m_desk.guard());
    connect(m_deploy, &QPushButton::clicked, this, [this] {
        whenArmed(m_desk.guard(), this, {tr("deploy"), {}, [this] { m_desk.askFor(ServerDesk::Wish::Deploy); }});
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(errorReport(m_monitor.view(), m_monitor.profile(), now()));
    });
}

void ServerPage::makeServices()
{
    m_servicesCard = new Card(tr("Services"));
    m_servicesCard->setObjectName(QStringLiteral("servicesCard"));
    m_table = new ServicesTable(m_services);
    m_actions = new ServiceActions(m_desk, this);
    m_buttons = m_actions->makeButtons();
    m_loading = new LoadingBars(4);
    m_loading->setObjectName(QStringLiteral("loading"));
    m_notYet = new EmptyState(QStringLiteral("deploy"), tr("Nothing runs here yet"), {});
    m_notYet->setObjectName(QStringLiteral("notYet"));
    m_empty = new Text(FontRole::Body, Tone::Second, tr("Services appear once this is mended."));
    m_empty->setWrapping(true);
    for (QWidget *part : std::initializer_list<QWidget *>{m_table, m_buttons, m_loading, m_notYet, m_empty})
        m_servicesCard->content()->addWidget(part);
    for (QAction *action : m_actions->actions())
        m_table->addAction(action);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ServerPage::showActions);
    connect(&m_services, &QAbstractItemModel::dataChanged, this, &ServerPage::showActions);
    connect(m_actions, &ServiceActions::failed, this, &ServerPage::showFailure);
    connect(m_actions, &ServiceActions::begun, m_failure, &QWidget::hide);
}

void ServerPage::makeResponse()
{
    m_response = new ResponseCard(m_desk);
    auto *all = new Button(tr("Health"), Variant::Link);
    all->setObjectName(QStringLiteral("allHealth"));
    all->setSmall(true);
    m_response->addAction(all);
    connect(all, &QPushButton::clicked, this, [this] { m_desk.openPage(QStringLiteral("health")); });
}

void ServerPage::makeLatest()
{
    m_latestCard = new Card(tr("Latest"));
    m_latestCard->setObjectName(QStringLiteral("latestCard"));
    auto *all = new Button(tr("All activity"), Variant::Link);
    all->setObjectName(QStringLiteral("allActivity"));
    all->setSmall(true);
    m_latestCard->addAction(all);
    m_latest = new RowList(tr("Latest jobs"), new RailDelegate(RailDelegate::Lines::One));
    m_latest->setObjectName(QStringLiteral("latest"));
    auto *rows = new JobRows(this);
    rows->setSourceModel(m_desk.jobs().jobs());
    m_latest->setModel(rows);
    m_latest->setFitting(true, latestJobs);
    m_noJobs = new Text(FontRole::Body, Tone::Second);
    m_noJobs->setObjectName(QStringLiteral("noJobs"));
    m_noJobs->setWrapping(true);
    m_latestCard->content()->addWidget(m_latest);
    m_latestCard->content()->addWidget(m_noJobs);
    m_latestCard->content()->addStretch();
    connect(all, &QPushButton::clicked, this, [this] { m_desk.openPage(QStringLiteral("activity")); });
    connect(m_latest, &QAbstractItemView::activated, this,
            [this](const QModelIndex &row) { m_desk.openJob(row.data(JobsModel::IdRole).toString()); });
}

Text *ServerPage::addFact(QGridLayout *grid, int at, const QString &label, const QString &name)
{
    auto *value = new Text(FontRole::Small, Tone::Second);
    value->setObjectName(name);
    value->setAccessibleDescription(label);
    value->setWrapping(true);
    value->setSelectable(true);
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid->addWidget(new Text(FontRole::Body, Tone::Plain, label), at, 0);
    grid->addWidget(value, at, 1);
    grid->setColumnStretch(1, 1);
    return value;
}

// Label at the left, words at the right, the bar below.
Meter *ServerPage::addMeter(const QString &label, const QString &name, Text *&words)
{
    words = new Text(FontRole::Small, Tone::Second);
    words->setObjectName(name);
    words->setAccessibleDescription(label);
    words->setSelectable(true);
    auto *meter = new Meter(label);
    auto *line = new QHBoxLayout;
    line->addWidget(new Text(FontRole::Body, Tone::Plain, label));
    line->addStretch();
    line->addWidget(words);
    m_hostCard->content()->addLayout(line);
    m_hostCard->content()->addWidget(meter);
    return meter;
}

void ServerPage::makeHost()
{
    m_hostCard = new Card(tr("Host"));
    m_hostCard->setObjectName(QStringLiteral("hostCard"));
    m_disk = addMeter(tr("Disk"), QStringLiteral("disk"), m_diskWords);
    m_memory = addMeter(tr("Memory"), QStringLiteral("memory"), m_memoryWords);
    auto *grid = new QGridLayout;
    keepDressed(grid, [grid] {
        grid->setContentsMargins(0, px(2), 0, 0);
        grid->setHorizontalSpacing(px(16));
        grid->setVerticalSpacing(px(8));
    });
    const std::pair<QString, QString> facts[] = {
        {tr("Release"), QStringLiteral("release")},   {tr("Commit"), QStringLiteral("commit")},
        {tr("Docker"), QStringLiteral("docker")},     {tr("Compose"), QStringLiteral("compose")},
        {tr("Load"), QStringLiteral("load")},         {tr("Up for"), QStringLiteral("uptime")},
        {tr("Host name"), QStringLiteral("hostName")}};
    for (const auto &[label, name] : facts)
        m_facts << addFact(grid, int(m_facts.size()), label, name);
    m_hostCard->content()->addLayout(grid);
    m_hostCard->content()->addStretch();
}

void ServerPage::show()
{
    const ServerView &view = m_monitor.view();
    if (view.status && view.seen != m_shown) {
        m_services.setStatus(*view.status);
        m_shown = view.seen;
        showHost(view);
    }
    showErrors(view);
    showNotices();

    const bool nothingYet = !view.status;
    const bool isLoading = nothingYet && view.state == ConnectionState::Connecting;
    const bool isEmpty = view.status && view.status->services.isEmpty();
    m_servicesCard->setVisible(isLoading || view.status.has_value());
    m_response->setVisible(view.status.has_value());
    m_below->setVisible(view.status.has_value());
    m_loading->setVisible(isLoading);
    m_table->setVisible(view.status && !isEmpty);
    m_buttons->setVisible(view.status && !isEmpty);
    const bool isWell = view.status && view.status->problems.isEmpty();
    m_notYet->setVisible(isEmpty && isWell);
    m_empty->setVisible(isEmpty && !isWell);
    if (isEmpty)
        m_notYet->setWords(tr("Nothing runs here yet"),
                           tr("The stack %1 is there, and none of its containers. The first deploy makes them.")
                               .arg(visibleText(m_monitor.profile().stack)));
    const bool needsPerson = view.state == ConnectionState::Failed || view.state == ConnectionState::Lost;
    const bool hasJobs = m_latest->model()->rowCount() > 0;
    m_latest->setVisible(hasJobs);
    m_noJobs->setVisible(!hasJobs);
    if (!hasJobs)
        m_noJobs->setText(m_desk.jobs().state() == LoadState::Ready    ? tr("No job has run on this server yet.")
                          : m_desk.jobs().state() == LoadState::Failed ? tr("The jobs cannot be read.")
                          : needsPerson                                ? tr("The jobs were not read before that.")
                                                                       : tr("Reading the jobs."));
    m_again->setText(needsPerson ? tr("Try again") : tr("Look now"));
    m_again->setBlocked(view.state == ConnectionState::Connecting ? tr("It is being looked at right now.") : QString());
    m_copy->setVisible(needsPerson && !m_monitor.profile().name.isEmpty());
    m_deploy->setVisible(isWell);
    const QString away = awayText(view, m_monitor.profile());
    m_deploy->setBlocked(!away.isEmpty()                         ? away
                         : m_desk.jobs().interrupted().isEmpty() ? QString()
                                                                 : tr("A job was interrupted: recover it first."));
    showActions();
    age();
}

void ServerPage::showErrors(const ServerView &view)
{
    const bool hasError = view.state == ConnectionState::Failed || view.state == ConnectionState::Lost;
    if (hasError) {
        Error error = view.error;
        error.remedy = remedyText(view);
        m_error->setError(error, stateOfThings(view));
    }
    m_error->setVisible(hasError);

    const QList<Problem> problems = view.status && !hasError ? view.status->problems.mid(0, 20) : QList<Problem>();
    QStringList words;
    for (const Problem &problem : problems)
        words << problem.word;
    if (words != m_problemWords) {
        m_problemWords = words;
        qDeleteAll(std::exchange(m_problems, {}));
        for (const QString &word : std::as_const(words))
            addProblem(word);
    }
    for (qsizetype i = 0; i < problems.size(); ++i) {
        Error error = view.status->errorFor(problems[i], m_monitor.profile());
        if (error.detail.trimmed() == m_monitor.profile().stack) // its message has it
            error.detail.clear();
        m_problems[i]->setError(error, tr("Nothing was changed. What runs there goes on."));
    }
}

void ServerPage::addProblem(const QString &word)
{
    auto *problem = new ErrorState;
    m_problems << problem;
    problem->setObjectName(QStringLiteral("problem%1").arg(m_problems.size()));
    if (word == QLatin1String("no-stack") || word == QLatin1String("no-git")) { // where it is, the console was told
        auto *edit = new Button(tr("Edit server…"));
        edit->setObjectName(QStringLiteral("editProfile"));
        connect(edit, &QPushButton::clicked, &m_desk, &ServerDesk::askToEdit);
        problem->addAction(edit);
    }
    m_problemRows->addWidget(problem);
    problem->show(); // now, not with the next event
}

// What needs a person, the worst first; banners are kept while their number is the same, so that focus stays.
void ServerPage::showNotices()
{
    QList<Notice> notices = noticesOf(m_monitor.view(), m_desk.jobs().interrupted(), m_desk.jobs().meanwhile());
    notices.removeIf([this](const Notice &notice) { return m_putOff.contains(notice.key()); });
    if (notices == m_notices)
        return;
    m_notices = notices;
    while (m_banners.size() > notices.size())
        delete m_banners.takeLast();
    while (m_banners.size() < notices.size()) {
        const qsizetype at = m_banners.size();
        auto *banner = new Banner(Mark::Warning, {}, {});
        banner->setObjectName(QStringLiteral("notice%1").arg(at + 1));
        banner->setStacked(true);
        connect(banner, &Banner::acted, this, [this, at] { act(m_notices.value(at)); });
        connect(banner, &Banner::later, this, [this, at] { putOff(m_notices.value(at)); });
        m_noticeRows->addWidget(banner);
        banner->show(); // now, not with the next event
        m_banners << banner;
    }
    for (qsizetype i = 0; i < notices.size(); ++i) {
        const Notice &notice = notices[i];
        m_banners[i]->set(notice.mark, notice.what, notice.why);
        m_banners[i]->setAction(notice.kind == Notice::Interrupted ? tr("Recover…")
                                : notice.kind == Notice::Meanwhile ? tr("Show")
                                : notice.kind == Notice::Restarted ? tr("Show logs")
                                                                   : QString());
        m_banners[i]->setLater(notice.canWait);
    }
}

void ServerPage::act(const Notice &notice)
{
    if (!notice.job.isEmpty())
        return m_desk.openJob(notice.job);
    m_desk.openPage(notice.kind == Notice::Restarted ? QStringLiteral("logs") : QStringLiteral("activity"));
}

void ServerPage::putOff(const Notice &notice)
{
    if (notice.kind == Notice::Meanwhile)
        return m_desk.jobs().dismissMeanwhile();
    m_putOff << notice.key();
    showNotices();
}

void ServerPage::showActions()
{
    const QModelIndex row = m_table->currentIndex();
    const auto condition = ServiceCondition(row.data(ServicesModel::ConditionRole).toInt());
    const bool runs = condition != ServiceCondition::Down && condition != ServiceCondition::NotStarted;
    const QString away = awayText(m_monitor.view(), m_monitor.profile());
    m_actions->setService(away.isEmpty() ? row.data(ServicesModel::NameRole).toString() : QString(), runs, away);
}

void ServerPage::showFailure(const QString &what, const Error &error)
{
    m_failure->set(Mark::Down, what,
                   error.remedy.isEmpty()
                       ? visibleText(error.message, 400)
                       : tr("%1 %2").arg(visibleText(error.message, 400), visibleText(error.remedy, 400)));
    m_failure->show();
}

void ServerPage::showHost(const ServerView &view)
{
    const StackStatus &status = *view.status;
    const auto known = [](const QString &text) { return text.isEmpty() ? QStringLiteral("–") : visibleText(text, 80); };
    const QString changes = status.changes
                                ? tr("%1, %2 changed by hand").arg(known(status.commit.left(7))).arg(status.changes)
                                : known(status.commit.left(7));
    const auto showPart = [](Meter *meter, Text *words, qint64 free, qint64 total) {
        const double used = total > 0 ? 1 - double(free) / double(total) : 0;
        meter->setPart(used);
        meter->setMark(total > 0 ? markOfPart(used) : Mark::Unknown);
        words->setText(total > 0 ? tr("%1 of %2 free").arg(bytesText(free), bytesText(total)) : QStringLiteral("–"));
    };
    showPart(m_disk, m_diskWords, status.diskFree, status.diskTotal);
    showPart(m_memory, m_memoryWords, status.memoryFree, status.memoryTotal);
    const QStringList facts{known(status.release),
                            changes,
                            known(status.docker),
                            known(status.compose),
                            QString::number(status.load, 'f', 2),
                            ageText(status.uptimeSeconds),
                            known(status.host)};
    for (qsizetype i = 0; i < facts.size(); ++i)
        m_facts[i]->setText(facts[i]);
    m_facts[1]->setToolTip(asRichText(visibleText(status.commit) + QLatin1Char('\n') + visibleText(status.subject)));
}

// What changes with time alone.
void ServerPage::age()
{
    const ServerView &view = m_monitor.view();
    const ServerSentence sentence = describe(view, m_monitor.profile(), now());
    const QString since =
        view.status && !sentence.isStale ? servingSince(*view.status, m_desk.jobs().jobs()->jobs()) : QString();
    m_head->setState(sentence.mark, sentence.title,
                     since.isEmpty() ? sentence.evidence : tr("%1 %2").arg(sentence.evidence, since));
    m_table->setStale(sentence.isStale);
    const QList<Text *> figures = m_facts + QList<Text *>{m_diskWords, m_memoryWords};
    for (Text *words : figures)
        words->setTone(sentence.isStale ? Tone::Third : Tone::Second);
    if (!view.status)
        return;
    if (sentence.isStale) // the next look gives them their marks again
        for (Meter *meter : {m_disk, m_memory})
            meter->setMark(Mark::Unknown);
    const qint64 seconds = view.seen.secsTo(now());
    const QString age = tr("seen %1").arg(agoText(seconds));
    const QString count = m_services.rowCount() > 0
                              ? tr("%1 of %2 healthy").arg(m_services.wellCount()).arg(m_services.rowCount())
                              : tr("none seen");
    m_servicesCard->setMeta(count);
    m_servicesCard->setStale(sentence.isStale ? tr("%1, %2").arg(count, age) : QString());
    for (Card *card : {m_hostCard, m_latestCard})
        card->setStale(sentence.isStale ? age : QString());
}

Page serversPage()
{
    return {
        QStringLiteral("servers"), ServerPage::tr("Overview"), QStringLiteral("overview"), false,
        [](ServerDesk &desk, QWidget *parent) -> QWidget * { return new PageScroll(new ServerPage(desk), parent); }};
}

} // namespace bouncepro
