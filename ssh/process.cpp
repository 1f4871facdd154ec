// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/process.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QProcess>

namespace bouncepro {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("Process", text);
}
} // namespace

Result<Output> runLocal(const QString &program, const QStringList &arguments, std::chrono::milliseconds limit,
                        std::stop_token stop)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments, QIODevice::ReadOnly);
    if (!process.waitForStarted())
        return fail(ErrorCode::Missing, tr("The program %1 could not be started.").arg(program),
                    tr("Install OpenSSH's client (Debian: openssh-client)."), process.errorString());
    const QDeadlineTimer deadline(limit);
    while (!process.waitForFinished(20) && process.state() != QProcess::NotRunning) {
        const bool stopped = stop.stop_requested();
        if (!stopped && !deadline.hasExpired())
            continue;
        process.kill();
        process.waitForFinished(1000);
        if (stopped)
            return fail(ErrorCode::Cancelled, tr("Cancelled."));
        return fail(ErrorCode::Timeout, tr("The program %1 did not finish within %2 s.")
                                            .arg(program)
                                            .arg(std::chrono::duration_cast<std::chrono::seconds>(limit).count()));
    }
    const bool ended = process.exitStatus() == QProcess::NormalExit;
    return Output{ended ? process.exitCode() : 255, process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace bouncepro
