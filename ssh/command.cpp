// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/command.h"

#include <algorithm>

namespace bouncepro {

namespace {
// Bare in front, these would be the shell's grammar (bash's among them), not the name of a command.
bool isReserved(const QString &word)
{
    static const QStringList words =
        QStringLiteral("case coproc do done elif else esac fi for function if in select then time "
                       "until while")
            .split(u' ');
    return words.contains(word);
}
} // namespace

QString shellQuoted(const QString &word)
{
    static const QString plain =
        QStringLiteral("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+,-");
    const bool bare =
        !word.isEmpty() && std::all_of(word.cbegin(), word.cend(), [](QChar c) { return plain.contains(c); });
    if (bare)
        return word;
    QString quoted = word;
    quoted.remove(QChar(u'\0')).replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

Command &Command::in(const QString &directory)
{
    m_directory = directory;
    return *this;
}

Command &Command::set(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
    return *this;
}

Command &Command::input(const Secret &bytes)
{
    m_input = bytes;
    m_hasInput = true;
    return *this;
}

Command &Command::timeout(std::chrono::milliseconds limit)
{
    m_timeout = limit;
    return *this;
}

Command &Command::limit(qint64 bytes)
{
    m_limit = bytes;
    return *this;
}

QString Command::toShell() const
{
    QStringList words;
    if (!m_directory.isEmpty())
        words << QStringLiteral("cd") << shellQuoted(m_directory) << QStringLiteral("&&");
    if (!m_environment.isEmpty())
        words << QStringLiteral("env"); // an assignment before a shell function or special builtin would stay set
    for (auto it = m_environment.cbegin(); it != m_environment.cend(); ++it)
        words << QString(it.key() + QLatin1Char('=') + shellQuoted(it.value()));
    for (const QString &word : m_argv)
        words << (&word == &m_argv.first() && isReserved(word) ? u'\'' + word + u'\'' : shellQuoted(word));
    return words.join(QLatin1Char(' '));
}

} // namespace bouncepro
