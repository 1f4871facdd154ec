// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/servermonitor.h"

#include <algorithm>
#include <array>

namespace bouncepro {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds longestBackoff = std::chrono::seconds(60);

// Trying again without a person would change nothing, or make it worse (locked accounts, penalties).
bool needsPerson(ErrorCode code)
{
    switch (code) {
    case ErrorCode::HostKeyUnknown:
    case ErrorCode::HostKeyMismatch:
    case ErrorCode::HostKeyRevoked:
    case ErrorCode::AuthFailed:
    case ErrorCode::KeyUnusable:
    case ErrorCode::Invalid:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::Internal:
        return true;
    default:
        return false;
    }
}

// After these the connection itself is in doubt.
bool endsConnection(ErrorCode code)
{
    return code == ErrorCode::Disconnected || code == ErrorCode::Timeout || code == ErrorCode::Unreachable ||
           code == ErrorCode::Cancelled || needsPerson(code);
}

} // namespace

QString nameOf(ConnectionState state)
{
    static constexpr std::array names = {"Idle", "Connecting", "Connected", "Lost", "Failed"};
    static_assert(names.size() == size_t(ConnectionState::Failed) + 1);
    return QString::fromLatin1(names[size_t(state)]);
}

ServerMonitor::ServerMonitor(ServerProfile profile, Connector connector, QObject *parent)
    : QObject(parent),
      m_profile(std::move(profile)),
      m_connector(std::move(connector))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ServerMonitor::begin);
}

ServerMonitor::~ServerMonitor()
{
    m_running.stop();
    letGo();
}

// Closing a connection may take a moment: a worker does it.
void ServerMonitor::letGo()
{
    if (m_host)
        WorkerPool::run([host = std::move(m_host)]() mutable { host.reset(); });
    m_host.reset();
}

void ServerMonitor::start()
{
    if (m_isStarted)
        return;
    m_isStarted = true;
    m_backoff = {};
    begin();
}

void ServerMonitor::stop()
{
    m_isStarted = false;
    m_timer.stop();
    m_running.stop();
    m_isLooking = false;
    ++m_round;
    letGo();
    m_view.state = ConnectionState::Idle;
    m_view.since = {};
    Q_EMIT changed();
}

void ServerMonitor::lookNow()
{
    if (m_isLooking)
        return;
    m_isStarted = true;
    m_backoff = {};
    begin();
}

void ServerMonitor::setProfile(const ServerProfile &profile, Connector connector)
{
    const bool isElsewhere = profile.target != m_profile.target || profile.stack != m_profile.stack ||
                             profile.composeFile != m_profile.composeFile;
    m_profile = profile;
    m_connector = std::move(connector);
    if (!isElsewhere) {
        Q_EMIT changed();
        return;
    }
    const bool wasStarted = m_isStarted;
    m_view = {};
    stop();
    if (wasStarted)
        start();
}

void ServerMonitor::setAsking(bool asking)
{
    if (m_view.asking == asking)
        return;
    m_view.asking = asking;
    Q_EMIT changed();
}

void ServerMonitor::setFailing(const QString &what)
{
    if (m_view.failing == what)
        return;
    m_view.failing = what;
    Q_EMIT changed();
}

ServerMonitor::Look ServerMonitor::look(std::shared_ptr<RemoteHost> host, const Connector &connector,
                                        const ServerProfile &profile, std::stop_token stop)
{
    if (!host) {
        auto connected = connector(stop);
        if (!connected)
            return {nullptr, fail(connected.error())};
        host = *connected;
    }
    const auto began = std::chrono::steady_clock::now();
    auto status = probe(*host, profile, ProbeDepth::Services, stop);
    const auto took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
    if (!status && endsConnection(status.error().code))
        host.reset();
    return {std::move(host), std::move(status), took};
}

void ServerMonitor::begin()
{
    if (m_isLooking || !m_isStarted)
        return;
    m_timer.stop();
    m_isLooking = true;
    if (!m_host) {
        m_view.state = ConnectionState::Connecting;
        Q_EMIT changed();
    }
    m_running = bouncepro::start(
        this,
        [host = m_host, connector = m_connector, profile = m_profile](std::stop_token stop) {
            return look(host, connector, profile, stop);
        },
        [this, round = ++m_round](Look look) {
            if (round == m_round)
                finish(std::move(look));
        });
}

void ServerMonitor::finish(Look look)
{
    m_isLooking = false;
    if (!look.host)
        letGo();
    m_host = std::move(look.host);
    m_view.asking = false;
    if (m_host)
        m_view.identity = m_host->identity();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!look.status && !m_view.since.isValid())
        m_view.since = now;
    if (look.status) {
        m_view.state = ConnectionState::Connected;
        m_view.status = std::move(*look.status);
        m_view.seen = now;
        m_view.took = look.took;
        m_view.error = {};
        m_view.since = {};
        m_view.nextTry = {};
        m_backoff = {};
        m_timer.start(m_interval);
    } else if (needsPerson(look.status.error().code) || look.status.error().code == ErrorCode::Cancelled) {
        m_view.state = ConnectionState::Failed;
        m_view.error = look.status.error();
        m_view.nextTry = {};
    } else {
        m_view.state = ConnectionState::Lost;
        m_view.error = look.status.error();
        // A server that drops us for earlier failures counts every further one.
        const bool penalized = look.status.error().code == ErrorCode::Penalized;
        m_backoff = penalized           ? longestBackoff
                    : m_backoff.count() ? std::min(2 * m_backoff, longestBackoff)
                                        : m_firstBackoff;
        m_view.nextTry = now.addMSecs(m_backoff.count());
        m_timer.start(m_backoff);
    }
    Q_EMIT changed();
}

} // namespace bouncepro
