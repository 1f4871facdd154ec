// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/connectedhost.h"

#include <QCoreApplication>

namespace bouncepro {

Result<std::shared_ptr<RemoteHost>> connectedHost(const ServerMonitor &monitor, const QString &remedy)
{
    if (auto host = monitor.host())
        return host;
    return fail(ErrorCode::Disconnected,
                QCoreApplication::translate("Connection", "%1 is not connected.").arg(monitor.profile().name), remedy);
}

} // namespace bouncepro
