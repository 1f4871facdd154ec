// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/environmentdocument.h"
#include "models/environment/environmentquoting.h"
#include "tests/support/environmentcases.h"
#include "tests/support/lab.h"

#include <QJsonDocument>

using namespace bouncepro;

namespace {

// What Compose said of one file: the environment of a service that has it as its env_file, or that it refuses.
struct Verdict
{
    bool accepted = false;
    QMap<QString, QString> variables;
    bool operator==(const Verdict &other) const { return accepted == other.accepted && variables == other.variables; }
};

const QHash<QString, QByteArray> around{{QStringLiteral("OUTER"), "from .env"}, {QStringLiteral("OUTER_EMPTY"), ""}};

QMap<QString, QString> variablesOf(const QJsonValue &service)
{
    QMap<QString, QString> variables;
    const QJsonObject environment = service[QLatin1String("environment")].toObject();
    for (auto it = environment.begin(); it != environment.end(); ++it) // it prints a dollar as two
        variables[it.key()] = it.value().toString().replace(QLatin1String("$$"), QLatin1String("$"));
    return variables;
}

// What Compose says of each file, in one round trip: of the files named in `together` as services of one stack, where
// it takes that; of each other one in a stack of its own.
QList<Verdict> composeReads(const QList<QByteArray> &files, const QSet<qsizetype> &together)
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
    for (const QByteArray &line : Lab::instance().sh(QString::fromLatin1(script)).split('\n')) {
        const auto parts = line.split(' ');
        const QJsonObject accepted =
            QJsonDocument::fromJson(QByteArray::fromBase64(parts[0])).object()[QLatin1String("services")].toObject();
        for (auto it = accepted.begin(); it != accepted.end(); ++it)
            services[it.key()] = it.value();
        if (accepted.isEmpty())
            errors += QByteArray::fromBase64(parts.value(1));
    }
    QList<Verdict> verdicts;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const QJsonValue service = services.value(QStringLiteral("s%1").arg(i));
        verdicts.append({service.isObject(), variablesOf(service)});
    }
    // One file of theirs that it rejects hides the others: each by itself.
    if (!together.isEmpty() && !verdicts[*together.begin()].accepted)
        return composeReads(files, {});
    if (errors.contains("docker: ") || services.isEmpty())
        qFatal("Compose itself does not work: %s", errors.left(500).constData());
    return verdicts;
}

Verdict weRead(const QByteArray &file)
{
    const EnvironmentDocument document(file, around);
    Verdict verdict{document.faults().isEmpty(), {}};
    if (!verdict.accepted)
        return verdict;
    for (const QString &key : document.keys())
        if (const EnvironmentEntry *entry = document.find(key); entry->given)
            verdict.variables[key] = QString::fromUtf8(entry->value.reveal());
    return verdict;
}

// Counts files of which Compose says something else, and shows the first ones.
int disagreements(const QList<QByteArray> &files)
{
    QSet<qsizetype> together;
    for (qsizetype i = 0; i < files.size(); ++i)
        if (weRead(files[i]).accepted)
            together << i;
    const QList<Verdict> verdicts = composeReads(files, together);
    int count = 0, accepted = 0;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const Verdict ours = weRead(files[i]);
        accepted += verdicts[i].accepted;
        if (ours == verdicts[i] || ++count > 20)
            continue;
        qWarning() << files[i] << "Compose:" << verdicts[i].accepted << verdicts[i].variables << "we:" << ours.accepted
                   << ours.variables;
    }
    qInfo("%lld files, %d of them accepted, %d disagreements", files.size(), accepted, count);
    return count;
}

} // namespace

/// The document against the real Docker Compose of the lab's server.
class TestLabEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAsCompose()
    {
        const QList<QByteArray> files = environmentCases();
        QVERIFY(files.size() >= 500);
        QCOMPARE(disagreements(files), 0);
    }

    // What is written is read back as it was meant.
    void writesForCompose()
    {
        QByteArray text;
        QMap<QString, QString> meant;
        const QList<QByteArray> values = hardValues();
        for (qsizetype i = 0; i < values.size(); ++i) {
            auto written = writtenValue(Secret(QByteArray(values[i])));
            QVERIFY2(written, qPrintable(written ? QString() : written.error().message));
            const QString key = QStringLiteral("K%1").arg(i);
            text += key.toLatin1() + '=' + written->text.reveal() + '\n';
            meant[key] = QString::fromUtf8(values[i]);
        }
        const QList<Verdict> verdicts = composeReads({text}, {});
        QVERIFY(verdicts.first().accepted);
        QCOMPARE(verdicts.first().variables, meant);
    }
};

QTEST_GUILESS_MAIN(TestLabEnvironment)
#include "tst_labenvironment.moc"
