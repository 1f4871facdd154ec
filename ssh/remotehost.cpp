// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/remotehost.h"

#include <QCoreApplication>

namespace bouncepro {

Result<int> RemoteHost::terminal(const Command &, const std::shared_ptr<TerminalInput> &, const Sink &, std::stop_token)
{
    return fail(ErrorCode::Invalid, QCoreApplication::translate("RemoteHost", "A recording has no terminal."),
                QCoreApplication::translate("RemoteHost", "Connect to a server of your own."));
}

Result<QByteArray> runChecked(RemoteHost &host, const Command &command, const QString &what, std::stop_token stop)
{
    auto output = host.run(command, stop);
    if (!output)
        return fail(std::move(output.error()));
    if (output->exitCode != 0)
        return fail(ErrorCode::RemoteExit,
                    QCoreApplication::translate("RemoteHost", "%1 failed on %2 with exit code %3.")
                        .arg(what, host.identity().host)
                        .arg(output->exitCode),
                    {}, QString::fromUtf8(output->err.isEmpty() ? output->out : output->err).trimmed());
    return std::move(output->out);
}

} // namespace bouncepro
