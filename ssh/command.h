#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/secret.h"

#include <QMap>
#include <QStringList>

#include <chrono>
#include <initializer_list>

namespace bouncepro {

/// One word in single quotes for a POSIX shell; the only quoting in the program. A NUL cannot be written and is
/// dropped.
QString shellQuoted(const QString &word);

/// A remote command: an argument vector with its directory, environment, input and bounds.
/// Values with a meaning for the shell stay literal; there is no other way to reach a remote shell.
class Command
{
public:
    Command() = default;
    Command(std::initializer_list<QString> argv) : m_argv(argv) {}
    explicit Command(QStringList argv) : m_argv(std::move(argv)) {}

    /// Absolute directory on the server in which it runs.
    Command &in(const QString &directory);
    /// A variable of its environment; never a secret (other processes of the login can read it).
    Command &set(const QString &name, const QString &value);
    /// Bytes for its standard input, sent only after the command's shell has read its whole script.
    Command &input(const Secret &bytes);
    Command &timeout(std::chrono::milliseconds limit);
    /// Bound on standard output and on standard error, each, in bytes.
    Command &limit(qint64 bytes);

    const QStringList &argv() const { return m_argv; }
    const QString &directory() const { return m_directory; }
    const QMap<QString, QString> &environment() const { return m_environment; }
    const Secret &inputBytes() const { return m_input; }
    bool hasInput() const { return m_hasInput; }
    std::chrono::milliseconds timeoutLimit() const { return m_timeout; }
    qint64 outputLimit() const { return m_limit; }

    /// The command as one line of POSIX sh, for plans and scripts: cd DIR && NAME='value' 'word' 'word'.
    QString toShell() const;

private:
    QStringList m_argv;
    QString m_directory;
    QMap<QString, QString> m_environment;
    Secret m_input;
    bool m_hasInput = false;
    std::chrono::milliseconds m_timeout = std::chrono::seconds(30);
    qint64 m_limit = 16 * 1024 * 1024;
};

/// What a command answered. A non-zero exit code is an answer, not an error.
struct Output
{
    int exitCode = 0;
    QByteArray out;
    QByteArray err;
};

} // namespace bouncepro
