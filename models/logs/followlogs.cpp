// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/followlogs.h"

#include "ssh/follow.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

constexpr qsizetype longestReason = 300;
constexpr qsizetype longestLine = 1 << 20; // bytes; a longer line is cut there

// Splits the stream into lines and passes each line of a container once.
class Reader
{
public:
    explicit Reader(std::shared_ptr<LogPosition> position)
        : m_position(position ? std::move(position) : std::make_shared<LogPosition>())
    {
    }
    QList<LogLine> feed(const QByteArray &batch)
    {
        m_pending += batch;
        QList<LogLine> lines;
        qsizetype at = 0;
        for (qsizetype end; (end = m_pending.indexOf('\n', at)) >= 0; at = end + 1) {
            auto line = parseLogLine(m_pending.mid(at, end - at));
            if (!line)
                continue;
            QByteArray &last = m_position->last[line->container];
            if (line->stamp <= last) // sent again after a reconnect; RFC 3339 in UTC with 9 digits sorts as text
                continue;
            last = line->stamp;
            m_position->latest = std::max(m_position->latest, line->stamp);
            lines << *line;
        }
        m_pending.remove(0, at);
        if (m_pending.size() > longestLine)
            m_pending.truncate(longestLine);
        return lines;
    }
    void restart() { m_pending.clear(); }
    const QByteArray &latest() const { return m_position->latest; }

private:
    QByteArray m_pending;
    const std::shared_ptr<LogPosition> m_position;
};

} // namespace

Result<void> followLogs(RemoteHost &host, const ServerProfile &profile, const QString &project,
                        const LogOptions &options, const std::function<void(const QList<LogLine> &)> &sink,
                        const std::function<void(const Error &, std::chrono::seconds)> &onRetry, std::stop_token stop)
{
    Reader reader(options.position);
    const auto command = [&] {
        reader.restart();
        QStringList argv{QStringLiteral("docker"),    QStringLiteral("compose"),
                         QStringLiteral("-p"),        project,
                         QStringLiteral("-f"),        profile.composeFile,
                         QStringLiteral("logs"),      QStringLiteral("--timestamps"),
                         QStringLiteral("--no-color")};
        if (options.follow)
            argv << QStringLiteral("--follow");
        if (reader.latest().isEmpty())
            argv << QStringLiteral("--tail") << QString::number(options.tail);
        else
            argv << QStringLiteral("--since") << QString::fromLatin1(reader.latest());
        return Command(argv + options.services)
            .in(profile.stack)
            .timeout(options.follow ? std::chrono::seconds(0) : std::chrono::seconds(60));
    };
    const auto pass = [&](const QByteArray &batch) {
        if (const auto lines = reader.feed(batch); !lines.isEmpty())
            sink(lines);
    };
    auto output = options.follow ? follow(host, command, pass, onRetry, stop) : host.stream(command(), pass, stop);
    if (!output)
        return fail(output.error());
    if (output->exitCode == 0)
        return {};
    const QString said = QString::fromUtf8(output->err).trimmed();
    QString why = said.isEmpty() ? QCoreApplication::translate("Logs", "exit code %1").arg(output->exitCode)
                                 : said.section(QLatin1Char('\n'), -1).left(longestReason);
    if (why.endsWith(QLatin1Char('.')))
        why.chop(1);
    return fail(ErrorCode::RemoteExit,
                QCoreApplication::translate("Logs", "Docker Compose gives no logs of %1: %2.").arg(profile.name, why),
                options.services.isEmpty()
                    ? QCoreApplication::translate("Logs", "Mend on the server what Compose names, then try again.")
                    : QCoreApplication::translate("Logs", "Check the names of the services."),
                said);
}

} // namespace bouncepro
