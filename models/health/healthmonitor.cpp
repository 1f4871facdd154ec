// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthmonitor.h"

#include "models/health/healthreport.h"

#include <future>
#include <utility>

namespace bouncepro {

using std::chrono::milliseconds;

namespace {

constexpr qsizetype mostUnwritten = 1000;  // about four hours of a disk that takes nothing
constexpr milliseconds longestFlush{1000}; // at the end of the program
constexpr qint64 staleAfter = 60'000;      // ms: four questions without an answer

// The monitor tells these in its own words.
bool isOfConnection(ErrorCode code)
{
    return code == ErrorCode::Disconnected || code == ErrorCode::Unreachable || code == ErrorCode::Cancelled;
}

} // namespace

QString HealthMonitor::serverOf(const ServerProfile &profile)
{
    return QStringLiteral("%1 %2 %3").arg(profile.target.destination).arg(profile.target.port).arg(profile.stack);
}

HealthMonitor &HealthMonitor::of(ServerMonitor &monitor)
{
    auto *found = monitor.findChild<HealthMonitor *>(QString(), Qt::FindDirectChildrenOnly);
    return *(found ? found : new HealthMonitor(monitor));
}

HealthMonitor::HealthMonitor(ServerMonitor &monitor)
    : QObject(&monitor),
      m_monitor(monitor),
      m_server(serverOf(monitor.profile()))
{
    setIntervals(std::chrono::seconds(15), std::chrono::seconds(60));
    m_writeTimer.setSingleShot(true);
    connect(&m_askTimer, &QTimer::timeout, this, &HealthMonitor::askNow);
    connect(&m_writeTimer, &QTimer::timeout, this, &HealthMonitor::write);
    connect(&m_monitor, &ServerMonitor::changed, this, &HealthMonitor::monitorChanged);
}

// The server's monitor is half gone by now.
HealthMonitor::~HealthMonitor()
{
    flush(longestFlush);
}

void HealthMonitor::setIntervals(milliseconds ask, milliseconds write)
{
    m_askTimer.setInterval(ask);
    m_writeTimer.setInterval(write);
}

void HealthMonitor::keepIn(const QString &folder)
{
    if (m_folder == folder)
        return;
    m_folder = folder;
    begin();
}

// From nothing, or from what the file holds.
void HealthMonitor::begin()
{
    flush({});
    m_asking.stop();
    ++m_round;
    m_history = {};
    m_sample.reset();
    m_error.reset();
    m_storeError.reset();
    m_storeNote.clear();
    m_isAsking = m_isWriting = false;
    m_monitor.setFailing({});
    m_isLoaded = m_folder.isEmpty();
    m_store = m_isLoaded ? nullptr : std::make_shared<HealthStore>(m_folder, m_server);
    if (!m_store)
        return;
    start(
        this, [store = m_store](std::stop_token) { return store->load(QDateTime::currentDateTimeUtc()); },
        [this, round = m_round](Result<HealthStore::Loaded> loaded) {
            if (round != m_round)
                return;
            m_isLoaded = true;
            if (loaded) {
                m_history = std::move(loaded->history);
                m_storeNote = loaded->note;
            } else {
                m_storeError = loaded.error();
                m_store.reset();
            }
            if (m_wasConnected)
                askNow();
            Q_EMIT changed();
        });
}

void HealthMonitor::monitorChanged()
{
    const QString server = serverOf(m_monitor.profile());
    const bool isOther = std::exchange(m_server, server) != server;
    if (isOther)
        begin();
    const bool isConnected = m_monitor.view().state == ConnectionState::Connected;
    const bool wasConnected = std::exchange(m_wasConnected, isConnected);
    if (!isConnected)
        m_askTimer.stop();
    else if (!m_askTimer.isActive()) {
        m_askTimer.start();
        askNow();
    }
    if (isOther || isConnected != wasConnected)
        Q_EMIT changed();
}

void HealthMonitor::askNow()
{
    const auto host = m_monitor.host();
    const auto &status = m_monitor.view().status;
    if (m_isAsking || !m_isLoaded || !host || !status)
        return;
    const ServerProfile &profile = m_monitor.profile();
    if (status->project.isEmpty())
        return take(
            tl::unexpected(status->problems.isEmpty()
                               ? Error{ErrorCode::NotFound,
                                       tr("%1 has no stack whose health could be asked.").arg(profile.name),
                                       {},
                                       tr("Deploy the stack, or choose another folder in the server's settings.")}
                               : status->errorFor(status->problems.first(), profile)));
    m_isAsking = true;
    m_asking = start(
        this,
        [host, profile, project = status->project](std::stop_token stop) {
            return checkHealth(*host, profile, project, stop);
        },
        [this, round = m_round](const Result<HealthSample> &sample) {
            if (round != m_round)
                return;
            m_isAsking = false;
            if (sample || !isOfConnection(sample.error().code))
                take(sample);
        });
}

void HealthMonitor::take(const Result<HealthSample> &sample)
{
    m_error = sample ? std::nullopt : std::optional(sample.error());
    if (sample) {
        m_sample = *sample;
        m_history.add(*sample);
        const QList<HealthIncident> incidents = m_history.takeChangedIncidents();
        if (m_store) {
            m_unwritten << *sample;
            m_unwrittenIncidents << incidents;
            m_unwritten.remove(0, std::max<qsizetype>(0, m_unwritten.size() - mostUnwritten));
            m_unwrittenIncidents.remove(0, std::max<qsizetype>(0, m_unwrittenIncidents.size() - mostUnwritten));
            if (!m_writeTimer.isActive() && !m_isWriting)
                m_writeTimer.start();
        }
    }
    const HealthReport report = sample ? assess(*sample, m_history, QDateTime::currentDateTimeUtc()) : HealthReport{};
    m_monitor.setFailing(report.down > 0 ? report.sentence.title : QString());
    Q_EMIT changed();
}

// What could not be written stays for the next time; to write twice changes nothing.
void HealthMonitor::write()
{
    if (m_isWriting || !m_store || m_unwritten.isEmpty())
        return;
    m_isWriting = true;
    start(
        this,
        [store = m_store, samples = m_unwritten, incidents = m_unwrittenIncidents](std::stop_token) {
            return store->append(samples, incidents);
        },
        [this, round = m_round, last = m_unwritten.last().time,
         incidents = m_unwrittenIncidents.size()](const Result<void> &written) {
            if (round != m_round)
                return;
            m_isWriting = false;
            if (written) {
                m_unwritten.removeIf([&](const HealthSample &sample) { return sample.time <= last; });
                m_unwrittenIncidents.remove(0, std::min(incidents, m_unwrittenIncidents.size()));
            }
            if (!m_unwritten.isEmpty()) // also what came meanwhile
                m_writeTimer.start();
            const bool wasKept = isKept();
            m_storeError = written ? std::nullopt : std::optional(written.error());
            if (isKept() != wasKept)
                Q_EMIT changed();
        });
}

void HealthMonitor::flush(milliseconds longest)
{
    m_writeTimer.stop();
    if (!m_store || m_unwritten.isEmpty())
        return;
    const auto done = std::make_shared<std::promise<void>>();
    WorkerPool::run([store = m_store, samples = std::exchange(m_unwritten, {}),
                     incidents = std::exchange(m_unwrittenIncidents, {}), done] {
        if (const auto written = store->append(samples, incidents); !written)
            qWarning("%s", qPrintable(written.error().message));
        done->set_value();
    });
    done->get_future().wait_for(longest);
}

LoadState HealthMonitor::state() const
{
    const ConnectionState connection = m_monitor.view().state;
    const bool isConnected = connection == ConnectionState::Connected;
    if (!m_sample && !m_history.newest().isValid()) {
        const bool hasFailed = connection == ConnectionState::Lost || connection == ConnectionState::Failed || m_error;
        return m_isLoaded && hasFailed ? LoadState::Failed : LoadState::Loading;
    }
    const bool isFresh = m_sample && !m_error && m_sample->time.msecsTo(QDateTime::currentDateTimeUtc()) <= staleAfter;
    return isConnected && isFresh ? LoadState::Ready : LoadState::Stale;
}

} // namespace bouncepro
