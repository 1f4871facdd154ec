// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/sshhost.h"
#include "tests/support/sshd.h"

#include <QDir>
#include <QLocalSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <sys/stat.h>

using namespace bouncepro;
using namespace bouncepro::test;

// Local sockets whose connections come out at a server behind sshd.
class TestForward : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_sshd.unavailable().isEmpty())
            QSKIP(qPrintable(m_sshd.unavailable()));
        const QString key = m_sshd.makeKey(QStringLiteral("id"));
        QVERIFY(m_sshd.start());
        auto host = SshHost::connect(m_sshd.target({key}), std::make_shared<NoInteraction>());
        QVERIFY(host);
        m_host = *host;
        QVERIFY(m_echo.listen(QHostAddress::LocalHost));
        connect(&m_echo, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_echo.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }

    void echoes()
    {
        const auto forward = m_host->forward(QStringLiteral("127.0.0.1"), m_echo.serverPort());
        QVERIFY(forward);
        struct stat status
        {
        };
        const QString folder = QFileInfo((*forward)->socketPath()).path();
        QVERIFY(::stat(folder.toLocal8Bit().constData(), &status) == 0);
        QCOMPARE(int(status.st_mode & 0777), 0700);
        QByteArray bytes(6 * 1024 * 1024, Qt::Uninitialized);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = char(i * 31 + i / 257);
        // Several at once; the second one reads nothing until the first one is served.
        QLocalSocket first, second;
        first.connectToServer((*forward)->socketPath());
        second.connectToServer((*forward)->socketPath());
        QVERIFY(first.waitForConnected() && second.waitForConnected());
        second.setReadBufferSize(1024);
        first.write(bytes);
        second.write(bytes);
        QByteArray got;
        connect(&first, &QLocalSocket::readyRead, this, [&] { got += first.readAll(); });
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), bytes.size(), 20000);
        QVERIFY(got == bytes);
        QByteArray late;
        second.setReadBufferSize(0);
        connect(&second, &QLocalSocket::readyRead, this, [&] { late += second.readAll(); });
        late += second.readAll();
        QTRY_COMPARE_WITH_TIMEOUT(late.size(), bytes.size(), 20000);
        QVERIFY(late == bytes);
        QCOMPARE(m_host->run({QStringLiteral("true")})->exitCode, 0);
    }

    void closes()
    {
        auto forward = m_host->forward(QStringLiteral("127.0.0.1"), m_echo.serverPort());
        QVERIFY(forward);
        const QString path = (*forward)->socketPath();
        QLocalSocket socket;
        socket.connectToServer(path);
        QVERIFY(socket.waitForConnected());
        socket.write("x");
        QTRY_COMPARE(socket.bytesAvailable(), qint64(1));
        forward->reset();
        QVERIFY(!QDir(QFileInfo(path).path()).exists());
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    }

    void refusedTarget()
    {
        const auto forward = m_host->forward(QStringLiteral("127.0.0.1"), closedPort());
        QVERIFY(forward);
        QLocalSocket socket;
        socket.connectToServer((*forward)->socketPath());
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QVERIFY(!m_host->forward(QString(), 1));
        QVERIFY(!m_host->forward(QStringLiteral("h"), 0));
    }

    void endsWithTheConnection()
    {
        const auto forward = m_host->forward(QStringLiteral("127.0.0.1"), m_echo.serverPort());
        QVERIFY(forward);
        QLocalSocket socket;
        socket.connectToServer((*forward)->socketPath());
        QVERIFY(socket.waitForConnected());
        socket.write("x");
        QTRY_COMPARE(socket.bytesAvailable(), qint64(1));
        m_sshd.dropConnections();
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(m_host->run({QStringLiteral("true")})->exitCode, 0);
    }

private:
    Sshd m_sshd;
    QTcpServer m_echo;
    std::shared_ptr<SshHost> m_host;
};

QTEST_GUILESS_MAIN(TestForward)
#include "tst_forward.moc"
