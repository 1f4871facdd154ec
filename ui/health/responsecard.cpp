// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/health/responsecard.h"

#include "models/health/healthreport.h"
#include "models/servers/wording.h"
#include "ui/look/emptystate.h"
#include "ui/look/meter.h"
#include "ui/look/paint.h"
#include "ui/look/segmented.h"
#include "ui/look/text.h"
#include "ui/look/timechart.h"
#include "ui/shell/serverdesk.h"

#include <QGridLayout>
#include <QStackedWidget>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bouncepro {

namespace {

constexpr qint64 hour = 3600'000;
struct Range
{
    qint64 length; // ms
    int points;    // of the chart
};
constexpr Range ranges[] = {{hour, 60}, {24 * hour, 144}, {7 * 24 * hour, 168}, {30 * 24 * hour, 180}};
constexpr int stripBars = 60;
constexpr int stripGap = 12;

struct Span
{
    QDateTime from, to;
};
// Of whole buckets, the last of which has begun: what was drawn stays as it is while time goes on.
Span spanOf(qint64 length, int buckets)
{
    const qint64 bucket = length / buckets;
    const qint64 end = (QDateTime::currentMSecsSinceEpoch() / bucket + 1) * bucket;
    return {QDateTime::fromMSecsSinceEpoch(end - length, Qt::UTC), QDateTime::fromMSecsSinceEpoch(end, Qt::UTC)};
}

} // namespace

ResponseCard::ResponseCard(ServerDesk &desk, QWidget *parent)
    : Card(tr("Response time"), parent),
      m_monitor(desk.monitor()),
      m_health(desk.health()),
      m_jobs(desk.jobs()),
      m_endpoint{QStringLiteral("payload"), QStringLiteral("/health"), Vantage::Host},
      m_range(new Segmented(tr("Time"), {tr("1 h"), tr("24 h"), tr("7 d"), tr("30 d")})),
      m_chart(new TimeChart(tr("Response time"), tr("ms"))),
      m_empty(new EmptyState(QStringLiteral("health"), tr("The history begins now"), {})),
      m_pages(new QStackedWidget)
{
    setObjectName(QStringLiteral("responseCard"));
    m_range->setObjectName(QStringLiteral("healthRange"));
    m_chart->setObjectName(QStringLiteral("healthChart"));
    m_empty->setObjectName(QStringLiteral("healthBegins"));
    addAction(m_range);
    auto *chart = new QWidget;
    chart->setLayoutDirection(Qt::LeftToRight);
    auto *row = new QHBoxLayout(chart);
    row->addWidget(m_chart);
    m_pages->addWidget(chart);
    m_pages->addWidget(m_empty);
    content()->addWidget(m_pages);
    content()->addWidget(makeStrips());
    content()->addStretch();
    connect(m_chart, &TimeChart::plotMoved, this, &ResponseCard::alignStrips);
    // At the right of the plot the strips say how much of the time was well.
    keepDressed(this, [this, row] {
        const int part = int(std::ceil(textWidth(FontRole::Mono, QStringLiteral("99.99 %")))) + px(3);
        row->setContentsMargins(0, 0, part + px(stripGap) - px(8), 0);
        int widest = 0;
        for (const Strip &strip : std::as_const(m_strips)) {
            strip.part->setFixedWidth(part);
            widest = std::max(widest, int(std::ceil(textWidth(FontRole::Small, strip.label->text()))) + px(3));
        }
        m_chart->setLeastLeft(widest + px(stripGap));
        alignStrips();
    });
    connect(m_range, &Segmented::chosen, this, [this] {
        m_isChosen = true;
        refresh();
    });
    connect(&m_health, &HealthMonitor::changed, this, &ResponseCard::refresh);
    connect(&m_jobs, &JobCenter::changed, this, &ResponseCard::refresh);
}

QWidget *ResponseCard::makeStrips()
{
    const std::pair<QString, HealthEndpoint> strips[] = {
        {tr("Through nginx"), {QStringLiteral("payload"), QStringLiteral("/health/ready"), Vantage::Host}},
        {tr("payload"), {QStringLiteral("payload"), QStringLiteral("/health/ready"), Vantage::Container}},
        {tr("nuxt"), {QStringLiteral("nuxt"), QStringLiteral("/api/health"), Vantage::Container}}};
    auto *all = new QWidget;
    all->setLayoutDirection(Qt::LeftToRight); // as the time of the chart
    auto *grid = new QGridLayout(all);
    grid->setContentsMargins({});
    keepDressed(grid, [grid] {
        grid->setHorizontalSpacing(px(stripGap));
        grid->setVerticalSpacing(px(5));
    });
    for (const auto &[name, endpoint] : strips) {
        const int row = int(m_strips.size());
        auto *label = new Text(FontRole::Small, Tone::Second, name);
        label->setToolTip(asRichText(textOf(endpoint)));
        auto *bars = new UptimeStrip(tr("Uptime, %1").arg(textOf(endpoint)));
        bars->setObjectName(QStringLiteral("uptime%1").arg(row + 1));
        auto *part = new Text(FontRole::Mono, Tone::Second);
        part->setObjectName(QStringLiteral("uptimePart%1").arg(row + 1));
        part->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(label, row, 0);
        grid->addWidget(bars, row, 1);
        grid->addWidget(part, row, 2);
        m_strips << Strip{endpoint, label, bars, part};
    }
    grid->setColumnStretch(1, 1);
    return all;
}

// A bar stands below its time in the chart.
void ResponseCard::alignStrips()
{
    for (const Strip &strip : m_strips)
        strip.label->setFixedWidth(m_chart->plotEdges().first - px(stripGap));
}

void ResponseCard::setEndpoint(const HealthEndpoint &endpoint)
{
    m_endpoint = endpoint;
    refresh();
}

void ResponseCard::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    refresh();
}

// A day, where there is more than an hour to be seen.
void ResponseCard::chooseRange()
{
    const QDateTime oldest = m_health.history().oldest();
    if (m_isChosen || !oldest.isValid())
        return;
    const bool isOld = oldest.msecsTo(QDateTime::currentDateTimeUtc()) > hour;
    m_range->setCurrent(isOld ? 1 : 0);
    m_isChosen = isOld;
}

void ResponseCard::refresh()
{
    if (!isVisible())
        return;
    chooseRange();
    const bool isStale = m_health.state() == LoadState::Stale;
    const QDateTime newest = m_health.history().newest();
    setMeta(textOf(m_endpoint));
    setStale(isStale && newest.isValid() // where there is little room the end is cut
                 ? tr("as of %1, %2 %3").arg(momentText(newest), m_endpoint.path, textOf(m_endpoint.vantage))
                 : QString());
    m_chart->setStale(isStale);
    for (const Strip &strip : m_strips)
        strip.part->setTone(isStale ? Tone::Third : Tone::Second);
    showChart();
    showStrips();
}

void ResponseCard::showChart()
{
    const Range &range = ranges[m_range->current()];
    const auto [from, to] = spanOf(range.length, range.points);
    auto points = m_health.history().series(m_endpoint, from, to, range.points);
    // Nothing was measured in the last one yet; what is stale ends with what was measured last.
    qsizetype most = m_health.state() == LoadState::Stale ? points.size() : 1;
    for (; most > 0 && !points.last().median; --most)
        points.removeLast();
    ChartSeries high{tr("p95"), &Tokens::series2, {}, false}, middle{tr("p50"), &Tokens::series1, {}, true};
    int measured = 0;
    for (const HealthHistory::ChartPoint &point : points) {
        const double x = double(point.from.toMSecsSinceEpoch());
        high.points << QPointF(x, point.p95.value_or(qQNaN()));
        middle.points << QPointF(x, point.median.value_or(qQNaN()));
        measured += point.median ? 1 : 0;
    }
    const bool isEmpty = measured < 2;
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
    if (isEmpty)
        showWhyEmpty();
    m_chart->setRange(from.toMSecsSinceEpoch(), to.toMSecsSinceEpoch());
    m_chart->setSeries({high, middle});
    showMarks(from, to);
}

void ResponseCard::showWhyEmpty()
{
    const bool hasBegun = m_health.history().oldest().isValid();
    const auto &status = m_monitor.view().status;
    const bool cannotBeOperated = status && !status->problems.isEmpty(); // the page tells why
    if (m_health.state() == LoadState::Stale)
        m_empty->setWords(tr("Nothing to draw"), tr("Too little was measured before the connection was lost."));
    else if (!hasBegun && m_health.error())
        m_empty->setWords(tr("Health cannot be checked"), cannotBeOperated
                                                              ? tr("It is checked once the server can be operated.")
                                                              : visibleText(m_health.error()->message, 200));
    else if (hasBegun && m_isChosen)
        m_empty->setWords(tr("Nothing was measured then"),
                          tr("This endpoint gave no answer whose time could be taken."));
    else
        m_empty->setWords(tr("The history begins now"),
                          m_health.isKept()
                              ? tr("A line appears after two minutes. It is kept for 30 days on this machine.")
                              : tr("A line appears after two minutes, and goes with this program."));
}

void ResponseCard::showStrips()
{
    const auto [from, to] = spanOf(ranges[m_range->current()].length, stripBars);
    const HealthHistory &history = m_health.history();
    const QList<HealthIncident> incidents = history.incidents(from, to);
    // Where nothing was deployed yet nothing has failed.
    const auto &status = m_health.server().view().status;
    const bool isNew =
        status && status->services.isEmpty() && std::all_of(m_strips.begin(), m_strips.end(), [&](const Strip &strip) {
            return history.uptime(strip.endpoint, history.oldest(), to).value_or(0) == 0;
        });
    for (const Strip &strip : std::as_const(m_strips)) {
        QList<UptimeStrip::Bar> bars;
        for (const HealthHistory::StripBucket &bucket : history.strip(strip.endpoint, from, to, stripBars))
            bars << UptimeStrip::Bar{isNew ? Mark::Unknown : markOf(bucket.verdict), momentText(bucket.from)};
        const auto count = int(std::count_if(incidents.begin(), incidents.end(), [&](const HealthIncident &incident) {
            return incident.endpoint == strip.endpoint;
        }));
        const QString part = uptimeText(isNew ? std::nullopt : history.uptime(strip.endpoint, from, to));
        strip.bars->setBars(bars, count == 0 || isNew ? part
                                  : count == 1        ? tr("%1, 1 incident").arg(part)
                                                      : tr("%1, %2 incidents").arg(part).arg(count));
        strip.part->setText(part);
    }
}

// Deploys that lie so near to each other that their words would overlap are one mark.
void ResponseCard::showMarks(const QDateTime &from, const QDateTime &to)
{
    QList<ChartMark> marks;
    int together = 1;
    for (const JobSummary &job : m_jobs.jobs()->jobs()) { // newest first
        const bool isRollback = job.action == QLatin1String("rollback");
        if (job.state != JobState::Succeeded || (!isRollback && job.action != QLatin1String("deploy")) ||
            job.ended < from || job.ended > to)
            continue;
        const qint64 at = job.ended.toMSecsSinceEpoch();
        if (!marks.isEmpty() && marks.last().at - at < from.msecsTo(to) / 8) {
            marks.last().text = tr("%1 deploys").arg(++together);
            continue;
        }
        together = 1;
        marks << ChartMark{at, visibleText(job.subject, 14), Mark::Running,
                           isRollback ? QStringLiteral("rollback") : QStringLiteral("deploy")};
    }
    m_chart->setMarks(marks);
}

} // namespace bouncepro
