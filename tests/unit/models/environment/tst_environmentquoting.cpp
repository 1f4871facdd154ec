// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/environmentdocument.h"
#include "models/environment/environmentquoting.h"
#include "tests/support/environmentcases.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace bouncepro;

namespace {

QString key(qsizetype i)
{
    return QStringLiteral("K%1").arg(i);
}

WrittenValue written(const QByteArray &value, EnvironmentForm present = EnvironmentForm::Bare)
{
    auto result = writtenValue(Secret(QByteArray(value)), present);
    if (!result)
        qFatal("%s cannot be written", value.constData());
    return *result;
}

// A file of the hard values that this reader is said to understand, by their numbers.
QByteArray fileFor(EnvironmentReader reader)
{
    QByteArray text;
    const QList<QByteArray> values = hardValues();
    for (qsizetype i = 0; i < values.size(); ++i)
        if (const WrittenValue value = written(values[i]); !value.misreadBy.testFlag(reader))
            text += key(i).toLatin1() + '=' + value.text.reveal() + '\n';
    return text;
}

} // namespace

/// What is written, read by those who read it besides Compose; tst_labenvironment lets Compose read it.
class TestEnvironmentQuoting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forms_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("misreadBy");
        const auto row = [](const char *value, const char *text, EnvironmentReaders misreadBy = {}) {
            QTest::newRow(QByteArray(text).replace('\n', "\\n"))
                << QByteArray(value) << QByteArray(text) << int(misreadBy.toInt());
        };
        const auto shell = EnvironmentReader::Shell, dotenv = EnvironmentReader::Dotenv;
        row("", "");
        row("Az09+/=_.:@%,-", "Az09+/=_.:@%,-");
        row("two words", "'two words'");
        row("pa$word", "'pa$word'");
        row("a\nb", "'a\nb'");
        row("a\\\\", "'a\\\\'");
        row("it's", "\"it's\"");
        row("a\\", "\"a\\\\\"", dotenv);
        row("it's $5", "\"it's \\$5\"", dotenv);
        row("it's \"", "\"it's \\\"\"", dotenv);
        row("it's `id`", "\"it's \\0140id\\0140\"", EnvironmentReaders(shell) | dotenv);
        row("a\rb", "\"a\\rb\"", shell);
    }
    void forms()
    {
        QFETCH(QByteArray, value);
        const WrittenValue result = written(value);
        QTEST(result.text.reveal(), "text");
        QTEST(int(result.misreadBy.toInt()), "misreadBy");
        QCOMPARE(remarkOn(result.misreadBy).isEmpty(), !result.misreadBy);
    }

    void presentQuotesStay()
    {
        QCOMPARE(written("a", EnvironmentForm::SingleQuoted).text.reveal(), QByteArray("'a'"));
        QCOMPARE(written("a", EnvironmentForm::DoubleQuoted).text.reveal(), QByteArray("\"a\""));
        QCOMPARE(written("$", EnvironmentForm::DoubleQuoted).text.reveal(), QByteArray("'$'"));
        QCOMPARE(written("'", EnvironmentForm::SingleQuoted).text.reveal(), QByteArray("\"'\""));
    }

    void document()
    {
        for (const QByteArray &value : hardValues()) {
            const auto set = EnvironmentDocument("A=1\nB=2\n").set(QStringLiteral("A"), Secret(QByteArray(value)));
            QVERIFY2(set, value);
            QCOMPARE(set->find(QStringLiteral("A"))->value.reveal(), value);
        }
    }

    void shell_data()
    {
        QTest::addColumn<QString>("program");
        for (const char *program : {"dash", "bash"})
            QTest::newRow(program) << QString::fromLatin1(program);
    }
    void shell()
    {
        QFETCH(QString, program);
        QVERIFY2(!QStandardPaths::findExecutable(program).isEmpty(), qPrintable(program));
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("env")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(fileFor(EnvironmentReader::Shell));
        file.close();
        const QList<QByteArray> values = hardValues();
        QByteArray script = ". \"$1\"\n";
        for (qsizetype i = 0; i < values.size(); ++i)
            script += "printf '%s\\0' \"${" + key(i).toLatin1() + "-not written}\"\n";
        QProcess process;
        process.start(program, {QStringLiteral("-s"), QStringLiteral("--"), file.fileName()});
        process.write(script);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray());
        const QList<QByteArray> read = process.readAllStandardOutput().split('\0');
        int compared = 0;
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (written(values[i]).misreadBy.testFlag(EnvironmentReader::Shell))
                continue;
            QCOMPARE(read.value(i), values[i]);
            ++compared;
        }
        QVERIFY(compared > 300);
    }

    // What a shell is said to misread it at least does not execute.
    void shellExecutesNothing()
    {
        for (const QByteArray &value : hardValues()) {
            const QByteArray text = written(value).text.reveal();
            QVERIFY2(!text.startsWith('"') || !text.contains('`'), text);
        }
    }

    void dotenv()
    {
        QProcess process;
        process.start(qEnvironmentVariable("BOUNCEPRO_SOURCE") +
                          QStringLiteral("/tests/unit/models/environment/dotenv/run"),
                      {qEnvironmentVariable("BOUNCEPRO_BINARY") + QStringLiteral("/environment-dotenv")});
        process.write(fileFor(EnvironmentReader::Dotenv));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(100000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
        const QJsonObject read = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        const QList<QByteArray> values = hardValues();
        int compared = 0;
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (written(values[i]).misreadBy.testFlag(EnvironmentReader::Dotenv))
                continue;
            QCOMPARE(read[key(i)].toString().toUtf8(), values[i]);
            ++compared;
        }
        QVERIFY(compared > 200);
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentQuoting)
#include "tst_environmentquoting.moc"
