#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverlist.h"
#include "ui/shell/notices.h"
#include "ui/shell/serverwork.h"

#include <QDateTime>

#include <memory>
#include <unordered_map>

namespace bouncepro {

/// All servers and what goes on with each of them, however many windows look: one polls, one follows the jobs, one
/// tells.
class Fleet : public QObject
{
    Q_OBJECT

public:
    /// servers outlives it.
    explicit Fleet(ServerList &servers, QObject *parent = nullptr);

    ServerList &servers() { return m_servers; }
    /// The server's work, made at the first call; goes on when no window looks any more, until the server is removed or
    /// edited: then who holds it lets go, and asks again.
    std::shared_ptr<ServerWork> work(ServerMonitor &monitor);
    Notices &notices() { return m_notices; }
    /// Nobody sits before the screen any more: no server may be changed from here.
    void disarm();
    /// What changes that server now, as far as it is seen; nullptr where nothing does.
    JobWatch *running(ServerMonitor *monitor) const;

Q_SIGNALS:
    void jobsChanged();
    void workMade(bouncepro::ServerWork *work);
    /// A server was armed.
    void armed();
    /// Something that a person who does not look may want to know; told once. Texts are safe to show.
    void notified(bouncepro::Mark mark, const QString &what, const QString &why);

private:
    void notify(Mark mark, const QString &server, const QString &what, const QString &why);
    bool isChanging(ServerMonitor *monitor) const;
    void heedMarks();
    void heedProfiles();

    struct Entry
    {
        std::shared_ptr<ServerWork> work;
        ServerProfile profile; // it was made for
        QDateTime changed;     // when the last job ended
    };
    ServerList &m_servers;
    std::unordered_map<ServerMonitor *, Entry> m_entries;
    QHash<ServerMonitor *, Mark> m_marks; // as they were last told
    Notices m_notices;
};

} // namespace bouncepro
