#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/logs/followlogs.h"
#include "models/logs/logsource.h"
#include "models/servers/servermonitor.h"

#include <QElapsedTimer>
#include <QTimer>

#include <deque>

namespace bouncepro {

/// The live tail of all services of one server, in memory: the newest lines, and how many older ones had to go. Lines
/// arrive at most once a frame; where they come faster than they are taken the server is held back. Lost connections
/// come back by themselves, and it goes on behind the last line. Lives on the GUI thread; the monitor outlives it.
class LiveLogModel : public LogSource
{
    Q_OBJECT

public:
    struct Limits
    {
        int lines = 50000;
        qsizetype bytes = 64 << 20; ///< about, in memory
        int tail = 1000;            ///< lines of the past that it begins with, per container
    };

    explicit LiveLogModel(ServerMonitor &monitor, QObject *parent = nullptr);
    LiveLogModel(ServerMonitor &monitor, const Limits &limits, QObject *parent = nullptr);
    ~LiveLogModel() override;

    /// Begins as soon as the server is connected; somebody looks at it.
    void start();
    /// Ends following; what is here stays, and start() goes on behind it.
    void stop();
    bool isStarted() const { return m_isStarted; }

    LogEntry entry(int row) const override { return m_lines[size_t(row)]; }
    LogStatus status() const override;
    void setPaused(bool paused) override;
    void retry() override;
    int rowCount(const QModelIndex &parent = {}) const override;

private:
    struct Inbox;
    void follow();
    void finish(const Result<void> &result);
    void drain();
    bool gathers(std::deque<LogEntry> &lines);
    void append(std::deque<LogEntry> lines);
    void hold(std::deque<LogEntry> lines);
    void trim();

    ServerMonitor &m_monitor;
    const Limits m_limits;
    std::deque<LogEntry> m_lines;
    std::deque<LogEntry> m_held; // arrived while paused
    qsizetype m_bytes = 0, m_heldBytes = 0;
    LogStatus m_status;
    std::shared_ptr<LogPosition> m_position;
    std::shared_ptr<Inbox> m_inbox;
    Operation m_following;
    std::weak_ptr<RemoteHost> m_over; // the connection that is, or was last, used
    QString m_project;
    std::optional<Result<void>> m_ending; // waits until the inbox is empty
    bool m_isStarted = false;
    bool m_isFollowing = false;
    bool m_again = false; // follow anew when the present one has ended
    bool m_isGathering = false;
    QElapsedTimer m_gathering;
    QTimer m_frame;
    Mailbox m_mailbox;
};

} // namespace bouncepro
