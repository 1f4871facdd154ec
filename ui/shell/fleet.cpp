// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fleet.h"

#include "models/servers/wording.h"

namespace bouncepro {

Fleet::Fleet(ServerList &servers, QObject *parent) : QObject(parent), m_servers(servers)
{
    connect(&m_servers, &QAbstractItemModel::dataChanged, this, &Fleet::heedMarks);
    connect(&m_servers, &QAbstractItemModel::dataChanged, this, &Fleet::heedProfiles);
    connect(&m_servers, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                for (int gone = first; gone <= last; ++gone) {
                    m_entries.erase(m_servers.existingMonitor(gone));
                    m_marks.remove(m_servers.existingMonitor(gone));
                }
            });
}

std::shared_ptr<ServerWork> Fleet::work(ServerMonitor &monitor)
{
    Entry &entry = m_entries[&monitor];
    if (entry.work)
        return entry.work;
    entry = {std::make_shared<ServerWork>(monitor), monitor.profile(), {}};
    const auto name = [&monitor] { return visibleText(monitor.profile().name, 60); };
    connect(entry.work.get(), &ServerWork::notified, this,
            [this, name](Mark mark, const QString &what, const QString &why) { notify(mark, name(), what, why); });
    connect(&entry.work->jobs(), &JobCenter::jobFinished, this,
            [this, name, &monitor](const JobSummary &, const JobSentence &sentence) {
                notify(sentence.mark, name(), sentence.title, sentence.next);
                if (const auto it = m_entries.find(&monitor); it != m_entries.end()) // else it was let go meanwhile
                    it->second.changed = QDateTime::currentDateTimeUtc();
                monitor.lookNow();
                HealthMonitor::of(monitor).askNow();
            });
    connect(&entry.work->jobs(), &JobCenter::changed, this, &Fleet::jobsChanged);
    connect(&monitor, &ServerMonitor::changed, entry.work.get(), [this] { heedMarks(); });
    const auto work = entry.work;
    connect(&work->guard(), &Guard::changed, this, [this, &guard = work->guard()] {
        if (guard.arming())
            Q_EMIT armed();
    });
    Q_EMIT workMade(work.get());
    return work;
}

void Fleet::disarm()
{
    for (const auto &[monitor, entry] : m_entries)
        if (entry.work)
            entry.work->guard().disarm();
}

JobWatch *Fleet::running(ServerMonitor *monitor) const
{
    const auto it = m_entries.find(monitor);
    if (it == m_entries.end() || monitor->view().state != ConnectionState::Connected)
        return nullptr;
    return it->second.work->jobs().running();
}

void Fleet::notify(Mark mark, const QString &server, const QString &what, const QString &why)
{
    m_notices.add(mark, server, what, why);
    Q_EMIT notified(mark, what, why.isEmpty() ? server : tr("%1: %2").arg(server, why));
}

// A job that replaces containers takes services down on purpose, and tells by itself how it ended. What was seen before
// its end says nothing of the time after it.
bool Fleet::isChanging(ServerMonitor *monitor) const
{
    const auto it = m_entries.find(monitor);
    const ServerView &view = monitor->view();
    if (it == m_entries.end() || view.state != ConnectionState::Connected)
        return false;
    const auto &asked = it->second.work->health().sample();
    return it->second.work->jobs().running() || view.seen < it->second.changed ||
           (asked && asked->time < it->second.changed);
}

// A server that goes down is told once, and so is its return.
void Fleet::heedMarks()
{
    for (int row = 0; row < m_servers.rowCount(); ++row) {
        ServerMonitor *monitor = m_servers.existingMonitor(row);
        if (!monitor)
            continue;
        const QModelIndex index = m_servers.index(row);
        const auto mark = Mark(index.data(ServerList::MarkRole).toInt());
        if (mark != Mark::Down && mark != Mark::Well && mark != Mark::Warning)
            continue; // on its way
        if (mark == Mark::Down && isChanging(monitor))
            continue;
        const Mark before = m_marks.value(monitor, mark);
        m_marks.insert(monitor, mark);
        const QString name = visibleText(m_servers.profile(row).name, 60);
        const QString state = index.data(ServerList::StateRole).toString();
        if (mark == Mark::Down && before != Mark::Down)
            notify(mark, name, (monitor->view().failing == state ? tr("%1 is not well") : tr("%1 is down")).arg(name),
                   state);
        else if (before == Mark::Down && mark != Mark::Down)
            notify(mark, name, tr("%1 is back").arg(name), state);
    }
}

// An edited server may be another one: what was known of it is let go.
void Fleet::heedProfiles()
{
    for (int row = 0; row < m_servers.rowCount(); ++row) {
        const auto it = m_entries.find(m_servers.existingMonitor(row));
        if (it != m_entries.end() && !(it->second.profile == m_servers.profile(row)))
            m_entries.erase(it);
    }
}

} // namespace bouncepro
