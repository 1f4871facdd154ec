#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/healthcheck.h"

#include <deque>
#include <map>

namespace bouncepro {

/// A time in which an endpoint failed.
struct HealthIncident
{
    HealthEndpoint endpoint;
    QDateTime from;   ///< UTC; the first failure
    QDateTime to;     ///< the first answer after it; invalid: it goes on, as far as is known
    QString what;     ///< what was seen first: "503: database"
    int failures = 0; ///< measurements that failed
    bool operator==(const HealthIncident &) const = default;
};

/// What was measured of a stack's health in the last 30 days, and what a page asks of it: each measurement of the last
/// 24 hours, 5-minute summaries of those before. A value: cheap to move, no thread of its own.
class HealthHistory
{
public:
    static constexpr qint64 fullMs = 24LL * 3600 * 1000; ///< kept as measured
    static constexpr qint64 keptMs = 30 * fullMs;        ///< kept at all
    static constexpr qint64 bucketMs = 5LL * 60 * 1000;  ///< of the summaries
    static constexpr qsizetype mostIncidents = 1000;

    struct Point
    {
        qint64 time = 0;         // ms since 1970
        float milliseconds = -1; // -1: none
        qint16 status = 0;
        HealthVerdict verdict = HealthVerdict::Unknown;
    };
    struct Bucket
    {
        qint64 time = 0; // its beginning, a multiple of bucketMs
        int ok = 0, warn = 0, fail = 0;
        float median = -1, p95 = -1; // -1: none
    };
    struct Track
    {
        std::deque<Bucket> old; // before points
        std::deque<Point> points;
        HealthVerdict last = HealthVerdict::Unknown;
        qint64 since = 0; // of last
    };

    /// Measurements go in in the order of time; one that is not later than the last of its endpoint is passed over.
    void add(const HealthSample &sample);

    struct ChartPoint
    {
        QDateTime from;
        std::optional<double> median, p95; ///< ms, of answers that are no failures; absent: the line has a gap
        int count = 0;                     ///< of these answers
    };
    /// count buckets of equal width from `from` to `to`. Where only summaries are left, the median is that of their
    /// medians and p95 their highest.
    QList<ChartPoint> series(const HealthEndpoint &endpoint, const QDateTime &from, const QDateTime &to,
                             int count) const;

    struct StripBucket
    {
        QDateTime from, to;
        HealthVerdict verdict = HealthVerdict::Unknown; ///< the worst; Unknown: no data
        int measured = 0, failed = 0;
    };
    QList<StripBucket> strip(const HealthEndpoint &endpoint, const QDateTime &from, const QDateTime &to,
                             int count) const;

    /// Measurements that did not fail, of those with a result; nullopt: there are none.
    std::optional<double> uptime(const HealthEndpoint &endpoint, const QDateTime &from, const QDateTime &to) const;

    /// Those that touch the span, newest first.
    QList<HealthIncident> incidents(const QDateTime &from, const QDateTime &to) const;
    /// Since when the endpoint is as it is now, as far as is known; invalid: not measured.
    QDateTime since(const HealthEndpoint &endpoint) const;

    /// The time of the first and of the last measurement of any endpoint; invalid: there is none.
    QDateTime oldest() const;
    QDateTime newest() const;

    /// How many measurements are kept at the full rate.
    int points(const HealthEndpoint &endpoint) const;

    /// For the store: what add() made of incidents since the last call.
    QList<HealthIncident> takeChangedIncidents();
    /// From the store, before anything is added: points in the order of time, incidents in any.
    void restore(const HealthEndpoint &endpoint, Track track);
    void restore(const HealthIncident &incident);
    /// One summary of points of one bucket.
    static Bucket summarize(qint64 bucket, const std::vector<Point> &points);
    /// Moves whole buckets of points that are past the full rate to the summaries, and forgets what is past all
    /// keeping.
    static void thin(Track &track, qint64 now);
    static qint64 bucketOf(qint64 time) { return time - time % bucketMs; }

private:
    struct Span // what lies in one bucket of a query
    {
        int ok = 0, warn = 0, fail = 0;
        std::vector<float> medians, highs;
    };
    std::vector<Span> spans(const HealthEndpoint &endpoint, qint64 from, qint64 to, int count) const;
    void note(const HealthCheck &check, const QDateTime &time);

    std::map<HealthEndpoint, Track> m_tracks;
    std::deque<HealthIncident> m_incidents; // by their beginning
    QList<HealthIncident> m_changed;
};

/// "99.86 %"; never rounded up to 100. nullopt: "–".
QString uptimeText(std::optional<double> ratio);

} // namespace bouncepro
