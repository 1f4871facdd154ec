#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/guiwindow.h"
#include "tests/support/jobserver.h"
#include "ui/shell/serverdesk.h"

#include <QPointer>

namespace bouncepro {

/// The real window on a server whose jobs are in memory.
class JobWindow : public ConsoleWindow
{
public:
    struct Setup
    {
        QList<Page> pages;
        QSize size{1024, 700};
        std::optional<AuditHead> seen; ///< what the console saw of the audit before
        ServerProfile profile = JobServer::profile();
        bool isArmed = true; ///< where the server is a production server
    };

    JobWindow(const Setup &setup, std::shared_ptr<JobServer> server);

    /// Begins to look at the server, on that page.
    void start(const QString &page);

    JobServer &server() { return *m_server; }
    ServerDesk *desk() { return m_desk; }

private:
    std::shared_ptr<JobServer> m_server;
    QPointer<ServerDesk> m_desk;
};

} // namespace bouncepro
