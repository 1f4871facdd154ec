// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/freeze.h"

#include "models/jobs/askjobs.h"
#include "models/servers/wording.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("Freeze", text);
}
} // namespace

Result<void> freezeDeploys(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                           const StateDirectory &state, const QString &reason, const QDateTime &until,
                           std::stop_token stop)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (auto may = mayChange(profile, arming, now); !may)
        return fail(may.error());
    const QString why = reason.simplified().left(200);
    if (why.isEmpty())
        return fail(ErrorCode::Invalid, tr("Why are deploys stopped?"),
                    tr("Give a reason: it is shown to everybody who tries."));
    if (!until.isValid() || until <= now)
        return fail(ErrorCode::Invalid, tr("Deploys cannot be stopped until a time that is past."),
                    tr("Give a later time."));
    auto answer = askJobs(
        host, state, {QStringLiteral("freeze"), why, until.toUTC().toString(Qt::ISODate), actorOf(host.identity())}, {},
        stop);
    return answer ? Result<void>() : fail(answer.error());
}

Result<void> unfreezeDeploys(RemoteHost &host, const ServerProfile &profile, const std::optional<Arming> &arming,
                             const StateDirectory &state, std::stop_token stop)
{
    if (auto may = mayChange(profile, arming, QDateTime::currentDateTimeUtc()); !may)
        return fail(may.error());
    auto output = host.run(jobsCommand(state, {QStringLiteral("unfreeze"), actorOf(host.identity())}), stop);
    if (!output)
        return fail(output.error());
    if (output->exitCode == 2)
        return fail(ErrorCode::Conflict, tr("Deploys on %1 are not stopped.").arg(visibleText(profile.name, 80)),
                    tr("Nothing is left to do."));
    return output->exitCode == 0 ? Result<void>() : refusedBy(*output, {});
}

} // namespace bouncepro
