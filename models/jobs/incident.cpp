// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/incident.h"

#include "models/jobs/redaction.h"
#include "models/servers/remotescripts.h"
#include "models/servers/stackstatus.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

constexpr qsizetype recentRecords = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("Incident", text);
}

QString utc(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : QStringLiteral("-");
}

QString section(const QString &title)
{
    return QStringLiteral("\n==== %1 ====\n").arg(title);
}

QString statusText(const ServerProfile &profile, const StackStatus &status)
{
    QString text = section(tr("Status"));
    text += QStringLiteral("%1 (%2), %3 at %4, boot %5\n")
                .arg(profile.name, nameOf(profile.environment), profile.stack, status.host, status.bootId);
    text += QStringLiteral("release %1, commit %2 on %3: %4; %5 files changed by hand\n")
                .arg(status.release, status.commit, status.branch, status.subject)
                .arg(status.changes);
    text += QStringLiteral("load %1, up %2 s, disk free %3 of %4, memory free %5 of %6\n")
                .arg(status.load)
                .arg(status.uptimeSeconds)
                .arg(status.diskFree)
                .arg(status.diskTotal)
                .arg(status.memoryFree)
                .arg(status.memoryTotal);
    if (status.freeze)
        text += QStringLiteral("deploys stopped until %1 by %2: %3\n")
                    .arg(utc(status.freeze->until), status.freeze->actor, status.freeze->reason);
    for (const ServiceStatus &s : status.services)
        text += QStringLiteral("service %1: %2, %3, %4, since %5, %6 restarts, exit code %7\n")
                    .arg(s.name, s.state, s.health, s.image, utc(s.started))
                    .arg(s.restarts)
                    .arg(s.exitCode);
    for (const Readiness &r : status.readiness)
        text += QStringLiteral("readiness of %1: %2 %3\n").arg(r.service).arg(r.status).arg(r.body);
    for (const Problem &p : status.problems)
        text += QStringLiteral("problem %1: %2\n").arg(p.word, p.detail);
    return text;
}

QString auditText(const AuditReport &report)
{
    QString text = section(tr("Audit"));
    text +=
        report.fault == AuditFault::None
            ? tr("The chain of %1 records is whole.\n").arg(report.entries.size())
            : tr("Broken at line %1 (%2): %3\n").arg(report.faultLine).arg(nameOf(report.fault), report.explanation);
    for (const AuditEntry &e : report.entries.mid(std::max<qsizetype>(0, report.entries.size() - recentRecords)))
        text +=
            QStringList{
                QString::number(e.sequence), utc(e.time), e.kind, e.job, e.actor, e.action, e.subject, e.outcome}
                .join(QLatin1Char(' ')) +
            QLatin1Char('\n');
    return text;
}

} // namespace

Result<QByteArray> incidentText(RemoteHost &host, const ServerProfile &profile, const std::optional<AuditHead> &seen,
                                const SecretsReader &secrets, std::stop_token stop)
{
    auto values = secrets(host, stop);
    if (!values)
        return fail(values.error());
    auto status = probe(host, profile, ProbeDepth::WithReadiness, stop);
    if (!status)
        return fail(status.error());
    AuditReport audit = verifyAudit({}, seen);
    if (!status->state.isEmpty()) {
        auto read = readAudit(host, {status->state, {}}, seen, stop);
        if (!read)
            return fail(read.error());
        audit = *read;
    }
    Command look{QStringLiteral("sh"),
                 QStringLiteral("-s"),
                 QStringLiteral("--"),
                 profile.stack,
                 status->project,
                 profile.composeFile,
                 status->state.isEmpty() ? QStringLiteral("-") : status->state};
    look.input(Secret(remoteScript(QStringLiteral("incident.sh")))).timeout(std::chrono::minutes(2));
    auto seenThere = runChecked(host, look, tr("Looking at the server"), stop);
    if (!seenThere)
        return fail(seenThere.error());
    const QString head = tr("BouncePro Console %1: incident on %2, %3, by %4\nscripts %5\n")
                             .arg(QStringLiteral(BOUNCEPRO_VERSION), profile.name, utc(QDateTime::currentDateTimeUtc()),
                                  actorOf(host.identity()), QString::fromLatin1(remoteScriptsHash()));
    return redacted((head + statusText(profile, *status) + auditText(audit)).toUtf8() + *seenThere, *values);
}

} // namespace bouncepro
