#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"

#include <QAbstractListModel>

#include <memory>
#include <vector>

namespace bouncepro {

/// Where the profiles are kept; both are called on a worker.
struct ProfileStore
{
    std::function<Result<QList<ServerProfile>>()> load;
    /// Replaces what is kept, but only where it is still `before`. Errors: Conflict, and those of the store.
    std::function<Result<void>(const QList<ServerProfile> &before, const QList<ServerProfile> &after)> replace;
};

/// What became of an import.
struct ImportResult
{
    QStringList added;
    QStringList present; ///< names of profiles that are here already, equal in all fields
    struct Refused
    {
        QString name;
        FieldError error;
    };
    QList<Refused> refused;
};

/// All servers that the operator knows, in his order, each with what is known of it right now. Lives on the GUI thread;
/// changes show at once and are kept by a worker, one after the other.
class ServerList : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole,
        EnvironmentRole, ///< Environment as int
        MarkRole,        ///< Mark as int
        StateRole,       ///< one line: "Healthy, 2.14.3"
        StaleRole,       ///< bool: what the line says may no longer be so
        DestinationRole, ///< what one would type after ssh
    };
    using ConnectorOf = std::function<ServerMonitor::Connector(const ServerProfile &)>;

    ServerList(ProfileStore store, ConnectorOf connectorOf, QObject *parent = nullptr);
    ~ServerList() override;

    /// Reads the store; loaded() or failed() follows. Running monitors of servers that stay go on.
    void load();
    bool isLoaded() const { return m_isLoaded; }
    /// Changes are on their way to the store.
    bool isSaving() const { return m_isSaving; }

    QList<ServerProfile> profiles() const;
    const ServerProfile &profile(int row) const { return m_rows[size_t(row)].profile; }
    int rowOf(const QString &name) const; ///< -1: none
    /// Made at the first call, and not started by it; lives as long as its row. Survives editing and renaming.
    ServerMonitor *monitor(int row);
    ServerMonitor *existingMonitor(int row) const { return m_rows[size_t(row)].monitor.get(); }

    /// The findings of fieldErrors, and a name that another row than except has, whatever its case.
    QList<FieldError> check(const ServerProfile &profile, int except = -1) const;
    /// These change nothing where check finds something, and answer what it found.
    QList<FieldError> add(const ServerProfile &profile);
    QList<FieldError> edit(int row, const ServerProfile &profile);
    void remove(int row);
    /// To stand before the row that is now at `before`; rowCount(): to the end.
    void move(int row, int before);
    ImportResult import(const QList<ServerProfile> &profiles);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded();
    void saved();
    /// Reading or keeping the list failed. After Conflict the list is read again: what was changed here is lost.
    void failed(const bouncepro::Error &error);

private:
    struct Shown
    {
        Mark mark = Mark::NotConnected;
        QString line, sentence;
        bool isStale = false;
        bool operator==(const Shown &) const = default;
    };
    struct Row
    {
        ServerProfile profile;
        std::unique_ptr<ServerMonitor> monitor;
        Shown shown;
    };
    Shown shownOf(const Row &row) const;
    void refresh(int row);
    void refreshAll();
    void refreshOf(const ServerMonitor *monitor);
    void setProfiles(const QList<ServerProfile> &profiles);
    void keep();

    const ProfileStore m_store;
    const ConnectorOf m_connectorOf;
    std::vector<Row> m_rows;
    QList<ServerProfile> m_kept; // as the store has it
    bool m_isLoaded = false;
    bool m_isSaving = false;
    QTimer m_clock; // ages that are shown
};

} // namespace bouncepro
