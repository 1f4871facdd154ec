// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/auditmemory.h"
#include "app/ctl/openjobs.h"
#include "app/settings.h"
#include "models/jobs/chat.h"
#include "models/jobs/incident.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace bouncepro::ctl {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}
} // namespace

Result<int> jobChat(Call &call)
{
    auto named = openJob(call);
    if (!named)
        return fail(named.error());
    const JobRecord &record = named->record;
    const JobSummary &job = record.summary;
    JobDetails details;
    if (record.plan) {
        details.stepTitle = record.plan->steps.value(job.step - 1).title;
        details.before = record.plan->before;
        details.committed = record.plan->commitPoint > 0 && job.step > record.plan->commitPoint;
    }
    const QString text = chatText(named->server.profile.name, job, details);
    call.printer.answer(text, {{QStringLiteral("job"), job.id}, {QStringLiteral("text"), text}});
    return Done;
}

Result<int> incident(Call &call)
{
    auto server = call.server();
    if (!server)
        return fail(server.error());
    const ServerProfile &profile = server->profile;
    const SecretsReader secrets = [&](RemoteHost &host, std::stop_token stop) -> Result<QList<Secret>> {
        DeployContext context; // without Docker the environment files have to do
        context.profile = profile;
        if (auto read = readDeployContext(host, profile, {}, stop))
            context = *read;
        return secretsOf(host, context, stop);
    };
    auto text =
        incidentText(*server->host, profile, AuditMemory(Settings::folder()).seen(profile.name), secrets, call.stop);
    if (!text)
        return fail(text.error());
    if (!call.options.isSet(QStringLiteral("file"))) {
        const QString shown = QString::fromUtf8(*text);
        call.printer.answer(visible(shown), {{QStringLiteral("text"), shown}});
        return Done;
    }
    const QString path = call.options.value(QStringLiteral("file"));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(*text) != text->size() || !file.commit())
        return fail(ErrorCode::PermissionDenied, tr("The file %1 cannot be written.").arg(path),
                    tr("Check the folder's permissions and the disk's free space."), file.errorString());
    call.printer.answer(
        tr("Written to %1. It tells much about the server: look through it before you pass it on.").arg(path),
        {{QStringLiteral("file"), path}, {QStringLiteral("bytes"), text->size()}});
    return Done;
}

} // namespace bouncepro::ctl
