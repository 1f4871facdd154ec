// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serverpage.h"

#include "models/servers/serversentence.h"
#include "models/servers/wording.h"
#include "ui/look/pagescroll.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"
#include "ui/servers/errorcard.h"
#include "ui/servers/servicestable.h"
#include "ui/shell/serverdesk.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGridLayout>
#include <QGuiApplication>
#include <QPushButton>

namespace bouncepro {

namespace {

constexpr int factColumns = 4;

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

} // namespace

ServerPage::ServerPage(ServerMonitor &monitor, QWidget *parent)
    : QWidget(parent),
      m_monitor(monitor),
      m_error(new ErrorCard),
      m_problemRows(new QVBoxLayout),
      m_servicesCard(new Card(tr("Services"))),
      m_table(new ServicesTable(m_services)),
      m_loading(new LoadingBars(4)),
      m_empty(new Text(FontRole::Body, Tone::Second))
{
    m_error->setObjectName(QStringLiteral("error"));
    m_servicesCard->setObjectName(QStringLiteral("servicesCard"));
    m_loading->setObjectName(QStringLiteral("loading"));
    m_empty->setObjectName(QStringLiteral("empty"));
    m_empty->setWrapping(true);
    m_problemRows->setSpacing(px(12));
    m_servicesCard->content()->addWidget(m_table);
    m_servicesCard->content()->addWidget(m_loading);
    m_servicesCard->content()->addWidget(m_empty);
    m_hostCard = makeHostCard();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(px(24), px(18), px(24), px(24));
    column->setSpacing(px(12));
    column->addWidget(makeHeader());
    column->addWidget(m_error);
    column->addLayout(m_problemRows);
    column->addWidget(m_servicesCard);
    column->addWidget(m_hostCard);
    column->addStretch();

    connect(&m_monitor, &ServerMonitor::changed, this, &ServerPage::show);
    connect(&m_clock, &QTimer::timeout, this, &ServerPage::age);
    m_clock.start(1000);
    show();
}

QWidget *ServerPage::makeHeader()
{
    auto *header = new QWidget;
    m_mark = new StateMark(20);
    m_title = new Text(FontRole::Title);
    m_title->setObjectName(QStringLiteral("title"));
    m_title->setWrapping(true);
    m_evidence = new Text(FontRole::Body, Tone::Second);
    m_evidence->setObjectName(QStringLiteral("evidence"));
    m_evidence->setWrapping(true);
    m_again = new QPushButton(tr("Look now"));
    m_again->setObjectName(QStringLiteral("again"));
    m_copy = new QPushButton(tr("Copy report"));
    m_copy->setObjectName(QStringLiteral("copyReport"));
    connect(m_again, &QPushButton::clicked, &m_monitor, &ServerMonitor::lookNow);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(errorReport(m_monitor.view(), m_monitor.profile(), now()));
    });

    auto *grid = new QGridLayout(header);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(px(10));
    grid->setVerticalSpacing(px(2));
    grid->addWidget(m_mark, 0, 0, Qt::AlignTop);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_evidence, 1, 1);
    grid->addWidget(m_copy, 0, 2, 2, 1, Qt::AlignTop);
    grid->addWidget(m_again, 0, 3, 2, 1, Qt::AlignTop);
    grid->setColumnStretch(1, 1);
    return header;
}

Card *ServerPage::makeHostCard()
{
    auto *card = new Card(tr("Host"));
    card->setObjectName(QStringLiteral("hostCard"));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(px(24));
    grid->setVerticalSpacing(px(2));
    const std::pair<QString, QString> facts[] = {
        {tr("Release"), QStringLiteral("release")}, {tr("Commit"), QStringLiteral("commit")},
        {tr("Docker"), QStringLiteral("docker")},   {tr("Compose"), QStringLiteral("compose")},
        {tr("Disk"), QStringLiteral("disk")},       {tr("Load"), QStringLiteral("load")},
        {tr("Up for"), QStringLiteral("uptime")},   {tr("Host name"), QStringLiteral("hostName")}};
    for (const auto &[label, name] : facts) {
        const int at = int(m_facts.size());
        auto *words = new Text(FontRole::Small, Tone::Third);
        words->setText(label);
        auto *value = new Text(FontRole::Strong);
        value->setObjectName(name);
        value->setAccessibleDescription(label);
        value->setWrapping(true);
        value->setSelectable(true);
        const int row = at / factColumns * 3;
        grid->addWidget(words, row, at % factColumns);
        grid->addWidget(value, row + 1, at % factColumns, Qt::AlignTop);
        grid->setRowMinimumHeight(row + 2, px(8));
        grid->setColumnStretch(at % factColumns, 1);
        m_facts << value;
    }
    card->content()->addLayout(grid);
    return card;
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

    const bool nothingYet = !view.status;
    const bool isLoading = nothingYet && view.state == ConnectionState::Connecting;
    const bool isEmpty = view.status && view.status->services.isEmpty();
    m_servicesCard->setVisible(isLoading || view.status.has_value());
    m_hostCard->setVisible(view.status.has_value());
    m_loading->setVisible(isLoading);
    m_table->setVisible(view.status && !isEmpty);
    m_empty->setVisible(isEmpty);
    if (isEmpty)
        m_empty->setText(view.status->problems.isEmpty()
                             ? tr("The stack %1 is there, and none of its containers. The first deploy makes them.")
                                   .arg(visibleText(m_monitor.profile().stack))
                             : tr("Services are shown once what is named above is put right."));
    const bool needsPerson = view.state == ConnectionState::Failed || view.state == ConnectionState::Lost;
    m_again->setText(needsPerson ? tr("Try again") : tr("Look now"));
    m_again->setEnabled(view.state != ConnectionState::Connecting);
    m_again->setToolTip(m_again->isEnabled() ? QString() : tr("It is being looked at right now."));
    m_copy->setVisible(needsPerson && !m_monitor.profile().name.isEmpty());
    age();
}

void ServerPage::showErrors(const ServerView &view)
{
    const bool hasError = view.state == ConnectionState::Failed || view.state == ConnectionState::Lost;
    if (hasError)
        m_error->setError(view.error, stateOfThings(view));
    m_error->setVisible(hasError);

    const QList<Problem> problems = view.status && !hasError ? view.status->problems.mid(0, 20) : QList<Problem>();
    while (m_problems.size() > problems.size())
        delete m_problems.takeLast();
    while (m_problems.size() < problems.size()) {
        m_problems << new ErrorCard;
        m_problems.last()->setObjectName(QStringLiteral("problem%1").arg(m_problems.size()));
        m_problemRows->addWidget(m_problems.last());
        m_problems.last()->show(); // now, not with the next event
    }
    for (qsizetype i = 0; i < problems.size(); ++i)
        m_problems[i]->setError(view.status->errorFor(problems[i], m_monitor.profile()), {});
}

void ServerPage::showHost(const ServerView &view)
{
    const StackStatus &status = *view.status;
    const auto known = [](const QString &text) { return text.isEmpty() ? QStringLiteral("–") : visibleText(text, 80); };
    const QString changes = status.changes
                                ? tr("%1, %2 changed by hand").arg(known(status.commit.left(7))).arg(status.changes)
                                : known(status.commit.left(7));
    const QString disk = status.diskTotal > 0
                             ? tr("%1 of %2 free").arg(bytesText(status.diskFree), bytesText(status.diskTotal))
                             : QStringLiteral("–");
    const QStringList facts{known(status.release),
                            changes,
                            known(status.docker),
                            known(status.compose),
                            disk,
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
    m_mark->setMark(sentence.mark);
    m_title->setText(sentence.title);
    m_evidence->setText(sentence.evidence);
    m_table->setStale(sentence.isStale);
    for (Text *fact : m_facts)
        fact->setTone(sentence.isStale ? Tone::Third : Tone::Plain);
    if (!view.status)
        return;
    const qint64 seconds = view.seen.secsTo(now());
    const QString age = seconds < 1 ? tr("seen just now") : tr("seen %1 ago").arg(ageText(seconds));
    const QString count = m_services.rowCount() > 0
                              ? tr("%1 of %2 healthy").arg(m_services.wellCount()).arg(m_services.rowCount())
                              : tr("none in sight");
    m_servicesCard->setMeta(sentence.isStale ? tr("%1, %2").arg(count, age) : count);
    m_hostCard->setMeta(sentence.isStale ? age : QString());
}

Page serversPage()
{
    return {QStringLiteral("servers"), ServerPage::tr("Overview"), QStringLiteral("overview"), false,
            [](ServerDesk &desk, QWidget *parent) -> QWidget * {
                return new PageScroll(new ServerPage(desk.monitor()), parent);
            }};
}

} // namespace bouncepro
