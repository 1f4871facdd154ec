// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sshd.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTcpSocket>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

#include <future>

namespace bouncepro::test {

QByteArray runTool(const QString &program, const QStringList &arguments, int *exitCode)
{
    QProcess process;
    process.start(program, arguments);
    process.closeWriteChannel();
    process.waitForFinished(30000);
    if (exitCode)
        *exitCode = process.exitCode();
    else if (process.exitCode() != 0)
        qFatal("%s failed: %s", qPrintable(program), process.readAllStandardError().constData());
    return process.readAllStandardOutput();
}

int closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

Sshd::Sshd(const QStringList &lines) : m_lines(lines)
{
    if (!QFile::exists(QStringLiteral("/usr/sbin/sshd")))
        m_unavailable = QStringLiteral("OpenSSH's server is not installed.");
    if (getuid() == 0)
        QDir().mkpath(QStringLiteral("/run/sshd")); // sshd's privilege separation wants it
    makeKey(QStringLiteral("host_ed25519"), QStringLiteral("ed25519"), {}, false);
    QFile(path(QStringLiteral("authorized_keys"))).open(QIODevice::WriteOnly);
}

Sshd::~Sshd()
{
    stop();
    if (!m_pamService.isEmpty())
        QFile::remove(QStringLiteral("/etc/pam.d/") + m_pamService);
}

bool Sshd::usePam(const QStringList &lines)
{
    static std::atomic<int> count = 0;
    m_pamService = QStringLiteral("bouncepro-test-%1-%2").arg(getpid()).arg(++count);
    QFile service(QStringLiteral("/etc/pam.d/") + m_pamService);
    if (!service.open(QIODevice::WriteOnly) || service.write(lines.join(u'\n').toUtf8() + '\n') < 0)
        return false;
    m_lines << QStringLiteral("UsePAM yes") << QStringLiteral("KbdInteractiveAuthentication yes");
    return true;
}

Account::Account(const QByteArray &password)
{
    static std::atomic<int> count = 0;
    m_name = QStringLiteral("bptest%1x%2").arg(getpid()).arg(++count);
    int code = 1;
    if (getuid() == 0)
        runTool(QStringLiteral("useradd"),
                {QStringLiteral("-M"), QStringLiteral("-s"), QStringLiteral("/bin/sh"), m_name}, &code);
    m_exists = code == 0;
    if (!m_exists)
        return;
    QProcess change;
    change.start(QStringLiteral("chpasswd"), QStringList());
    change.write(m_name.toUtf8() + ':' + password + '\n');
    change.closeWriteChannel();
    m_exists = change.waitForFinished() && change.exitCode() == 0;
}

Account::~Account()
{
    int code = 0;
    if (getuid() == 0)
        runTool(QStringLiteral("userdel"), {m_name}, &code);
}

bool Sshd::start()
{
    if (m_port == 0)
        m_port = closedPort();
    QFile config(path(QStringLiteral("sshd_config")));
    config.open(QIODevice::WriteOnly);
    QStringList lines{QStringLiteral("Port %1").arg(m_port),
                      QStringLiteral("ListenAddress 127.0.0.1"),
                      QStringLiteral("PidFile none"),
                      QStringLiteral("AuthorizedKeysFile %1").arg(path(QStringLiteral("authorized_keys"))),
                      QStringLiteral("StrictModes no"),
                      QStringLiteral("UsePAM no"),
                      QStringLiteral("PermitRootLogin yes"),
                      QStringLiteral("LogLevel VERBOSE"),
                      QStringLiteral("PrintMotd no"),
                      QStringLiteral("UseDNS no"),
                      QStringLiteral("Subsystem sftp internal-sftp"),
                      QStringLiteral("SetEnv SHLVL=2")}; // bash then leaves this machine's own ~/.bashrc alone
    // sshd takes the first value of a keyword.
    lines = m_lines + lines;
    if (!lines.join(u'\n').contains(QLatin1String("HostKey ")))
        lines.prepend(QStringLiteral("HostKey %1").arg(path(QStringLiteral("host_ed25519"))));
    config.write(lines.join(u'\n').toUtf8() + '\n');
    config.close();
    QString program = QStringLiteral("/usr/sbin/sshd");
    if (!m_pamService.isEmpty()) {
        // OpenSSH 9.8 and newer are told the name of the PAM service; older ones take the name they are started under.
        int code = 0;
        runTool(program,
                {QStringLiteral("-t"), QStringLiteral("-f"), config.fileName(), QStringLiteral("-o"),
                 QStringLiteral("PAMServiceName=") + m_pamService},
                &code);
        if (code == 0) {
            config.open(QIODevice::Append);
            config.write("PAMServiceName " + m_pamService.toUtf8() + '\n');
            config.close();
        } else {
            QFile::link(program, path(m_pamService));
            program = path(m_pamService);
        }
    }
    m_process.start(program, {QStringLiteral("-D"), QStringLiteral("-f"), config.fileName(), QStringLiteral("-E"),
                              path(QStringLiteral("log"))});
    if (!m_process.waitForStarted())
        return false;
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < 10000;) {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, quint16(m_port));
        if (probe.waitForConnected(200))
            return true;
        if (m_process.waitForFinished(10)) {
            qWarning("sshd: %s", log().constData());
            return false;
        }
    }
    return false;
}

QList<qint64> Sshd::children() const
{
    QList<qint64> found;
    QList<qint64> parents{m_process.processId()};
    while (!parents.isEmpty()) {
        const qint64 parent = parents.takeFirst();
        QFile list(QStringLiteral("/proc/%1/task/%1/children").arg(parent));
        list.open(QIODevice::ReadOnly);
        for (const QByteArray &pid : list.readAll().simplified().split(' ')) {
            QFile name(QStringLiteral("/proc/%1/comm").arg(pid.toLongLong()));
            if (pid.isEmpty() || !name.open(QIODevice::ReadOnly))
                continue;
            const QByteArray program = name.readAll();
            if (!program.startsWith("sshd") && !program.startsWith("bouncepro-test")) // the name of usePam()
                continue;
            found << pid.toLongLong();
            parents << pid.toLongLong();
        }
    }
    return found;
}

void Sshd::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    freezeConnections(false);
    dropConnections();
    m_process.terminate();
    m_process.waitForFinished(5000);
}

void Sshd::dropConnections()
{
    for (const qint64 pid : children())
        ::kill(pid_t(pid), SIGKILL);
}

void Sshd::freezeConnections(bool freeze)
{
    for (const qint64 pid : children())
        ::kill(pid_t(pid), freeze ? SIGSTOP : SIGCONT);
}

QByteArray Sshd::log() const
{
    QFile file(path(QStringLiteral("log")));
    file.open(QIODevice::ReadOnly);
    return file.readAll();
}

void Sshd::clearLog()
{
    QFile::resize(path(QStringLiteral("log")), 0);
}

QString Sshd::makeKey(const QString &name, const QString &type, const QString &passphrase, bool allowed)
{
    QStringList arguments{QStringLiteral("-q"),   QStringLiteral("-t"), type,
                          QStringLiteral("-N"),   passphrase,           QStringLiteral("-C"),
                          QStringLiteral("test"), QStringLiteral("-f"), path(name)};
    if (!passphrase.isEmpty())
        arguments << QStringLiteral("-a") << QStringLiteral("4"); // cheap rounds: the tests derive it often
    if (type == QLatin1String("rsa"))
        arguments << QStringLiteral("-b") << QStringLiteral("2048");
    runTool(QStringLiteral("ssh-keygen"), arguments);
    if (allowed)
        allowKey(path(name));
    return path(name);
}

void Sshd::allowKey(const QString &privateFile)
{
    QFile key(privateFile + QStringLiteral(".pub")), keys(path(QStringLiteral("authorized_keys")));
    key.open(QIODevice::ReadOnly);
    keys.open(QIODevice::Append);
    keys.write(key.readAll());
}

QByteArray Sshd::hostKey(const QString &type) const
{
    QFile file(path(QStringLiteral("host_%1.pub").arg(type)));
    file.open(QIODevice::ReadOnly);
    return file.readAll().split(' ').mid(0, 2).join(' ');
}

void Sshd::writeKnownHosts(const QByteArray &text)
{
    QFile file(knownHosts());
    file.open(QIODevice::WriteOnly);
    file.write(text);
}

SshTarget Sshd::target(const QStringList &identityFiles, bool trusted, const QStringList &lines)
{
    if (trusted)
        writeKnownHosts(knownName().toUtf8() + ' ' + hostKey() + '\n');
    QStringList config{QStringLiteral("Host server"), QStringLiteral("HostName 127.0.0.1"),
                       QStringLiteral("Port %1").arg(m_port), QStringLiteral("UserKnownHostsFile %1").arg(knownHosts()),
                       QStringLiteral("GlobalKnownHostsFile none")};
    config += lines;
    for (const QString &file : identityFiles)
        config << QStringLiteral("IdentityFile %1").arg(file);
    if (identityFiles.isEmpty())
        config << QStringLiteral("IdentityFile none");
    if (!lines.join(u' ').contains(QLatin1String("IdentityAgent")))
        config << QStringLiteral("IdentityAgent none");
    QFile file(path(QStringLiteral("ssh_config")));
    file.open(QIODevice::WriteOnly);
    file.write(config.join(u'\n').toUtf8() + '\n');
    return {QStringLiteral("server"), 0, file.fileName()};
}

HostileServer::HostileServer(const QByteArray &greeting, Then then)
{
    std::promise<int> port;
    auto known = port.get_future();
    auto *server = new QTcpServer;
    server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, server, [server, &port] {
        server->listen(QHostAddress::LocalHost);
        port.set_value(server->serverPort());
    });
    QObject::connect(server, &QTcpServer::newConnection, server, [server, greeting, then] {
        QTcpSocket *socket = server->nextPendingConnection();
        socket->write(greeting);
        if (then == Then::Close)
            socket->disconnectFromHost();
    });
    QObject::connect(&m_thread, &QThread::finished, server, &QObject::deleteLater);
    m_thread.start();
    m_port = known.get();
}

HostileServer::~HostileServer()
{
    m_thread.quit();
    m_thread.wait();
}

bool Person::acceptHostKey(const HostKeyQuestion &question)
{
    const std::lock_guard lock(mutex);
    keyQuestions << question;
    return accept;
}

std::optional<Secret> Person::secret(const SecretQuestion &question)
{
    const std::lock_guard lock(mutex);
    questions << question;
    if (secrets.isEmpty())
        return std::nullopt;
    const QByteArray answer = secrets.size() > 1 ? secrets.takeFirst() : secrets.first();
    return Secret(QByteArray(answer.constData(), answer.size()));
}

std::optional<Answers> Person::answers(const PromptsQuestion &question)
{
    const std::lock_guard lock(mutex);
    prompts << question;
    if (rounds.isEmpty())
        return std::nullopt;
    Answers given;
    for (const QByteArray &answer : rounds.size() > 1 ? rounds.takeFirst() : rounds.first())
        given.emplace_back(QByteArray(answer.constData(), answer.size()));
    return given;
}

} // namespace bouncepro::test
