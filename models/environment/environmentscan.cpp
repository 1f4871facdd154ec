// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentscan.h"

#include "models/environment/environmentschema.h"
#include "models/jobs/redaction.h"
#include "models/servers/remotescripts.h"
#include "models/servers/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentScan", text);
}

constexpr int shortest = 6; // as for redaction

void word(ScanFinding &finding)
{
    const QString where = visibleText(finding.where, 200), keys = visibleText(finding.keys.join(tr(", ")), 400);
    const QString rotate = tr("Give it another value (`bounceproctl env rotate KEY`); ");
    if (finding.kind == QLatin1String("compose")) {
        finding.what = tr("The compose file %1 has the value of %2.").arg(where, keys);
        finding.remedy = tr("Refer to it, as ${KEY}, or leave it to the environment file.");
    } else if (finding.kind == QLatin1String("commit")) {
        finding.what =
            tr("The commit %1 has the value of %2: whoever has the repository knows it.").arg(where.left(12), keys);
        finding.remedy = rotate + tr("the history does not forget.");
    } else if (finding.kind == QLatin1String("file")) {
        finding.what = tr("Every account of the server may read %1, which has the value of %2.").arg(where, keys);
        finding.remedy = tr("Close it: chmod 600 %1").arg(where);
    } else if (finding.kind == QLatin1String("image")) {
        finding.what = tr("The image %1 was built with the value of %2 in a command.").arg(where, keys);
        finding.remedy = rotate + tr("hand it to the build as a secret (RUN --mount=type=secret), then build again.");
    } else {
        finding.what = finding.kind == QLatin1String("label")
                           ? tr("A label of the container %1 has the value of %2.").arg(where, keys)
                       : finding.kind == QLatin1String("argument")
                           ? tr("The command of the container %1 has the value of %2.").arg(where, keys)
                           : tr("The command line of the process %1 has the value of %2.").arg(where, keys);
        finding.remedy = rotate + tr("hand it over by the environment file.");
    }
}

} // namespace

Result<EnvironmentScan> parseScan(const QByteArray &answer)
{
    static const QStringList kinds{QStringLiteral("compose"), QStringLiteral("commit"),   QStringLiteral("file"),
                                   QStringLiteral("label"),   QStringLiteral("argument"), QStringLiteral("image"),
                                   QStringLiteral("process")};
    EnvironmentScan scan;
    bool isWhole = false;
    for (const QByteArray &line : answer.split('\n')) {
        const QStringList f = QString::fromUtf8(line).split(QLatin1Char('\t'));
        if (f.first() == QLatin1String("scanned") && f.size() == 3) {
            scan.commits = f[1].toInt();
            scan.files = f[2].toInt();
            isWhole = true;
        }
        if (f.first() != QLatin1String("found") || f.size() != 4 || !kinds.contains(f[1]))
            continue;
        const auto it = std::find_if(scan.findings.begin(), scan.findings.end(), [&](const ScanFinding &finding) {
            return finding.kind == f[1] && finding.where == f[2];
        });
        if (it != scan.findings.end())
            it->keys << f[3];
        else
            scan.findings << ScanFinding{f[1], f[2], {f[3]}, {}, {}};
    }
    if (!isWhole)
        return fail(ErrorCode::Protocol, tr("The answer of the scan was cut short."), tr("Try again."));
    for (ScanFinding &finding : scan.findings)
        word(finding);
    return scan;
}

Result<EnvironmentScan> scanEnvironment(RemoteHost &host, const ServerProfile &profile,
                                        const ServerEnvironment &environment, const QString &project,
                                        std::stop_token stop)
{
    QByteArray lines;
    for (const ServerEnvironmentFile &file : environment.files) {
        const EnvironmentDocument document = environment.document(file.name);
        const QSet<QString> secrets = EnvironmentSchema::builtIn().secretsOf(document);
        for (const QString &key : document.keys()) {
            const EnvironmentEntry *entry = document.find(key);
            if (!secrets.contains(key) || !entry->given || entry->value.reveal().size() < shortest)
                continue;
            QList<Secret> values;
            for (const QByteArray &line : entry->value.reveal().split('\n'))
                if (line.trimmed().size() >= shortest)
                    values << Secret(line.trimmed());
            for (const QByteArray &form : secretForms(values))
                lines += key.toUtf8() + '\t' + form.toBase64() + '\n';
        }
    }
    // Base64 and names that the script itself checks: nothing in it ends the text or means anything to the shell.
    Command command{QStringLiteral("sh"), QStringLiteral("-s"), QStringLiteral("--"), profile.stack, project};
    command
        .input(Secret("secrets() { cat <<'END-OF-SECRETS'\n" + lines + "END-OF-SECRETS\n}\n" +
                      remoteScript(QStringLiteral("scan.sh"))))
        .timeout(std::chrono::minutes(5));
    auto answer = runChecked(host, command, tr("The scan"), stop);
    if (!answer)
        return fail(answer.error());
    return parseScan(*answer);
}

} // namespace bouncepro
