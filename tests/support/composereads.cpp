// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/composereads.h"

#include "models/environment/environmentdocument.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace bouncepro {

namespace {

const QHash<QString, QByteArray> around{{QStringLiteral("OUTER"), "from .env"}, {QStringLiteral("OUTER_EMPTY"), ""}};

QMap<QString, QString> variablesOf(const QJsonValue &service)
{
    QMap<QString, QString> variables;
    const QJsonObject environment = service[QLatin1String("environment")].toObject();
    for (auto it = environment.begin(); it != environment.end(); ++it) // it prints a dollar as two
        variables[it.key()] = it.value().toString().replace(QLatin1String("$$"), QLatin1String("$"));
    return variables;
}

} // namespace

QList<ComposeVerdict> composeReads(const RunScript &run, const QList<QByteArray> &files,
                                   const QSet<qsizetype> &together)
{
    QByteArray script = "set -eu; d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; cd \"$d\"\n"
                        "printf 'OUTER=\"from .env\"\nOUTER_EMPTY=\\n' >.env\n"
                        "s() { printf '  s%s:\\n    image: x\\n    env_file: ./%s\\n' $1 $1; }\n"
                        "c() { printf %s \"$3\" | base64 -d >$2; [ $1 != one ] || set -- $2 $2; "
                        "[ -e $1.yml ] || echo services: >$1.yml; s $2 >>$1.yml; }\n";
    for (qsizetype i = 0; i < files.size(); ++i)
        script += QByteArray("c ") + (together.contains(i) ? "all " : "one ") + QByteArray::number(i) + " '" +
                  files[i].toBase64() + "'\n";
    script +=
        "ls *.yml | xargs -P 2 -I{} sh -c 'docker compose -f {} config --format json >{}.out 2>{}.err || rm {}.out'\n"
        "for y in *.yml; do [ ! -e $y.out ] || base64 -w0 $y.out; echo \" $(base64 -w0 $y.err)\"; done\n";
    QJsonObject services;
    QByteArray errors;
    for (const QByteArray &line : run(QString::fromLatin1(script)).split('\n')) {
        const auto parts = line.split(' ');
        const QJsonObject accepted =
            QJsonDocument::fromJson(QByteArray::fromBase64(parts[0])).object()[QLatin1String("services")].toObject();
        for (auto it = accepted.begin(); it != accepted.end(); ++it)
            services[it.key()] = it.value();
        if (accepted.isEmpty())
            errors += QByteArray::fromBase64(parts.value(1));
    }
    QList<ComposeVerdict> verdicts;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const QJsonValue service = services.value(QStringLiteral("s%1").arg(i));
        verdicts.append({service.isObject(), variablesOf(service)});
    }
    // One file of theirs that it rejects hides the others: each by itself.
    if (!together.isEmpty() && !verdicts[*together.begin()].accepted)
        return composeReads(run, files);
    if (errors.contains("docker: ") || services.isEmpty())
        qFatal("Compose itself does not work: %s", errors.left(500).constData());
    return verdicts;
}

ComposeVerdict weRead(const QByteArray &file)
{
    const EnvironmentDocument document(file, around);
    ComposeVerdict verdict{document.faults().isEmpty(), {}};
    if (!verdict.accepted)
        return verdict;
    for (const QString &key : document.keys())
        if (const EnvironmentEntry *entry = document.find(key); entry->given)
            verdict.variables[key] = QString::fromUtf8(entry->value.reveal());
    return verdict;
}

int disagreements(const RunScript &run, const QList<QByteArray> &files, int *acceptedCount)
{
    QSet<qsizetype> together;
    for (qsizetype i = 0; i < files.size(); ++i)
        if (weRead(files[i]).accepted)
            together << i;
    const QList<ComposeVerdict> verdicts = composeReads(run, files, together);
    int count = 0, accepted = 0;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const ComposeVerdict ours = weRead(files[i]);
        accepted += verdicts[i].accepted;
        if (ours == verdicts[i] || ++count > 20)
            continue;
        qWarning() << files[i] << "Compose:" << verdicts[i].accepted << verdicts[i].variables << "we:" << ours.accepted
                   << ours.variables;
    }
    qInfo("%lld files, %d of them accepted, %d disagreements", files.size(), accepted, count);
    if (acceptedCount)
        *acceptedCount = accepted;
    return count;
}

} // namespace bouncepro
