// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/terminalinteraction.h"

#include "app/ctl/printer.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace bouncepro::ctl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

// The terminal of this session, open for one question; its echo comes back whatever happens.
class Terminal
{
public:
    explicit Terminal(bool echo) : m_fd(open("/dev/tty", O_RDWR | O_CLOEXEC))
    {
        if (m_fd < 0 || echo || tcgetattr(m_fd, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        m_quiet = tcsetattr(m_fd, TCSAFLUSH, &quiet) == 0;
    }
    ~Terminal()
    {
        if (m_quiet)
            tcsetattr(m_fd, TCSAFLUSH, &m_before);
        if (m_fd >= 0)
            close(m_fd);
    }
    Terminal(const Terminal &) = delete;
    Terminal &operator=(const Terminal &) = delete;

    bool isOpen() const { return m_fd >= 0; }
    void say(const QString &text) const
    {
        const QByteArray bytes = visible(text).toUtf8();
        [[maybe_unused]] const ssize_t written = ::write(m_fd, bytes.constData(), size_t(bytes.size()));
    }
    /// A line without its end; nullopt where the terminal is gone or stop is asked.
    std::optional<Secret> readLine(const std::stop_token &stop) const
    {
        char buffer[1024];
        pollfd poll{m_fd, POLLIN, 0};
        while (!stop.stop_requested()) {
            if (::poll(&poll, 1, 200) <= 0)
                continue;
            const ssize_t n = read(m_fd, buffer, sizeof buffer);
            if (n <= 0)
                return {};
            Secret line(QByteArray(buffer, n - (buffer[n - 1] == '\n')));
            explicit_bzero(buffer, sizeof buffer);
            return line;
        }
        return {};
    }

private:
    int m_fd;
    bool m_quiet = false;
    termios m_before{};
};

} // namespace

bool TerminalInteraction::acceptHostKey(const HostKeyQuestion &question)
{
    const Terminal terminal(true);
    if (!terminal.isOpen())
        return false;
    terminal.say(tr("%1 is not known yet. Its %2 key has the fingerprint\n  %3\nCompare it with what the server's "
                    "operator says. "
                    "Accept it and add it to %4? Type yes or no: ")
                     .arg(question.host, question.keyType, question.fingerprint, question.rememberedIn));
    const auto answer = terminal.readLine(m_stop);
    return answer && answer->reveal().trimmed() == "yes";
}

std::optional<Secret> TerminalInteraction::secret(const SecretQuestion &question)
{
    const Terminal terminal(false);
    if (!terminal.isOpen())
        return {};
    const QString again = question.attempt > 1 ? tr("That was wrong. ") : QString();
    terminal.say(again +
                 (question.kind == SecretKind::KeyPassphrase
                      ? tr("Passphrase of the key %1 (for %2@%3): ").arg(question.keyFile, question.user, question.host)
                      : tr("Password of %1@%2: ").arg(question.user, question.host)));
    auto answer = terminal.readLine(m_stop);
    terminal.say(QStringLiteral("\n"));
    if (answer && answer->isEmpty())
        return {};
    return answer;
}

std::optional<Answers> TerminalInteraction::answers(const PromptsQuestion &question)
{
    Answers given;
    for (const Prompt &prompt : question.prompts) {
        const Terminal terminal(prompt.echo);
        if (!terminal.isOpen())
            return {};
        if (given.empty()) {
            QStringList words{question.name, question.instruction};
            words.removeAll(QString());
            terminal.say((question.attempt > 1 ? tr("%1 refused the answers. ").arg(question.host) : QString()) +
                         tr("%1 asks, to log %2 in:\n").arg(question.host, question.user) +
                         words.join(QLatin1Char('\n')) + (words.isEmpty() ? QString() : QStringLiteral("\n")));
        }
        terminal.say(QStringLiteral("(%1@%2) %3 ").arg(question.user, question.host, prompt.text));
        auto answer = terminal.readLine(m_stop);
        if (!prompt.echo)
            terminal.say(QStringLiteral("\n"));
        if (!answer)
            return {};
        given.push_back(std::move(*answer));
    }
    return given;
}

} // namespace bouncepro::ctl
