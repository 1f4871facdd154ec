// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

/// bounceproctl on a terminal, asked by a server.
class TestTerminalInteraction : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_terminal = -1;
    QByteArray m_seen;
    QByteArray m_before; // what came before the words

    // Waits for words that come after those waited for before, then types.
    bool answer(const char *words, const QByteArray &typed)
    {
        for (const QDeadlineTimer deadline(20000); !deadline.hasExpired();) {
            if (const qsizetype at = m_seen.indexOf(words); at >= 0) {
                m_before = m_seen.left(at);
                m_seen.remove(0, at + qsizetype(std::strlen(words)));
                return ::write(m_terminal, typed.constData(), size_t(typed.size())) == typed.size();
            }
            char buffer[4096];
            pollfd polled{m_terminal, POLLIN, 0};
            if (::poll(&polled, 1, 200) <= 0)
                continue;
            const ssize_t n = ::read(m_terminal, buffer, sizeof buffer);
            if (n <= 0)
                break;
            m_seen.append(buffer, n);
        }
        qWarning("\"%s\" did not come, but: %s", words, m_seen.constData());
        return false;
    }

private Q_SLOTS:
    void promptsOfAServer()
    {
        QProcess server;
        server.start(QStringLiteral("/usr/bin/python3"),
                     {qEnvironmentVariable("BOUNCEPRO_SOURCE") + QStringLiteral("/tests/support/promptserver.py"),
                      QStringLiteral("several")});
        if (!server.waitForReadyRead(20000))
            QSKIP("python3-paramiko is not installed.");
        const QByteArray port = server.readLine().trimmed();
        const QByteArray config = m_folder.filePath(QStringLiteral("ssh_config")).toLocal8Bit();
        QFile file(QString::fromLocal8Bit(config));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("UserKnownHostsFile /dev/null\nGlobalKnownHostsFile none\nIdentityAgent none\nIdentityFile none\n");
        file.close();
        qputenv("BOUNCEPRO_CONFIG", m_folder.filePath(QStringLiteral("settings")).toLocal8Bit());
        const QByteArray program = qgetenv("BOUNCEPRO_BINARY") + "/app/bounceproctl";
        QCOMPARE(QProcess::execute(QString::fromLocal8Bit(program),
                                   {QStringLiteral("servers"), QStringLiteral("add"), QStringLiteral("eu"),
                                    QStringLiteral("deploy@127.0.0.1"), QStringLiteral("--port"),
                                    QString::fromLatin1(port), QStringLiteral("--ssh-config"), file.fileName()}),
                 0);
        const pid_t pid = ::forkpty(&m_terminal, nullptr, nullptr, nullptr);
        if (pid == 0) {
            ::execl(program.constData(), program.constData(), "--server", "eu", "status", nullptr);
            _exit(127);
        }
        QVERIFY(answer("yes or no:", "yes\n"));
        QVERIFY(answer("127.0.0.1 asks, to log deploy in:", {})); // who asks
        QVERIFY(answer("Answer\\x1b[31m both", {}));              // nothing that the terminal would obey
        QVERIFY(answer("(deploy@127.0.0.1) First: ", "hidden-one\n"));
        QVERIFY(answer("(deploy@127.0.0.1) Second: ", "shown\n"));
        QVERIFY(!m_before.contains("hidden-one"));
        QVERIFY(answer("127.0.0.1 refused the answers", {}));
        QVERIFY(m_before.contains("shown"));
        QVERIFY(answer("(deploy@127.0.0.1) First: ", {}));
        QVERIFY(::write(m_terminal, "\x03", 1) == 1); // Ctrl-C while the question is open
        QVERIFY(answer("cancelled", {}));
        int status = 0;
        QCOMPARE(::waitpid(pid, &status, 0), pid);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) != 0);
        ::close(m_terminal);
        server.waitForReadyRead(200);
        QCOMPARE(server.readAll().trimmed(), QByteArray("[\"hidden-one\", \"shown\"]")); // and no more was sent
        server.kill();
        server.waitForFinished();
    }
};

QTEST_GUILESS_MAIN(TestTerminalInteraction)
#include "tst_terminalinteraction.moc"
