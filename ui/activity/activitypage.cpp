// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity/activitypage.h"

#include "models/servers/wording.h"
#include "ui/activity/activityrows.h"
#include "ui/activity/incidentfile.h"
#include "ui/activity/jobrecordcard.h"
#include "ui/look/banner.h"
#include "ui/look/button.h"
#include "ui/look/choicebox.h"
#include "ui/look/emptystate.h"
#include "ui/look/errorstate.h"
#include "ui/look/field.h"
#include "ui/look/flow.h"
#include "ui/look/pagehead.h"
#include "ui/look/pagescroll.h"
#include "ui/look/raildelegate.h"
#include "ui/look/rowlist.h"
#include "ui/shell/serverdesk.h"

#include <QLineEdit>
#include <QSignalBlocker>

namespace bouncepro {

namespace {

// What a row is known by when the list is drawn anew.
QString keyOf(const QModelIndex &row)
{
    return row.data(ActivityModel::JobRole).toString() + QLatin1Char(' ') +
           row.data(ActivityModel::TimeRole).toDateTime().toString(Qt::ISODateWithMs) + QLatin1Char(' ') +
           row.data(ActivityModel::ActionRole).toString();
}

// The choices behind "all"; what was chosen stays where it still occurs.
void setChoices(ChoiceBox *box, const QStringList &choices)
{
    QStringList present;
    for (int i = 1; i < box->count(); ++i)
        present << box->itemText(i);
    if (present == choices)
        return;
    const QString chosen = box->currentIndex() > 0 ? box->currentText() : QString();
    {
        const QSignalBlocker quiet(box);
        while (box->count() > 1)
            box->removeItem(1);
        box->addItems(choices);
        box->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, int(choices.indexOf(chosen)) + 1));
    }
    if (box->currentIndex() == 0 && !chosen.isEmpty())
        Q_EMIT box->currentIndexChanged(0);
}

} // namespace

ActivityPage::ActivityPage(ServerDesk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_model(desk.monitor(), desk.jobs()),
      m_rows(new ActivityRows(this)),
      m_head(new PageHead),
      m_incident(new IncidentFile(desk, this)),
      m_bundle(new Button(tr("Incident bundle…"))),
      m_again(new Button(tr("Look now"))),
      m_saved(new Banner(Mark::Well, {}, {})),
      m_broken(new Banner(Mark::Down, {}, {})),
      m_stale(new Banner(Mark::Warning, {}, {})),
      m_failure(new ErrorState),
      m_empty(
          new EmptyState(QStringLiteral("activity"), tr("Nothing was done here yet"),
                         tr("Whatever changes this server is written to its audit: who, what, when, and the result. "
                            "The first deploy begins it."))),
      m_loading(new LoadingBars(8)),
      m_record(new JobRecordCard(m_model))
{
    m_again->setObjectName(QStringLiteral("activityAgain"));
    m_again->setIconName(QStringLiteral("restart"));
    m_head->setObjectName(QStringLiteral("activityHead"));
    m_bundle->setObjectName(QStringLiteral("incidentBundle"));
    m_bundle->setIconName(QStringLiteral("export"));
    m_bundle->setToolTip(tr("Status, jobs, audit, logs and versions in one file, with secrets hidden."));
    m_head->addAction(m_bundle);
    m_head->addAction(m_again);
    m_saved->setStacked(true);
    m_saved->setLater(true);
    m_saved->setObjectName(QStringLiteral("incidentSaved"));
    m_saved->hide();
    m_broken->setStacked(true);
    m_broken->setObjectName(QStringLiteral("chainBroken"));
    m_stale->setObjectName(QStringLiteral("activityStale"));
    m_failure->setObjectName(QStringLiteral("activityFailure"));
    m_empty->setObjectName(QStringLiteral("activityEmpty"));
    m_empty->setAction(tr("Deploy…"), QStringLiteral("deploy"));
    m_loading->setObjectName(QStringLiteral("activityLoading"));
    m_filter.setSourceModel(&m_model);
    m_rows->setSourceModel(&m_filter);
    m_filters = makeFilters();
    m_listCard = makeList();
    m_split = new Split(m_listCard, 3, m_record, 2, 760);

    auto *column = new QVBoxLayout(this);
    setSpaces(column, {24, 18, 24, 24}, 12);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_head, m_saved, m_broken, m_stale, m_failure, m_empty, m_loading, m_filters})
        column->addWidget(part);
    column->addWidget(m_split, 1);
    column->addStretch();

    // What this console saw of the chain before; a chain that was cut off or rewritten since is noticed.
    m_model.setSeen(desk.auditHead());
    connect(&m_model, &ActivityModel::chainSeen, &desk, &ServerDesk::setAuditHead);
    connect(&m_model, &ActivityModel::changed, this, &ActivityPage::show);
    connect(&desk.monitor(), &ServerMonitor::changed, this, &ActivityPage::readWhenReady);
    connect(&desk.jobs(), &JobCenter::changed, this, &ActivityPage::readWhenReady);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_desk.monitor().lookNow();
        m_model.refresh();
    });
    connect(m_bundle, &QPushButton::clicked, m_incident, &IncidentFile::askWhere);
    connect(m_incident, &IncidentFile::changed, this, &ActivityPage::show);
    connect(m_incident, &IncidentFile::written, this, [this](const QString &path) {
        m_saved->set(Mark::Well, tr("Written to %1").arg(visibleText(path)),
                     tr("It tells much about the server: look through it before it is passed on."));
        m_saved->show();
    });
    connect(m_incident, &IncidentFile::failed, this, [this](const Error &error) {
        m_saved->set(Mark::Down, error.message, error.remedy);
        m_saved->show();
    });
    connect(m_saved, &Banner::later, m_saved, &QWidget::hide);
    connect(m_empty, &EmptyState::acted, this, [this] { m_desk.openPage(QStringLiteral("deploy")); });
    connect(m_record, &JobRecordCard::openWanted, &desk, &ServerDesk::openJob);
    connect(&m_clock, &QTimer::timeout, this, &ActivityPage::showHead);
    m_clock.start(1000);
    readWhenReady();
    show();
}

QWidget *ActivityPage::makeFilters()
{
    auto *all = new QWidget;
    all->setObjectName(QStringLiteral("activityFilters"));
    m_words = new Field(tr("Filter by text"), QStringLiteral("search"));
    m_words->edit()->setObjectName(QStringLiteral("activityText"));
    m_words->setPlaceholder(tr("Text, person or job"));
    keepDressed(m_words, [field = m_words] { field->setFixedWidth(px(280)); });
    m_action = new ChoiceBox(tr("Action"), {tr("Every action")});
    m_action->setObjectName(QStringLiteral("activityAction"));
    m_person = new ChoiceBox(tr("Person"), {tr("Everybody")});
    m_person->setObjectName(QStringLiteral("activityPerson"));
    for (ChoiceBox *box : {m_action, m_person})
        box->setWidest(260);
    auto *row = new Flow(all);
    for (QWidget *part : std::initializer_list<QWidget *>{m_words, m_action, m_person})
        row->addWidget(part);
    connect(m_words, &Field::textChanged, this, [this](const QString &text) {
        m_filter.setText(text);
        keepRow();
    });
    connect(m_action, &QComboBox::currentIndexChanged, this, [this](int at) {
        m_filter.setAction(at > 0 ? m_action->itemText(at) : QString());
        keepRow();
    });
    connect(m_person, &QComboBox::currentIndexChanged, this, [this](int at) {
        m_filter.setPerson(at > 0 ? m_person->itemText(at) : QString());
        keepRow();
    });
    return all;
}

Card *ActivityPage::makeList()
{
    auto *card = new Card(tr("What was done"));
    card->setObjectName(QStringLiteral("activityCard"));
    m_list = new RowList(tr("What was done, newest first"), new RailDelegate(RailDelegate::Lines::One));
    m_list->setObjectName(QStringLiteral("activityList"));
    m_list->setModel(m_rows);
    keepDressed(m_list, [this] { m_list->setMinimumHeight(px(190)); });
    m_nothing = new EmptyState(QStringLiteral("filter"), tr("Nothing fits the filter"),
                               tr("Other words, actions or persons may."));
    m_nothing->setObjectName(QStringLiteral("activityNothing"));
    m_nothing->setAction(tr("Show all"));
    card->content()->addWidget(m_list, 1);
    card->content()->addWidget(m_nothing);
    connect(m_nothing, &EmptyState::acted, this, &ActivityPage::showAll);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &row) {
        if (!row.isValid())
            return; // a reset: keepRow finds it again
        m_chosen = keyOf(row);
        m_record->show(row);
    });
    connect(m_list, &QAbstractItemView::activated, this, [this](const QModelIndex &row) {
        m_record->show(row);
        m_record->open();
    });
    return card;
}

// The list of jobs comes first: with it, it is known where the audit stands.
void ActivityPage::readWhenReady()
{
    const bool isReady = m_desk.jobs().state() == LoadState::Ready;
    if (isReady && !m_wasReady)
        m_model.refresh();
    m_wasReady = isReady;
    show();
}

void ActivityPage::show()
{
    const LoadState state = m_model.state();
    const ServerView &view = m_desk.monitor().view();
    const bool cannot = view.state == ConnectionState::Failed || view.state == ConnectionState::Lost;
    const bool hasNothing = state == LoadState::Loading || state == LoadState::Failed;
    const bool hasFailed =
        state == LoadState::Failed || (hasNothing && (cannot || m_desk.jobs().state() == LoadState::Failed));
    const bool isEmpty = !hasNothing && m_model.rowCount() == 0;
    const bool isBroken = m_model.chain() == ActivityModel::Chain::Broken;
    m_failure->setVisible(hasFailed);
    if (hasFailed)
        showFailure();
    m_loading->setVisible(hasNothing && !hasFailed);
    m_empty->setVisible(isEmpty && !isBroken);
    m_filters->setVisible(!hasNothing && !isEmpty);
    m_split->setVisible(!hasNothing && !isEmpty);
    m_broken->setVisible(isBroken);
    if (isBroken)
        m_broken->set(Mark::Down, m_model.chainText(), adviceOf(m_model.fault(), auditFile()));
    const bool isStale = state == LoadState::Stale;
    // Where the connection is at fault the head says so.
    const bool isRefused = isStale && view.state == ConnectionState::Connected && m_model.error();
    m_stale->setVisible(isRefused);
    if (isRefused)
        m_stale->set(Mark::Warning, tr("This is as of %1").arg(momentText(m_model.read())),
                     visibleText(m_model.error()->message, 200));
    const QString age = isStale ? tr("as of %1").arg(momentText(m_model.read())) : QString();
    m_record->setOld(age);
    m_listCard->setStale(age);
    m_list->setStale(isStale);
    m_bundle->setBlocked(m_incident->isGathering() ? tr("It is being gathered.") : awayText(view, m_desk.profile()));
    m_again->setBlocked(view.state == ConnectionState::Connecting ? tr("The connection is being made.") : QString());
    showChoices();
    keepRow();
    showHead();
}

QString ActivityPage::auditFile() const
{
    const auto &directory = m_desk.jobs().directory();
    return directory ? visibleText(directory->path + QStringLiteral("/audit"), 120) : tr("the audit");
}

void ActivityPage::showFailure()
{
    const ServerView &view = m_desk.monitor().view();
    const auto &own = m_model.error() ? m_model.error() : m_desk.jobs().error();
    const Error &error = view.state != ConnectionState::Connected || !own ? view.error : *own;
    m_failure->setError(error, view.state == ConnectionState::Connected
                                   ? tr("The server is connected; its audit alone cannot be read.")
                                   : tr("The audit stands on the server and is read once it is connected."));
}

// What changes with time alone.
void ActivityPage::showHead()
{
    const QString name = visibleText(m_desk.profile().name, 60);
    const ServerView &view = m_desk.monitor().view();
    const bool isAway = view.state != ConnectionState::Connected;
    const ServerSentence away = describe(view, m_desk.profile(), QDateTime::currentDateTimeUtc());
    if (m_failure->isVisibleTo(this))
        return isAway ? m_head->setState(away.mark, away.title, {})
                      : m_head->setState(Mark::Unknown, tr("What was done on %1 cannot be read").arg(name), {});
    if (m_loading->isVisibleTo(this))
        return m_head->setState(Mark::Running, tr("Reading the audit of %1").arg(name), {});
    const bool isBroken = m_model.chain() == ActivityModel::Chain::Broken;
    const qint64 seconds = m_model.read().secsTo(QDateTime::currentDateTimeUtc());
    const QString age = agoText(seconds);
    QString last;
    if (m_model.rowCount() > 0) {
        const QModelIndex row = m_model.index(0);
        last = tr("Last: %1, by %2, %3.")
                   .arg(row.data(ActivityModel::SentenceRole).toString(), row.data(ActivityModel::ActorRole).toString(),
                        momentText(row.data(ActivityModel::TimeRole).toDateTime()));
    }
    const QString read = tr("Read %1.").arg(age);
    const QString evidence = last.isEmpty() ? read : tr("%1 %2").arg(last, read);
    if (m_model.state() == LoadState::Stale && !isBroken) // whether it is whole now is not known
        return m_head->setState(isAway ? away.mark : Mark::Unknown,
                                isAway ? away.title : tr("The audit of %1 cannot be read again").arg(name),
                                last.isEmpty() ? read : tr("Read %1: the audit could be relied on. %2").arg(age, last));
    if (isBroken)
        m_head->setState(Mark::Down, tr("The audit cannot be relied on"), evidence);
    else
        m_head->setState(Mark::Well,
                         m_model.rowCount() > 0 ? tr("The audit can be relied on")
                                                : tr("The audit of %1 is empty").arg(name),
                         m_model.rowCount() > 0 ? tr("%1 %2").arg(m_model.chainText(), evidence) : evidence);
}

void ActivityPage::showChoices()
{
    setChoices(m_action, m_model.actions());
    setChoices(m_person, m_model.persons());
}

// The record stays with its row, wherever that is now; the newest stands in for one that is gone.
void ActivityPage::keepRow()
{
    const int rows = m_rows->rowCount();
    m_list->setVisible(rows > 0);
    m_nothing->setVisible(rows == 0 && m_model.rowCount() > 0);
    m_listCard->setMeta(rows == m_model.rowCount() ? tr("%n in the list", nullptr, rows)
                                                   : tr("%1 of %2").arg(rows).arg(m_model.rowCount()));
    if (rows == 0)
        return m_record->show({});
    QModelIndex row = m_list->currentIndex();
    for (int i = 0; i < rows && !row.isValid(); ++i)
        if (keyOf(m_rows->index(i, 0)) == m_chosen)
            row = m_rows->index(i, 0);
    if (!row.isValid())
        row = m_rows->index(0, 0);
    if (row != m_list->currentIndex())
        m_list->setCurrentIndex(row);
    else
        m_record->show(row);
}

void ActivityPage::showAll()
{
    m_words->setText({});
    m_action->setCurrentIndex(0);
    m_person->setCurrentIndex(0);
    m_list->setFocus(Qt::OtherFocusReason);
}

Page activityPage()
{
    return {
        QStringLiteral("activity"), ActivityPage::tr("Activity"), QStringLiteral("activity"), true,
        [](ServerDesk &desk, QWidget *parent) -> QWidget * { return new PageScroll(new ActivityPage(desk), parent); }};
}

} // namespace bouncepro
