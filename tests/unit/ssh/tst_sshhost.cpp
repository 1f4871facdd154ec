// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/sshhost.h"
#include "tests/support/sshd.h"

#include <QElapsedTimer>
#include <QTest>

#include <future>

using namespace bouncepro;
using namespace bouncepro::test;
using namespace std::chrono_literals;

// Commands on a live connection to a real sshd.
class TestSshHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_sshd.unavailable().isEmpty())
            QSKIP(qPrintable(m_sshd.unavailable()));
        m_key = m_sshd.makeKey(QStringLiteral("id"));
        QVERIFY(m_sshd.start());
        auto host = SshHost::connect(m_sshd.target({m_key}), std::make_shared<NoInteraction>());
        QVERIFY2(host, host ? "" : qPrintable(host.error().message + host.error().detail));
        m_host = *host;
    }

    void identity()
    {
        QCOMPARE(m_host->identity().host, QStringLiteral("127.0.0.1"));
        QVERIFY(m_host->identity().keyFingerprint.startsWith(QLatin1String("SHA256:")));
        QCOMPARE(nameOf(m_host->status().state), QStringLiteral("Connected"));
    }

    void exitCodes_data()
    {
        QTest::addColumn<QStringList>("argv");
        QTest::addColumn<int>("code");
        const auto sh = [](const char *script) {
            return QStringList{QStringLiteral("sh"), QStringLiteral("-c"), QString::fromLatin1(script)};
        };
        QTest::newRow("0") << QStringList{QStringLiteral("true")} << 0;
        QTest::newRow("1") << QStringList{QStringLiteral("false")} << 1;
        QTest::newRow("builtin exit") << QStringList{QStringLiteral("exit"), QStringLiteral("7")} << 7;
        QTest::newRow("126") << QStringList{QStringLiteral("/etc/passwd")} << 126;
        QTest::newRow("127") << QStringList{QStringLiteral("no-such-program")} << 127;
        QTest::newRow("255") << sh("exit 255") << 255;
        QTest::newRow("signal") << sh("kill -KILL $$") << 137;
    }

    void exitCodes()
    {
        QFETCH(QStringList, argv);
        QFETCH(int, code);
        const auto output = m_host->run(Command(argv));
        QVERIFY2(output, output ? "" : qPrintable(output.error().message + output.error().detail));
        QCOMPARE(output->exitCode, code);
    }

    void outputAndErrors()
    {
        const auto output = m_host->run({QStringLiteral("sh"), QStringLiteral("-c"),
                                         QStringLiteral("printf 'a\\n\\0b'; printf wrong >&2; umask; echo $LC_ALL")});
        QVERIFY(output);
        QCOMPARE(output->out, QByteArray("a\n\0b0077\nC\n", 11));
        QCOMPARE(output->err, QByteArray("wrong"));
    }

    void binaryInput()
    {
        QByteArray bytes(5 * 1024 * 1024, Qt::Uninitialized);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = char(i * 7 + i / 251);
        const QByteArray copy(bytes.constData(), bytes.size());
        const auto output = m_host->run(Command({QStringLiteral("cat")}).input(Secret(copy)));
        QVERIFY2(output, output ? "" : qPrintable(output.error().message));
        QCOMPARE(output->exitCode, 0);
        QVERIFY(output->out == bytes);
    }

    void inputThatIsNotRead()
    {
        const auto output = m_host->run(Command({QStringLiteral("true")}).input(Secret(QByteArray(3'000'000, '\n'))));
        QVERIFY2(output, output ? "" : qPrintable(output.error().message));
        QCOMPARE(output->exitCode, 0);
        QCOMPARE(m_host->run(Command({QStringLiteral("wc"), QStringLiteral("-c")}).input(Secret()))->out.trimmed(),
                 QByteArray("0"));
    }

    void noInputIsEmpty()
    {
        QCOMPARE(m_host->run({QStringLiteral("wc"), QStringLiteral("-c")})->out.trimmed(), QByteArray("0"));
    }

    void tooLarge()
    {
        const auto output = m_host->run(Command({QStringLiteral("head"), QStringLiteral("-c"), QStringLiteral("200000"),
                                                 QStringLiteral("/dev/zero")})
                                            .limit(100'000));
        QVERIFY(!output);
        QCOMPARE(nameOf(output.error().code), QStringLiteral("TooLarge"));
    }

    void timeoutEndsTheRemoteProcess()
    {
        const auto output = m_host->run(Command({QStringLiteral("sleep"), QStringLiteral("1000.25")}).timeout(300ms));
        QVERIFY(!output);
        QCOMPARE(nameOf(output.error().code), QStringLiteral("Timeout"));
        QTRY_VERIFY(!isRunning("sleep 1000.25"));
    }

    void cancelEndsTheRemoteProcess_data()
    {
        QTest::addColumn<QStringList>("argv");
        QTest::addColumn<QByteArray>("input");
        const auto words = [](const char *line) { return QString::fromLatin1(line).split(u' '); };
        QTest::newRow("sleep") << words("sleep 1001.25") << QByteArray();
        QTest::newRow("tail") << words("tail -f -n0 /etc/passwd") << QByteArray();
        QTest::newRow("sleep with input") << words("sleep 1002.25") << QByteArray("some\nlines\n");
        QTest::newRow("ignores TERM") << QStringList{QStringLiteral("sh"), QStringLiteral("-c"),
                                                     QStringLiteral(
                                                         "trap '' TERM HUP PIPE; sleep 1003.25; sleep 1004.25")}
                                      << QByteArray();
    }

    void cancelEndsTheRemoteProcess()
    {
        QFETCH(QStringList, argv);
        QFETCH(QByteArray, input);
        Command command(argv);
        if (!input.isEmpty())
            command.input(Secret(input));
        const QByteArray seen = argv.last().contains(u';') ? "sleep 1003.25" : argv.join(u' ').toUtf8();
        std::stop_source stop;
        auto output = std::async([&] { return m_host->run(command, stop.get_token()); });
        QTRY_VERIFY(isRunning(seen));
        QElapsedTimer timer;
        timer.start();
        stop.request_stop();
        const auto ended = output.get();
        QVERIFY(timer.elapsed() < 2000);
        QVERIFY(!ended);
        QCOMPARE(nameOf(ended.error().code), QStringLiteral("Cancelled"));
        QTRY_VERIFY_WITH_TIMEOUT(!isRunning(seen), 8000);
        QCOMPARE(m_host->run({QStringLiteral("true")})->exitCode, 0);
    }

    void parallel()
    {
        std::vector<std::future<Result<Output>>> runs;
        for (int i = 0; i < 30; ++i)
            runs.push_back(std::async(std::launch::async, [this, i] {
                return m_host->run(
                    {QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("sleep 0.1; echo %1").arg(i)});
            }));
        for (int i = 0; i < 30; ++i) {
            const auto output = runs[size_t(i)].get();
            QVERIFY2(output, output ? "" : qPrintable(output.error().message + output.error().detail));
            QCOMPARE(output->out.trimmed().toInt(), i);
        }
    }

    void stream()
    {
        QByteArray all;
        int batches = 0;
        const auto output =
            m_host->stream({QStringLiteral("seq"), QStringLiteral("500000")}, [&](const QByteArray &batch) {
                all += batch;
                ++batches;
            });
        QVERIFY2(output,
                 output ? ""
                        : qPrintable(nameOf(output.error().code) + output.error().message + output.error().detail));
        QCOMPARE(output->exitCode, 0);
        QVERIFY(all.startsWith("1\n2\n") && all.endsWith("\n499999\n500000\n"));
        QCOMPARE(all.count('\n'), 500000);
        QVERIFY(batches >= 3);
    }

    void streamHoldsTheServerBack()
    {
        qint64 taken = 0;
        std::stop_source stop;
        const auto output = m_host->stream(
            {QStringLiteral("yes")},
            [&](const QByteArray &batch) {
                taken += batch.size();
                QThread::msleep(100); // a slow reader
                if (taken > 4'000'000)
                    stop.request_stop();
            },
            stop.get_token());
        QVERIFY(!output);
        QCOMPARE(nameOf(output.error().code), QStringLiteral("Cancelled"));
        QTRY_VERIFY(!isRunning("yes"));
    }

    void silentStream()
    {
        const auto output = m_host->stream(
            Command({QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("echo a; sleep 1005.25")})
                .timeout(300ms),
            [](const QByteArray &) {});
        QVERIFY(!output);
        QCOMPARE(nameOf(output.error().code), QStringLiteral("Timeout"));
    }

    void idleConnectionIsKept()
    {
        QThread::msleep(1500); // past the moment where the drain channel is made
        QCOMPARE(m_host->run({QStringLiteral("true")})->exitCode, 0);
    }

    void lostInTheMiddleThenReconnected()
    {
        auto output = std::async([this] { return m_host->run({QStringLiteral("sleep"), QStringLiteral("1006.25")}); });
        QTRY_VERIFY(isRunning("sleep 1006.25"));
        m_sshd.dropConnections();
        const auto lost = output.get();
        QVERIFY(!lost);
        QCOMPARE(nameOf(lost.error().code), QStringLiteral("Disconnected"));
        QCOMPARE(nameOf(m_host->status().state), QStringLiteral("Disconnected"));
        QTRY_VERIFY(!isRunning("sleep 1006.25"));
        const auto again = m_host->run({QStringLiteral("true")});
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    }

    void foundBrokenAtTheNextCall()
    {
        m_sshd.dropConnections();
        const auto again = m_host->run({QStringLiteral("echo"), QStringLiteral("x")});
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(again->out, QByteArray("x\n"));
    }

private:
    static bool isRunning(const QByteArray &commandLine)
    {
        int code = 0;
        runTool(QStringLiteral("pgrep"),
                {QStringLiteral("-f"), QLatin1String("^") + QString::fromUtf8(commandLine) + QLatin1Char('$')}, &code);
        return code == 0;
    }

    Sshd m_sshd;
    QString m_key;
    std::shared_ptr<SshHost> m_host;
};

QTEST_GUILESS_MAIN(TestSshHost)
#include "tst_sshhost.moc"
