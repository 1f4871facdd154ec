// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/printer.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bouncepro::ctl {

namespace {

QString utc(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QJsonValue number(const std::optional<qint64> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

} // namespace

QJsonObject toJsonObject(const StackStatus &status)
{
    QJsonArray services, readiness, problems;
    for (const ServiceStatus &s : status.services)
        services << QJsonObject{{QStringLiteral("name"), s.name},
                                {QStringLiteral("state"), s.state},
                                {QStringLiteral("health"), s.health},
                                {QStringLiteral("image"), s.image},
                                {QStringLiteral("imageId"), s.imageId},
                                {QStringLiteral("started"), utc(s.started)},
                                {QStringLiteral("restarts"), s.restarts},
                                {QStringLiteral("exitCode"), s.exitCode},
                                {QStringLiteral("cpuMicroseconds"), number(s.cpuMicroseconds)},
                                {QStringLiteral("memoryBytes"), number(s.memoryBytes)},
                                {QStringLiteral("memoryLimit"), number(s.memoryLimit)}};
    for (const Readiness &r : status.readiness)
        readiness << QJsonObject{{QStringLiteral("service"), r.service},
                                 {QStringLiteral("status"), r.status},
                                 {QStringLiteral("release"), r.release},
                                 {QStringLiteral("answer"), QJsonDocument::fromJson(r.body.toUtf8()).object()}};
    for (const Problem &p : status.problems)
        problems << QJsonObject{{QStringLiteral("problem"), p.word}, {QStringLiteral("detail"), p.detail}};
    QJsonValue freeze;
    if (status.isFrozen())
        freeze = QJsonObject{{QStringLiteral("reason"), status.freeze->reason},
                             {QStringLiteral("actor"), status.freeze->actor},
                             {QStringLiteral("since"), utc(status.freeze->since)},
                             {QStringLiteral("until"), utc(status.freeze->until)}};
    return {{QStringLiteral("time"), utc(status.time)},
            {QStringLiteral("freeze"), freeze},
            {QStringLiteral("maintenance"), status.maintenance ? toJsonObject(*status.maintenance) : QJsonValue()},
            {QStringLiteral("host"), status.host},
            {QStringLiteral("bootId"), status.bootId},
            {QStringLiteral("load"), status.load},
            {QStringLiteral("uptimeSeconds"), status.uptimeSeconds},
            {QStringLiteral("diskTotal"), status.diskTotal},
            {QStringLiteral("diskFree"), status.diskFree},
            {QStringLiteral("docker"), status.docker},
            {QStringLiteral("compose"), status.compose},
            {QStringLiteral("project"), status.project},
            {QStringLiteral("state"), status.state},
            {QStringLiteral("branch"), status.branch},
            {QStringLiteral("commit"), status.commit},
            {QStringLiteral("subject"), status.subject},
            {QStringLiteral("changes"), status.changes},
            {QStringLiteral("release"), status.release},
            {QStringLiteral("services"), services},
            {QStringLiteral("readiness"), readiness},
            {QStringLiteral("problems"), problems}};
}

QJsonObject toJsonObject(const Plan &plan)
{
    return QJsonDocument::fromJson(toJson(plan)).object();
}

QJsonObject toJsonObject(const JobSummary &job)
{
    return {{QStringLiteral("id"), job.id},
            {QStringLiteral("state"), nameOf(job.state)},
            {QStringLiteral("action"), job.action},
            {QStringLiteral("subject"), job.subject},
            {QStringLiteral("actor"), job.actor},
            {QStringLiteral("started"), utc(job.started)},
            {QStringLiteral("ended"), utc(job.ended)},
            {QStringLiteral("step"), job.step},
            {QStringLiteral("steps"), job.steps},
            {QStringLiteral("exitCode"), job.exitCode},
            {QStringLiteral("reason"), job.reason},
            {QStringLiteral("due"), utc(job.due)},
            {QStringLiteral("approval"), job.approval}};
}

QJsonObject toJsonObject(const JobEvent &event)
{
    static const QMap<EventKind, QString> kinds{{EventKind::Start, QStringLiteral("start")},
                                                {EventKind::End, QStringLiteral("end")},
                                                {EventKind::Undo, QStringLiteral("undo")},
                                                {EventKind::Undone, QStringLiteral("undone")}};
    QJsonObject object{{QStringLiteral("event"), kinds[event.kind]},
                       {QStringLiteral("sequence"), event.sequence},
                       {QStringLiteral("time"), utc(event.time)},
                       {QStringLiteral("step"), event.step}};
    if (event.kind == EventKind::End || event.kind == EventKind::Undone)
        object[QStringLiteral("exitCode")] = event.exitCode;
    return object;
}

QJsonObject toJsonObject(const Release &release, bool current)
{
    QJsonArray images;
    for (const ReleaseImage &image : release.images)
        images << QJsonObject{{QStringLiteral("service"), image.service},
                              {QStringLiteral("image"), image.reference},
                              {QStringLiteral("id"), image.id}};
    return {{QStringLiteral("id"), release.id},
            {QStringLiteral("current"), current},
            {QStringLiteral("state"), release.state},
            {QStringLiteral("commit"), release.commit},
            {QStringLiteral("subject"), release.subject},
            {QStringLiteral("created"), utc(release.created)},
            {QStringLiteral("actor"), release.actor},
            {QStringLiteral("job"), release.job},
            {QStringLiteral("imagesKept"), release.imagesKept},
            {QStringLiteral("images"), images}};
}

QJsonObject toJsonObject(const RollbackPreview &preview)
{
    static const QMap<MigrationVerdict::Kind, QString> verdicts{
        {MigrationVerdict::CodeOnly, QStringLiteral("code-only")},
        {MigrationVerdict::DatabaseAhead, QStringLiteral("database-ahead")},
        {MigrationVerdict::Unknown, QStringLiteral("unknown")}};
    const auto array = [](const QStringList &list) { return QJsonArray::fromStringList(list); };
    return {{QStringLiteral("release"), preview.release},
            {QStringLiteral("restored"), array(preview.restored)},
            {QStringLiteral("keptAsNow"), array(preview.keptAsNow)},
            {QStringLiteral("absent"), array(preview.absent)},
            {QStringLiteral("nginxFiles"), array(preview.nginxFiles)},
            {QStringLiteral("composeFile"), preview.changesCompose},
            {QStringLiteral("imagesKept"), preview.imagesKept},
            {QStringLiteral("recreated"), array(preview.recreated)},
            {QStringLiteral("database"), QJsonObject{{QStringLiteral("verdict"), verdicts[preview.database.kind]},
                                                     {QStringLiteral("migrations"), array(preview.database.ahead)},
                                                     {QStringLiteral("since"), utc(preview.database.since)}}},
            {QStringLiteral("backup"), utc(preview.backup)},
            {QStringLiteral("backupPath"), preview.backupPath}};
}

QJsonObject toJsonObject(const Maintenance &maintenance)
{
    return {{QStringLiteral("since"), utc(maintenance.since)},
            {QStringLiteral("actor"), maintenance.actor},
            {QStringLiteral("reason"), maintenance.reason},
            {QStringLiteral("allowed"), QJsonArray::fromStringList(maintenance.allowed)}};
}

QJsonObject toJsonObject(const AuditEntry &entry)
{
    return {{QStringLiteral("sequence"), entry.sequence},
            {QStringLiteral("time"), utc(entry.time)},
            {QStringLiteral("kind"), entry.kind},
            {QStringLiteral("job"), entry.job},
            {QStringLiteral("actor"), entry.actor},
            {QStringLiteral("action"), entry.action},
            {QStringLiteral("subject"), entry.subject},
            {QStringLiteral("outcome"), entry.outcome},
            {QStringLiteral("hash"), QString::fromLatin1(entry.hash)}};
}

QJsonObject toJsonObject(const LogLine &line)
{
    return {{QStringLiteral("time"), QString::fromLatin1(line.stamp)},
            {QStringLiteral("service"), line.service},
            {QStringLiteral("container"), line.container},
            {QStringLiteral("level"), nameOf(line.level)},
            {QStringLiteral("message"), line.message},
            {QStringLiteral("raw"), QString::fromUtf8(line.raw)}};
}

} // namespace bouncepro::ctl
