// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/health/healthpage.h"

#include "models/servers/wording.h"
#include "ui/health/healthmatrix.h"
#include "ui/health/incidentrows.h"
#include "ui/health/responsecard.h"
#include "ui/look/banner.h"
#include "ui/look/button.h"
#include "ui/look/errorstate.h"
#include "ui/look/flow.h"
#include "ui/look/pagehead.h"
#include "ui/look/pagescroll.h"
#include "ui/look/raildelegate.h"
#include "ui/look/rowlist.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"
#include "ui/shell/serverdesk.h"

#include <QGridLayout>

namespace bouncepro {

namespace {

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

constexpr int incidentsInSight = 6; // more scroll
constexpr int places = 3;           // from here, through nginx, in the containers

} // namespace

HealthPage::HealthPage(ServerDesk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_health(desk.health()),
      m_head(new PageHead),
      m_again(new Button(tr("Look now"))),
      m_store(new Banner(Mark::Warning, {}, {})),
      m_failure(new ErrorState),
      m_loading(new LoadingBars(8)),
      m_response(new ResponseCard(desk))
{
    m_head->setObjectName(QStringLiteral("healthHead"));
    m_again->setObjectName(QStringLiteral("healthAgain"));
    m_again->setIconName(QStringLiteral("restart"));
    m_head->addAction(m_again);
    m_store->setObjectName(QStringLiteral("healthStore"));
    m_store->setStacked(true);
    m_store->setLater(true);
    m_failure->setObjectName(QStringLiteral("healthFailure"));
    m_loading->setObjectName(QStringLiteral("healthLoading"));
    m_matrixCard = makeMatrix();
    m_verdictCard = makeVerdict();
    m_incidentsCard = makeIncidents();
    m_now = new Split(m_matrixCard, 3, m_verdictCard, 2, 760);
    m_overTime = new Split(m_response, 3, m_incidentsCard, 2, 760);

    auto *column = new QVBoxLayout(this);
    setSpaces(column, {24, 18, 24, 24}, 12);
    for (QWidget *part : std::initializer_list<QWidget *>{m_head, m_store, m_failure, m_loading, m_now, m_overTime})
        column->addWidget(part);
    column->addStretch();
    connectAll();
    m_matrix->choose({QStringLiteral("payload"), QStringLiteral("/health"), Vantage::Host});
}

Card *HealthPage::makeMatrix()
{
    auto *card = new Card(tr("Endpoints"));
    card->setObjectName(QStringLiteral("healthCard"));
    m_matrix = new HealthMatrix(m_model);
    card->content()->addWidget(m_matrix);
    card->content()->addStretch();
    return card;
}

Card *HealthPage::makeVerdict()
{
    auto *card = new Card(tr("Where it stands"));
    card->setObjectName(QStringLiteral("verdictCard"));
    auto *grid = m_findingsGrid = new QGridLayout;
    keepDressed(grid, [grid] {
        grid->setHorizontalSpacing(px(10));
        grid->setVerticalSpacing(px(2));
    });
    for (int i = 0; i < places; ++i) {
        const Finding finding{new StateMark(18), new Text(FontRole::Strong), new Text(FontRole::Body, Tone::Second)};
        finding.what->setObjectName(QStringLiteral("finding%1").arg(i + 1));
        finding.what->setWrapping(true);
        finding.what->setSelectable(true);
        grid->addWidget(finding.mark, 3 * i, 0);
        grid->addWidget(finding.where, 3 * i, 1);
        grid->addWidget(finding.what, 3 * i + 1, 1);
        m_findings << finding;
    }
    grid->setColumnStretch(1, 1);
    m_remedyLine = new Hairline;
    m_remedyLabel = new Text(FontRole::Small, Tone::Third, tr("What to do"));
    m_remedy = new Text(FontRole::Body);
    m_remedy->setObjectName(QStringLiteral("healthRemedy"));
    m_remedy->setWrapping(true);
    card->content()->addLayout(grid);
    for (QWidget *part : std::initializer_list<QWidget *>{m_remedyLine, m_remedyLabel, m_remedy})
        card->content()->addWidget(part);
    card->content()->addStretch();
    return card;
}

Card *HealthPage::makeIncidents()
{
    auto *card = new Card(tr("Incidents"));
    card->setObjectName(QStringLiteral("incidentsCard"));
    m_incidentList = new RowList(tr("Incidents, newest first"), new RailDelegate(RailDelegate::Lines::Two));
    m_incidentList->setObjectName(QStringLiteral("incidents"));
    m_incidentRows = new IncidentRows(this);
    m_incidentRows->setSourceModel(&m_incidents);
    m_incidentList->setModel(m_incidentRows);
    m_incidentList->setFitting(true, incidentsInSight);
    m_noIncidents = new Text(FontRole::Body, Tone::Second);
    m_noIncidents->setObjectName(QStringLiteral("noIncidents"));
    m_noIncidents->setWrapping(true);
    card->content()->addWidget(m_incidentList);
    card->content()->addWidget(m_noIncidents);
    card->content()->addStretch();
    return card;
}

void HealthPage::connectAll()
{
    connect(&m_health, &HealthMonitor::changed, this, &HealthPage::show);
    connect(&m_desk.monitor(), &ServerMonitor::changed, this, &HealthPage::show);
    connect(m_matrix, &HealthMatrix::chosen, m_response, &ResponseCard::setEndpoint);
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_desk.monitor().lookNow();
        m_health.askNow();
    });
    connect(m_store, &Banner::later, this, [this] {
        m_putOff = m_health.storeError() ? m_health.storeError()->message : m_health.storeNote();
        showStore();
    });
    connect(&m_clock, &QTimer::timeout, this, [this] {
        if (isVisible())
            showHead();
    });
    m_clock.start(1000);
}

void HealthPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    show();
}

// All that is known, where somebody looks.
void HealthPage::show()
{
    if (!isVisible())
        return;
    const LoadState state = m_health.state();
    const bool hasNothing = state == LoadState::Loading || state == LoadState::Failed;
    m_failure->setVisible(state == LoadState::Failed);
    if (state == LoadState::Failed)
        showFailure();
    m_loading->setVisible(state == LoadState::Loading);
    m_now->setVisible(!hasNothing);
    m_overTime->setVisible(!hasNothing);
    m_model.setSample(m_health.sample(), m_health.history());
    m_again->setBlocked(
        m_desk.monitor().view().state == ConnectionState::Connecting ? tr("The connection is being made.") : QString());
    showStore();
    showIncidents();
    showHead();
}

// What changes with time alone.
void HealthPage::showHead()
{
    const HealthReport report = describe(m_health, now());
    m_head->setState(report.sentence.mark, report.sentence.title, report.sentence.evidence);
    const QDateTime last = m_health.sample() ? m_health.sample()->time : m_health.history().newest();
    const QString age = report.sentence.isStale && last.isValid() ? tr("as of %1").arg(momentText(last)) : QString();
    m_incidentsCard->setStale(age);
    m_matrixCard->setStale(m_health.sample() || age.isEmpty() ? age : tr("not asked yet"));
    m_verdictCard->setStale(report.findings.size() > 1 ? age : QString()); // the way to the server is known now
    m_matrix->setStale(report.sentence.isStale);
    m_incidentList->setStale(report.sentence.isStale);
    m_incidentRows->setStale(report.sentence.isStale);
    showVerdict(report);
}

void HealthPage::showVerdict(const HealthReport &report)
{
    for (qsizetype i = 0; i < m_findings.size(); ++i) {
        const Finding &line = m_findings[i];
        for (QWidget *part : std::initializer_list<QWidget *>{line.mark, line.where, line.what})
            part->setVisible(i < report.findings.size());
        // What was seen before the link was lost may no longer be so; the link itself is known.
        const HealthFinding finding = report.findings.value(i);
        const bool isOld = report.sentence.isStale && i > 0;
        line.mark->setMark(isOld ? Mark::Unknown : finding.mark);
        line.where->setText(finding.where);
        line.what->setText(breakable(finding.what, 20));
        m_findingsGrid->setRowMinimumHeight(3 * int(i) + 2, i + 1 < report.findings.size() ? px(8) : 0);
        line.what->setTone(isOld ? Tone::Third : Tone::Second);
    }
    const bool hasFindings = !report.findings.isEmpty();
    m_verdictCard->setVisible(hasFindings);
    const bool hasRemedy = hasFindings && !report.remedy.isEmpty();
    for (QWidget *part : std::initializer_list<QWidget *>{m_remedyLine, m_remedyLabel, m_remedy})
        part->setVisible(hasRemedy);
    m_remedy->setText(report.remedy);
}

void HealthPage::showFailure()
{
    const ServerView &view = m_desk.monitor().view();
    const bool isConnected = view.state == ConnectionState::Connected;
    const Error &error = isConnected && m_health.error() ? *m_health.error() : view.error;
    m_failure->setWhat(visibleText(error.message, 500));
    m_failure->setStateOfThings(isConnected ? tr("The server is connected; its health alone cannot be asked.")
                                            : stateOfThings(view));
    const QString remedy = isConnected ? visibleText(error.remedy, 500) : remedyText(view);
    m_failure->setRemedies(remedy.isEmpty() ? QStringList() : QStringList{remedy});
}

void HealthPage::showStore()
{
    const auto &error = m_health.storeError();
    const QString words = error ? error->message : m_health.storeNote();
    m_store->setVisible(!words.isEmpty() && words != m_putOff);
    if (error)
        m_store->set(Mark::Warning, tr("What is measured is not kept"),
                     tr("%1 %2").arg(visibleText(error->message, 400), visibleText(error->remedy, 400)));
    else
        m_store->set(Mark::Warning, tr("Older measurements are missing"), visibleText(words, 400));
}

void HealthPage::showIncidents()
{
    const QDateTime to = now();
    m_incidents.setIncidents(m_health.history().incidents(to.addMSecs(-HealthHistory::keptMs), to));
    const int count = m_incidents.rowCount();
    m_incidentList->setVisible(count > 0);
    m_noIncidents->setVisible(count == 0);
    const QDateTime oldest = m_health.history().oldest();
    m_noIncidents->setText(oldest.isValid()
                               ? tr("No endpoint has failed since %1, when the history began.").arg(momentText(oldest))
                               : tr("Nothing was measured yet."));
    m_incidentsCard->setMeta(count == 0 ? QString()
                             : m_incidents.openCount() == 0
                                 ? tr("%1 in 30 days").arg(count)
                                 : tr("%1 in 30 days, %2 open").arg(count).arg(m_incidents.openCount()));
}

namespace {

void attach(ServerDesk &desk)
{
    const auto show = [&desk] {
        const HealthReport report = describe(desk.health(), now());
        ServerDesk::Badge badge;
        if (!report.sentence.isStale && report.down > 0)
            badge = {HealthPage::tr("%1 down").arg(report.down), Mark::Down};
        else if (!report.sentence.isStale && report.warned > 0)
            badge = {report.warned == 1 ? HealthPage::tr("1 warns") : HealthPage::tr("%1 warn").arg(report.warned),
                     Mark::Warning};
        desk.setBadge(QStringLiteral("health"), badge);
    };
    QObject::connect(&desk.health(), &HealthMonitor::changed, &desk, show);
    show();
}

} // namespace

Page healthPage()
{
    return {QStringLiteral("health"),
            HealthPage::tr("Health"),
            QStringLiteral("health"),
            false,
            [](ServerDesk &desk, QWidget *parent) -> QWidget * { return new PageScroll(new HealthPage(desk), parent); },
            attach};
}

} // namespace bouncepro
