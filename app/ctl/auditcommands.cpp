// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/auditmemory.h"
#include "app/ctl/openjobs.h"
#include "app/settings.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

Result<int> auditReport(Call &call, bool show)
{
    auto server = openServer(call);
    if (!server)
        return fail(server.error());
    AuditMemory memory(Settings::folder());
    AuditReport report = verifyAudit({}, memory.seen(server->profile.name));
    if (server->state) {
        auto read = readAudit(*server->host, *server->state, memory.seen(server->profile.name), call.stop);
        if (!read)
            return fail(read.error());
        report = *read;
    }
    QJsonArray entries;
    QString text;
    if (show) {
        QList<QStringList> rows{
            {tr("No"), tr("TIME"), tr("KIND"), tr("ACTION"), tr("SUBJECT"), tr("OUTCOME"), tr("WHO"), tr("JOB")}};
        for (const AuditEntry &e : report.entries) {
            entries << toJsonObject(e);
            rows << QStringList{
                QString::number(e.sequence), localTime(e.time), e.kind, e.action, e.subject, e.outcome, e.actor, e.job};
        }
        text = table(rows);
    }
    const bool whole = report.fault == AuditFault::None;
    text += whole ? tr("The chain of %1 records is whole.").arg(report.entries.size())
                  : tr("The audit is broken at line %1 (%2): %3")
                        .arg(report.faultLine)
                        .arg(nameOf(report.fault), report.explanation);
    QJsonObject object{{QStringLiteral("verified"), whole},
                       {QStringLiteral("records"), report.entries.size()},
                       {QStringLiteral("fault"), nameOf(report.fault)},
                       {QStringLiteral("faultLine"), report.faultLine},
                       {QStringLiteral("explanation"), report.explanation}};
    if (show)
        object[QStringLiteral("entries")] = entries;
    call.printer.answer(text, object);
    if (!whole)
        return AuditBroken;
    if (auto kept = memory.remember(server->profile.name, report.head); !kept)
        return fail(kept.error());
    return Done;
}

} // namespace

Result<int> auditShow(Call &call)
{
    return auditReport(call, true);
}
Result<int> auditVerify(Call &call)
{
    return auditReport(call, false);
}

} // namespace bouncepro::ctl
