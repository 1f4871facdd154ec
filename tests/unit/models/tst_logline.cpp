// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "models/logs/logline.h"

using namespace bouncepro;

class TestLogLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("level");
        QTest::addColumn<QString>("message");
        const auto line = [](const QByteArray &rest) { return "payload-1   | 2026-11-24T03:51:06.632619617Z " + rest; };
        QTest::newRow("pino info") << line(R"({"level":30,"time":1,"msg":"ready | set"})") << "payload"
                                   << "info"
                                   << "ready | set";
        QTest::newRow("pino fatal") << line(R"({"level":60,"msg":"x"})") << "payload"
                                    << "fatal"
                                    << "x";
        QTest::newRow("pino level beyond the scale") << line(R"({"level":900,"msg":"x"})") << "payload"
                                                     << "fatal"
                                                     << "x";
        QTest::newRow("level as a word") << line(R"({"level":"WARN","msg":"x"})") << "payload"
                                         << "warn"
                                         << "x";
        QTest::newRow("pino-http")
            << line(
                   R"({"level":30,"req":{"method":"GET","url":"/a?b=1"},"res":{"statusCode":200},"msg":"request completed"})")
            << "payload"
            << "info"
            << "request completed: GET /a?b=1 200";
        QTest::newRow("pino-http, no answer yet")
            << line(R"({"level":30,"req":{"method":"GET","url":"/a"},"msg":"come"})") << "payload"
            << "info"
            << "come: GET /a";
        QTest::newRow("access log") << line(R"({"method":"POST","uri":"/x","status":429,"limit":"REJECTED"})")
                                    << "payload"
                                    << ""
                                    << "POST /x 429";
        QTest::newRow("plain text") << line("listening on 3000") << "payload"
                                    << ""
                                    << "listening on 3000";
        QTest::newRow("json of another kind") << line("[1,2]") << "payload"
                                              << ""
                                              << "[1,2]";
        QTest::newRow("broken json") << line("{\"level\":30,") << "payload"
                                     << ""
                                     << "{\"level\":30,";
        QTest::newRow("erase sequence in front") << "\x1b[2K" + line("text") << "payload"
                                                 << ""
                                                 << "text";
        QTest::newRow("empty line") << QByteArray("a-b-12 | 2026-11-24T03:51:06.6Z ") << "a-b"
                                    << ""
                                    << "";
    }
    void lines()
    {
        QFETCH(QByteArray, text);
        const auto line = parseLogLine(text);
        QVERIFY(line);
        QTEST(line->service, "service");
        QTEST(nameOf(line->level), "level");
        QTEST(line->message, "message");
        QCOMPARE(line->time.toUTC().date(), QDate(2026, 11, 24));
    }

    void notLines()
    {
        for (const char *text : {"", "no bar", "payload-1 | yesterday text", "| 2026-11-24T03:51:06Z x", "\x1b[2K"})
            QVERIFY2(!parseLogLine(text), text);
    }
};

QTEST_GUILESS_MAIN(TestLogLine)
#include "tst_logline.moc"
