#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/healthstore.h"
#include "models/jobs/loadstate.h"
#include "models/servers/servermonitor.h"

namespace bouncepro {

/// Asks a server's health endpoints every 15 s while it is connected, and keeps what they answered. One for each
/// ServerMonitor, however many windows look at it. Lives on the GUI thread and never blocks it; one question at a time.
class HealthMonitor : public QObject
{
    Q_OBJECT

public:
    /// The one of that server: made at the first call, and gone with the monitor.
    static HealthMonitor &of(ServerMonitor &monitor);
    /// What its store tells a server by: target and stack, so that a renamed server keeps its history.
    static QString serverOf(const ServerProfile &profile);
    /// Writes what is not in the file yet; waits for the disk, for at most a second.
    ~HealthMonitor() override;

    ServerMonitor &server() const { return m_monitor; }
    /// What is measured goes to a file of that folder, and what it holds is taken up; to be called before the first
    /// look. Without: in memory alone.
    void keepIn(const QString &folder);
    /// False: what is measured is gone with the program.
    bool isKept() const { return m_store && !m_storeError; }
    /// Why what is measured is not kept, though it should be.
    const std::optional<Error> &storeError() const { return m_storeError; }
    /// Something that a person should know of the file: a damaged one was set aside; empty: nothing.
    QString storeNote() const { return m_storeNote; }

    LoadState state() const;
    /// Of the last question, where the server is connected; a lost connection is the monitor's to tell.
    const std::optional<Error> &error() const { return m_error; }
    /// The last answer; absent until the first one since the start.
    const std::optional<HealthSample> &sample() const { return m_sample; }
    const HealthHistory &history() const { return m_history; }

    /// Asks at once, unless a question is on its way.
    void askNow();
    /// Between the beginnings of two questions: 15 s; from a measurement to its way to the disk: 60 s.
    void setIntervals(std::chrono::milliseconds ask, std::chrono::milliseconds write);

Q_SIGNALS:
    void changed();

private:
    explicit HealthMonitor(ServerMonitor &monitor);
    void monitorChanged();
    void begin();
    void take(const Result<HealthSample> &sample);
    void write();
    void flush(std::chrono::milliseconds longest);

    ServerMonitor &m_monitor;
    QString m_folder;
    QString m_server; // in the store
    std::shared_ptr<HealthStore> m_store;
    std::optional<Error> m_storeError;
    QString m_storeNote;
    HealthHistory m_history;
    std::optional<HealthSample> m_sample;
    std::optional<Error> m_error;
    QList<HealthSample> m_unwritten; // until the store has them
    QList<HealthIncident> m_unwrittenIncidents;
    Operation m_asking;
    int m_round = 0; // an answer of an earlier round is about another server
    bool m_isLoaded = true;
    bool m_isAsking = false;
    bool m_isWriting = false;
    bool m_wasConnected = false;
    QTimer m_askTimer;
    QTimer m_writeTimer;
};

} // namespace bouncepro
