#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/stackstatus.h"
#include "ssh/operation.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace bouncepro {

enum class ConnectionState {
    Idle,       ///< not started, or stopped
    Connecting, ///< a first or a new connection is being made
    Connected,  ///< the last look succeeded
    Lost,       ///< the last look failed; the next one is due on its own
    Failed,     ///< a person has to do something first
};
QString nameOf(ConnectionState state);

/// What is known of one server right now.
struct ServerView
{
    ConnectionState state = ConnectionState::Idle;
    bool asking = false;               ///< a question to the person is open
    std::optional<StackStatus> status; ///< as last seen; kept when the connection is lost
    QDateTime seen;                    ///< UTC, this machine's clock: when status was answered
    std::chrono::milliseconds took{0}; ///< how long that answer took
    Error error;                       ///< of Lost and Failed
    QDateTime since;                   ///< UTC; of Lost and Failed: when it was first so
    QDateTime nextTry;                 ///< UTC; of Lost
    HostIdentity identity;             ///< of the last connection
    QString failing;                   ///< what fails although the services run: "payload is not well: 500"
};

/// Keeps one server in sight: connects, probes it every few seconds, comes back after a loss. Lives on the GUI thread
/// and never blocks it; the work runs on the worker pool, one look at a time.
class ServerMonitor : public QObject
{
    Q_OBJECT

public:
    using Connector = std::function<Result<std::shared_ptr<RemoteHost>>(std::stop_token)>;

    /// connector is called on a worker.
    ServerMonitor(ServerProfile profile, Connector connector, QObject *parent = nullptr);
    ~ServerMonitor() override;

    const ServerProfile &profile() const { return m_profile; }
    const ServerView &view() const { return m_view; }
    /// The connection of the last good look; null where there is none. Others may use it beside the looks. Let go of it
    /// on a worker, never as the last owner on the GUI thread.
    std::shared_ptr<RemoteHost> host() const { return m_host; }
    /// The profile was edited. Another target or stack: what was seen is forgotten, and a started monitor connects
    /// anew.
    void setProfile(const ServerProfile &profile, Connector connector);

    /// Between the end of one look and the next: 5 s.
    void setInterval(std::chrono::milliseconds interval) { m_interval = interval; }
    /// The first wait after a failure: 1 s; doubled up to 60 s.
    void setBackoff(std::chrono::milliseconds first) { m_firstBackoff = first; }

    void start();
    /// Ends the running look and makes no new one; what was seen stays.
    void stop();
    /// Looks at once, whatever was waited for. Also the way out of Failed.
    void lookNow();
    /// A question to the person opened or closed.
    void setAsking(bool asking);
    /// What those who ask the services themselves found to fail, as a title; empty: nothing.
    void setFailing(const QString &what);

Q_SIGNALS:
    void changed();

private:
    struct Look
    {
        std::shared_ptr<RemoteHost> host; // null where none could be connected, or it is not to be used again
        Result<StackStatus> status;
        std::chrono::milliseconds took{0};
    };
    static Look look(std::shared_ptr<RemoteHost> host, const Connector &connector, const ServerProfile &profile,
                     std::stop_token stop);
    void begin();
    void finish(Look look);
    void letGo();

    ServerProfile m_profile;
    Connector m_connector;
    ServerView m_view;
    std::shared_ptr<RemoteHost> m_host;
    Operation m_running;
    int m_round = 0; // a look of an earlier round says nothing any more
    bool m_isLooking = false;
    bool m_isStarted = false;
    QTimer m_timer;
    std::chrono::milliseconds m_interval = std::chrono::seconds(5);
    std::chrono::milliseconds m_firstBackoff = std::chrono::seconds(1);
    std::chrono::milliseconds m_backoff{0};
};

} // namespace bouncepro
