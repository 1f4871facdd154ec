#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/jobserver.h"

namespace bouncepro {

/// A server whose services write what a test gives them: a JobServer that answers `docker compose logs` too.
/// Thread-safe.
class LogServer : public std::enable_shared_from_this<LogServer>
{
public:
    static std::shared_ptr<LogServer> create() { return std::make_shared<LogServer>(); }
    LogServer();

    JobServer &jobs() { return *m_jobs; }
    ServerMonitor::Connector connector();

    /// A line as Compose prints it, so many milliseconds after the one before. Its own time, UTC, stands in place of %1 in
    /// the text, and as nginx writes it in place of %2.
    QByteArray line(const QByteArray &service, const QByteArray &text, qint64 after = 1);
    /// Arrives as one batch.
    void write(const QByteArray &lines);
    /// The stream ends with that exit code and text.
    void end(int exitCode, const QByteArray &err);
    /// Who connects waits until it is let go.
    void setHeld(bool isHeld);
    void loseConnections();
    void comeBack();
    /// Arguments of each following so far.
    QList<QStringList> followings() const;
    /// Batches that were not taken yet.
    int waiting() const;

private:
    class Connection;
    Result<Output> follow(const Command &command, const RemoteHost::Sink &sink, int epoch, std::stop_token stop);

    const std::shared_ptr<JobServer> m_jobs = JobServer::create();
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    QList<QByteArray> m_batches;
    QList<QStringList> m_followings;
    std::optional<Output> m_end;
    qint64 m_time = 0;
    int m_epoch = 0;
    bool m_isHeld = false;
};

} // namespace bouncepro
