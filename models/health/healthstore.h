#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/healthhistory.h"

#include <functional>

class QSqlDatabase;
class QSqlError;

namespace bouncepro {

/// The history of one server's health in an SQLite file, 0600. Every call blocks on the disk: for workers only; all
/// calls of a program take turns.
class HealthStore
{
public:
    /// folder is made, 0700, where it is missing; server: what tells the server from others, of any characters.
    HealthStore(const QString &folder, const QString &server);

    QString path() const { return m_path; }

    struct Loaded
    {
        HealthHistory history;
        QString note; ///< something that a person should know: a damaged file was set aside; empty: nothing
    };
    /// All that is kept, thinned as of now. A file that is no such store is set aside as NAME.damaged-TIME.
    /// Errors: Conflict where a newer version wrote the file (it is left alone), PermissionDenied, NoSpace.
    Result<Loaded> load(const QDateTime &now);
    /// Errors: those of load; nothing of it is written then.
    Result<void> append(const QList<HealthSample> &samples, const QList<HealthIncident> &incidents);

private:
    using Work = std::function<QSqlError(QSqlDatabase &)>; // NoError where all of it is done
    Result<void> withDatabase(const Work &work);
    QSqlError attempt(const Work &work, Result<void> &result);
    QSqlError read(QSqlDatabase &database, HealthHistory &history, qint64 now);
    Result<void> prepare(QSqlDatabase &database);
    QString setAside() const;

    const QString m_folder;
    const QString m_path;
    QString m_note;
    qint64 m_thinned = 0; // ms since 1970
};

} // namespace bouncepro
