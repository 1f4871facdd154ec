// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logfilter.h"

#include <QElapsedTimer>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr qint64 sliceMilliseconds = 6;
constexpr qsizetype mostServices = 200; // further ones are counted together

} // namespace

LogFilter::LogFilter(LogSource &source, QObject *parent) : QAbstractListModel(parent), m_source(source)
{
    m_slice.setSingleShot(true);
    m_slice.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, &LogFilter::work);
    connect(&m_source, &LogSource::rowsInserted, this, [this] {
        if (!m_slice.isActive())
            work();
    });
    connect(&m_source, &LogSource::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { drop(last - first + 1); });
    connect(&m_source, &LogSource::modelReset, this, &LogFilter::restart);
    work();
}

Result<void> LogFilter::setQuery(const LogQuery &query)
{
    auto matcher = LogMatcher::create(query.text);
    if (!matcher)
        return fail(matcher.error());
    if (query == m_query)
        return {};
    m_query = query;
    m_matcher = std::move(*matcher);
    if (!m_isRefiltering)
        m_countsBefore = std::move(m_counts);
    m_counts = {};
    m_tested.clear();
    m_next.clear();
    m_isRefiltering = true;
    m_slice.start();
    Q_EMIT filteringChanged();
    return {};
}

void LogFilter::restart()
{
    beginResetModel();
    m_rows.clear();
    m_next.clear();
    m_tested.clear();
    m_counts = m_countsBefore = {};
    m_first = 0;
    endResetModel();
    work();
}

quint16 LogFilter::numberOf(const QString &service)
{
    const auto it = m_numbers.constFind(service);
    if (it != m_numbers.constEnd())
        return *it;
    if (m_services.size() >= mostServices)
        return quint16(mostServices - 1);
    m_services << service;
    m_numbers.insert(service, quint16(m_services.size() - 1));
    return quint16(m_services.size() - 1);
}

LogFilter::Tested LogFilter::test(const LogEntry &entry)
{
    Tested line;
    line.second = entry.time / 1000;
    line.service = numberOf(entry.service);
    const LevelGroup group = groupOf(entry.level);
    line.group = quint8(group);
    const bool hit = m_matcher.matches(entry);
    const auto set = [&](Pass pass, bool on) { line.passes |= on ? pass : 0; };
    set(Level, m_query.levels.isEmpty() || m_query.levels.contains(group));
    set(Service, m_query.services.isEmpty() || m_query.services.contains(entry.service));
    set(Text, hit || !m_query.onlyHits);
    set(Range, !m_query.range || (entry.time >= m_query.range->first && entry.time < m_query.range->second));
    set(Hit, hit);
    return line;
}

// by: 1 for a line that came, -1 for one that went.
void LogFilter::count(const Tested &line, int by)
{
    if (line.has(Service | Text | Range))
        m_counts.groups[line.group] += by;
    if (m_counts.services.size() <= line.service)
        m_counts.services.resize(line.service + 1);
    if (line.has(Level | Text | Range))
        m_counts.services[line.service] += by;
    if (line.has(All | Hit))
        m_counts.hits += by;
    if (!line.has(Level | Service | Text))
        return;
    const auto second = m_counts.seconds.try_emplace(line.second).first;
    LogHistogram::Column &column = second->second;
    const auto group = LevelGroup(line.group);
    (group == LevelGroup::Error ? column.errors : group == LevelGroup::Warning ? column.warnings : column.others) += by;
    if (column.all() == 0)
        m_counts.seconds.erase(second);
}

// One slice: tests lines that were not yet, and shows what it found at once.
void LogFilter::work()
{
    QElapsedTimer timer;
    timer.start();
    std::deque<qint64> found;
    const auto end = size_t(m_source.rowCount());
    for (int i = 1; m_tested.size() < end; ++i) {
        const Tested line = test(m_source.entry(int(m_tested.size())));
        if (line.has(All))
            found.push_back(m_first + qint64(m_tested.size()));
        m_tested.push_back(line);
        count(line, 1);
        if (i % 16 == 0 && timer.elapsed() >= sliceMilliseconds)
            break;
    }
    if (m_isRefiltering) {
        m_next.insert(m_next.end(), found.begin(), found.end());
    } else if (!found.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + int(found.size()) - 1);
        m_rows.insert(m_rows.end(), found.begin(), found.end());
        endInsertRows();
    }
    if (m_tested.size() < end) {
        m_slice.start();
    } else if (m_isRefiltering) {
        beginResetModel();
        m_rows.swap(m_next);
        m_isRefiltering = false;
        endResetModel();
        m_next.clear();
        m_countsBefore = {};
        Q_EMIT filteringChanged();
    }
    if (!m_isRefiltering)
        Q_EMIT countsChanged();
}

void LogFilter::drop(int lines)
{
    m_first += lines;
    for (int i = 0; i < lines && !m_tested.empty(); ++i) {
        count(m_tested.front(), -1);
        m_tested.pop_front();
    }
    const auto behind = [this](std::deque<qint64> &ids) { return std::lower_bound(ids.begin(), ids.end(), m_first); };
    m_next.erase(m_next.begin(), behind(m_next));
    const auto end = behind(m_rows);
    if (end != m_rows.begin()) {
        beginRemoveRows({}, 0, int(end - m_rows.begin()) - 1);
        m_rows.erase(m_rows.begin(), end);
        endRemoveRows();
    }
    Q_EMIT countsChanged();
}

LogEntry LogFilter::entry(int row) const
{
    const qint64 at = m_rows[size_t(row)] - m_first;
    return at >= 0 && at < m_source.rowCount() ? m_source.entry(int(at)) : LogEntry(); // it is going
}

int LogFilter::rowOf(qint64 id) const
{
    const auto it = std::lower_bound(m_rows.begin(), m_rows.end(), id);
    return it == m_rows.end() ? -1 : int(it - m_rows.begin());
}

// Not by halves: lines of several containers are only nearly in the order of their times.
int LogFilter::rowAt(qint64 time) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&](qint64 id) {
        return m_tested.size() > size_t(id - m_first) && m_tested[size_t(id - m_first)].second >= time / 1000;
    });
    return it == m_rows.end() ? -1 : int(it - m_rows.begin());
}

int LogFilter::nextHit(int row, int direction) const
{
    for (int at = row + direction; at >= 0 && at < rowCount(); at += direction) {
        const auto tested = size_t(m_rows[size_t(at)] - m_first);
        if (tested < m_tested.size() && m_tested[tested].has(Hit))
            return at;
    }
    return -1;
}

int LogFilter::count(const QString &service) const
{
    const auto it = m_numbers.constFind(service);
    return it == m_numbers.constEnd() ? 0 : counts().services.value(*it);
}

QStringList LogFilter::services() const
{
    QStringList names = m_services;
    names.sort();
    return names;
}

LogHistogram LogFilter::histogram(int mostColumns) const
{
    const auto &seconds = counts().seconds;
    LogHistogram histogram;
    if (seconds.empty() || mostColumns <= 0)
        return histogram;
    int all = 0;
    for (const auto &[second, column] : seconds)
        all += column.all();
    const qint64 last = seconds.rbegin()->first;
    qint64 first = seconds.begin()->first;
    int before = 0;
    for (const auto &[second, column] : seconds) {
        if (before * 50 > all)
            break;
        if ((last - second + 1) * 2 < last - first + 1)
            first = second;
        before += column.all();
    }
    static constexpr qint64 widths[] = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 86400};
    qint64 width = widths[0];
    const auto columnsOf = [&](qint64 seconds_) { return last / seconds_ - first / seconds_ + 1; };
    for (const qint64 candidate : widths)
        if (columnsOf(width) > mostColumns)
            width = candidate;
    while (columnsOf(width) > mostColumns)
        width *= 2;
    histogram.from = first / width * width * 1000;
    histogram.width = width * 1000;
    histogram.columns.resize(columnsOf(width));
    for (auto it = seconds.lower_bound(first / width * width); it != seconds.end(); ++it) {
        auto &column = histogram.columns[it->first / width - first / width];
        column.errors += it->second.errors;
        column.warnings += it->second.warnings;
        column.others += it->second.others;
    }
    return histogram;
}

int LogFilter::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant LogFilter::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogEntry line = entry(index.row());
    if (role == LogSource::HitsRole)
        return QVariant::fromValue(m_matcher.hits(line.message));
    return LogSource::roleOf(line, role);
}

} // namespace bouncepro
