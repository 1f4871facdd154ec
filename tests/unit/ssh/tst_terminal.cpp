// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/terminal.h"

#include "ssh/operation.h"
#include "ssh/sshhost.h"
#include "tests/support/sshd.h"

#include <QCryptographicHash>
#include <QTest>

using namespace bouncepro;
using namespace bouncepro::test;

namespace {

/// A terminal on a worker, and what it printed so far.
struct Terminal : QObject
{
    std::shared_ptr<TerminalInput> input = std::make_shared<TerminalInput>(QSize(100, 30));
    std::mutex mutex;
    QByteArray bytes;
    std::optional<Result<int>> end;
    Operation operation;

    Terminal(const std::shared_ptr<SshHost> &host, const QString &script)
    {
        operation = start(
            this,
            [this, host, script](std::stop_token stop) {
                return host->terminal(
                    {QStringLiteral("sh"), QStringLiteral("-c"), script}, input,
                    [this](const QByteArray &batch) {
                        const std::lock_guard lock(mutex);
                        bytes += batch;
                    },
                    stop);
            },
            [this](const Result<int> &code) { end = code; });
    }
    ~Terminal() override
    {
        operation.stop();
        if (!QTest::qWaitFor([this] { return end.has_value(); }))
            qFatal("The terminal does not end.");
    }
    QByteArray printed()
    {
        const std::lock_guard lock(mutex);
        return bytes;
    }
};

} // namespace

/// Terminals over a connection to a real sshd.
class TestTerminal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_sshd.unavailable().isEmpty())
            QSKIP(qPrintable(m_sshd.unavailable()));
        m_key = m_sshd.makeKey(QStringLiteral("id"));
        QVERIFY(m_sshd.start());
        m_target = m_sshd.target({m_key});
        const auto host = SshHost::connect(m_target, std::make_shared<NoInteraction>());
        QVERIFY2(host, host ? "" : qPrintable(host.error().message + host.error().detail));
        m_host = *host;
    }

    void isATerminal()
    {
        Terminal terminal(m_host, QStringLiteral("test -t 0 && test -t 1 && test -t 2 && echo $TERM; stty size"));
        QTRY_VERIFY(terminal.end);
        QVERIFY2(*terminal.end, terminal.end->has_value() ? "" : qPrintable(terminal.end->error().message));
        QCOMPARE(**terminal.end, 0);
        // Nothing of the command itself is to be seen.
        QVERIFY2(terminal.printed().startsWith("xterm-256color\r\n30 100\r\n\x1b]5522;"),
                 terminal.printed().toPercentEncoding());
    }

    void exitCodes_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("code");
        QTest::newRow("0") << QStringLiteral("true") << 0;
        QTest::newRow("7") << QStringLiteral("exit 7") << 7;
        QTest::newRow("killed") << QStringLiteral("kill -KILL $$") << 137;
        QTest::newRow("quotes and dollars") << QStringLiteral("test \"$(printf 'a$b')\" = 'a$b' || exit 3") << 0;
        QTest::newRow("long") << QStringLiteral("test ") + QString(9000, QLatin1Char('x')) + QStringLiteral(" != y")
                              << 0;
    }
    void exitCodes()
    {
        QFETCH(QString, script);
        QFETCH(int, code);
        Terminal terminal(m_host, script);
        QTRY_VERIFY(terminal.end);
        QVERIFY2(*terminal.end, terminal.end->has_value() ? "" : qPrintable(terminal.end->error().message));
        QCOMPARE(**terminal.end, code);
    }

    void keysAndEcho()
    {
        Terminal terminal(m_host,
                          QStringLiteral("trap 'echo interrupted' INT; echo ready; read -r word; echo \"<$word>\"; "
                                         "while :; do sleep 0.05; done"));
        QTRY_VERIFY(terminal.printed().contains("ready"));
        terminal.input->write("gr\u00fc\u00df\r");
        QTRY_VERIFY(terminal.printed().contains("<gr\u00fc\u00df>"));
        QCOMPARE(terminal.printed().count("gr\u00fc\u00df"), 2); // typed, and answered
        terminal.input->write("\x03");
        QTRY_VERIFY(terminal.printed().contains("interrupted"));
        terminal.operation.stop(); // as closing the window does
        QTRY_VERIFY(terminal.end);
        QCOMPARE(terminal.end->error().code, ErrorCode::Cancelled);
    }

    void isResized()
    {
        Terminal terminal(m_host, QStringLiteral("trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done"));
        QTRY_VERIFY(terminal.printed().contains("ready"));
        terminal.input->resize({132, 43});
        QTRY_VERIFY(terminal.printed().contains("43 132"));
    }

    void muchIsPrinted()
    {
        Terminal terminal(m_host, QStringLiteral("seq 1 300000; exit 4"));
        QTRY_VERIFY_WITH_TIMEOUT(terminal.end, 30000);
        QCOMPARE(**terminal.end, 4);
        QByteArray all;
        for (int i = 1; i <= 300000; ++i)
            all += QByteArray::number(i) + "\r\n";
        QVERIFY(terminal.printed().startsWith(all));
    }

    void muchIsPasted()
    {
        Terminal terminal(m_host, QStringLiteral("stty raw -echo; echo ready; head -c 500000 | sha256sum"));
        QTRY_VERIFY(terminal.printed().contains("ready"));
        terminal.input->write(QByteArray(500000, 'a'));
        QTRY_VERIFY_WITH_TIMEOUT(terminal.end, 30000);
        QVERIFY(terminal.printed().contains(
            QCryptographicHash::hash(QByteArray(500000, 'a'), QCryptographicHash::Sha256).toHex()));
    }

    void commandsGoOnBeside()
    {
        Terminal terminal(m_host, QStringLiteral("echo ready; cat"));
        QTRY_VERIFY(terminal.printed().contains("ready"));
        std::optional<Result<Output>> output;
        start(
            this,
            [this](std::stop_token stop) {
                return m_host->run({QStringLiteral("echo"), QStringLiteral("beside")}, stop);
            },
            [&](Result<Output> came) { output = std::move(came); });
        QTRY_VERIFY(output);
        QCOMPARE((*output)->out, QByteArray("beside\n"));
        terminal.input->write("\x04"); // end of input
        QTRY_VERIFY(terminal.end);
        QCOMPARE(**terminal.end, 0);
    }

    void whatPretendsToBeTheEndIsNot()
    {
        Terminal terminal(
            m_host, QStringLiteral("printf '\\033]5522;00112233445566778899aabbccddeeff;5\\007'; kill -KILL $PPID"));
        QTRY_VERIFY(terminal.end);
        QVERIFY(!*terminal.end);
        QCOMPARE(terminal.end->error().code, ErrorCode::Protocol);
    }

    void lostConnection()
    {
        const auto host = SshHost::connect(m_target, std::make_shared<NoInteraction>());
        QVERIFY(host);
        Terminal terminal(*host, QStringLiteral("echo ready; cat"));
        QTRY_VERIFY(terminal.printed().contains("ready"));
        m_sshd.dropConnections();
        QTRY_VERIFY(terminal.end);
        QVERIFY(!*terminal.end);
        QCOMPARE(terminal.end->error().code, ErrorCode::Disconnected);
    }

    void noTerminalForThisLogin()
    {
        Sshd sshd({QStringLiteral("PermitTTY no")});
        const QString key = sshd.makeKey(QStringLiteral("id"));
        QVERIFY(sshd.start());
        const auto host = SshHost::connect(sshd.target({key}), std::make_shared<NoInteraction>());
        QVERIFY(host);
        Terminal terminal(*host, QStringLiteral("echo never"));
        QTRY_VERIFY(terminal.end);
        QVERIFY(!*terminal.end);
        QCOMPARE(terminal.end->error().code, ErrorCode::PermissionDenied);
        QVERIFY(terminal.end->error().remedy.contains(QStringLiteral("PermitTTY")));
        QVERIFY(terminal.printed().isEmpty());
    }

private:
    Sshd m_sshd;
    QString m_key;
    SshTarget m_target;
    std::shared_ptr<SshHost> m_host;
};

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
