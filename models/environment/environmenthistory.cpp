// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmenthistory.h"

#include "models/environment/environmentschema.h"
#include "models/servers/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentHistory", text);
}

constexpr int oldDays = 180;
constexpr int lengthOfTime = 16; // 20261127T222519Z
constexpr int lengthOfHash = 64;

// What stands beside a version that was replaced.
struct Replacement
{
    QString id;
    QMap<QString, QString> fields;
    Secret before;

    QDateTime time() const
    {
        QDateTime time = QDateTime::fromString(id.left(lengthOfTime), QStringLiteral("yyyyMMddTHHmmssZ"));
        time.setTimeSpec(Qt::UTC);
        return time;
    }
    bool isWellFormed() const
    {
        return time().isValid() && id.size() > lengthOfTime + 1 + lengthOfHash && !id.contains(QLatin1Char('/'));
    }
    QByteArray hash() const { return id.mid(lengthOfTime + 1, lengthOfHash).toLatin1(); }
    QString file() const { return id.mid(lengthOfTime + 1 + lengthOfHash); }
};

// The version before a replacement, or the one that stands there; made by the replacement before, where that left this.
EnvironmentVersion version(const QString &file, const QByteArray &hash, const Secret &text, const Replacement *madeBy)
{
    EnvironmentVersion version{.id = QStringLiteral("now"), .file = file, .hash = hash, .text = text};
    if (!madeBy || madeBy->fields.value(QStringLiteral("to")).toLatin1() != hash)
        return version;
    version.since = madeBy->time();
    const auto field = [&](const char *key) { return madeBy->fields.value(QLatin1String(key)); };
    version.actor = field("actor");
    version.reason = field("reason");
    version.job = field("job");
    version.action = field("action");
    version.subject = field("subject");
    return version;
}

} // namespace

Result<EnvironmentVersion> EnvironmentHistory::find(const QString &id) const
{
    QList<EnvironmentVersion> found;
    for (const EnvironmentVersion &version : versions)
        if (!id.isEmpty() && version.id.startsWith(id))
            found << version;
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, tr("There is no version %1.").arg(visibleText(id, 80)),
                    tr("List them: `bounceproctl env history`"));
    if (found.size() > 1)
        return fail(ErrorCode::Invalid, tr("%1 means several versions.").arg(visibleText(id, 80)),
                    tr("Write more of its name."));
    return found.first();
}

Result<EnvironmentHistory> parseEnvironmentHistory(const QByteArray &answer, const QString &server)
{
    auto now = parseServerEnvironment(answer, server);
    if (!now)
        return fail(now.error());
    QList<Replacement> replacements; // oldest first
    for (const QByteArray &line : answer.split('\n')) {
        const QByteArrayList f = line.split('\t');
        const QString id = QString::fromUtf8(f.value(1));
        if ((f.first() != "by" && f.first() != "kept") || f.size() < 3)
            continue;
        if (replacements.isEmpty() || replacements.last().id != id)
            replacements << Replacement{id, {}, {}};
        if (f.first() == "by")
            replacements.last().fields.insert(QString::fromUtf8(f[2]), QString::fromUtf8(f.mid(3).join(' ')));
        else
            replacements.last().before = Secret(QByteArray::fromBase64(f[2]));
    }
    // What was undone left the file as it was.
    replacements.removeIf(
        [](const Replacement &r) { return !r.isWellFormed() || r.fields.contains(QStringLiteral("undone")); });

    EnvironmentHistory history{{}, *now};
    for (const ServerEnvironmentFile &file : now->files) {
        const Replacement *before = nullptr;
        for (const Replacement &replacement : std::as_const(replacements)) {
            if (replacement.file() != file.name)
                continue;
            EnvironmentVersion kept = version(file.name, replacement.hash(), replacement.before, before);
            kept.id = replacement.id.left(lengthOfTime + 1 + 12);
            kept.until = replacement.time();
            history.versions.prepend(kept);
            before = &replacement;
        }
        EnvironmentVersion current = version(file.name, file.hash, file.text, before);
        history.versions.prepend(current);
    }
    std::stable_sort(history.versions.begin(), history.versions.end(), [](const auto &a, const auto &b) {
        return a.isCurrent() != b.isCurrent() ? a.isCurrent() : a.until > b.until;
    });
    return history;
}

QList<SecretAge> secretAges(const EnvironmentHistory &history)
{
    QList<SecretAge> ages;
    for (const ServerEnvironmentFile &file : history.now.files) {
        const EnvironmentDocument now = history.now.document(file.name);
        const QSet<QString> secrets = EnvironmentSchema::builtIn().secretsOf(now);
        // Newest first. Files refer to .env as it is today: one that referred to another value then counts as the same.
        QList<std::pair<EnvironmentVersion, EnvironmentDocument>> versions;
        for (const EnvironmentVersion &version : history.versions)
            if (version.file == file.name)
                versions.append({version, history.now.document(file.name, version.text.reveal())});
        for (const QString &key : now.keys()) {
            const EnvironmentEntry *entry = now.find(key);
            if (!secrets.contains(key) || !entry->given || entry->value.isEmpty())
                continue;
            // The file was not touched since; earlier versions that have the value say more.
            SecretAge age{key, file.name, file.changed, false};
            for (const auto &[version, document] : std::as_const(versions)) {
                const EnvironmentEntry *then = document.find(key);
                if (!then || !then->given || then->value != entry->value) {
                    age.isExact = true;
                    break;
                }
                if (version.since.isValid())
                    age.since = std::min(age.since, version.since);
                else if (version.until.isValid())
                    age.since = std::min(age.since, version.until);
            }
            ages << age;
        }
    }
    return ages;
}

QList<EnvironmentFinding> ageFindings(const EnvironmentHistory &history, const QDateTime &now)
{
    QList<EnvironmentFinding> findings;
    for (const SecretAge &age : secretAges(history)) {
        const qint64 days = age.since.daysTo(now);
        if (days <= oldDays)
            continue;
        const EnvironmentDocument document = history.now.document(age.file);
        const EnvironmentEntry *entry = document.find(age.key);
        findings << EnvironmentFinding{.severity = FindingSeverity::Note,
                                       .kind = FindingKind::Age,
                                       .key = age.key,
                                       .line = entry ? entry->line : 0,
                                       .what = tr("%1 has its value for %2 days%3.")
                                                   .arg(age.key)
                                                   .arg(days)
                                                   .arg(age.isExact ? QString() : tr(" or longer")),
                                       .remedy = tr("Give it another one: `bounceproctl env rotate %1`").arg(age.key)};
    }
    return findings;
}

Result<EnvironmentHistory> readEnvironmentHistory(RemoteHost &host, const ServerProfile &profile, const QString &state,
                                                  std::stop_token stop)
{
    auto answer = askEnvironment(host, profile, {.name = QStringLiteral("environment-history"), .state = state}, stop);
    if (!answer)
        return fail(answer.error());
    return parseEnvironmentHistory(*answer, profile.name);
}

} // namespace bouncepro
