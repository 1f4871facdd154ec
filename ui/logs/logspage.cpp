// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logspage.h"

#include "models/logs/logsentence.h"
#include "models/servers/wording.h"
#include "ui/logs/logchips.h"
#include "ui/logs/logdetails.h"
#include "ui/logs/logrows.h"
#include "ui/logs/logstrip.h"
#include "ui/logs/logview.h"
#include "ui/look/button.h"
#include "ui/look/emptystate.h"
#include "ui/look/errorstate.h"
#include "ui/look/field.h"
#include "ui/look/logdelegate.h"
#include "ui/look/pagehead.h"
#include "ui/look/pagescroll.h"
#include "ui/look/segmented.h"
#include "ui/shell/serverdesk.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr int besideFrom = 1500; // of the window at 100 %: details at the right
constexpr int lowBelow = 560;    // of the window at 100 %: rows are what is left then
constexpr qsizetype mostCopied = 20000;

} // namespace

LogsPage::LogsPage(ServerMonitor &monitor, QWidget *parent)
    : QWidget(parent),
      m_monitor(monitor),
      m_source(monitor),
      m_filter(m_source),
      m_head(new PageHead),
      m_follow(new Segmented(tr("Follow or pause"), {tr("Follow"), tr("Pause")})),
      m_again(new Button(tr("Try again"))),
      m_chips(new LogChips),
      m_strip(new LogStrip)
{
    makeHead();
    m_strip->setObjectName(QStringLiteral("logStrip"));
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {24, 18, 24, 18}, 8);
    column->addWidget(m_head);
    column->addWidget(m_tools = makeTools());
    column->addWidget(m_chips);
    column->addWidget(m_strip);
    m_lines = makeLines();
    column->addWidget(m_lines, 1000);
    m_error = new ErrorState;
    m_error->setObjectName(QStringLiteral("logError"));
    column->addWidget(m_error);
    column->addStretch(1); // where there are no lines
    connectAll();
    showCounts();
    showState();
}

void LogsPage::makeHead()
{
    m_follow->setObjectName(QStringLiteral("followOrPause"));
    m_follow->setIconName(0, QStringLiteral("newest"));
    m_follow->setIconName(1, QStringLiteral("pause"));
    m_again->setObjectName(QStringLiteral("logAgain"));
    m_again->hide();
    m_head->setRoomForWords(300);
    keepDressed(m_head, [this] { m_head->setContentsMargins(0, 0, 0, px(4)); }); // 12 to what is below, as elsewhere
    m_head->addAction(m_again);
    m_head->addAction(m_follow);
}

QWidget *LogsPage::makeTools()
{
    m_text = new Field(tr("Filter by text, or by /an expression/"), QStringLiteral("filter"));
    m_text->setObjectName(QStringLiteral("logText"));
    m_text->setPlaceholder(tr("Text, or /an expression/"));
    m_onlyHits = new Button(tr("Only hits"));
    m_onlyHits->setObjectName(QStringLiteral("onlyHits"));
    m_onlyHits->setToolTip(tr("Off: lines without a hit stay, and hits are marked. N and P go from hit to hit."));
    m_onlyHits->setCheckable(true);
    m_onlyHits->setChecked(true);
    m_wrap = new Button(tr("Wrap"));
    m_wrap->setObjectName(QStringLiteral("wrap"));
    m_wrap->setIconName(QStringLiteral("wrap"));
    m_wrap->setCheckable(true);
    m_copy = new Button(tr("Copy"));
    m_copy->setObjectName(QStringLiteral("copyLines"));
    m_copy->setIconName(QStringLiteral("copy"));
    auto *tools = new QWidget;
    auto *row = new QHBoxLayout(tools);
    setSpaces(row, {}, 8);
    row->addWidget(m_text, 1, Qt::AlignTop);
    for (Button *button : {m_onlyHits, m_wrap, m_copy})
        row->addWidget(button, 0, Qt::AlignTop);
    return tools;
}

Card *LogsPage::makeLines()
{
    m_delegate = new LogDelegate;
    m_view = new LogView(tr("Log lines"), m_delegate);
    m_view->setObjectName(QStringLiteral("logLines"));
    auto *rows = new LogRows(this);
    rows->setSourceModel(&m_filter);
    m_view->setModel(rows);
    m_header = new LogHeader(m_delegate);
    m_details = new LogDetails;
    m_details->setObjectName(QStringLiteral("logDetails"));
    m_details->hide();
    m_loading = new LoadingBars(8);
    m_loading->setObjectName(QStringLiteral("logLoading"));
    m_empty = new EmptyState(QStringLiteral("logs"), {}, {});
    m_empty->setObjectName(QStringLiteral("logEmpty"));
    m_list = new QWidget;
    auto *column = new QVBoxLayout(m_list);
    setSpaces(column, {}, 0);
    column->addWidget(m_header);
    column->addWidget(m_view, 1);
    auto *card = new Card({});
    card->setObjectName(QStringLiteral("logCard"));
    setSpaces(card->content(), {1, 1, 1, 4}, 0);
    m_panes = new QBoxLayout(QBoxLayout::TopToBottom);
    setSpaces(m_panes, {}, 0);
    m_panes->addWidget(m_list, 3);
    m_panes->addWidget(m_details, 2);
    card->content()->addLayout(m_panes, 1);
    auto *bars = new QVBoxLayout;
    setSpaces(bars, {15, 3, 15, 0}, 0);
    bars->addWidget(m_loading);
    card->content()->addLayout(bars);
    card->content()->addWidget(m_empty, 1);
    return card;
}

void LogsPage::connectAll()
{
    connect(m_follow, &Segmented::chosen, this, [this](int index) { index == 0 ? showNewest() : setPaused(true); });
    connect(m_text, &Field::textChanged, this, &LogsPage::applyQuery);
    connect(m_chips, &LogChips::chosen, this, &LogsPage::applyQuery);
    connect(m_text, &Field::returnPressed, this, [this] { goToHit(1); });
    connect(m_onlyHits, &Button::toggled, this, &LogsPage::applyQuery);
    connect(m_wrap, &Button::toggled, m_view, &LogView::setWrapping);
    connect(m_copy, &Button::clicked, this, &LogsPage::copySelected);
    connect(m_again, &Button::clicked, this, [this] {
        m_monitor.lookNow();
        m_source.retry();
    });
    connect(m_empty, &EmptyState::acted, this, [this] {
        m_query = {};
        m_chips->clear();
        m_text->setText({});
        m_strip->setRange({});
        applyQuery();
    });
    connect(m_strip, &LogStrip::rangeChosen, this, [this](const LogStrip::Range &range) {
        m_query.range = range;
        m_strip->setRange(range);
        if (range)
            setPaused(true);
        applyQuery();
    });
    connect(m_view, &LogView::leftNewest, this, [this] { setPaused(true); });
    connect(m_view, &LogView::newestWanted, this, &LogsPage::showNewest);
    connect(m_view, &LogView::hitWanted, this, &LogsPage::goToHit);
    connect(m_view, &LogView::copyWanted, this, &LogsPage::copySelected);
    connect(m_view, &LogView::activated, this, [this] { showDetails(true); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (!index.isValid())
            return;
        m_current = m_filter.id(index.row());
        m_details->setEntry(m_filter.entry(index.row()));
        arrange();
    });
    connect(m_details, &LogDetails::closed, this, [this] {
        showDetails(false);
        m_view->setFocus(Qt::OtherFocusReason);
    });
    connect(&m_filter, &LogFilter::modelReset, this, [this] { // after the view's own
        const int row = m_current < 0 || !m_source.status().isPaused() ? -1 : m_filter.rowOf(m_current);
        if (row >= 0)
            m_view->setCurrentIndex(m_view->model()->index(row, 0));
    });
    m_counts.setSingleShot(true);
    m_counts.setInterval(200);
    connect(&m_counts, &QTimer::timeout, this, &LogsPage::showCounts);
    connect(&m_filter, &LogFilter::countsChanged, this, [this] {
        if (!m_counts.isActive())
            m_counts.start();
    });
    connect(&m_filter, &LogFilter::filteringChanged, this, &LogsPage::showState);
    connect(&m_source, &LogSource::statusChanged, this, [this] {
        if (!m_counts.isActive())
            m_counts.start();
    });
    connect(&m_monitor, &ServerMonitor::changed, this, &LogsPage::showState);
    connect(&m_clock, &QTimer::timeout, this, &LogsPage::showState);
    m_clock.start(1000);
}

void LogsPage::applyQuery()
{
    m_query.text = m_text->text();
    m_query.levels = m_chips->levels();
    m_query.services = m_chips->services();
    m_query.onlyHits = m_onlyHits->isChecked();
    const auto applied = m_filter.setQuery(m_query);
    m_text->setError(applied ? QString() : applied.error().message + QLatin1Char(' ') + applied.error().remedy);
    showState();
}

void LogsPage::setPaused(bool paused)
{
    m_source.setPaused(paused);
    m_follow->setCurrent(paused ? 1 : 0);
    m_view->setFollowing(!paused);
    showState();
}

void LogsPage::showNewest()
{
    if (m_query.range) {
        m_query.range.reset();
        m_strip->setRange({});
        applyQuery();
    }
    setPaused(false);
}

void LogsPage::goToHit(int direction)
{
    const QModelIndex current = m_view->currentIndex();
    const int from = current.isValid() ? current.row() : direction > 0 ? -1 : m_filter.rowCount();
    const int row = m_filter.nextHit(from, direction);
    if (row < 0)
        return;
    setPaused(true);
    const QModelIndex index = m_view->model()->index(row, 0);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

// In the order of the lines; nothing is selected: what is shown.
void LogsPage::copySelected()
{
    QList<int> rows;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const int row : rows.mid(0, mostCopied))
        lines << copyText(m_filter.entry(row));
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

void LogsPage::showDetails(bool open)
{
    m_wantsDetails = open;
    arrange();
    if (open)
        setPaused(true);
}

// Details are at the right where there is room, and then always; else below, once asked for. In a low window they take
// the place of the rows, and the strip gives way to these.
void LogsPage::arrange()
{
    const bool isBeside = window()->width() >= px(besideFrom);
    const bool isLow = window()->height() < px(lowBelow);
    const bool hasDetails = m_current >= 0 && (isBeside || m_wantsDetails);
    const bool isReading = m_view->hasFocus();
    m_panes->setDirection(isBeside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_details->setVisible(hasDetails);
    m_list->setVisible(m_hasRows && (!hasDetails || isBeside || !isLow));
    m_strip->setVisible(m_hasLines && !isLow);
    m_chips->setMostRows(isLow ? 1 : 2);
    if (isReading && m_list->isHidden() && hasDetails)
        m_details->setFocus(Qt::OtherFocusReason);
}

// Nothing was seen yet, so that not even that there is nothing is known.
bool LogsPage::isLoading() const
{
    return m_source.rowCount() == 0 &&
           (m_monitor.view().state == ConnectionState::Connecting || m_source.status().state == LogStatus::Waiting);
}

void LogsPage::showCounts()
{
    int widest = 5;
    for (const QString &service : m_filter.services())
        widest = std::max(widest, int(service.size()));
    m_chips->show(m_filter, !isLoading());
    m_delegate->setServiceWidth(widest);
    m_header->update();
    m_strip->setHistogram(m_filter.histogram(m_strip->mostColumns()), !isLoading());
    showState();
}

void LogsPage::showState()
{
    const LogStatus status = m_source.status();
    const ServerView &view = m_monitor.view();
    const int all = m_source.rowCount();
    const qsizetype running = view.status ? view.status->services.size() : 0;
    const auto services = int(std::max(m_filter.services().size(), running));
    const ServerSentence sentence =
        describe(status, view, m_monitor.profile(), all, services, QDateTime::currentDateTimeUtc());
    m_head->setState(sentence.mark, sentence.title, sentence.evidence);
    const bool needsPerson = view.state == ConnectionState::Failed || status.state == LogStatus::Failed ||
                             (all == 0 && view.state == ConnectionState::Lost);
    m_error->setVisible(needsPerson);
    m_again->setVisible(needsPerson || view.state == ConnectionState::Lost || status.state == LogStatus::Reconnecting);
    m_follow->setVisible(!needsPerson); // nothing comes that could be followed or held
    m_hasLines = !needsPerson || all > 0;
    for (QWidget *part : {m_tools, static_cast<QWidget *>(m_chips), static_cast<QWidget *>(m_lines)})
        part->setVisible(m_hasLines);
    if (needsPerson) {
        const bool byServer = view.state != ConnectionState::Connected;
        Error error = byServer ? view.error : status.error;
        if (error.remedy.isEmpty())
            error.remedy = byServer ? remedyText(view) : tr("Mend what is said above, then try again.");
        m_error->setError(error, all > 0 ? tr("The lines below stay; newer ones are not here.")
                                         : tr("Nothing was changed on the server."));
    }
    const bool isLoading = this->isLoading();
    const bool isEmpty = !isLoading && m_filter.rowCount() == 0 && !m_filter.isFiltering();
    m_loading->setVisible(isLoading);
    m_empty->setVisible(isEmpty);
    m_hasRows = !isLoading && !isEmpty;
    if (isEmpty && all > 0) {
        m_empty->setWords(
            tr("No line matches"),
            tr("None of %1 lines has all that is asked for.").arg(QLocale(QLocale::English).toString(all)));
        m_empty->setAction(tr("Show all lines"));
    } else if (isEmpty) {
        m_empty->setWords(services > 0 ? tr("No line has been written yet") : tr("No service to follow"),
                          services > 0 ? tr("Lines appear here as the services write them.")
                                       : tr("Lines appear here once services of the stack run."));
        m_empty->setAction({});
    }
    arrange();
    m_copy->setBlocked(m_view->selectionModel()->hasSelection() ? QString() : tr("Select lines first."));
    m_onlyHits->setBlocked(m_query.text.isEmpty() ? tr("There is no text to look for.") : QString());
    m_view->setStale(sentence.isStale);
}

void LogsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_source.start();
    arrange();
}

void LogsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

Page logsPage()
{
    return {QStringLiteral("logs"), LogsPage::tr("Logs"), QStringLiteral("logs"), true,
            [](ServerDesk &desk, QWidget *parent) -> QWidget * {
                return new PageScroll(new LogsPage(desk.monitor()), parent);
            }};
}

} // namespace bouncepro
