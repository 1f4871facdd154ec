// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthhistory.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <utility>

namespace bouncepro {

namespace {

QDateTime timeOf(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

// By nearest rank; reorders values.
std::optional<float> percentile(std::vector<float> &values, double part)
{
    if (values.empty())
        return {};
    const auto rank = size_t(std::max(0.0, std::ceil(part * double(values.size())) - 1));
    std::nth_element(values.begin(), values.begin() + qptrdiff(rank), values.end());
    return values[rank];
}

void count(HealthVerdict verdict, int &ok, int &warn, int &fail)
{
    if (verdict == HealthVerdict::Ok)
        ++ok;
    else if (verdict == HealthVerdict::Warn)
        ++warn;
    else if (verdict == HealthVerdict::Fail)
        ++fail;
}

// An error that comes at once is no quick answer.
bool isTimed(const HealthHistory::Point &point)
{
    return point.milliseconds >= 0 && point.verdict != HealthVerdict::Fail;
}

HealthVerdict worst(int ok, int warn, int fail)
{
    return fail ? HealthVerdict::Fail : warn ? HealthVerdict::Warn : ok ? HealthVerdict::Ok : HealthVerdict::Unknown;
}

} // namespace

void HealthHistory::add(const HealthSample &sample)
{
    const qint64 now = sample.time.toMSecsSinceEpoch();
    for (const HealthCheck &check : sample.checks) {
        Track &track = m_tracks[check.endpoint];
        if (!track.points.empty() && track.points.back().time >= now)
            continue;
        const HealthVerdict verdict = check.verdict();
        track.points.push_back({now, float(check.milliseconds.value_or(-1)), qint16(check.status), verdict});
        if (verdict != track.last || track.since == 0) {
            track.last = verdict;
            track.since = now;
        }
        thin(track, now);
        note(check, sample.time);
    }
    while (qsizetype(m_incidents.size()) > mostIncidents || (!m_incidents.empty() && m_incidents.front().to.isValid() &&
                                                             m_incidents.front().to.msecsTo(sample.time) > keptMs))
        m_incidents.pop_front();
}

HealthHistory::Bucket HealthHistory::summarize(qint64 bucket, const std::vector<Point> &points)
{
    Bucket summary{.time = bucket};
    std::vector<float> times;
    for (const Point &point : points) {
        count(point.verdict, summary.ok, summary.warn, summary.fail);
        if (isTimed(point))
            times.push_back(point.milliseconds);
    }
    summary.median = percentile(times, 0.5).value_or(-1);
    summary.p95 = percentile(times, 0.95).value_or(-1);
    return summary;
}

// Whole buckets that are past the full rate become one summary each.
void HealthHistory::thin(Track &track, qint64 now)
{
    while (!track.points.empty() && bucketOf(track.points.front().time) + bucketMs <= now - fullMs) {
        const qint64 bucket = bucketOf(track.points.front().time);
        std::vector<Point> points;
        for (; !track.points.empty() && bucketOf(track.points.front().time) == bucket; track.points.pop_front())
            points.push_back(track.points.front());
        track.old.push_back(summarize(bucket, points));
    }
    while (!track.old.empty() && track.old.front().time < now - keptMs)
        track.old.pop_front();
}

// A result that is not known neither begins nor ends an incident.
void HealthHistory::note(const HealthCheck &check, const QDateTime &time)
{
    const HealthVerdict verdict = check.verdict();
    if (verdict == HealthVerdict::Unknown)
        return;
    const auto open = std::find_if(m_incidents.rbegin(), m_incidents.rend(), [&](const HealthIncident &incident) {
        return incident.endpoint == check.endpoint && !incident.to.isValid();
    });
    HealthIncident *incident = open == m_incidents.rend() ? nullptr : &*open;
    if (verdict == HealthVerdict::Fail && !incident) {
        m_incidents.push_back({check.endpoint, time, {}, check.text(), 0});
        incident = &m_incidents.back();
    }
    if (!incident)
        return;
    if (verdict == HealthVerdict::Fail)
        ++incident->failures;
    else
        incident->to = time;
    const auto same = std::find_if(m_changed.begin(), m_changed.end(), [&](const HealthIncident &other) {
        return other.endpoint == incident->endpoint && other.from == incident->from;
    });
    if (same == m_changed.end())
        m_changed << *incident;
    else
        *same = *incident;
}

std::vector<HealthHistory::Span> HealthHistory::spans(const HealthEndpoint &endpoint, qint64 from, qint64 to,
                                                      int buckets) const
{
    std::vector<Span> all(size_t(std::max(buckets, 0)));
    const auto track = m_tracks.find(endpoint);
    if (track == m_tracks.end() || all.empty() || to <= from)
        return all;
    const auto spanOf = [&](qint64 time) -> Span & {
        return all[size_t(std::min<qint64>(buckets - 1, (time - from) * buckets / (to - from)))];
    };
    const auto earlier = [](const auto &entry, qint64 time) { return entry.time < time; };
    const auto &old = track->second.old;
    for (auto it = std::lower_bound(old.begin(), old.end(), from, earlier); it != old.end() && it->time < to; ++it) {
        Span &span = spanOf(it->time);
        span.ok += it->ok;
        span.warn += it->warn;
        span.fail += it->fail;
        if (it->median >= 0) {
            span.medians.push_back(it->median);
            span.highs.push_back(it->p95);
        }
    }
    const auto &points = track->second.points;
    for (auto it = std::lower_bound(points.begin(), points.end(), from, earlier); it != points.end() && it->time < to;
         ++it) {
        Span &span = spanOf(it->time);
        count(it->verdict, span.ok, span.warn, span.fail);
        if (isTimed(*it))
            span.medians.push_back(it->milliseconds);
    }
    return all;
}

QList<HealthHistory::ChartPoint> HealthHistory::series(const HealthEndpoint &endpoint, const QDateTime &from,
                                                       const QDateTime &to, int buckets) const
{
    const qint64 begin = from.toMSecsSinceEpoch(), end = to.toMSecsSinceEpoch();
    QList<ChartPoint> points;
    for (Span &span : spans(endpoint, begin, end, buckets)) {
        ChartPoint point{.from = timeOf(begin + (end - begin) * points.size() / buckets)};
        point.count = int(span.medians.size());
        if (point.count) {
            const float p95 = *percentile(span.medians, 0.95);
            point.p95 =
                span.highs.empty() ? p95 : std::max(p95, *std::max_element(span.highs.begin(), span.highs.end()));
            point.median = *percentile(span.medians, 0.5);
        }
        points << point;
    }
    return points;
}

QList<HealthHistory::StripBucket> HealthHistory::strip(const HealthEndpoint &endpoint, const QDateTime &from,
                                                       const QDateTime &to, int buckets) const
{
    const qint64 begin = from.toMSecsSinceEpoch(), end = to.toMSecsSinceEpoch();
    QList<StripBucket> strip;
    for (const Span &span : spans(endpoint, begin, end, buckets)) {
        const qint64 i = strip.size();
        strip << StripBucket{timeOf(begin + (end - begin) * i / buckets),
                             timeOf(begin + (end - begin) * (i + 1) / buckets), worst(span.ok, span.warn, span.fail),
                             span.ok + span.warn + span.fail, span.fail};
    }
    return strip;
}

std::optional<double> HealthHistory::uptime(const HealthEndpoint &endpoint, const QDateTime &from,
                                            const QDateTime &to) const
{
    const auto all = spans(endpoint, from.toMSecsSinceEpoch(), to.toMSecsSinceEpoch(), 1);
    const Span &span = all.front();
    const int known = span.ok + span.warn + span.fail;
    return known ? std::optional(double(span.ok + span.warn) / known) : std::nullopt;
}

QList<HealthIncident> HealthHistory::incidents(const QDateTime &from, const QDateTime &to) const
{
    QList<HealthIncident> found;
    for (auto it = m_incidents.rbegin(); it != m_incidents.rend(); ++it)
        if (it->from < to && (!it->to.isValid() || it->to > from))
            found << *it;
    return found;
}

QDateTime HealthHistory::since(const HealthEndpoint &endpoint) const
{
    const auto track = m_tracks.find(endpoint);
    return track == m_tracks.end() || track->second.since == 0 ? QDateTime() : timeOf(track->second.since);
}

QDateTime HealthHistory::oldest() const
{
    std::optional<qint64> first;
    for (const auto &[endpoint, track] : m_tracks)
        if (!track.old.empty() || !track.points.empty()) {
            const qint64 time = track.old.empty() ? track.points.front().time : track.old.front().time;
            first = std::min(first.value_or(time), time);
        }
    return first ? timeOf(*first) : QDateTime();
}

QDateTime HealthHistory::newest() const
{
    std::optional<qint64> last;
    for (const auto &[endpoint, track] : m_tracks)
        if (!track.old.empty() || !track.points.empty()) {
            const qint64 time = track.points.empty() ? track.old.back().time : track.points.back().time;
            last = std::max(last.value_or(time), time);
        }
    return last ? timeOf(*last) : QDateTime();
}

int HealthHistory::points(const HealthEndpoint &endpoint) const
{
    const auto track = m_tracks.find(endpoint);
    return track == m_tracks.end() ? 0 : int(track->second.points.size());
}

QList<HealthIncident> HealthHistory::takeChangedIncidents()
{
    return std::exchange(m_changed, {});
}

void HealthHistory::restore(const HealthEndpoint &endpoint, Track track)
{
    const auto note = [&track](HealthVerdict verdict, qint64 time) {
        if (verdict == track.last && track.since != 0)
            return;
        track.last = verdict;
        track.since = time;
    };
    for (const Bucket &bucket : track.old)
        note(worst(bucket.ok, bucket.warn, bucket.fail), bucket.time);
    for (const Point &point : track.points)
        note(point.verdict, point.time);
    m_tracks[endpoint] = std::move(track);
}

void HealthHistory::restore(const HealthIncident &incident)
{
    const auto isEarlier = [](const HealthIncident &a, const HealthIncident &b) { return a.from < b.from; };
    m_incidents.insert(std::upper_bound(m_incidents.begin(), m_incidents.end(), incident, isEarlier), incident);
}

QString uptimeText(std::optional<double> ratio)
{
    if (!ratio)
        return QStringLiteral("–");
    const double percent = std::floor(*ratio * 10000 + 1e-6) / 100;
    return QCoreApplication::translate("Health", "%1 %")
        .arg(QLocale(QLocale::English).toString(percent, 'f', *ratio >= 1 ? 0 : 2));
}

} // namespace bouncepro
