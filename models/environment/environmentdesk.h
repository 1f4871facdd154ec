#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmenteditor.h"
#include "models/environment/serverenvironment.h"
#include "models/jobs/jobcenter.h"

namespace bouncepro {

/// The environment files of one server while they are edited; shared by all windows. Reads when asked to, and by itself
/// after a job. Lives on the GUI thread and never blocks it.
class EnvironmentDesk : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it.
    EnvironmentDesk(ServerMonitor &monitor, JobCenter &center, QObject *parent = nullptr);

    /// .env.production, .env.
    const QList<EnvironmentEditor *> &editors() const { return m_editors; }
    EnvironmentEditor *editor(const QString &file) const;

    /// Reads all files; edits stay.
    void refresh();
    bool isRefreshing() const { return m_isReading; }
    LoadState state() const;
    /// Of Failed and Stale.
    const std::optional<Error> &error() const { return m_error; }
    /// UTC, this machine's clock.
    QDateTime read() const { return m_read; }
    /// As they were read; an apply expects their hashes.
    const std::optional<ServerEnvironment> &files() const { return m_files; }

    /// Keys whose value is another one than on the server, and files whose text alone is; of all files.
    int changeCount() const;
    bool isDirty() const;
    void discard();

Q_SIGNALS:
    void changed();

private:
    void take(const Result<ServerEnvironment> &files);
    ServerMonitor &m_monitor;
    QList<EnvironmentEditor *> m_editors;
    std::optional<ServerEnvironment> m_files;
    std::optional<Error> m_error;
    QDateTime m_read;
    bool m_isReading = false;
    bool m_again = false;
};

} // namespace bouncepro
