// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/statedirectory.h"
#include "tests/support/guiwindow.h"

#include <QDir>

using namespace bouncepro;

/// A fake must not drift from what it stands for.
class TestTranscripts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void madeWithTodaysScripts_data()
    {
        QTest::addColumn<QString>("name");
        const QDir folder(qEnvironmentVariable("BOUNCEPRO_SOURCE") + QStringLiteral("/tests/gui/transcripts"));
        for (const QString &file : folder.entryList({QStringLiteral("*.json")}))
            QTest::newRow(qPrintable(file)) << file.chopped(5);
    }
    void madeWithTodaysScripts()
    {
        QFETCH(QString, name);
        const Transcript transcript = transcriptNamed(name);
        QVERIFY(!transcript.exchanges.isEmpty());
        const auto fits = transcript.checkScripts(remoteScriptsHash());
        QVERIFY2(fits,
                 "resources/remote changed since the transcripts were recorded. Record them anew with one command: "
                 "tests/gui/record (it brings up a lab of its own; about a minute), and commit them.");
    }

    void probesAreAnswered_data() { madeWithTodaysScripts_data(); }
    void probesAreAnswered()
    {
        QFETCH(QString, name);
        ReplayHost host(transcriptNamed(name));
        ServerProfile profile;
        profile.stack = transcriptNamed(name).exchanges.first().argv.value(3);
        const auto status = probe(host, profile, ProbeDepth::Services, {});
        QVERIFY2(status, status ? "" : qPrintable(status.error().message + QLatin1Char(' ') + status.error().remedy));
        QVERIFY(status->time.isValid());
    }
};

BOUNCEPRO_GUI_MAIN(TestTranscripts)
#include "tst_transcripts.moc"
