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
    QByteArray error;
    bool operator==(const Verdict &other) const { return accepted == other.accepted && variables == other.variables; }
};

const QHash<QString, QByteArray> around{{QStringLiteral("OUTER"), "from .env"}, {QStringLiteral("OUTER_EMPTY"), ""}};

// All files in one round trip, each in a stack of its own.
QList<Verdict> composeReads(const QList<QByteArray> &files)
{
    QByteArray script =
        "set -eu; d=$(mktemp -d); trap 'rm -rf \"$d\"' EXIT; cd \"$d\"\n"
        "c() { mkdir $1; printf %s \"$2\" | base64 -d >$1/e; cp compose.yml env $1; mv $1/env $1/.env; }\n"
        "printf 'services:\\n  a:\\n    image: x\\n    env_file: e\\n' >compose.yml\n"
        "printf 'OUTER=\"from .env\"\\nOUTER_EMPTY=\\n' >env\n";
    for (qsizetype i = 0; i < files.size(); ++i)
        script += "c " + QByteArray::number(i) + " '" + files[i].toBase64() + "'\n";
    script += "ls -d [0-9]* | xargs -P 2 -I{} sh -c 'cd {} && "
              "if docker compose -f compose.yml config --format json >out 2>err; then echo 0; else echo 1; fi >code'\n"
              "for i in $(seq 0 " +
              QByteArray::number(files.size() - 1) +
              "); do echo \"$(cat $i/code) $(base64 -w0 $i/out) $(base64 -w0 $i/err)\"; done\n";
    const QList<QByteArray> lines = Lab::instance().sh(QString::fromLatin1(script)).split('\n');
    QList<Verdict> verdicts;
    for (const QByteArray &line : lines) {
        const QList<QByteArray> parts = line.split(' ');
        Verdict verdict{parts.value(0) == "0", {}, QByteArray::fromBase64(parts.value(2))};
        const QJsonObject variables =
            QJsonDocument::fromJson(QByteArray::fromBase64(parts.value(1)))
                .object()[QLatin1String("services")][QLatin1String("a")][QLatin1String("environment")]
                .toObject();
        for (auto it = variables.begin(); it != variables.end(); ++it) // it prints a dollar as two
            verdict.variables[it.key()] = it.value().toString().replace(QLatin1String("$$"), QLatin1String("$"));
        verdicts << verdict;
    }
    return verdicts;
}

Verdict weRead(const QByteArray &file)
{
    const EnvironmentDocument document(file, around);
    Verdict verdict{document.faults().isEmpty(), {}, {}};
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
    const QList<Verdict> verdicts = composeReads(files);
    if (verdicts.size() != files.size())
        qFatal("%lld answers for %lld files", verdicts.size(), files.size());
    int count = 0, accepted = 0;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const Verdict ours = weRead(files[i]);
        accepted += verdicts[i].accepted;
        if (ours == verdicts[i] || ++count > 20)
            continue;
        qWarning() << files[i] << "Compose:" << verdicts[i].accepted << verdicts[i].variables << verdicts[i].error
                   << "we:" << ours.accepted << ours.variables;
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
        const QList<Verdict> verdicts = composeReads({text});
        QVERIFY2(verdicts.first().accepted, verdicts.first().error.constData());
        QCOMPARE(verdicts.first().variables, meant);
    }
};

QTEST_GUILESS_MAIN(TestLabEnvironment)
#include "tst_labenvironment.moc"
