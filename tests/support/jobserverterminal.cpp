// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/terminal.h"
#include "tests/support/jobserver.h"

namespace bouncepro {

// A shell that echoes what is typed, and knows: size, colours, long, flood, exit CODE.
Result<int> JobServer::terminal(const Command &command, TerminalInput &input, const RemoteHost::Sink &sink,
                                const std::function<bool()> &isBroken, std::stop_token stop)
{
    const QByteArray prompt = "root@" + command.argv().value(12).toUtf8() + ":/app# ";
    QByteArray line, print = prompt;
    bool isWoken = false;
    input.setWaker([&] {
        const std::lock_guard lock(m_mutex);
        isWoken = true;
        m_changed.notify_all();
    });
    const auto answer = [&]() -> QByteArray {
        if (line == "size")
            return QByteArray::number(input.size().width()) + 'x' + QByteArray::number(input.size().height()) + "\r\n";
        if (line == "colours")
            return "\x1b[1;31mred\x1b[0m \x1b[38;5;208morange\x1b[0m \x1b[7mreverse\x1b[0m \x1b[4;3mlined\x1b[0m "
                   "gr\xc3\xbc\xc3\x9f \xe2\x9a\xa1 \xe2\x9c\x93 \x1b]0;title\x07\r\n";
        if (line == "flood")
            return QByteArray("y\r\n").repeated(100000);
        QByteArray lines;
        for (int i = 1; line == "long" && i <= 200; ++i)
            lines += "line " + QByteArray::number(i) + "\r\n";
        return lines;
    };
    std::optional<Result<int>> end;
    while (!end) {
        {
            const std::lock_guard lock(m_mutex);
            isWoken = false;
        }
        for (const char c : input.take()) {
            if (c != '\r') {
                line += c;
                print += c;
                continue;
            }
            print += "\r\n" + answer();
            if (line.startsWith("exit"))
                end = line.mid(5).toInt();
            {
                const std::lock_guard lock(m_mutex);
                m_questions << QStringLiteral("typed ") + QString::fromUtf8(line);
            }
            line.clear();
            print += end ? "" : prompt;
        }
        if (!print.isEmpty())
            sink(std::exchange(print, {}));
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [&] { return isWoken || isBroken() || end; });
        if (isBroken())
            end = fail(ErrorCode::Disconnected, QStringLiteral("The connection was lost."));
        else if (stop.stop_requested())
            end = fail(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
    }
    input.setWaker({});
    return *end;
}

} // namespace bouncepro
