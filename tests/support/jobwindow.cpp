// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/jobwindow.h"

#include <QHostInfo>

#include <pwd.h>

// Who works here is the same person on every machine, for pictures too: in place of libc's and Qt's own.
passwd *getpwuid(uid_t)
{
    static char name[] = "anna";
    static passwd entry{};
    entry.pw_name = name;
    return &entry;
}

QString QHostInfo::localHostName()
{
    return QStringLiteral("laptop");
}

namespace bouncepro {

JobWindow::JobWindow(const Setup &setup, std::shared_ptr<JobServer> server)
    : ConsoleWindow(
          storeOf({setup.profile}), [server](const ServerProfile &) { return server->connector(); }, setup.pages,
          setup.size),
      m_server(server)
{
    monitor().setInterval(std::chrono::milliseconds(20));
    monitor().setBackoff(std::chrono::milliseconds(20));
    QObject::connect(&window(), &MainWindow::deskMade, &window(),
                     [this, seen = setup.seen, isArmed = setup.isArmed](ServerDesk *desk) {
                         m_desk = desk;
                         if (isArmed)
                             desk->guard().arm(QStringLiteral("test"));
                         desk->setAuditHead(seen);
                     });
}

void JobWindow::start(const QString &page)
{
    window().showServer({});
    window().showPage(page);
    QCoreApplication::processEvents();
    WatchedApplication::forget();
}

} // namespace bouncepro
