#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/logmatcher.h"
#include "models/logs/logsource.h"

#include <QHash>
#include <QTimer>

#include <array>
#include <deque>
#include <map>

namespace bouncepro {

/// Which lines a person wants to see.
struct LogQuery
{
    QList<LevelGroup> levels;                       ///< empty: all
    QStringList services;                           ///< empty: all
    QString text;                                   ///< for LogMatcher
    bool onlyHits = true;                           ///< false: lines without a hit stay, and hits are marked
    std::optional<std::pair<qint64, qint64>> range; ///< milliseconds since the epoch: from, and before
    bool operator==(const LogQuery &) const = default;
};

/// Lines by time, for a strip of columns. Of a quiet service's few old lines no more than 2 % are left out where they
/// would stretch the time to more than twice its length.
struct LogHistogram
{
    struct Column
    {
        int errors = 0;
        int warnings = 0;
        int others = 0;
        int all() const { return errors + warnings + others; }
        bool operator==(const Column &) const = default;
    };
    qint64 from = 0;  ///< milliseconds since the epoch, of the first column
    qint64 width = 0; ///< milliseconds of a column
    QList<Column> columns;
};

/// The lines of a source that match a query, and how many of each kind there are. Each line is tested once, when it
/// arrives; after another query all are tested anew, in slices that leave the event loop its frames, while the rows
/// stay those of the query before.
class LogFilter : public QAbstractListModel
{
    Q_OBJECT

public:
    /// The source outlives it.
    explicit LogFilter(LogSource &source, QObject *parent = nullptr);

    /// Errors: Invalid, for a text that is no expression; the query before stays then.
    Result<void> setQuery(const LogQuery &query);
    const LogQuery &query() const { return m_query; }
    /// The rows are still those of the query before.
    bool isFiltering() const { return m_isRefiltering; }

    LogEntry entry(int row) const;
    /// The line's own number, which it keeps for as long as it is there; -1: no such row.
    qint64 id(int row) const { return row >= 0 && row < rowCount() ? m_rows[size_t(row)] : -1; }
    /// The row of that line, else of the next behind it; -1: none.
    int rowOf(qint64 id) const;
    /// The first row at or behind that time; -1: none.
    int rowAt(qint64 time) const;
    /// The next row with a hit in that direction (1, -1); -1: none. Without a text every row is one.
    int nextHit(int row, int direction) const;

    /// How many lines each kind would show, were it alone chosen.
    int count(LevelGroup group) const { return counts().groups[size_t(group)]; }
    int count(const QString &service) const;
    /// Rows with a hit.
    int hits() const { return counts().hits; }
    /// All that have been seen, by name.
    QStringList services() const;
    /// Of the lines that match all but the range; at most that many columns.
    LogHistogram histogram(int mostColumns) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// The roles of LogSource.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override { return m_source.roleNames(); }

Q_SIGNALS:
    /// Counts, services or histogram; at most once a frame.
    void countsChanged();
    void filteringChanged();

private:
    enum Pass : quint8 { Level = 1, Service = 2, Text = 4, Range = 8, Hit = 16, All = Level | Service | Text | Range };
    struct Tested
    {
        qint64 second = 0;
        quint16 service = 0;
        quint8 group = 0;
        quint8 passes = 0;
        bool has(int what) const { return (passes & what) == what; }
    };
    struct Counts
    {
        std::array<int, levelGroups> groups{};
        QList<int> services; // by their number
        int hits = 0;
        std::map<qint64, LogHistogram::Column> seconds;
    };
    const Counts &counts() const { return m_isRefiltering ? m_countsBefore : m_counts; }
    Tested test(const LogEntry &entry);
    void count(const Tested &line, int by);
    quint16 numberOf(const QString &service);
    void work();
    void drop(int lines);
    void restart();

    LogSource &m_source;
    LogQuery m_query;
    LogMatcher m_matcher;
    std::deque<qint64> m_rows;   // ids: rows of the source, counted from the first there ever was
    std::deque<qint64> m_next;   // of the query that is being applied
    std::deque<Tested> m_tested; // from the source's first row on
    qint64 m_first = 0;          // id of the source's first row
    Counts m_counts, m_countsBefore;
    QStringList m_services;
    QHash<QString, quint16> m_numbers;
    bool m_isRefiltering = false;
    QTimer m_slice;
};

} // namespace bouncepro
