// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/environment/environmentquoting.h"
#include "tests/support/composereads.h"
#include "tests/support/environmentcases.h"
#include "tests/support/lab.h"

using namespace bouncepro;

namespace {

const RunScript onTheServer = [](const QString &script) { return Lab::instance().sh(script); };

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
        int accepted = 0;
        QCOMPARE(disagreements(onTheServer, files, &accepted), 0);
        QVERIFY2(accepted >= 300, qPrintable(QString::number(accepted)));
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
        const QList<ComposeVerdict> verdicts = composeReads(onTheServer, {text});
        QVERIFY(verdicts.first().accepted);
        QCOMPARE(verdicts.first().variables, meant);
    }
};

QTEST_GUILESS_MAIN(TestLabEnvironment)
#include "tst_labenvironment.moc"
