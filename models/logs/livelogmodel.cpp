// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/livelogmodel.h"

#include <algorithm>
#include <condition_variable>
#include <iterator>
#include <mutex>

namespace bouncepro {

namespace {

constexpr std::chrono::milliseconds frame(16);
constexpr size_t linesOfFrame = 400; // 25,000 a second; what is inserted and filtered in a few milliseconds
constexpr qint64 gatherMilliseconds = 200;
constexpr size_t mostWaiting = 4000; // lines that the worker may be ahead

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

template <class Lines>
qsizetype bytesOf(const Lines &lines)
{
    qsizetype bytes = 0;
    for (const LogEntry &line : lines)
        bytes += line.bytes();
    return bytes;
}

void moveTo(std::deque<LogEntry> &to, std::deque<LogEntry> &&from)
{
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

// Of one frame.
std::deque<LogEntry> takeFrom(std::deque<LogEntry> &lines)
{
    const auto end = lines.begin() + qsizetype(std::min(lines.size(), linesOfFrame));
    std::deque<LogEntry> taken(std::make_move_iterator(lines.begin()), std::make_move_iterator(end));
    lines.erase(lines.begin(), end);
    return taken;
}

} // namespace

// What the worker has received and the GUI thread has not taken yet. The worker waits while it is full: the sink then
// does not return, and the server is held back.
struct LiveLogModel::Inbox
{
    std::mutex mutex;
    std::condition_variable_any hasRoom;
    bool isAnnounced = false;
    bool isAlive = false; // something came since the last loss
    std::deque<LogEntry> lines;
    std::optional<std::pair<Error, QDateTime>> lost; // with the next try
};

LiveLogModel::LiveLogModel(ServerMonitor &monitor, QObject *parent) : LiveLogModel(monitor, Limits{}, parent) {}

LiveLogModel::LiveLogModel(ServerMonitor &monitor, const Limits &limits, QObject *parent)
    : LogSource(parent),
      m_monitor(monitor),
      m_limits(limits),
      m_position(std::make_shared<LogPosition>()),
      m_inbox(std::make_shared<Inbox>())
{
    m_frame.setSingleShot(true);
    m_frame.setInterval(frame);
    connect(&m_frame, &QTimer::timeout, this, &LiveLogModel::drain);
    connect(&m_monitor, &ServerMonitor::changed, this, &LiveLogModel::follow);
}

LiveLogModel::~LiveLogModel()
{
    m_following.stop();
}

int LiveLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

void LiveLogModel::start()
{
    m_isStarted = true;
    follow();
}

void LiveLogModel::stop()
{
    m_isStarted = false;
    m_again = false;
    m_following.stop();
}

void LiveLogModel::retry()
{
    if (m_status.state == LogStatus::Failed)
        m_status.state = LogStatus::Waiting;
    m_over.reset();
    follow();
    Q_EMIT statusChanged();
}

// Also after each look at the server: its connection may be another one now.
void LiveLogModel::follow()
{
    const auto host = m_monitor.host();
    const auto &seen = m_monitor.view().status;
    if (!m_isStarted || !host || !seen || seen->project.isEmpty())
        return;
    const bool isSame = m_over.lock() == host && m_project == seen->project;
    if (m_isFollowing) {
        if (!isSame && !m_again) {
            m_again = true;
            m_following.stop();
        }
        return;
    }
    if (isSame && m_status.state == LogStatus::Failed) // asking it again changes nothing
        return;
    if (!m_project.isEmpty() && m_project != seen->project) // another stack's lines begin anew
        m_position = std::make_shared<LogPosition>();
    m_over = host;
    m_project = seen->project;
    m_isFollowing = true;
    m_again = false;
    m_isGathering = true;
    m_gathering.invalidate();
    LogOptions options{{}, m_limits.tail, true, m_position};
    m_following = bouncepro::start(
        this,
        [host, profile = m_monitor.profile(), project = m_project, options, inbox = m_inbox,
         sender = m_mailbox.sender(), model = this](std::stop_token stop) {
            const auto tell = [&] { // with the lock held; runs only while the mailbox, a part of the model, lives
                if (!inbox->isAnnounced)
                    inbox->isAnnounced = sender.post([model] { model->m_frame.start(); });
            };
            const auto take = [&](const QList<LogLine> &batch) {
                std::deque<LogEntry> lines;
                for (const LogLine &line : batch)
                    lines.push_back(entryOf(line));
                std::unique_lock lock(inbox->mutex);
                inbox->hasRoom.wait(lock, stop, [&] { return inbox->lines.size() < mostWaiting; });
                inbox->isAlive = true;
                moveTo(inbox->lines, std::move(lines));
                tell();
            };
            const auto lost = [&](const Error &error, std::chrono::seconds wait) {
                const std::lock_guard lock(inbox->mutex);
                inbox->isAlive = false;
                inbox->lost.emplace(error, now().addSecs(wait.count()));
                tell();
            };
            return followLogs(*host, profile, project, options, take, lost, stop);
        },
        [this](const Result<void> &result) {
            m_ending = result;
            drain();
        });
    if (m_status.state != LogStatus::Reconnecting)
        m_status.state = LogStatus::Following;
    Q_EMIT statusChanged();
}

void LiveLogModel::drain()
{
    std::deque<LogEntry> lines;
    const bool isCatchingUp = !m_status.isPaused() && !m_held.empty(); // what was held comes first
    if (isCatchingUp) {
        lines = takeFrom(m_held);
        m_heldBytes -= bytesOf(lines);
    }
    bool isEmpty = false;
    {
        const std::lock_guard lock(m_inbox->mutex);
        if (!isCatchingUp && !gathers(m_inbox->lines))
            lines = takeFrom(m_inbox->lines);
        if (m_inbox->isAlive && m_isFollowing) {
            m_inbox->lost.reset();
            m_status.state = LogStatus::Following;
        } else if (m_inbox->lost) {
            if (m_status.state != LogStatus::Reconnecting)
                m_status.seen = now();
            m_status.state = LogStatus::Reconnecting;
            m_status.error = m_inbox->lost->first;
            m_status.nextTry = m_inbox->lost->second;
        }
        isEmpty = m_inbox->lines.empty() && (m_held.empty() || m_status.isPaused());
        m_inbox->isAnnounced = !isEmpty;
    }
    m_inbox->hasRoom.notify_all();
    if (!lines.empty()) {
        if (m_status.isPaused())
            hold(std::move(lines));
        else
            append(std::move(lines));
    }
    if (!isEmpty)
        m_frame.start();
    else if (m_ending)
        finish(*std::exchange(m_ending, std::nullopt));
    Q_EMIT statusChanged();
}

// Lines of the past come container by container: a moment later they are all here, and can be put in order.
bool LiveLogModel::gathers(std::deque<LogEntry> &lines)
{
    if (!m_isGathering || lines.empty())
        return false;
    if (!m_gathering.isValid())
        m_gathering.start();
    if (!m_ending && lines.size() < mostWaiting && !m_gathering.hasExpired(gatherMilliseconds))
        return true;
    m_isGathering = false;
    std::stable_sort(lines.begin(), lines.end(), [](const LogEntry &a, const LogEntry &b) { return a.time < b.time; });
    return false;
}

void LiveLogModel::finish(const Result<void> &result)
{
    m_isFollowing = false;
    const bool wasMoving = std::exchange(m_again, false);
    {
        const std::lock_guard lock(m_inbox->mutex);
        m_inbox->lost.reset();
        m_inbox->isAlive = false;
    }
    if (!m_isStarted) {
        m_status.state = LogStatus::Waiting;
        m_over.reset();
        return;
    }
    if (wasMoving) { // the server is reached over another connection
        m_status.state = m_status.state == LogStatus::Reconnecting ? LogStatus::Following : m_status.state;
        follow();
        return;
    }
    m_status.state = LogStatus::Failed;
    m_status.seen = now();
    m_status.error = result ? Error{ErrorCode::Conflict,
                                    tr("The server says that there is nothing more to follow."),
                                    {},
                                    tr("The services were stopped or taken away. Follow again once they run.")}
                            : result.error();
}

void LiveLogModel::append(std::deque<LogEntry> lines)
{
    m_bytes += bytesOf(lines);
    const int first = int(m_lines.size());
    beginInsertRows({}, first, first + int(lines.size()) - 1);
    moveTo(m_lines, std::move(lines));
    endInsertRows();
    trim();
}

// Not line by line: whatever counts rows would be told at each.
void LiveLogModel::trim()
{
    const auto most = size_t(m_limits.lines);
    if (m_lines.size() <= most && m_bytes <= m_limits.bytes)
        return;
    size_t gone = m_lines.size() > most ? m_lines.size() - most : 0;
    gone = std::min(gone + most / 50 + 1, m_lines.size() - 1);
    qsizetype bytes = 0;
    for (size_t i = 0; i < m_lines.size() && (i < gone || m_bytes - bytes > m_limits.bytes); ++i) {
        bytes += m_lines[i].bytes();
        gone = std::max(gone, i + 1);
    }
    beginRemoveRows({}, 0, int(gone) - 1);
    m_lines.erase(m_lines.begin(), m_lines.begin() + qsizetype(gone));
    m_bytes -= bytes;
    endRemoveRows();
    m_status.dropped += qint64(gone);
}

// What a pause before this one held, and was not shown yet, is counted again.
void LiveLogModel::hold(std::deque<LogEntry> lines)
{
    m_heldBytes += bytesOf(lines);
    moveTo(m_held, std::move(lines));
    while (m_held.size() > size_t(m_limits.lines) || (m_heldBytes > m_limits.bytes && m_held.size() > 1)) {
        m_heldBytes -= m_held.front().bytes();
        m_held.pop_front();
        ++m_status.heldDropped;
    }
    m_status.held = qint64(m_held.size());
}

void LiveLogModel::setPaused(bool paused)
{
    if (paused == m_status.isPaused())
        return;
    m_status.pausedSince = paused ? now() : QDateTime();
    if (!paused) {
        m_status.dropped += m_status.heldDropped;
        m_status.held = m_status.heldDropped = 0;
        if (!m_held.empty())
            m_frame.start();
    }
    Q_EMIT statusChanged();
}

LogStatus LiveLogModel::status() const
{
    return m_status;
}

} // namespace bouncepro
