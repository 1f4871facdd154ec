#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/interaction.h"
#include "ssh/sshtarget.h"

#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QThread>

#include <atomic>
#include <mutex>

namespace bouncepro::test {

/// Runs a local program to its end and returns its standard output; fails hard where it fails.
QByteArray runTool(const QString &program, const QStringList &arguments, int *exitCode = nullptr);

/// A real sshd of this machine on a free loopback port, with a folder, keys and an ssh_config of its own; stopped, with
/// the connections that it serves, when destroyed.
class Sshd
{
public:
    /// Lines are appended to its sshd_config. start() may be called again after stop().
    explicit Sshd(const QStringList &lines = {});
    ~Sshd();

    /// Empty, or why no sshd can run here: for QSKIP.
    QString unavailable() const { return m_unavailable; }
    bool start();
    void stop();
    /// Root only, before start(): sshd asks PAM, through a service of this sshd's own with these lines.
    bool usePam(const QStringList &lines);
    /// Ends the processes that serve connections; new ones are still taken.
    void dropConnections();
    /// Stops (SIGSTOP) or continues them, as a network that swallows everything would.
    void freezeConnections(bool freeze);

    int port() const { return m_port; }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QByteArray log() const;
    void clearLog();
    /// A new key pair in the folder; answers the private file. Where allowed, the server takes it.
    QString makeKey(const QString &name, const QString &type = QStringLiteral("ed25519"),
                    const QString &passphrase = {}, bool allowed = true);
    void allowKey(const QString &privateFile);
    /// TYPE BASE64 of the server's host key.
    QByteArray hostKey(const QString &type = QStringLiteral("ed25519")) const;
    /// Writes the client's configuration for the alias `server`; the host key is known where trusted is set.
    SshTarget target(const QStringList &identityFiles, bool trusted = true, const QStringList &lines = {});
    void writeKnownHosts(const QByteArray &text);
    QString knownHosts() const { return path(QStringLiteral("known_hosts")); }
    QString knownName() const { return QStringLiteral("[127.0.0.1]:%1").arg(m_port); }

private:
    QList<qint64> children() const;
    QTemporaryDir m_folder;
    QProcess m_process;
    QStringList m_lines;
    QString m_unavailable;
    QString m_pamService;
    int m_port = 0;
};

/// An account of this machine with a password, made for a test by root and removed with it.
class Account
{
public:
    explicit Account(const QByteArray &password);
    ~Account();
    bool exists() const { return m_exists; }
    const QString &name() const { return m_name; }

private:
    QString m_name;
    bool m_exists = false;
};

/// A TCP server on loopback that greets every connection with some bytes, then closes it or stays silent.
class HostileServer
{
public:
    enum class Then { Close, StayOpen };
    HostileServer(const QByteArray &greeting, Then then);
    ~HostileServer();
    int port() const { return m_port; }

private:
    QThread m_thread;
    int m_port = 0;
};

/// A free TCP port of loopback on which nothing listens.
int closedPort();

/// A person with prepared answers.
class Person : public Interaction
{
public:
    bool acceptHostKey(const HostKeyQuestion &question) override;
    std::optional<Secret> secret(const SecretQuestion &question) override;
    std::optional<Answers> answers(const PromptsQuestion &question) override;
    void secretAccepted(const SecretQuestion &, const Secret &) override { ++accepted; }
    void secretRejected(const SecretQuestion &) override { ++rejected; }

    bool accept = false;
    QByteArrayList secrets;       ///< one for each question, the last one again and again; empty: none
    QList<QByteArrayList> rounds; ///< answers to the server's own questions, in the same way
    std::atomic<int> accepted = 0;
    std::atomic<int> rejected = 0;
    std::mutex mutex;
    QList<HostKeyQuestion> keyQuestions;
    QList<SecretQuestion> questions;
    QList<PromptsQuestion> prompts;
};

} // namespace bouncepro::test
