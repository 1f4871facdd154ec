// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/logentry.h"

#include <QTest>

using namespace bouncepro;

/// What is kept and shown of a line.
class TestLogEntry : public QObject
{
    Q_OBJECT

private:
    static LogEntry made(const QByteArray &raw, const QByteArray &service = "payload")
    {
        const auto line = parseLogLine(service + "-1  | 2026-11-24T03:00:00.123456789Z " + raw);
        return line ? entryOf(*line) : LogEntry();
    }

private Q_SLOTS:
    void levels_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *raw, const char *word) {
            QTest::newRow(raw) << QByteArray(raw) << QString::fromUtf8(word);
        };
        row("{\"level\":50,\"msg\":\"it broke\"}", "ERR");
        row("{\"level\":30,\"msg\":\"it works\"}", "INF");
        row("2026/11/24 03:00:00 [emerg] 1#1: no file", "FTL");
        row("2026/11/24 03:00:00 [warn] 1#1: buffered", "WRN");
        row("2026-11-24 03:00:00.000 UTC [1] ERROR:  relation \"x\" does not exist", "ERR");
        row("2026-11-24 03:00:00.000 UTC [1] STATEMENT:  select 1", "INF");
        row("plain words", "–");
        row("plain words, far from the beginning of the line, which are long enough to go past 80 characters [error]",
            "–");
    }
    void levels()
    {
        QFETCH(QByteArray, raw);
        QTEST(levelWord(made(raw).level), "word");
    }

    void fields()
    {
        const LogEntry entry = made("it works");
        QCOMPARE(entry.service, QStringLiteral("payload"));
        QCOMPARE(entry.container, QStringLiteral("payload-1"));
        QCOMPARE(entry.time, QDateTime(QDate(2026, 11, 24), QTime(3, 0, 0, 123), Qt::UTC).toMSecsSinceEpoch());
        QCOMPARE(entry.message, QStringLiteral("it works"));
        QCOMPARE(entry.raw, entry.message);
        QVERIFY(entry.raw.constData() == entry.message.constData()); // one text in memory
        QCOMPARE(entry.took, -1);
    }

    void tookOfARequest()
    {
        LogLine line;
        line.status = 503;
        line.milliseconds = 1840;
        QCOMPARE(entryOf(line).took, 1840);
        QCOMPARE(entryOf(line).level, LogLevel::Error);
        line.status = 429;
        QCOMPARE(entryOf(line).level, LogLevel::Warn);
        line.status = 200;
        QCOMPARE(entryOf(line).level, LogLevel::Info);
        line.level = LogLevel::Debug; // what the line itself says counts
        QCOMPARE(entryOf(line).level, LogLevel::Debug);
    }

    void severalLines()
    {
        LogLine line;
        line.message = QStringLiteral("Error: it broke\n    at a\n    at b\n");
        line.raw = line.message.toUtf8();
        const LogEntry entry = entryOf(line);
        QCOMPARE(entry.message, QStringLiteral("Error: it broke (+2 lines)"));
        QVERIFY(entry.raw.contains(QStringLiteral("at b")));
    }

    void hostile()
    {
        LogLine line;
        line.service = QStringLiteral("pay\x1bload");
        line.message = QStringLiteral("<b>x</b>\x1b[2J\u202e") + QString(100000, QLatin1Char('y'));
        line.raw = line.message.toUtf8();
        const LogEntry entry = entryOf(line);
        QCOMPARE(entry.service, QStringLiteral("pay⟨ESC⟩load"));
        QVERIFY(entry.message.startsWith(QStringLiteral("<b>x</b>⟨ESC⟩[2J⟨U+202E⟩y")));
        QVERIFY(entry.message.size() <= LogEntry::longestMessage + 20); // a mark is longer than what it stands for
        QVERIFY(entry.raw.size() <= LogEntry::longestRaw + 20);
    }
};

QTEST_GUILESS_MAIN(TestLogEntry)
#include "tst_logentry.moc"
