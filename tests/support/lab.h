#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QJsonObject>
#include <QLockFile>
#include <QMap>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace bouncepro {

/// What bounceproctl answered: each line of its standard output that is a JSON object.
struct CtlAnswer
{
    int exitCode = -1;
    QList<QJsonObject> lines;
    QByteArray out;
    QByteArray err;
    /// The last object: the answer, the verdict, or {"error": ...}.
    QJsonObject last() const { return lines.isEmpty() ? QJsonObject() : lines.last(); }
    QString errorCode() const;
    /// The end of what it wrote: Qt Test cuts long messages, and the reason stands last.
    QByteArray said() const { return (out + err).right(800); }
};

/// A bounceproctl that runs, line by line.
class CtlProcess
{
public:
    explicit CtlProcess(std::unique_ptr<QProcess> process) : m_process(std::move(process)) {}
    ~CtlProcess();
    /// Reads on until a line satisfies; false at the end of the program or of the time.
    bool waitFor(const std::function<bool(const QJsonObject &)> &satisfies, int milliseconds = 120000);
    bool waitForStep(const QString &event, int number);
    /// SIGKILL: as a crash or a closed lid.
    void crash();
    CtlAnswer finish(int milliseconds = 240000);
    QProcess &process() { return *m_process; }

private:
    void drain();
    std::unique_ptr<QProcess> m_process;
    QByteArray m_pending;
    CtlAnswer m_answer;
    qsizetype m_seen = 0;
};

/// The lab's server, as the tests use it: tests/lab/lab by name, and bounceproctl with a configuration of its own.
class Lab
{
public:
    /// The lab of BOUNCEPRO_LAB (default "tests"), brought up where it is down.
    static Lab &instance();
    /// A lab of that name, of `lab up STACK NAME`.
    explicit Lab(const QString &name, const QStringList &stack = {});
    QString name() const { return m_name; }
    /// Of `lab env`: LAB_HTTP_PORT, LAB_SSH_CONFIG, LAB_DIR, LAB_STACK ...
    QString variable(const QString &key) const { return m_variables.value(key); }
    /// tests/lab/lab COMMAND NAME ARGS; output without its last newline. Fails the test where the command fails.
    QByteArray command(const QString &command, const QStringList &arguments = {});
    /// `lab reset`, and this console's memory of the server with it.
    void reset();
    /// A command as root inside the server; its exit code in *code where that is wanted.
    QByteArray exec(const QStringList &argv, int *code = nullptr);
    QByteArray sh(const QString &script, int *code = nullptr)
    {
        return exec({QStringLiteral("sh"), QStringLiteral("-c"), script}, code);
    }

    /// bounceproctl --json --server ACCOUNT ARGS, to its end. account: an alias of the lab's ssh_config without the
    /// lab's name ("second"); empty: deploy, the stack's owner.
    CtlAnswer ctl(const QStringList &arguments, const QString &account = {}, int milliseconds = 240000);
    CtlProcess start(const QStringList &arguments, const QString &account = {});
    /// A line of the list of servers with another target or stack.
    void addServer(const QString &name, const QString &destination, const QStringList &options = {});
    QString configFolder() const { return m_config.path(); }

    /// What payload answers at /api/health/ready through nginx: {"status", "release", ...}; {} for no answer.
    QJsonObject readiness() const;
    QByteArray head(); ///< the commit of the server's checkout
    /// What `up -d` typed by hand would make, or make anew: empty where all is as the files want it.
    QByteArray wouldChange();
    QString servedRelease() const;

private:
    QString m_name;
    QMap<QString, QString> m_variables;
    QTemporaryDir m_config;
    std::unique_ptr<QLockFile> m_lock; // two tests on one lab reset it under each other's feet
};

} // namespace bouncepro
