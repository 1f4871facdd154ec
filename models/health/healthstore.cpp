// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/health/healthstore.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <algorithm>
#include <atomic>
#include <mutex>

namespace bouncepro {

namespace {

constexpr int schema = 1; // PRAGMA user_version
constexpr qint64 thinEvery = 3600'000;
const QString damaged = QStringLiteral("11"); // SQLITE_CORRUPT

QString tr(const char *text)
{
    return QCoreApplication::translate("HealthStore", text);
}

QString fileOf(const QString &folder, const QString &server)
{
    const QByteArray hash = QCryptographicHash::hash(server.toUtf8(), QCryptographicHash::Sha256).toHex();
    return folder + QStringLiteral("/health-") + QString::fromLatin1(hash.left(16)) + QStringLiteral(".sqlite");
}

// A query without rows, or one whose rows are to be read.
QSqlError run(QSqlQuery &query, const QString &statement, const QVariantList &values = {})
{
    query.setForwardOnly(true);
    if (query.prepare(statement)) {
        for (const QVariant &value : values)
            query.addBindValue(value);
        query.exec();
    }
    return query.lastError();
}
QSqlError run(QSqlDatabase &database, const QString &statement, const QVariantList &values = {})
{
    QSqlQuery query(database);
    return run(query, statement, values);
}

// One for all stores of the program: to close a file drops every lock that the process has on it (POSIX), also those of
// another store's transaction on the same file.
std::mutex &turns()
{
    static std::mutex mutex;
    return mutex;
}

// In the words of SQLite, where it knows: a file that is no database, or whose pages contradict each other.
bool isDamage(const QSqlError &error)
{
    return error.nativeErrorCode() == QLatin1String("26") || error.nativeErrorCode() == damaged;
}

tl::unexpected<Error> cannotKeep(const QString &path, const QString &detail)
{
    return fail(ErrorCode::PermissionDenied, tr("The health history %1 cannot be kept.").arg(path),
                tr("Check the folder's permissions and the disk's free space."), detail);
}

HealthVerdict verdictOf(int value)
{
    return value >= 0 && value <= int(HealthVerdict::Unknown) ? HealthVerdict(value) : HealthVerdict::Unknown;
}

} // namespace

HealthStore::HealthStore(const QString &folder, const QString &server)
    : m_folder(folder),
      m_path(fileOf(folder, server))
{
}

QString HealthStore::setAside() const
{
    const QString aside = m_path + QStringLiteral(".damaged-") +
                          QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'hhmmss'Z'"));
    QFile::remove(m_path + QStringLiteral("-journal"));
    return QFile::rename(m_path, aside) ? aside : QString();
}

// The tables, where they are not there yet.
Result<void> HealthStore::prepare(QSqlDatabase &database)
{
    QSqlQuery version(database);
    if (!version.exec(QStringLiteral("PRAGMA user_version")) || !version.next())
        return cannotKeep(m_path, version.lastError().text());
    const int found = version.value(0).toInt();
    version.finish();
    if (found > schema)
        return fail(ErrorCode::Conflict,
                    tr("A newer version of this program wrote the health history %1. It is left alone.").arg(m_path),
                    tr("Use that version. This one keeps what it measures in memory."));
    if (found == schema)
        return {};
    const QStringList statements{
        QStringLiteral("BEGIN IMMEDIATE"),
        QStringLiteral("CREATE TABLE point (endpoint TEXT, time INTEGER, ms REAL, status INTEGER, verdict INTEGER, "
                       "PRIMARY KEY (endpoint, time)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE summary (endpoint TEXT, time INTEGER, ok INTEGER, warn INTEGER, fail INTEGER, "
                       "median REAL, p95 REAL, PRIMARY KEY (endpoint, time)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE incident (endpoint TEXT, began INTEGER, ended INTEGER, what TEXT, "
                       "failures INTEGER, PRIMARY KEY (endpoint, began)) WITHOUT ROWID"),
        QStringLiteral("PRAGMA user_version = %1").arg(schema),
        QStringLiteral("COMMIT")};
    for (const QString &statement : statements)
        if (QSqlQuery query(database); !query.exec(statement))
            return cannotKeep(m_path, query.lastError().text());
    return {};
}

// A connection belongs to one thread, and workers come and go: each call makes its own. Opens, checks, works in one
// transaction, and closes; returns what SQLite said.
QSqlError HealthStore::attempt(const Work &work, Result<void> &result)
{
    static std::atomic<int> serial = 0;
    const QString name = QStringLiteral("health-%1").arg(++serial);
    QSqlError error;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(m_path);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
        if (!database.open())
            error = database.lastError();
        else if (error = run(database, QStringLiteral("PRAGMA schema_version")); error.type() == QSqlError::NoError) {
            result = prepare(database);
            if (result) {
                // At once for writing: who reads first and then wants to write may wait for one who does the same.
                if (error = run(database, QStringLiteral("BEGIN IMMEDIATE")); error.type() == QSqlError::NoError)
                    error = work(database);
                if (error.type() != QSqlError::NoError)
                    database.rollback();
                else if (!database.commit())
                    error = database.lastError();
            }
        }
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
    if (error.type() != QSqlError::NoError)
        result = cannotKeep(m_path, error.text());
    return error;
}

// A damaged file is set aside once, and the work done on a new one.
Result<void> HealthStore::withDatabase(const Work &work)
{
    if (!QDir(m_folder).exists() &&
        (!QDir().mkpath(m_folder) ||
         !QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)))
        return cannotKeep(m_path, {});
    Result<void> result;
    for (int tries = 0; tries < 2; ++tries) {
        // Made by us: SQLite would give it the umask's permissions, and gives its journal those of the file.
        QFile file(m_path);
        if (!file.open(QIODevice::ReadWrite) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
            return cannotKeep(m_path, file.errorString());
        file.close();
        result = {};
        if (!isDamage(attempt(work, result)))
            return result;
        const QString aside = setAside();
        if (aside.isEmpty())
            return result;
        m_note = tr("The health history was damaged and is set aside as %1. A new one has begun.").arg(aside);
    }
    return result;
}

// Rows of one endpoint come in the order of time. What is past the full rate becomes summaries in the file too.
QSqlError HealthStore::read(QSqlDatabase &database, HealthHistory &history, qint64 now)
{
    const qint64 expired = now - HealthHistory::keptMs;
    QSqlQuery query(database);
    QSqlError error;
    const auto failed = [&error](const QSqlError &found) {
        error = found;
        return error.type() != QSqlError::NoError;
    };
    for (const HealthEndpoint &endpoint : healthEndpoints()) {
        const QVariantList span{endpoint.key(), expired, now};
        HealthHistory::Track track;
        if (failed(run(query,
                       QStringLiteral("SELECT time, ok, warn, fail, median, p95 FROM summary "
                                      "WHERE endpoint = ? AND time BETWEEN ? AND ? ORDER BY time"),
                       span)))
            return error;
        while (query.next())
            track.old.push_back({query.value(0).toLongLong(), query.value(1).toInt(), query.value(2).toInt(),
                                 query.value(3).toInt(), query.value(4).toFloat(), query.value(5).toFloat()});
        if (failed(query.lastError()) ||
            failed(run(query,
                       QStringLiteral("SELECT time, ms, status, verdict FROM point "
                                      "WHERE endpoint = ? AND time BETWEEN ? AND ? ORDER BY time"),
                       span)))
            return error;
        while (query.next())
            track.points.push_back({query.value(0).toLongLong(), query.value(1).toFloat(),
                                    qint16(query.value(2).toInt()), verdictOf(query.value(3).toInt())});
        if (failed(query.lastError()))
            return error;
        const qint64 lastSummary = track.old.empty() ? -1 : track.old.back().time;
        HealthHistory::thin(track, now);
        for (const HealthHistory::Bucket &b : track.old)
            if (b.time > lastSummary &&
                failed(run(database, QStringLiteral("INSERT OR REPLACE INTO summary VALUES (?, ?, ?, ?, ?, ?, ?)"),
                           {endpoint.key(), b.time, b.ok, b.warn, b.fail, double(b.median), double(b.p95)})))
                return error;
        if (failed(run(database, QStringLiteral("DELETE FROM point WHERE endpoint = ? AND time < ?"),
                       {endpoint.key(), track.points.empty() ? now : track.points.front().time})))
            return error;
        history.restore(endpoint, std::move(track));
    }
    if (failed(run(database, QStringLiteral("DELETE FROM summary WHERE time < ?"), {expired})) ||
        failed(run(database, QStringLiteral("DELETE FROM incident WHERE ended < ?"), {expired})) ||
        failed(
            run(query, QStringLiteral("SELECT endpoint, began, ended, what, failures FROM incident ORDER BY began"))))
        return error;
    const auto moment = [&query](int column) {
        return query.value(column).isNull() ? QDateTime()
                                            : QDateTime::fromMSecsSinceEpoch(query.value(column).toLongLong(), Qt::UTC);
    };
    while (query.next())
        for (const HealthEndpoint &endpoint : healthEndpoints())
            if (endpoint.key() == query.value(0).toString())
                history.restore(HealthIncident{endpoint, moment(1), moment(2), query.value(3).toString().left(400),
                                               query.value(4).toInt()});
    return query.lastError();
}

Result<HealthStore::Loaded> HealthStore::load(const QDateTime &now)
{
    const std::lock_guard lock(turns());
    Loaded loaded;
    const auto done = withDatabase([&](QSqlDatabase &database) -> QSqlError {
        loaded.history = {};
        // A torn page shows here, and not in the middle of a day.
        QSqlQuery check(database);
        if (const QSqlError error = run(check, QStringLiteral("PRAGMA quick_check(1)")); isDamage(error))
            return error;
        if (!check.next() || check.value(0).toString() != QLatin1String("ok"))
            return {{}, check.value(0).toString(), QSqlError::StatementError, damaged};
        check.finish();
        return read(database, loaded.history, now.toMSecsSinceEpoch());
    });
    if (!done)
        return fail(done.error());
    m_thinned = now.toMSecsSinceEpoch();
    loaded.note = std::exchange(m_note, {});
    return loaded;
}

Result<void> HealthStore::append(const QList<HealthSample> &samples, const QList<HealthIncident> &incidents)
{
    const std::lock_guard lock(turns());
    return withDatabase([&](QSqlDatabase &database) {
        QSqlError error;
        for (const HealthSample &sample : samples)
            for (const HealthCheck &check : sample.checks)
                if (error = run(database, QStringLiteral("INSERT OR IGNORE INTO point VALUES (?, ?, ?, ?, ?)"),
                                {check.endpoint.key(), sample.time.toMSecsSinceEpoch(), check.milliseconds.value_or(-1),
                                 check.status, int(check.verdict())});
                    error.type() != QSqlError::NoError)
                    return error;
        for (const HealthIncident &incident : incidents)
            if (error = run(database, QStringLiteral("INSERT OR REPLACE INTO incident VALUES (?, ?, ?, ?, ?)"),
                            {incident.endpoint.key(), incident.from.toMSecsSinceEpoch(),
                             incident.to.isValid() ? QVariant(incident.to.toMSecsSinceEpoch()) : QVariant(),
                             incident.what, incident.failures});
                error.type() != QSqlError::NoError)
                return error;
        const qint64 now = samples.isEmpty() ? 0 : samples.last().time.toMSecsSinceEpoch();
        if (now - m_thinned < thinEvery)
            return error;
        m_thinned = now;
        HealthHistory passed;
        return read(database, passed, now);
    });
}

} // namespace bouncepro
