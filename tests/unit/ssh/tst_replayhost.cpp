// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/recordinghost.h"
#include "ssh/replayhost.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace bouncepro;
using std::chrono::milliseconds;

namespace {

Command command(const char *word)
{
    return Command{QStringLiteral("echo"), QString::fromLatin1(word)};
}

Exchange answered(const Command &question, const QByteArray &out)
{
    Exchange exchange = Exchange::asked(ExchangeKind::Run, question);
    exchange.output.out = out;
    return exchange;
}

Transcript twoAnswers()
{
    Transcript transcript;
    transcript.identity.host = QStringLiteral("eu1");
    transcript.exchanges << answered(command("a"), "first") << answered(command("b"), "other")
                         << answered(command("a"), "second");
    return transcript;
}

QByteArray outOf(RemoteHost &host, const Command &question)
{
    const auto output = host.run(question);
    return output ? output->out : QByteArray("error: ") + output.error().message.toUtf8();
}

/// A server that says a secret in every way there is.
class TalkativeHost : public ReplayHost
{
public:
    TalkativeHost() : ReplayHost(Transcript()) {}
    Result<Output> run(const Command &, std::stop_token) override
    {
        return Output{3, "plain pa$$word/1 and cGEkJHdvcmQvMQ== and pa%24%24word%2F1\xff", "err pa$$word/1"};
    }
    Result<Output> stream(const Command &, const Sink &sink, std::stop_token) override
    {
        for (const char *batch : {"log pa$$", "wo", "rd/1 end pa$$word/1", " tail"})
            sink(batch);
        return Output{};
    }
    Result<RemoteFile> readFile(const QString &, qint64, std::stop_token) override
    {
        return RemoteFile{"KEY=pa$$word/1\n", "abc", 0640};
    }
};

} // namespace

class TestReplayHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersInOrderThenTheLastAgain()
    {
        ReplayHost host(twoAnswers());
        QCOMPARE(outOf(host, command("a")), QByteArray("first"));
        QCOMPARE(outOf(host, command("a")), QByteArray("second"));
        QCOMPARE(outOf(host, command("a")), QByteArray("second"));
        QCOMPARE(outOf(host, command("b")), QByteArray("other"));
        QCOMPARE(host.questions().size(), 4);
    }

    void unknownQuestionIsNamed_data()
    {
        QTest::addColumn<Command>("question");
        QTest::addColumn<QString>("names");
        QTest::newRow("word") << command("c") << QStringLiteral("echo c");
        QTest::newRow("directory") << Command(command("a")).in(QStringLiteral("/x")) << QStringLiteral("echo a");
        QTest::newRow("environment") << Command(command("a")).set(QStringLiteral("K"), QStringLiteral("v"))
                                     << QStringLiteral("echo a");
        QTest::newRow("input") << Command(command("a")).input(Secret("x")) << QStringLiteral("another input: echo a");
    }
    void unknownQuestionIsNamed()
    {
        QFETCH(Command, question);
        QFETCH(QString, names);
        ReplayHost host(twoAnswers());
        const auto output = host.run(question);
        QVERIFY(!output);
        QCOMPARE(output.error().code, ErrorCode::NotFound);
        QVERIFY2(output.error().message.contains(names), qPrintable(output.error().message));
        QVERIFY(output.error().remedy.contains(QStringLiteral("tests/gui/record")));
    }

    void slowAnswerCanBeStopped()
    {
        ReplayHost host(twoAnswers());
        host.setDelay(std::chrono::hours(1));
        std::stop_source stop;
        ErrorCode code = ErrorCode::Internal;
        std::thread worker([&] {
            const auto output = host.run(command("a"), stop.get_token());
            code = output ? ErrorCode::Internal : output.error().code;
        });
        while (host.questions().isEmpty())
            std::this_thread::sleep_for(milliseconds(1));
        stop.request_stop();
        worker.join();
        QCOMPARE(code, ErrorCode::Cancelled);
    }

    void settingsReachAWaitingCall_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("delay") << 0;
        QTest::newRow("failure") << 1;
        QTest::newRow("disconnect") << 2;
    }
    void settingsReachAWaitingCall()
    {
        QFETCH(int, what);
        ReplayHost host(twoAnswers());
        host.setDelay(std::chrono::hours(1));
        QByteArray answer;
        std::thread worker([&] { answer = outOf(host, command("a")); });
        while (host.questions().isEmpty())
            std::this_thread::sleep_for(milliseconds(1));
        std::this_thread::sleep_for(milliseconds(5));
        switch (what) {
        case 0:
            host.setDelay(milliseconds(0));
            break;
        case 1:
            host.failAt(QStringLiteral("echo a"), {ErrorCode::NoSpace, QStringLiteral("full"), {}, {}});
            break;
        default:
            host.disconnect();
        }
        worker.join();
        QCOMPARE(answer,
                 QList<QByteArray>({"first", "error: full", "error: The connection to eu1 was lost."}).at(what));
    }

    void failsAtOneCommandUntilRecovered()
    {
        ReplayHost host(twoAnswers());
        host.failAt(QStringLiteral("echo a"), {ErrorCode::NoSpace, QStringLiteral("full"), {}, {}});
        QCOMPARE(outOf(host, command("b")), QByteArray("other"));
        QCOMPARE(outOf(host, command("a")), QByteArray("error: full"));
        host.recover();
        QCOMPARE(outOf(host, command("a")), QByteArray("first")); // a failure uses no answer up
    }

    void manyThreadsAtOnce()
    {
        ReplayHost host(twoAnswers());
        std::atomic<int> right = 0;
        std::vector<std::thread> workers;
        for (int i = 0; i < 8; ++i)
            workers.emplace_back([&] {
                for (int j = 0; j < 50; ++j)
                    right += outOf(host, command("b")) == "other";
            });
        for (std::thread &worker : workers)
            worker.join();
        QCOMPARE(right.load(), 400);
    }

    void streamThatWasCutGoesOnInSilence()
    {
        Transcript transcript;
        Exchange exchange = Exchange::asked(ExchangeKind::Stream, command("a"));
        exchange.batches = {{0, "one"}};
        exchange.error = Error{ErrorCode::Cancelled, {}, {}, {}};
        transcript.exchanges << exchange;
        ReplayHost host(transcript);
        std::stop_source enough;
        QByteArrayList got;
        std::thread stopper;
        const auto ended = host.stream(
            command("a"),
            [&](const QByteArray &batch) {
                got << batch;
                stopper = std::thread([&] { enough.request_stop(); });
            },
            enough.get_token());
        stopper.join();
        QCOMPARE(got, QByteArrayList{"one"});
        QVERIFY(!ended && ended.error().code == ErrorCode::Cancelled);
    }

    void streamsComeInBatches()
    {
        Transcript transcript;
        Exchange exchange = Exchange::asked(ExchangeKind::Stream, command("a"));
        exchange.batches = {{0, "one"}, {60, "two"}};
        transcript.exchanges << exchange;
        ReplayHost host(transcript);
        QByteArrayList got;
        const auto sink = [&](const QByteArray &batch) { got << batch; };
        QVERIFY(host.stream(command("a"), sink));
        QCOMPARE(got, QByteArrayList({"one", "two"}));
        host.setRealTime(true);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(host.stream(command("a"), sink));
        QVERIFY(timer.elapsed() >= 60);
    }

    void noSecretIsRecorded()
    {
        RecordingHost recorder(std::make_shared<TalkativeHost>(), "hash", {Secret("pa$$word/1"), Secret("short")});
        QByteArrayList seen;
        QVERIFY(recorder.run(Command{QStringLiteral("say"), QStringLiteral("pa$$word/1")}
                                 .set(QStringLiteral("P"), QStringLiteral("pa$$word/1"))
                                 .input(Secret("pa$$word/1\n"))));
        QVERIFY(recorder.stream(command("a"), [&](const QByteArray &batch) { seen << batch; }));
        QVERIFY(recorder.readFile(QStringLiteral("/pa$$word/1"), 100));
        QCOMPARE(seen.join(), QByteArray("log pa$$word/1 end pa$$word/1 tail")); // the caller gets everything

        const Transcript transcript = recorder.transcript();
        const QByteArray json = transcript.toJson();
        for (const char *form : {"pa$$", "word/1", "cGEkJHdvcmQvMQ", "pa%24%24word", "inputSha256"})
            QVERIFY2(!json.contains(form), form);
        QCOMPARE(transcript.exchanges[0].output.out, QByteArray("plain [secret] and [secret] and [secret]\xff"));
        QVERIFY(transcript.exchanges[0].secretInput);
        QByteArray streamed;
        for (const auto &batch : transcript.exchanges[1].batches)
            streamed += batch.bytes;
        QCOMPARE(streamed, QByteArray("log [secret] end [secret] tail"));
        QVERIFY(transcript.exchanges[2].fileSha256.isEmpty());
    }

    void recordedIsReplayed()
    {
        auto source = std::make_shared<ReplayHost>(twoAnswers());
        source->failAt(QStringLiteral("echo b"), {ErrorCode::NoSpace, QStringLiteral("full"), QStringLiteral("d"), {}});
        RecordingHost recorder(source, "hash", {});
        QCOMPARE(outOf(recorder, command("a")), QByteArray("first"));
        QCOMPARE(outOf(recorder, command("b")), QByteArray("error: full"));
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("t.json"));
        QVERIFY(recorder.transcript().save(file));
        QCOMPARE(QFileInfo(file).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
        auto transcript = Transcript::load(file);
        QVERIFY(transcript);
        QVERIFY(transcript->checkScripts("hash"));
        QCOMPARE(transcript->checkScripts("other").error().code, ErrorCode::Conflict);
        ReplayHost replay(*transcript);
        QCOMPARE(outOf(replay, command("a")), QByteArray("first"));
        QCOMPARE(replay.run(command("b")).error().code, ErrorCode::NoSpace);
        QCOMPARE(replay.identity().host, QStringLiteral("eu1"));
    }

    void badFiles_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("other format") << QByteArray(R"({"format":2})");
        QTest::newRow("kind") << QByteArray(R"({"format":1,"exchanges":[{"kind":"dance"}]})");
        QTest::newRow("code") << QByteArray(R"({"format":1,"exchanges":[{"kind":"run","error":{"code":"Oops"}}]})");
    }
    void badFiles()
    {
        QFETCH(QByteArray, json);
        const auto transcript = Transcript::fromJson(json);
        QVERIFY(!transcript);
        QCOMPARE(transcript.error().code, ErrorCode::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestReplayHost)
#include "tst_replayhost.moc"
