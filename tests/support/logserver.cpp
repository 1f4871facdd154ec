// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/logserver.h"

namespace bouncepro {

class LogServer::Connection : public RemoteHost
{
public:
    Connection(std::shared_ptr<LogServer> server, std::shared_ptr<RemoteHost> jobs, int epoch)
        : m_server(std::move(server)),
          m_jobs(std::move(jobs)),
          m_epoch(epoch)
    {
    }
    HostIdentity identity() const override { return m_jobs->identity(); }
    Result<Output> run(const Command &command, std::stop_token stop) override { return m_jobs->run(command, stop); }
    Result<Output> stream(const Command &command, const Sink &sink, std::stop_token stop) override
    {
        return command.argv().contains(QStringLiteral("logs")) ? m_server->follow(command, sink, m_epoch, stop)
                                                               : m_jobs->stream(command, sink, stop);
    }
    Result<RemoteFile> readFile(const QString &path, qint64 limit, std::stop_token stop) override
    {
        return m_jobs->readFile(path, limit, stop);
    }
    Result<QByteArray> replaceFile(const QString &path, const QByteArray &bytes, const ReplaceOptions &options,
                                   std::stop_token stop) override
    {
        return m_jobs->replaceFile(path, bytes, options, stop);
    }
    Result<void> download(const QString &remote, const QString &local, const Progress &progress,
                          std::stop_token stop) override
    {
        return m_jobs->download(remote, local, progress, stop);
    }
    Result<void> upload(const QString &local, const QString &remote, int mode, const Progress &progress,
                        std::stop_token stop) override
    {
        return m_jobs->upload(local, remote, mode, progress, stop);
    }
    Result<std::unique_ptr<Forward>> forward(const QString &host, int port, std::stop_token stop) override
    {
        return m_jobs->forward(host, port, stop);
    }

private:
    const std::shared_ptr<LogServer> m_server;
    const std::shared_ptr<RemoteHost> m_jobs;
    const int m_epoch;
};

LogServer::LogServer() : m_time(QDateTime::currentMSecsSinceEpoch() - 60000)
{
    QByteArray status;
    for (const char *name : {"nginx", "nuxt", "payload", "postgres"})
        status += "service\t" + QByteArray(name) + "\tabc\timage\tsha256:1\trunning\thealthy\t2026-11-24T00:00:00Z\n";
    m_jobs->setStatus(status);
}

ServerMonitor::Connector LogServer::connector()
{
    return [server = shared_from_this(),
            jobs = m_jobs->connector()](std::stop_token stop) -> Result<std::shared_ptr<RemoteHost>> {
        {
            std::unique_lock lock(server->m_mutex);
            server->m_changed.wait(lock, stop, [&] { return !server->m_isHeld; });
        }
        auto host = jobs(stop);
        if (!host)
            return fail(host.error());
        const std::lock_guard lock(server->m_mutex);
        return std::make_shared<Connection>(server, *host, server->m_epoch);
    };
}

QByteArray LogServer::line(const QByteArray &service, const QByteArray &text, qint64 after)
{
    m_time += after;
    const QString time =
        QDateTime::fromMSecsSinceEpoch(m_time, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz"));
    QByteArray said = text;
    said.replace("%1", time.toLatin1().left(19).replace('T', ' '));
    said.replace("%2", time.toLatin1().left(19).replace('T', ' ').replace('-', '/'));
    return service + "-1  | " + time.toLatin1() + "000000Z " + said + '\n';
}

void LogServer::write(const QByteArray &lines)
{
    const std::lock_guard lock(m_mutex);
    m_batches << lines;
    m_changed.notify_all();
}

void LogServer::end(int exitCode, const QByteArray &err)
{
    const std::lock_guard lock(m_mutex);
    m_end = Output{exitCode, {}, err};
    m_changed.notify_all();
}

void LogServer::setHeld(bool isHeld)
{
    const std::lock_guard lock(m_mutex);
    m_isHeld = isHeld;
    m_changed.notify_all();
}

void LogServer::loseConnections()
{
    m_jobs->loseConnections();
    const std::lock_guard lock(m_mutex);
    ++m_epoch;
    m_changed.notify_all();
}

void LogServer::comeBack()
{
    m_jobs->comeBack();
}

QList<QStringList> LogServer::followings() const
{
    const std::lock_guard lock(m_mutex);
    return m_followings;
}

int LogServer::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return int(m_batches.size());
}

Result<Output> LogServer::follow(const Command &command, const RemoteHost::Sink &sink, int epoch, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    if (epoch == m_epoch)
        m_followings << command.argv();
    for (;;) {
        m_changed.wait(lock, stop, [&] { return epoch != m_epoch || !m_batches.isEmpty() || m_end; });
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        if (epoch != m_epoch)
            return fail(ErrorCode::Disconnected, QStringLiteral("The connection was lost."));
        if (m_batches.isEmpty())
            return *std::exchange(m_end, std::nullopt);
        const QByteArray batch = m_batches.takeFirst();
        lock.unlock();
        sink(batch);
        lock.lock();
    }
}

} // namespace bouncepro
