// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/serverlist.h"

#include "models/servers/wording.h"

#include <algorithm>

namespace bouncepro {

namespace {

constexpr std::chrono::seconds clockTick(5); // ages are shown in seconds up to 90 s only

} // namespace

ServerList::ServerList(ProfileStore store, ConnectorOf connectorOf, QObject *parent)
    : QAbstractListModel(parent),
      m_store(std::move(store)),
      m_connectorOf(std::move(connectorOf))
{
    m_clock.setInterval(clockTick);
    connect(&m_clock, &QTimer::timeout, this, &ServerList::refreshAll);
}

ServerList::~ServerList() = default;

void ServerList::load()
{
    start(
        this, [load = m_store.load](std::stop_token) { return load(); },
        [this](Result<QList<ServerProfile>> profiles) {
            if (!profiles) {
                Q_EMIT failed(profiles.error());
                return;
            }
            m_kept = *profiles;
            setProfiles(*profiles);
            m_isLoaded = true;
            Q_EMIT loaded();
        });
}

// Rows that stay keep their monitors; the rest is small enough for a reset.
void ServerList::setProfiles(const QList<ServerProfile> &profiles)
{
    beginResetModel();
    std::vector<Row> before = std::exchange(m_rows, {});
    for (const ServerProfile &profile : profiles) {
        Row row{.profile = profile};
        const auto old = std::find_if(before.begin(), before.end(),
                                      [&](const Row &other) { return other.profile.name == profile.name; });
        if (old != before.end() && old->monitor) {
            row.monitor = std::move(old->monitor);
            if (old->profile != profile)
                row.monitor->setProfile(profile, m_connectorOf(profile));
        }
        row.shown = shownOf(row);
        m_rows.push_back(std::move(row));
    }
    endResetModel();
}

QList<ServerProfile> ServerList::profiles() const
{
    QList<ServerProfile> all;
    for (const Row &row : m_rows)
        all << row.profile;
    return all;
}

int ServerList::rowOf(const QString &name) const
{
    const auto it =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.profile.name == name; });
    return it == m_rows.end() ? -1 : int(it - m_rows.begin());
}

ServerMonitor *ServerList::monitor(int row)
{
    Row &it = m_rows[size_t(row)];
    if (!it.monitor) {
        it.monitor = std::make_unique<ServerMonitor>(it.profile, m_connectorOf(it.profile));
        connect(it.monitor.get(), &ServerMonitor::changed, this,
                [this, monitor = it.monitor.get()] { refreshOf(monitor); });
        m_clock.start();
    }
    return it.monitor.get();
}

QList<FieldError> ServerList::check(const ServerProfile &profile, int except) const
{
    QList<FieldError> errors = fieldErrors(profile);
    for (int row = 0; row < rowCount(); ++row)
        if (row != except && this->profile(row).name.compare(profile.name, Qt::CaseInsensitive) == 0)
            errors << FieldError{ProfileField::Name, tr("is the name of another server"), tr("Give it another name.")};
    return errors;
}

QList<FieldError> ServerList::add(const ServerProfile &profile)
{
    QList<FieldError> errors = check(profile);
    if (!errors.isEmpty())
        return errors;
    Row row{.profile = profile};
    row.shown = shownOf(row);
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back(std::move(row));
    endInsertRows();
    keep();
    return {};
}

QList<FieldError> ServerList::edit(int row, const ServerProfile &profile)
{
    QList<FieldError> errors = check(profile, row);
    if (!errors.isEmpty() || this->profile(row) == profile)
        return errors;
    Row &it = m_rows[size_t(row)];
    it.profile = profile;
    if (it.monitor)
        it.monitor->setProfile(profile, m_connectorOf(profile));
    it.shown = shownOf(it);
    Q_EMIT dataChanged(index(row), index(row));
    keep();
    return {};
}

void ServerList::remove(int row)
{
    beginRemoveRows({}, row, row);
    const auto gone = std::move(m_rows[size_t(row)].monitor); // after the views let go of the row
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
    keep();
}

void ServerList::move(int row, int before)
{
    if (before == row || before == row + 1 || !beginMoveRows({}, row, row, {}, before))
        return;
    const auto from = m_rows.begin() + row, to = m_rows.begin() + before;
    if (from < to)
        std::rotate(from, from + 1, to);
    else
        std::rotate(to, from, from + 1);
    endMoveRows();
    keep();
}

ImportResult ServerList::import(const QList<ServerProfile> &profiles)
{
    ImportResult result;
    for (const ServerProfile &profile : profiles) {
        const int row = rowOf(profile.name);
        if (row >= 0 && this->profile(row) == profile) {
            result.present << profile.name;
            continue;
        }
        const QList<FieldError> errors = add(profile);
        if (errors.isEmpty())
            result.added << profile.name;
        else
            result.refused << ImportResult::Refused{profile.name, errors.first()};
    }
    return result;
}

// One write at a time; what changed meanwhile is written after it.
void ServerList::keep()
{
    if (m_isSaving || profiles() == m_kept)
        return;
    m_isSaving = true;
    const QList<ServerProfile> after = profiles();
    start(
        this, [replace = m_store.replace, before = m_kept, after](std::stop_token) { return replace(before, after); },
        [this, after](Result<void> result) {
            m_isSaving = false;
            if (!result) {
                Q_EMIT failed(result.error());
                if (result.error().code == ErrorCode::Conflict)
                    load();
                return;
            }
            m_kept = after;
            if (profiles() == m_kept)
                Q_EMIT saved();
            else
                keep();
        });
}

ServerList::Shown ServerList::shownOf(const Row &row) const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const ServerView view = row.monitor ? row.monitor->view() : ServerView{};
    const ServerSentence sentence = describe(view, row.profile, now);
    const QString line = shortState(view, row.profile, now);
    // Without the age of the evidence, which would change every few seconds.
    const QString whole =
        tr("%1, %2: %3").arg(visibleText(row.profile.name), tagText(row.profile.environment).toLower(), line);
    return {sentence.mark, line, whole, sentence.isStale};
}

void ServerList::refresh(int row)
{
    Row &it = m_rows[size_t(row)];
    Shown shown = shownOf(it);
    if (shown == it.shown)
        return;
    it.shown = std::move(shown);
    Q_EMIT dataChanged(index(row), index(row), {MarkRole, StateRole, StaleRole, Qt::AccessibleTextRole});
}

void ServerList::refreshAll()
{
    for (int row = 0; row < rowCount(); ++row)
        if (existingMonitor(row))
            refresh(row);
}

void ServerList::refreshOf(const ServerMonitor *monitor)
{
    for (int row = 0; row < rowCount(); ++row)
        if (existingMonitor(row) == monitor)
            refresh(row);
}

int ServerList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ServerList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return visibleText(row.profile.name);
    case NameRole:
        return row.profile.name;
    case EnvironmentRole:
        return int(row.profile.environment);
    case MarkRole:
        return int(row.shown.mark);
    case StateRole:
        return row.shown.line;
    case StaleRole:
        return row.shown.isStale;
    case DestinationRole:
        return visibleText(row.profile.target.destination);
    case Qt::AccessibleTextRole:
        return row.shown.sentence;
    }
    return {};
}

} // namespace bouncepro
