// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/changes.h"

#include "models/servers/remotescripts.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

constexpr int filesOfCommit = 500;
constexpr int filesInAll = 5000;

} // namespace

Changes parseChanges(const QByteArray &answer)
{
    Changes changes;
    CommitChanges *commit = nullptr;
    for (const QByteArray &line : answer.split('\n')) {
        const QStringList f = QString::fromUtf8(line).split(QLatin1Char('\t'));
        const QString &key = f.first();
        if (key == QLatin1String("commit") && f.size() >= 2) {
            commit = &changes.commits[f[1]];
            commit->isMerge = f.value(2).contains(QLatin1Char(' '));
        } else if (key == QLatin1String("file") && f.size() >= 3 && !f[1].isEmpty() && commit) {
            if (++commit->fileCount <= filesOfCommit)
                commit->files << FileChange{f[1][0], f[2]};
        } else if (key == QLatin1String("changed") && f.size() >= 3 && !f[1].isEmpty()) {
            if (++changes.changedCount <= filesInAll)
                changes.changed << FileChange{f[1][0], f[2]};
        } else if (key == QLatin1String("distance") && f.size() >= 4) {
            changes.distances.insert(f[1], {f[2].toInt(), f[3].toInt()});
        }
    }
    return changes;
}

Result<Changes> readChanges(RemoteHost &host, const DeployContext &context, std::stop_token stop)
{
    const DeployFacts &facts = context.facts;
    if (facts.commit.isEmpty())
        return Changes();
    QStringList commits{facts.commit};
    for (const Release &release : facts.releases)
        commits << release.commit;
    commits.removeAll(QString());
    commits.removeDuplicates();
    Command command(QStringList{QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), context.profile.stack,
                                facts.commit, facts.target.isEmpty() ? facts.commit : facts.target} +
                    commits);
    command.input(Secret(remoteScript(QStringLiteral("changes.sh")))).timeout(std::chrono::minutes(1));
    auto answer = runChecked(host, command, QCoreApplication::translate("Deploy", "Reading what differs"), stop);
    if (!answer)
        return fail(answer.error());
    return parseChanges(*answer);
}

} // namespace bouncepro
